"""Sessions of the web console: an opaque token whose keyed hash alone is kept. All times are lease time."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, delete, select, update

from bot.domain.access import Scope
from storage import tables
from storage.db import Db
from storage.ids import new_id

_session, _once, _account = tables.console_session, tables.console_once, tables.console_account
_staff = tables.staff
FLASH = "console_session.flash"
_SCHOOL: Any = bindparam("school")
_FIND = (
    select(_session, _account.c.staff_id, _staff.c.key_id)
    .join(_account, (_account.c.school_id == _session.c.school_id) & (_account.c.id == _session.c.account_id))
    .join(_staff, (_staff.c.school_id == _account.c.school_id) & (_staff.c.id == _account.c.staff_id))
    .where(_session.c.token_blind == bindparam("hashed"))
)
_OF_ACCOUNT = (_session.c.school_id == _SCHOOL) & (_session.c.account_id == bindparam("account"))
_LIST = (
    select(_session)
    .where(_OF_ACCOUNT, _session.c.state == "full", _session.c.ends_at > bindparam("now"))
    .order_by(_session.c.seen_at.desc())
)
_HERE = (_session.c.school_id == _SCHOOL) & (_session.c.id == bindparam("session"))
_CHANGE = update(_session).where(_HERE)
_END_ALL = update(_session).where(_OF_ACCOUNT, _session.c.id != bindparam("but")).values(state="ended")
_END_ONE = update(_session).where(_OF_ACCOUNT, _session.c.id == bindparam("session")).values(state="ended")
_SEEN_ONCE = select(_once.c.id).where(_once.c.school_id == _SCHOOL, _once.c.id == bindparam("once"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Session:
    """`state`: half, full or ended. Whether it is too old is the caller's question: `ends_at`, `seen_at`."""

    school_id: int
    id: int
    account_id: int
    staff_id: int
    state: str
    made_at: datetime
    seen_at: datetime
    ends_at: datetime
    tries: int
    key_id: int  # the person's, which seals what they are told
    flash: str | None = None


def _hashed(db: Db, token: str) -> bytes:
    return db.keys.blind("console_session", token)


def begin(scope: Scope, db: Db, account_id: int, token: str, state: str, now: datetime, ends: datetime) -> int:
    made = new_id()
    db.run(
        _session.insert(),
        school_id=scope.school_id,
        id=made,
        account_id=account_id,
        token_blind=_hashed(db, token),
        state=state,
        made_at=now,
        seen_at=now,
        ends_at=ends,
    )
    return made


def find(db: Db, token: str) -> Session | None:
    """Whatever its state: an ended one still says whose it was."""
    row = db.first(_FIND, hashed=_hashed(db, token))
    if row is None:
        return None
    return Session(
        school_id=row.school_id,
        id=row.id,
        account_id=row.account_id,
        staff_id=row.staff_id,
        state=row.state,
        made_at=row.made_at,
        seen_at=row.seen_at,
        ends_at=row.ends_at,
        tries=row.tries,
        key_id=row.key_id,
        flash=db.keys.open(FLASH, row.flash) if row.flash else None,
    )


def of_account(scope: Scope, db: Db, account_id: int, now: datetime) -> list[tuple[int, datetime, datetime]]:
    """Ids of what is signed in now, with when it began and when it was last used; the newest use first."""
    rows = db.all(_LIST, school=scope.school_id, account=account_id, now=now)
    return [(row.id, row.made_at, row.seen_at) for row in rows]


def touch(scope: Scope, db: Db, session_id: int, now: datetime) -> None:
    db.run(_CHANGE.values(seen_at=now), school=scope.school_id, session=session_id)


def tried(scope: Scope, db: Db, session_id: int, tries: int) -> None:
    db.run(_CHANGE.values(tries=tries), school=scope.school_id, session=session_id)


def end(scope: Scope, db: Db, session_id: int) -> None:
    db.run(_CHANGE.values(state="ended", flash=None), school=scope.school_id, session=session_id)


def end_of(scope: Scope, db: Db, account_id: int, session_id: int) -> bool:
    """End one of this account's; False when it is not theirs."""
    return db.run(_END_ONE, school=scope.school_id, account=account_id, session=session_id) == 1


def end_all(scope: Scope, db: Db, account_id: int, but: int = 0) -> None:
    db.run(_END_ALL, school=scope.school_id, account=account_id, but=but)


def tell(scope: Scope, db: Db, session: Session, text: str | None) -> None:
    """What to show on this person's next page, once."""
    sealed = db.keys.seal(session.key_id, FLASH, text) if text else None
    db.run(_CHANGE.values(flash=sealed), school=scope.school_id, session=session.id)


def once(scope: Scope, db: Db, key: int, now: datetime) -> bool:
    """True the first time this form is sent."""
    if db.first(_SEEN_ONCE, school=scope.school_id, once=key) is not None:
        return False
    db.run(_once.insert(), school_id=scope.school_id, id=key, at=now)
    return True


def forget(db: Db, before: datetime) -> None:
    """Sessions and sent forms of before then are of no use any more."""
    db.run(delete(_session).where(_session.c.ends_at < bindparam("before")), before=before)
    db.run(delete(_once).where(_once.c.at < bindparam("before")), before=before)

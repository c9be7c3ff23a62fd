"""Console accounts: made by an invite, found by a name's keyed hash, locked after wrong tries. Times are lease time."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row, bindparam, delete, select, update

from bot.domain.access import Scope
from storage import contacts, tables
from storage.db import Db
from storage.ids import new_id

_account, _invite, _recovery = (
    tables.console_account,
    tables.console_invite,
    tables.console_recovery,
)
_staff = tables.staff
LOGIN, TOTP = "console_account.login", "console_account.totp"
_SCHOOL: Any = bindparam("school")
_BY_LOGIN = (
    select(_account)
    .join(_staff, (_staff.c.school_id == _account.c.school_id) & (_staff.c.id == _account.c.staff_id))
    .where(_account.c.login_blind == bindparam("hashed"), _staff.c.left_at.is_(None))
)
_HERE = (_account.c.school_id == _SCHOOL) & (_account.c.id == bindparam("account"))
_ONE = select(_account).where(_HERE)
_OF_STAFF = select(_account).where(_account.c.school_id == _SCHOOL, _account.c.staff_id == bindparam("staff"))
_TAKEN = select(_account.c.staff_id, _account.c.school_id).where(_account.c.login_blind == bindparam("hashed"))
_CHANGE = update(_account).where(_HERE)
# A code works once: the step only ever moves on.
_STEP = _CHANGE.where(_account.c.totp_step < bindparam("step")).values(totp_step=bindparam("step"))
_FIND_INVITE = select(_invite).where(
    _invite.c.code_blind == bindparam("hashed"),
    _invite.c.used_at.is_(None),
    _invite.c.revoked_at.is_(None),
    _invite.c.expires_at > bindparam("now"),
)
_USE_INVITE = (
    update(_invite)
    .where(_invite.c.school_id == _SCHOOL, _invite.c.id == bindparam("invite"), _invite.c.used_at.is_(None))
    .values(used_at=bindparam("at"))
)
_REVOKE = (
    update(_invite)
    .where(
        _invite.c.school_id == _SCHOOL,
        _invite.c.staff_id == bindparam("staff"),
        _invite.c.used_at.is_(None),
        _invite.c.revoked_at.is_(None),
    )
    .values(revoked_at=bindparam("at"))
)
_OF_ACCOUNT = (_recovery.c.school_id == _SCHOOL) & (_recovery.c.account_id == bindparam("account"))
_LEFT = select(_recovery.c.id).where(_OF_ACCOUNT, _recovery.c.used_at.is_(None))
_USE_RECOVERY = (
    update(_recovery)
    .where(_OF_ACCOUNT, _recovery.c.code_blind == bindparam("hashed"), _recovery.c.used_at.is_(None))
    .values(used_at=bindparam("at"))
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    school_id: int
    id: int
    staff_id: int
    login: str
    password_hash: str
    totp: str
    proved: bool
    failures: int
    locked_until: datetime | None

    def locked(self, now: datetime) -> bool:
        return self.locked_until is not None and self.locked_until > now


def _read(db: Db, row: Row[Any] | None) -> Account | None:
    if row is None:
        return None
    return Account(
        school_id=row.school_id,
        id=row.id,
        staff_id=row.staff_id,
        login=db.keys.open(LOGIN, row.login),
        password_hash=row.password_hash,
        totp=db.keys.open(TOTP, row.totp),
        proved=row.proved_at is not None,
        failures=row.failures,
        locked_until=row.locked_until,
    )


def hashed_login(db: Db, login: str) -> bytes:
    return db.keys.blind("console_login", login.strip().casefold())


def by_login(db: Db, login: str) -> Account | None:
    """In any school: names are one of a kind in the installation. Nobody who has left."""
    return _read(db, db.first(_BY_LOGIN, hashed=hashed_login(db, login)))


def one(scope: Scope, db: Db, account_id: int) -> Account | None:
    return _read(db, db.first(_ONE, school=scope.school_id, account=account_id))


def of_staff(scope: Scope, db: Db, staff_id: int) -> Account | None:
    return _read(db, db.first(_OF_STAFF, school=scope.school_id, staff=staff_id))


def is_taken(scope: Scope, db: Db, login: str, staff_id: int) -> bool:
    """Whether the name is somebody else's, of whatever school."""
    row = db.first(_TAKEN, hashed=hashed_login(db, login))
    return row is not None and (row.school_id, row.staff_id) != (scope.school_id, staff_id)


def put(
    scope: Scope, db: Db, staff_id: int, *, login: str, password_hash: str, totp: str, now: datetime
) -> int:
    """A new account, or the same one made anew: nothing of the old password and second factor works any more."""
    key_id = contacts.person_key(scope, db, guardian_id=None, staff_id=staff_id)
    values = {
        "login": db.keys.seal(key_id, LOGIN, login),
        "login_blind": hashed_login(db, login),
        "password_hash": password_hash,
        "totp": db.keys.seal(key_id, TOTP, totp),
        "totp_step": 0,
        "proved_at": None,
        "failures": 0,
        "locked_until": None,
    }
    there = db.first(_OF_STAFF, school=scope.school_id, staff=staff_id)
    if there is not None:
        db.run(_CHANGE.values(**values), school=scope.school_id, account=there.id)
        account_id: int = there.id
        return account_id
    made = new_id()
    db.run(_account.insert(), school_id=scope.school_id, id=made, staff_id=staff_id, made_at=now, **values)
    return made


def proved(scope: Scope, db: Db, account_id: int, now: datetime) -> None:
    """The second factor gave a right code once: from now on it is asked for."""
    db.run(_CHANGE.values(proved_at=now), school=scope.school_id, account=account_id)


def set_password(scope: Scope, db: Db, account_id: int, password_hash: str) -> None:
    db.run(_CHANGE.values(password_hash=password_hash), school=scope.school_id, account=account_id)


def use_step(scope: Scope, db: Db, account_id: int, step: int) -> bool:
    """False when that code, or a later one, was used before."""
    return db.run(_STEP, school=scope.school_id, account=account_id, step=step) == 1


def failed(scope: Scope, db: Db, account: Account, locked_until: datetime | None) -> None:
    failures = 0 if locked_until else account.failures + 1
    values = {"failures": failures, "locked_until": locked_until or account.locked_until}
    db.run(_CHANGE.values(**values), school=scope.school_id, account=account.id)


def succeeded(scope: Scope, db: Db, account_id: int) -> None:
    db.run(_CHANGE.values(failures=0, locked_until=None), school=scope.school_id, account=account_id)


def invite(scope: Scope, db: Db, staff_id: int, code: str, now: datetime, expires: datetime) -> None:
    """Earlier codes of the same person stop working."""
    db.run(_REVOKE, school=scope.school_id, staff=staff_id, at=now)
    db.run(
        _invite.insert(),
        school_id=scope.school_id,
        id=new_id(),
        staff_id=staff_id,
        code_blind=db.keys.blind("console_invite", code),
        made_at=now,
        expires_at=expires,
    )


def find_invite(db: Db, code: str, now: datetime) -> tuple[int, int, int] | None:
    """School, invite and staff ids of a code that works."""
    row = db.first(_FIND_INVITE, hashed=db.keys.blind("console_invite", code), now=now)
    return (row.school_id, row.id, row.staff_id) if row else None


def use_invite(scope: Scope, db: Db, invite_id: int, now: datetime) -> bool:
    return db.run(_USE_INVITE, school=scope.school_id, invite=invite_id, at=now) == 1


def put_recovery(scope: Scope, db: Db, account_id: int, codes: list[str]) -> None:
    """In place of all earlier ones."""
    db.run(delete(_recovery).where(_OF_ACCOUNT), school=scope.school_id, account=account_id)
    for code in codes:
        blind = db.keys.blind("console_recovery", code)
        db.run(_recovery.insert(), school_id=scope.school_id, id=new_id(), account_id=account_id, code_blind=blind)


def use_recovery(scope: Scope, db: Db, account_id: int, code: str, now: datetime) -> bool:
    hashed = db.keys.blind("console_recovery", code)
    return db.run(_USE_RECOVERY, school=scope.school_id, account=account_id, hashed=hashed, at=now) == 1


def recovery_left(scope: Scope, db: Db, account_id: int) -> int:
    return len(db.all(_LEFT, school=scope.school_id, account=account_id))

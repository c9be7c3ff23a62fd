"""Invite codes: made, found by keyed hash, proved by argon2id, used once. The plain code exists only on the sheet."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import Row, bindparam, or_, select, update

from bot.domain.access import Scope
from bot.domain.messages import Address, Carrier
from bot.domain.people import Role
from bot.handlers.known import InviteFacts
from storage import adults, contacts, hashing, joining, roll, tables
from storage.db import Db
from storage.ids import new_id

_invite, _guardian = tables.invite, tables.guardian
# Crockford's alphabet: no I, L, O or U to misread. 12 letters are 60 bits (reliability 7.3 asks for 50 and a slow hash).
ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_LENGTH = 12
_MAX_FAILURES = 5
_FIND = select(_invite).where(
    or_(_invite.c.code_blind == bindparam("hashed"), _invite.c.link_blind == bindparam("hashed"))
)
_ONE = select(_invite).where(_invite.c.school_id == bindparam("school"), _invite.c.id == bindparam("invite"))
_USE = (
    update(_invite)
    .where(
        _invite.c.school_id == bindparam("school"),
        _invite.c.id == bindparam("invite"),
        _invite.c.used_at.is_(None),
        _invite.c.revoked_at.is_(None),
    )
    .values(used_at=bindparam("at"))
)
_FAIL = (
    update(_invite)
    .where(_invite.c.school_id == bindparam("school"), _invite.c.id == bindparam("invite"))
    .values(failures=_invite.c.failures + 1)
)
_REVOKE_OLD = (
    update(_invite)
    .where(
        _invite.c.school_id == bindparam("school"),
        or_(_invite.c.guardian_id == bindparam("guardian"), _invite.c.staff_id == bindparam("staff")),
        _invite.c.used_at.is_(None),
        _invite.c.revoked_at.is_(None),
    )
    .values(revoked_at=bindparam("at"))
)


@dataclass(frozen=True, slots=True)
class NewInvite:
    """`code` is what is typed (printed in groups of four); `link` is the token of the deep link."""

    id: int
    code: str
    link: str
    expires_at: datetime

    @property
    def printed(self) -> str:
        return "-".join(self.code[i : i + 4] for i in range(0, _LENGTH, 4))


def normalise(code: str) -> str:
    """A typed code as it is hashed: letters people confuse are taken as the one that exists. Link tokens pass unchanged."""
    if len(code) != _LENGTH:
        return code
    return code.upper().translate(str.maketrans("ILOU", "110V"))


def issue(
    scope: Scope,
    db: Db,
    now: datetime,
    days: int,
    *,
    guardian_id: int | None = None,
    staff_id: int | None = None,
    pupil_id: int | None = None,
    handed_over: bool = False,
) -> NewInvite:
    """Make a code; the person's earlier unused ones stop working. The caller has asked `may(ISSUE_CODE)`."""
    db.run(_REVOKE_OLD, school=scope.school_id, guardian=guardian_id, staff=staff_id, at=now)
    code = "".join(secrets.choice(ALPHABET) for _ in range(_LENGTH))
    made = NewInvite(new_id(), code, secrets.token_urlsafe(16), now + timedelta(days=days))
    db.run(
        _invite.insert(),
        school_id=scope.school_id,
        id=made.id,
        guardian_id=guardian_id,
        staff_id=staff_id,
        pupil_id=pupil_id,
        code_blind=db.keys.blind("invite", made.code),
        link_blind=db.keys.blind("invite", made.link),
        code_hash=hashing.hashed(made.code),
        handed_over=handed_over,
        made_at=now,
        made_by=scope.actor_id,
        expires_at=made.expires_at,
        failures=0,
    )
    return made


def find(db: Db, typed: str, now: datetime, day: date) -> tuple[int, InviteFacts] | None:
    """The school and facts of the invite a typed code or link token belongs to, or None."""
    code = normalise(typed)
    row = db.first(_FIND, hashed=db.keys.blind("invite", code))
    if row is None or (len(code) == _LENGTH and not hashing.fits(row.code_hash, code)):
        return None
    return row.school_id, _facts(db, row, now, day)


def by_id(scope: Scope, db: Db, invite_id: int, now: datetime, day: date) -> InviteFacts | None:
    row = db.first(_ONE, school=scope.school_id, invite=invite_id)
    return _facts(db, row, now, day) if row else None


def revoke(scope: Scope, db: Db, guardian_id: int, now: datetime) -> None:
    """An adult's unused codes stop working."""
    db.run(_REVOKE_OLD, school=scope.school_id, guardian=guardian_id, staff=None, at=now)


def use(scope: Scope, db: Db, invite_id: int, now: datetime) -> bool:
    """True for exactly one caller."""
    return db.run(_USE, school=scope.school_id, invite=invite_id, at=now) == 1


def fail(scope: Scope, db: Db, invite_id: int) -> None:
    db.run(_FAIL, school=scope.school_id, invite=invite_id)


def _facts(db: Db, row: Row[Any], now: datetime, day: date) -> InviteFacts:
    scope = Scope(row.school_id, None, Role.SYSTEM, "join")
    guardian = roll.guardian(scope, db, row.guardian_id, day) if row.guardian_id else None
    staff = roll.staff(scope, db, row.staff_id, day) if row.staff_id else None
    usable = (
        row.used_at is None
        and row.revoked_at is None
        and row.expires_at > now
        and row.failures < _MAX_FAILURES
        and (guardian is not None or staff is not None)
    )
    linked = contacts.of_guardian(scope, db, row.guardian_id) if row.guardian_id else []
    phones = contacts.numbers_on_roll(scope, db, guardian_id=row.guardian_id, staff_id=row.staff_id)
    return InviteFacts(
        id=row.id,
        guardian_id=row.guardian_id,
        staff_id=row.staff_id,
        usable=usable,
        handed_over=row.handed_over,
        language=guardian.language if guardian else None,
        phones=frozenset(one for one in phones if not joining.is_pupils(scope, db, Address(Carrier.SMS, one))),
        pupils=guardian.pupils if guardian else (),
        linked=bool(linked),
        joined_beside=adults.joined_beside(scope, db, guardian.id, tuple(one.id for one in guardian.pupils))
        if guardian
        else 0,
        used=row.used_at is not None,
    )

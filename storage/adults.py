"""Family adults as an invitation or the office's desk needs them: names, ties on roll, and what they can prove."""

from __future__ import annotations

from collections import defaultdict
from datetime import date, datetime
from typing import Any

from sqlalchemy import Row, bindparam, or_, select

from bot.domain.access import Scope
from bot.domain.inviting import Invitee, Tie
from bot.domain.people import SchoolClass
from storage import joining, rights, slips, tables
from storage.db import Db

_guardian, _tie, _invite = tables.guardian, tables.guardianship, tables.invite
_pupil, _enrolment, _class = tables.pupil, tables.enrolment, tables.school_class
_contact = tables.contact
_SCHOOL: Any = bindparam("school")
_TIED = (
    select(
        _guardian.c.id,
        _guardian.c.first_name,
        _guardian.c.last_name,
        _guardian.c.language,
        _guardian.c.suspended_at,
        _tie.c.pupil_id,
        _tie.c.responsibility,
        _tie.c.priority,
        _tie.c.relation,
        _class.c.id.label("class_id"),
        _class.c.name,
        _class.c.year,
    )
    .join(_tie, (_tie.c.school_id == _guardian.c.school_id) & (_tie.c.guardian_id == _guardian.c.id))
    .join(_pupil, (_pupil.c.school_id == _tie.c.school_id) & (_pupil.c.id == _tie.c.pupil_id))
    .join(_enrolment, (_enrolment.c.school_id == _pupil.c.school_id) & (_enrolment.c.pupil_id == _pupil.c.id))
    .join(_class, (_class.c.school_id == _enrolment.c.school_id) & (_class.c.id == _enrolment.c.class_id))
    .where(
        _guardian.c.school_id == _SCHOOL,
        _guardian.c.left_on.is_(None),
        _pupil.c.left_on.is_(None),
        _tie.c.restricted.is_(False),
        _tie.c.ended_on.is_(None),
        _enrolment.c.first_day <= bindparam("day"),
        or_(_enrolment.c.last_day.is_(None), _enrolment.c.last_day >= bindparam("day")),
    )
    .order_by(_class.c.name, _tie.c.pupil_id, _tie.c.priority, _guardian.c.id)
)
_TIES = _TIED.where(_guardian.c.id.not_in(rights.stopped()))
_FROZEN = _TIED.where(_guardian.c.id.in_(rights.stopped()))
_JOINED = select(_contact.c.guardian_id).where(
    _contact.c.school_id == _SCHOOL, _contact.c.state.in_(("verified", "blocked", "stopped"))
)
_WITH_CODE = select(_invite.c.guardian_id).where(
    _invite.c.school_id == _SCHOOL,
    _invite.c.used_at.is_(None),
    _invite.c.revoked_at.is_(None),
    _invite.c.expires_at > bindparam("now"),
)


_BESIDE = (
    select(_tie.c.pupil_id, _tie.c.guardian_id)
    .join(_contact, (_contact.c.school_id == _tie.c.school_id) & (_contact.c.guardian_id == _tie.c.guardian_id))
    .join(_guardian, (_guardian.c.school_id == _tie.c.school_id) & (_guardian.c.id == _tie.c.guardian_id))
    .where(
        _tie.c.school_id == _SCHOOL,
        _tie.c.pupil_id.in_(bindparam("pupils", expanding=True)),
        _tie.c.guardian_id != bindparam("guardian"),
        _tie.c.restricted.is_(False),
        _tie.c.ended_on.is_(None),
        _guardian.c.left_on.is_(None),
        _contact.c.state.in_(("verified", "blocked", "stopped")),
    )
    .distinct()
)


def joined_beside(scope: Scope, db: Db, guardian_id: int, pupil_ids: tuple[int, ...]) -> int:
    """How many other adults have joined for the child of theirs that has the fewest: a place with one is enough.

    0 for an adult somebody has approved beyond the school's number.
    """
    if {(guardian_id, pupil_id) for pupil_id in pupil_ids} & joining.approved(scope, db):
        return 0
    rows = db.all(_BESIDE, school=scope.school_id, pupils=list(pupil_ids), guardian=guardian_id) if pupil_ids else []
    return min((sum(row.pupil_id == pupil for row in rows) for pupil in pupil_ids), default=0)


def ties(scope: Scope, db: Db, day: date) -> tuple[tuple[int, int], ...]:
    """(pupil, adult) for everybody on roll: nobody a court order keeps apart."""
    return tuple((row.pupil_id, row.id) for row in db.all(_TIES, school=scope.school_id, day=day))


def responsibilities(scope: Scope, db: Db, guardian_id: int, day: date) -> dict[int, str]:
    """Of one adult, by pupil on roll: parental, care, or none on record. A request for a child's data rests on it (DPIA33)."""
    rows = (*db.all(_TIES, school=scope.school_id, day=day), *db.all(_FROZEN, school=scope.school_id, day=day))
    return {row.pupil_id: row.responsibility for row in rows if row.id == guardian_id}


def frozen(scope: Scope, db: Db, day: date) -> tuple[tuple[int, int], ...]:
    """(pupil, adult) for those whose data is kept and not used (DPIA35). For finding children whom nobody would tell."""
    return tuple((row.pupil_id, row.id) for row in db.all(_FROZEN, school=scope.school_id, day=day))


def invitees(scope: Scope, db: Db, now: datetime, day: date) -> list[Invitee]:
    """Every adult with a pupil on roll on `day` (the school's date), in order of class."""
    joined, with_code = _ids(db, _JOINED, scope), _ids(db, _WITH_CODE, scope, now=now)
    refused, approved = joining.refused(scope, db), joining.approved(scope, db)
    pupils_number, mobile = joining.with_pupils_number(scope, db)
    rows: dict[int, list[Row[Any]]] = defaultdict(list)
    for row in db.all(_TIES, school=scope.school_id, day=day):
        rows[row.id].append(row)
    papers = slips.of_guardians(scope, db, rows)
    return [
        Invitee(
            guardian_id=made,
            first_name=db.keys.open("guardian.first_name", own[0].first_name),
            last_name=db.keys.open("guardian.last_name", own[0].last_name),
            language=own[0].language,
            ties=tuple(_tie_of(row, approved) for row in own),
            suspended=own[0].suspended_at is not None,
            refused=made in refused,
            joined=made in joined,
            has_mobile=made in mobile,
            pupils_number=made in pupils_number,
            has_code=made in with_code,
            papers=papers[made],
        )
        for made, own in rows.items()
    ]


def _tie_of(row: Row[Any], approved: frozenset[tuple[int, int]]) -> Tie:
    school_class = SchoolClass(row.class_id, row.name, row.year)
    leave = (row.id, row.pupil_id) in approved
    return Tie(row.pupil_id, school_class, row.responsibility, row.priority, row.relation, leave)


def _ids(db: Db, statement: Any, scope: Scope, **values: object) -> frozenset[int]:
    return frozenset(row[0] for row in db.all(statement, school=scope.school_id, **values) if row[0] is not None)

"""The audit trail read: about a person, by a person. Ids and our own words; whose names they are is looked up by the caller."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import Row, and_, bindparam, or_, select

from bot.domain.access import Scope
from storage import tables
from storage.db import Db

_audit, _item, _thread = tables.audit, tables.item, tables.thread
_case = tables.conduct_case
_SCHOOL: Any = bindparam("school")
_WHO: Any = bindparam("person")
_THREADS = select(_thread.c.id).where(
    _thread.c.school_id == _SCHOOL, or_(_thread.c.pupil_id == _WHO, _thread.c.guardian_id == _WHO)
)
_ITEMS = select(_item.c.id).where(
    _item.c.school_id == _SCHOOL,
    or_(_item.c.pupil_id == _WHO, _item.c.guardian_id == _WHO, _item.c.thread_id.in_(_THREADS)),
)
_CASES = select(_case.c.id).where(_case.c.school_id == _SCHOOL, or_(_case.c.guardian_id == _WHO, _case.c.staff_id == _WHO))
_ABOUT = (
    select(_audit)
    .where(
        _audit.c.school_id == _SCHOOL,
        or_(
            and_(_audit.c.subject_kind.in_(("guardian", "pupil", "staff")), _audit.c.subject_id == _WHO),
            and_(_audit.c.subject_kind == "item", _audit.c.subject_id.in_(_ITEMS)),
            and_(_audit.c.subject_kind == "case", _audit.c.subject_id.in_(_CASES)),
        ),
    )
    .order_by(_audit.c.id)
)
_BY = select(_audit).where(_audit.c.school_id == _SCHOOL, _audit.c.actor_id == _WHO).order_by(_audit.c.id)
_OF = (
    select(_audit)
    .where(_audit.c.school_id == _SCHOOL, _audit.c.subject_kind == bindparam("of_kind"), _audit.c.subject_id == _WHO)
    .order_by(_audit.c.id)
)
_REFUSED = select(_audit).where(
    _audit.c.school_id == _SCHOOL,
    _audit.c.action.in_(("refused", "exported", "read")),
    _audit.c.actor_kind == "staff",
    _audit.c.at > bindparam("since"),
)


_NOTED = (
    select(_audit.c.id)
    .where(
        _audit.c.school_id == _SCHOOL,
        _audit.c.subject_kind == bindparam("of_kind"),
        _audit.c.subject_id == bindparam("subject"),
        _audit.c.action == bindparam("done"),
    )
    .limit(1)
)


def about(scope: Scope, db: Db, person_id: int) -> list[Row[Any]]:
    """Everything on record about a person, reads of what concerns them included; oldest first."""
    return db.all(_ABOUT, school=scope.school_id, person=person_id)


def by(scope: Scope, db: Db, person_id: int) -> list[Row[Any]]:
    return db.all(_BY, school=scope.school_id, person=person_id)


def of(scope: Scope, db: Db, kind: str, subject_id: int) -> list[Row[Any]]:
    """Everything on record about one thing, oldest first."""
    return db.all(_OF, school=scope.school_id, of_kind=kind, person=subject_id)


def noted(scope: Scope, db: Db, action: str, kind: str, subject_id: int) -> bool:
    """Whether this is on record of one thing."""
    return db.first(_NOTED, school=scope.school_id, done=action, of_kind=kind, subject=subject_id) is not None


def suspicious(scope: Scope, db: Db, since: datetime) -> list[Row[Any]]:
    """Refusals, exports and reads by staff since a moment (UTC)."""
    return db.all(_REFUSED, school=scope.school_id, since=since)

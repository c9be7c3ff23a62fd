"""Counts of a school for telling what a change of policy would touch."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import bindparam, func, or_, select

from bot.domain.access import Scope
from bot.domain.people import Role
from bot.domain.policy_census import Census, ClassCount
from storage import tables
from storage.beside import shown_from
from storage.db import Db
from storage.partial import ITEM_WAITS

_class, _pupil, _enrolment = tables.school_class, tables.pupil, tables.enrolment
_guardian, _tie, _item = tables.guardian, tables.guardianship, tables.item
_SCHOOL: Any = bindparam("school")
_DAY: Any = bindparam("day")

_TIES = (
    select(_class.c.name, _class.c.year, _tie.c.pupil_id, _tie.c.guardian_id, _guardian.c.language)
    .join(_enrolment, (_enrolment.c.school_id == _class.c.school_id) & (_enrolment.c.class_id == _class.c.id))
    .join(_pupil, (_pupil.c.school_id == _enrolment.c.school_id) & (_pupil.c.id == _enrolment.c.pupil_id))
    .join(_tie, (_tie.c.school_id == _pupil.c.school_id) & (_tie.c.pupil_id == _pupil.c.id))
    .join(_guardian, (_guardian.c.school_id == _tie.c.school_id) & (_guardian.c.id == _tie.c.guardian_id))
    .where(
        _class.c.school_id == _SCHOOL,
        _class.c.ended_on.is_(None),
        _pupil.c.left_on.is_(None),
        _guardian.c.left_on.is_(None),
        _tie.c.ended_on.is_(None),
        _tie.c.restricted.is_(False),
        _enrolment.c.first_day <= _DAY,
        or_(_enrolment.c.last_day.is_(None), _enrolment.c.last_day >= _DAY),
    )
)
_FAMILIES = _TIES.with_only_columns(func.count(_tie.c.guardian_id.distinct()), maintain_column_froms=True)
_CLASSES = select(_class.c.name, _class.c.year).where(_class.c.school_id == _SCHOOL, _class.c.ended_on.is_(None))
_TO_TEACHER = select(func.count()).where(
    _item.c.school_id == _SCHOOL,
    _item.c.role == str(Role.CLASS_TEACHER),
    _item.c.kind == "message",
    ITEM_WAITS,
    _item.c.answered_at.is_(None),
)
_HELD = _TO_TEACHER.where(shown_from > bindparam("now"))
_PROMISED = _TO_TEACHER.where(shown_from <= bindparam("now"))


def families(scope: Scope, db: Db, day: date) -> int:
    """Adults of whoever is on roll on the school's date."""
    return int(db.value(_FAMILIES, school=scope.school_id, day=day) or 0)


def count(scope: Scope, db: Db, day: date, now: datetime, own_language: str) -> Census:
    """`day` is the school's date; `own_language` a BCP 47 tag."""
    ties = db.all(_TIES, school=scope.school_id, day=day)
    adults = {tie.guardian_id: tie.language for tie in ties}
    of_child: dict[int, set[int]] = {}
    of_class: dict[str, set[int]] = {}
    for tie in ties:
        of_child.setdefault(tie.pupil_id, set()).add(tie.guardian_id)
        of_class.setdefault(tie.name, set()).add(tie.guardian_id)
    classes = db.all(_CLASSES, school=scope.school_id)
    return Census(
        classes=tuple(ClassCount(row.name, row.year, len(of_class.get(row.name, ()))) for row in classes),
        families=len(adults),
        other_languages=sum(1 for spoken in adults.values() if spoken and spoken != own_language),
        adults_of_each_child=tuple(len(found) for found in of_child.values()),
        held=int(db.value(_HELD, school=scope.school_id, now=now) or 0),
        promised=int(db.value(_PROMISED, school=scope.school_id, now=now) or 0),
    )

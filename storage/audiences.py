"""Whom an announcement is for, whom its writer picked, and whether a person still is meant."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import bindparam, delete, func, or_, select

from bot.domain.access import Scope
from storage import rights, tables
from storage.db import Db
from storage.ids import new_id

_news, _text, _recipient = tables.announcement, tables.announcement_text, tables.recipient
_pick, _post_class = tables.announcement_pick, tables.post_class
_class, _guardian, _tie = tables.school_class, tables.guardian, tables.guardianship
_pupil, _enrolment, _contact = tables.pupil, tables.enrolment, tables.contact
_SCHOOL: Any = bindparam("school")
_CARRIERS = ("telegram", "sms")
_ROUTE = func.coalesce(func.max(_contact.c.carrier), "none")  # of the two carriers joined below: "telegram" before "sms"
_MEANT = (
    select(_guardian.c.id, _guardian.c.language, _ROUTE.label("route"))
    .select_from(_enrolment)
    .join(_pupil, (_pupil.c.school_id == _enrolment.c.school_id) & (_pupil.c.id == _enrolment.c.pupil_id))
    .join(_tie, (_tie.c.school_id == _pupil.c.school_id) & (_tie.c.pupil_id == _pupil.c.id))
    .join(_guardian, (_guardian.c.school_id == _tie.c.school_id) & (_guardian.c.id == _tie.c.guardian_id))
    .outerjoin(
        _contact,
        (_contact.c.school_id == _guardian.c.school_id)
        & (_contact.c.guardian_id == _guardian.c.id)
        & (_contact.c.state == "verified")
        & (_contact.c.carrier.in_(bindparam("carriers", expanding=True))),
    )
    .where(
        _enrolment.c.school_id == _SCHOOL,
        _enrolment.c.first_day <= bindparam("day"),
        or_(_enrolment.c.last_day.is_(None), _enrolment.c.last_day >= bindparam("day")),
        _pupil.c.left_on.is_(None),
        _tie.c.restricted.is_(False),
        _tie.c.ended_on.is_(None),
        _tie.c.responsibility.in_(("parental", "care")),
        _guardian.c.left_on.is_(None),
        _guardian.c.suspended_at.is_(None),
    )
    .group_by(_guardian.c.id, _guardian.c.language)
    .order_by(_guardian.c.id)
)
_OBJECTION = {False: _guardian.c.id.not_in(rights.stopped("news")), True: _guardian.c.id.not_in(rights.stopped())}
"""By whether it is a matter of safety: who objects to news still hears that the school is closed."""
_CLASSES = (
    select(_post_class.c.class_id)
    .where(_post_class.c.school_id == _SCHOOL, _post_class.c.announcement_id == bindparam("news"))
    .order_by(_post_class.c.class_id)
)
_ALL = {safety: _MEANT.where(_enrolment.c.class_id == bindparam("class_"), heard) for safety, heard in _OBJECTION.items()}
_OF_EACH = (
    _MEANT.add_columns(_enrolment.c.class_id)
    .where(_enrolment.c.class_id.in_(bindparam("classes", expanding=True)), _OBJECTION[False])
    .group_by(_enrolment.c.class_id)
)
_OF_CHILD = {safety: every.where(_pupil.c.id == bindparam("pupil")) for safety, every in _ALL.items()}
_STILL = {safety: every.where(_guardian.c.id == bindparam("guardian")) for safety, every in _ALL.items()}
_STILL_OF_CHILD = {safety: every.where(_guardian.c.id == bindparam("guardian")) for safety, every in _OF_CHILD.items()}
_PICKED = select(_pick.c.guardian_id).where(_pick.c.school_id == _SCHOOL, _pick.c.announcement_id == bindparam("news"))
_UNPICK = delete(_pick).where(
    _pick.c.school_id == _SCHOOL,
    _pick.c.announcement_id == bindparam("news"),
    _pick.c.guardian_id == bindparam("guardian"),
)
_UNPICK_CLASS = delete(_post_class).where(
    _post_class.c.school_id == _SCHOOL,
    _post_class.c.announcement_id == bindparam("news"),
    _post_class.c.class_id == bindparam("class_"),
)
_ROUTES = (
    select(_recipient.c.route, func.count().label("number"))
    .where(_recipient.c.school_id == _SCHOOL, _recipient.c.announcement_id == bindparam("news"))
    .group_by(_recipient.c.route)
)


class Reader(NamedTuple):
    """One adult of the audience: once, however many of their children are in the class."""

    guardian_id: int
    language: str | None
    route: str  # telegram | sms | none


def audience(
    scope: Scope,
    db: Db,
    class_id: int,
    day: date,
    pupil_id: int | None = None,
    *,
    safety: bool = False,
    channels: Iterable[str] = _CARRIERS,
) -> list[Reader]:
    """Every adult with responsibility for a pupil of the class (or one pupil), and how each would be reached today.

    Without those who object to news, unless it is a matter of `safety` (DPIA35). `channels`: by which the school writes.
    """
    ways = [one for one in _CARRIERS if one in channels]
    here = {"school": scope.school_id, "class_": class_id, "day": day, "carriers": ways}
    rows = db.all(_ALL[safety], **here) if pupil_id is None else db.all(_OF_CHILD[safety], **here, pupil=pupil_id)
    return list(map(Reader._make, rows))


def of_each(
    scope: Scope, db: Db, class_ids: Collection[int], day: date, *, channels: Iterable[str] = _CARRIERS
) -> dict[int, list[Reader]]:
    """The audience of news to each of these classes."""
    ways = [one for one in _CARRIERS if one in channels]
    found: dict[int, list[Reader]] = {class_id: [] for class_id in class_ids}
    rows = db.all(_OF_EACH, school=scope.school_id, classes=sorted(class_ids), day=day, carriers=ways) if class_ids else []
    for row in rows:
        found[row.class_id].append(Reader(row.id, row.language, row.route))
    return found


def several(scope: Scope, db: Db, news_id: int) -> tuple[int, ...]:
    """The classes of a post that is for several."""
    return tuple(row.class_id for row in db.all(_CLASSES, school=scope.school_id, news=news_id))


def for_classes(scope: Scope, db: Db, news_id: int, class_ids: tuple[int, ...]) -> None:
    for class_id in class_ids:
        db.run(_post_class.insert(), school_id=scope.school_id, announcement_id=news_id, class_id=class_id)


def pick_class(scope: Scope, db: Db, news_id: int, class_id: int, *, chosen: bool) -> None:
    if not chosen:
        db.run(_UNPICK_CLASS, school=scope.school_id, news=news_id, class_=class_id)
    elif class_id not in several(scope, db, news_id):
        for_classes(scope, db, news_id, (class_id,))


def picked(scope: Scope, db: Db, news_id: int) -> frozenset[int]:
    return frozenset(row.guardian_id for row in db.all(_PICKED, school=scope.school_id, news=news_id))


def pick(scope: Scope, db: Db, news_id: int, guardian_id: int, *, chosen: bool) -> None:
    if not chosen:
        db.run(_UNPICK, school=scope.school_id, news=news_id, guardian=guardian_id)
    elif guardian_id not in picked(scope, db, news_id):
        db.run(_pick.insert(), school_id=scope.school_id, announcement_id=news_id, guardian_id=guardian_id)


def still_meant(
    scope: Scope, db: Db, class_id: int, guardian_id: int, day: date, pupil_id: int | None = None, *, safety: bool = False
) -> bool:
    """Asked again at send time: the child may have left, the court may have spoken."""
    here = {"school": scope.school_id, "class_": class_id, "day": day, "guardian": guardian_id, "carriers": _CARRIERS}
    if pupil_id is None:
        return bool(db.all(_STILL[safety], **here))
    return bool(db.all(_STILL_OF_CHILD[safety], **here, pupil=pupil_id))


def add_recipients(scope: Scope, db: Db, news_id: int, readers: Iterable[Reader]) -> None:
    """Who was meant when it left, and how each would be reached."""
    rows = [
        {"school_id": scope.school_id, "id": new_id(), "announcement_id": news_id, "guardian_id": one.guardian_id, "route": one.route}
        for one in readers
    ]
    db.many(_recipient.insert(), rows)


def routes(scope: Scope, db: Db, news_id: int) -> dict[str, int]:
    return {row.route: row.number for row in db.all(_ROUTES, school=scope.school_id, news=news_id)}

"""Requests about personal data, holds, reviews, corrections and switches. `Scope` first, as everywhere."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Row, and_, bindparam, or_, select, update

from bot.domain.access import Scope
from storage import tables
from storage.db import Db
from storage.ids import new_id
from storage.moment import ahead

_request, _review, _hold = tables.rights_request, tables.rights_review, tables.rights_hold
_switch, _amendment = tables.person_switch, tables.amendment
HOLD_REASON = "rights_hold.reason"
_SCHOOL: Any = bindparam("school")
_OPEN = _request.c.state.in_(("checking", "open", "review"))
_ONE = select(_request).where(_request.c.school_id == _SCHOOL, _request.c.id == bindparam("request"))
_LIST = select(_request).where(_request.c.school_id == _SCHOOL).order_by(_request.c.due_on, _request.c.id)
_SAME = select(_request.c.id).where(
    _request.c.school_id == _SCHOOL,
    _request.c.kind == bindparam("what"),
    _request.c.person_kind == bindparam("of_kind"),
    _request.c.person_id == bindparam("person"),
    _OPEN,
)
_HERE = and_(_request.c.school_id == _SCHOOL, _request.c.id == bindparam("request"))
_HOLDS = (
    select(_hold)
    .where(
        _hold.c.school_id == _SCHOOL,
        _hold.c.person_kind == bindparam("of_kind"),
        _hold.c.person_id == bindparam("person"),
        _hold.c.ended_at.is_(None),
        _hold.c.until >= bindparam("day"),
    )
    .order_by(_hold.c.until)
)
_ANY_HOLD = (
    select(_hold.c.id)
    .where(_hold.c.school_id == _SCHOOL, _hold.c.ended_at.is_(None), _hold.c.until >= bindparam("day"))
    .limit(1)
)
_REVIEWS = (
    select(_review)
    .where(_review.c.school_id == _SCHOOL, _review.c.request_id == bindparam("request"))
    .order_by(_review.c.place, _review.c.row_id)
)
_IN_FORCE = select(_switch.c.guardian_id, _switch.c.kind, _switch.c.purpose).where(
    _switch.c.school_id == _SCHOOL, or_(_switch.c.until.is_(None), _switch.c.until > bindparam("now"))
)
_SWITCHES = _IN_FORCE.where(_switch.c.guardian_id == bindparam("guardian"))
_SWITCHES_OF_SEVERAL = _IN_FORCE.where(_switch.c.guardian_id.in_(bindparam("these", expanding=True)))


def stopped(*purposes: str) -> Any:
    """A condition's subquery: adults (of school :school) who are frozen, or object to one of these purposes."""
    objects = and_(_switch.c.kind == "object", _switch.c.purpose.in_(purposes))
    return select(_switch.c.guardian_id).where(
        _switch.c.school_id == _SCHOOL, _switch.c.until.is_(None), or_(_switch.c.kind == "restrict", objects)
    )


def objecting(scope: Scope, db: Db, purpose: str) -> frozenset[int]:
    """Adults who object to a purpose now."""
    here = (_switch.c.school_id == scope.school_id) & _switch.c.until.is_(None)
    objects = here & (_switch.c.kind == "object") & (_switch.c.purpose == purpose)
    return frozenset(row.guardian_id for row in db.all(select(_switch.c.guardian_id).where(objects)))


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    id: int
    kind: str
    person_kind: str
    person_id: int | None
    channel: str
    identity: str
    item_id: int | None
    asked_at: datetime
    due_on: date
    state: str
    reminded: int
    outcome: str


def add(scope: Scope, db: Db, request: Request) -> bool:
    """False when the same person's request of this kind is open already: one clock, the earlier one."""
    same = {"what": request.kind, "of_kind": request.person_kind, "person": request.person_id}
    if request.person_id is not None and db.first(_SAME, school=scope.school_id, **same):
        return False
    values = {name: getattr(request, name) for name in Request.__dataclass_fields__}
    db.run(_request.insert(), school_id=scope.school_id, **values)
    return True


def one(scope: Scope, db: Db, request_id: int) -> Request | None:
    row = db.first(_ONE, school=scope.school_id, request=request_id)
    return _read(row) if row else None


def requests(scope: Scope, db: Db, *, ended: bool = False) -> list[Request]:
    """Soonest due first."""
    rows = [_read(row) for row in db.all(_LIST, school=scope.school_id)]
    return [row for row in rows if ended or row.state in {"checking", "open", "review"}]


def _read(row: Row[Any]) -> Request:
    return Request(**{name: getattr(row, name) for name in Request.__dataclass_fields__})


def change(scope: Scope, db: Db, request_id: int, **values: Any) -> None:
    db.run(update(_request).where(_HERE).values(**values), school=scope.school_id, request=request_id)


@dataclass(frozen=True, slots=True, kw_only=True)
class Hold:
    id: int
    kind: str
    reason: str
    owner_id: int | None
    until: date
    item_id: int | None = None


def hold(scope: Scope, db: Db, now: datetime, person: tuple[str, int], key_id: int, kept: Hold) -> None:
    kind, person_id = person
    db.run(
        _hold.insert(),
        school_id=scope.school_id,
        id=kept.id,
        person_kind=kind,
        person_id=person_id,
        kind=kept.kind,
        item_id=kept.item_id,
        reason=db.keys.seal(key_id, HOLD_REASON, kept.reason),
        owner_id=kept.owner_id,
        until=kept.until,
        made_at=now,
    )


def any_hold(scope: Scope, db: Db, day: date) -> bool:
    """Whether anybody's data here is held for a reason on this day."""
    return db.first(_ANY_HOLD, school=scope.school_id, day=day) is not None


def holds(scope: Scope, db: Db, kind: str, person_id: int, day: date) -> list[Hold]:
    """Those in force on `day` (the school's date)."""
    rows = db.all(_HOLDS, school=scope.school_id, of_kind=kind, person=person_id, day=day)
    return [
        Hold(
            id=row.id, kind=row.kind, reason=db.keys.open(HOLD_REASON, row.reason), owner_id=row.owner_id,
            until=row.until, item_id=row.item_id,
        )
        for row in rows
    ]  # fmt: skip


def release(scope: Scope, db: Db, hold_id: int, now: datetime) -> bool:
    here = and_(_hold.c.school_id == scope.school_id, _hold.c.id == hold_id, _hold.c.ended_at.is_(None))
    return db.run(update(_hold).where(here).values(ended_at=now)) == 1


def keep_back(scope: Scope, db: Db, request_id: int, rows: Iterable[tuple[str, int, str]]) -> int:
    """Note rows that wait for a decision; returns how many are new. A row decided on stays decided."""
    known = {(one.place, one.row_id) for one in db.all(_REVIEWS, school=scope.school_id, request=request_id)}
    fresh = [(place, row_id, why) for place, row_id, why in rows if (place, row_id) not in known]
    db.many(
        _review.insert(),
        [
            {"school_id": scope.school_id, "request_id": request_id, "place": place, "row_id": row_id, "why": why}
            for place, row_id, why in fresh
        ],
    )
    return len(fresh)


def reviews(scope: Scope, db: Db, request_id: int) -> list[Row[Any]]:
    return db.all(_REVIEWS, school=scope.school_id, request=request_id)


def decide(scope: Scope, db: Db, request_id: int, why: str, decision: str, now: datetime) -> int:
    """For all rows kept back for one reason that wait; returns how many."""
    here = and_(
        _review.c.school_id == scope.school_id,
        _review.c.request_id == request_id,
        _review.c.why == why,
        _review.c.decision == "",
    )
    return db.run(update(_review).where(here).values(decision=decision, decided_by=scope.actor_id, decided_at=now))


def amend(
    scope: Scope, db: Db, now: datetime, person: tuple[str, int], key_id: int, field: str, old: str, new: str
) -> None:
    kind, person_id = person
    db.run(
        _amendment.insert(),
        school_id=scope.school_id,
        id=new_id(),
        person_kind=kind,
        person_id=person_id,
        field=field,
        old=db.keys.seal(key_id, "amendment.old", old),
        new=db.keys.seal(key_id, "amendment.new", new),
        made_by=scope.actor_id,
        at=now,
    )


def switch_on(scope: Scope, db: Db, guardian_id: int, kind: str, purpose: str, now: datetime) -> None:
    db.run(
        _switch.insert(),
        school_id=scope.school_id,
        id=new_id(),
        guardian_id=guardian_id,
        kind=kind,
        purpose=purpose,
        since=now,
        made_by=scope.actor_id,
    )


def switch_off(scope: Scope, db: Db, guardian_id: int, kind: str, now: datetime) -> int:
    here = and_(
        _switch.c.school_id == scope.school_id,
        _switch.c.guardian_id == guardian_id,
        _switch.c.kind == kind,
        _switch.c.until.is_(None),
    )
    return db.run(update(_switch).where(here).values(until=now))


def switches(scope: Scope, db: Db, guardian_id: int, now: datetime) -> frozenset[tuple[str, str]]:
    """(kind, purpose) in force: ("restrict", ""), ("object", "news") …"""
    rows = db.all(_SWITCHES, school=scope.school_id, guardian=guardian_id, now=now)
    return frozenset((row.kind, row.purpose) for row in rows)


def ask_ahead(scope: Scope, db: Db, guardian_ids: Collection[int], now: datetime) -> None:
    """For `switches` of each of these, at the same moment."""
    ahead(db, _SWITCHES, _SWITCHES_OF_SEVERAL, "guardian", "guardian_id", guardian_ids, school=scope.school_id, now=now)

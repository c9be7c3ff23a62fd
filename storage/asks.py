"""Questions to families about one child and day, who was asked, and who came in after all."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from sqlalchemy import Row, bindparam, select, update

from bot.domain.absence import is_absence
from bot.domain.access import Scope
from bot.domain.effects.absences import PlanAsk
from bot.domain.subjects import Subject
from storage import tables
from storage.db import Db
from storage.ids import new_id
from storage.partial import ITEM_WAITS

_ask, _asked, _sign = tables.absence_ask, tables.absence_asked, tables.sign_in
_tie, _absence, _item = tables.guardianship, tables.absence, tables.item
_SCHOOL: Any = bindparam("school")
_HERE = (_ask.c.school_id == _SCHOOL) & (_ask.c.id == bindparam("ask"))
_ONE = select(_ask).where(_HERE)
_OF_CHILD = select(_ask).where(
    _ask.c.school_id == _SCHOOL, _ask.c.pupil_id == bindparam("pupil"), _ask.c.day == bindparam("on")
)
_WAITING_OF_CHILD = select(_ask.c.id).where(
    _ask.c.school_id == _SCHOOL,
    _ask.c.pupil_id == bindparam("pupil"),
    _ask.c.kind == "still",
    _ask.c.state == "waiting",
    _ask.c.day > bindparam("on"),
)
_DUE = (
    select(_ask)
    .where(_ask.c.state.in_(("waiting", "asked")), _ask.c.due_at <= bindparam("now"))
    .order_by(_ask.c.due_at, _ask.c.id)
    .limit(200)
)
_ON_DAY = (
    select(_ask)
    .where(_ask.c.school_id == _SCHOOL, _ask.c.day == bindparam("on"), _ask.c.kind == bindparam("what"))
    .order_by(_ask.c.id)
)
_ASKED = (
    select(_asked.c.guardian_id)
    .where(_asked.c.school_id == _SCHOOL, _asked.c.ask_id == bindparam("ask"))
    .order_by(_asked.c.at)
)
_SIGNED = select(_sign.c.id).where(
    _sign.c.school_id == _SCHOOL, _sign.c.pupil_id == bindparam("pupil"), _sign.c.day == bindparam("on")
)
_ALL_SIGNED = select(_sign.c.pupil_id).where(_sign.c.school_id == _SCHOOL, _sign.c.day == bindparam("on"))
_AWAY = select(_absence.c.pupil_id).where(
    _absence.c.school_id == _SCHOOL, _absence.c.day == bindparam("on"), _absence.c.state != "withdrawn"
)
_WRITTEN = select(_item.c.pupil_id).where(  # words about an absence that name no day are with the office all the same
    _item.c.school_id == _SCHOOL,
    _item.c.made_at >= bindparam("since"),
    _item.c.made_at < bindparam("until"),
    _item.c.kind == "message",
    _item.c.subject.in_([str(one) for one in Subject if is_absence(one)]),
    _item.c.state != "withdrawn",
    _item.c.pupil_id.is_not(None),
)
_ADULTS = (
    select(_tie.c.guardian_id)
    .where(
        _tie.c.school_id == _SCHOOL,
        _tie.c.pupil_id == bindparam("pupil"),
        _tie.c.restricted.is_(False),
        _tie.c.ended_on.is_(None),
        _tie.c.responsibility.in_(("parental", "care")),
    )
    .order_by(_tie.c.priority, _tie.c.id)
)
_CALLED_OFF = (  # an answer after all: nobody need ring any more
    update(_item)
    .where(
        _item.c.school_id == _SCHOOL,
        _item.c.pupil_id == bindparam("pupil"),
        _item.c.kind == "missing",
        ITEM_WAITS,
    )
    .values(state="done", outcome="answered", ended_at=bindparam("at"))
)
OPEN = ("waiting", "asked")


@dataclass(frozen=True, slots=True)
class AskRow:
    school_id: int
    id: int
    pupil_id: int
    day: date
    kind: str
    state: str
    guardian_id: int | None
    due_at: datetime
    outcome: str
    staff_id: int | None


def plan(scope: Scope, db: Db, planned: PlanAsk, now: datetime) -> bool:
    """False when this child and day has such a question already, or came in: once is enough."""
    there = [row for row in of_child(scope, db, planned.pupil_id, planned.day) if row.kind == planned.kind]
    if there or signed_in(scope, db, planned.pupil_id, planned.day):
        return False
    db.run(
        _ask.insert(),
        school_id=scope.school_id,
        id=new_id(),
        pupil_id=planned.pupil_id,
        day=planned.day,
        kind=planned.kind,
        state="waiting",
        guardian_id=planned.guardian_id,
        due_at=planned.due_at,
        outcome="",
        staff_id=planned.staff_id,
        made_at=now,
    )
    return True


def due(db: Db, now: datetime) -> list[AskRow]:
    """Those of every school whose time has come: to be put, or to be put to the next adult."""
    return [_read(row) for row in db.all(_DUE, now=now)]


def one(scope: Scope, db: Db, ask_id: int) -> AskRow | None:
    row = db.first(_ONE, school=scope.school_id, ask=ask_id)
    return _read(row) if row else None


def of_child(scope: Scope, db: Db, pupil_id: int, day: date) -> list[AskRow]:
    return [_read(row) for row in db.all(_OF_CHILD, school=scope.school_id, pupil=pupil_id, on=day)]


def on_day(scope: Scope, db: Db, day: date, kind: str = "first_day") -> list[AskRow]:
    return [_read(row) for row in db.all(_ON_DAY, school=scope.school_id, on=day, what=kind)]


def put_to(scope: Scope, db: Db, ask_id: int, guardian_id: int, again_at: datetime, now: datetime) -> None:
    """It goes to this adult now; at `again_at` the next one's turn comes."""
    values = {"state": "asked", "guardian_id": guardian_id, "due_at": again_at}
    db.run(update(_ask).where(_HERE).values(**values), school=scope.school_id, ask=ask_id)
    db.run(_asked.insert(), school_id=scope.school_id, ask_id=ask_id, guardian_id=guardian_id, at=now)


def postpone(scope: Scope, db: Db, ask_id: int, due_at: datetime) -> None:
    db.run(update(_ask).where(_HERE).values(due_at=due_at), school=scope.school_id, ask=ask_id)


def asked(scope: Scope, db: Db, ask_id: int) -> tuple[int, ...]:
    """The adults it went to, in order."""
    return tuple(row.guardian_id for row in db.all(_ASKED, school=scope.school_id, ask=ask_id))


def end(scope: Scope, db: Db, ask_id: int, state: str, outcome: str, now: datetime) -> None:
    values = {"state": state, "outcome": outcome, "ended_at": now}
    db.run(update(_ask).where(_HERE).values(**values), school=scope.school_id, ask=ask_id)


def end_of_child(scope: Scope, db: Db, pupil_id: int, day: date, state: str, outcome: str, now: datetime) -> None:
    """Whatever is open about this child and day; what became silent may still be answered."""
    for row in of_child(scope, db, pupil_id, day):
        if row.state == "silent":
            db.run(_CALLED_OFF, school=scope.school_id, pupil=pupil_id, at=now)
        if row.state in {*OPEN, "silent"}:
            end(scope, db, row.id, state, outcome, now)


def close_after(scope: Scope, db: Db, pupil_id: int, day: date, now: datetime) -> None:
    """The child is expected back: the morning's question after that day is not put."""
    for row in db.all(_WAITING_OF_CHILD, school=scope.school_id, pupil=pupil_id, on=day):
        end(scope, db, row.id, "closed", "expected_back", now)


def sign_in(scope: Scope, db: Db, pupil_id: int, day: date, staff_id: int | None, now: datetime) -> None:
    if not signed_in(scope, db, pupil_id, day):
        db.run(
            _sign.insert(),
            school_id=scope.school_id,
            id=new_id(),
            pupil_id=pupil_id,
            day=day,
            staff_id=staff_id,
            at=now,
        )
    end_of_child(scope, db, pupil_id, day, "closed", "signed_in", now)


def signed_in(scope: Scope, db: Db, pupil_id: int, day: date) -> bool:
    return db.first(_SIGNED, school=scope.school_id, pupil=pupil_id, on=day) is not None


def covered(scope: Scope, db: Db, day: date) -> frozenset[int]:
    """Children whom nobody needs to ask about: an absence is known, or they came in."""
    away = db.all(_AWAY, school=scope.school_id, on=day)
    there = db.all(_ALL_SIGNED, school=scope.school_id, on=day)
    midnight = datetime.combine(day, time(), UTC)
    written = db.all(_WRITTEN, school=scope.school_id, since=midnight, until=midnight + timedelta(days=1))
    return frozenset(row.pupil_id for row in (*away, *there, *written))


def adults(scope: Scope, db: Db, pupil_id: int) -> tuple[int, ...]:
    """Who may be asked about a child, first to be rung first; nobody whom a court keeps from contact."""
    return tuple(row.guardian_id for row in db.all(_ADULTS, school=scope.school_id, pupil=pupil_id))


def _read(row: Row[Any]) -> AskRow:
    return AskRow(
        row.school_id, row.id, row.pupil_id, row.day, row.kind, row.state, row.guardian_id, row.due_at, row.outcome,
        row.staff_id,
    )  # fmt: skip

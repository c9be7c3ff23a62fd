"""Who stands at a class at a moment: its own teachers, or whoever covers them then (BNV16, BNV35).

Whole-day covers replace the class's teachers, timed slots (PPA) replace both while they last, and of two of a kind the
later made wins. A cover `instead_of` a person replaces that person in that class, whether teaching or covering; so
covers chain. Nobody is made up: an empty answer means the office must be told.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime, time

from bot.domain.people import Duty, DutyKind

_NEVER = datetime.min.replace(tzinfo=UTC)


def on_duty(duties: Sequence[Duty], class_id: int, at_local: datetime) -> tuple[int, ...]:
    """Staff who may read and answer for the class at this local moment, lowest id first. Support staff never (BNV33)."""
    now = [duty for duty in duties if duty.class_id == class_id and in_force(duty, at_local.date())]
    now = [duty for duty in now if _within(duty, at_local.time())]
    stand_ins = [duty for duty in now if duty.kind is DutyKind.COVERS and duty.instead_of is not None]
    return tuple(sorted({_whoever_stands_for(staff_id, stand_ins) for staff_id in _expected(now)}))


def teacher_of(duties: Sequence[Duty], class_id: int, on: date) -> tuple[int, ...]:
    """The class's own teachers of that day, whoever covers them; lowest id first."""
    own = (duty for duty in duties if duty.class_id == class_id and duty.kind is DutyKind.TEACHES)
    return tuple(sorted({duty.staff_id for duty in own if in_force(duty, on)}))


def standing_later(duties: Sequence[Duty], class_id: int, at_local: datetime) -> frozenset[int]:
    """Whoever stands at the class at some moment of that day, from this one on."""
    today = [duty for duty in duties if duty.class_id == class_id and in_force(duty, at_local.date())]
    edges = {edge for duty in today for edge in (duty.start, duty.end) if edge is not None and edge > at_local.time()}
    moments = (at_local, *(datetime.combine(at_local.date(), edge, at_local.tzinfo) for edge in edges))
    return frozenset(one for moment in moments for one in on_duty(today, class_id, moment))


def teachers_of(duties: Sequence[Duty], class_id: int, on: date) -> frozenset[int]:
    """The class's own teachers at that time, whichever weekdays of a job share are theirs."""
    own = (one for one in duties if one.class_id == class_id and one.kind is DutyKind.TEACHES)
    return frozenset(one.staff_id for one in own if _lasts(one, on))


def in_force(duty: Duty, on: date) -> bool:
    """Whether a duty, timed or not, is done on that day."""
    return _lasts(duty, on) and (not duty.weekdays or on.weekday() in duty.weekdays)


def _lasts(duty: Duty, on: date) -> bool:
    return (duty.first_day is None or duty.first_day <= on) and (duty.last_day is None or on <= duty.last_day)


def _within(duty: Duty, at: time) -> bool:
    return (duty.start is None or duty.start <= at) and (duty.end is None or at < duty.end)


def _expected(now: Iterable[Duty]) -> set[int]:
    """Before anybody stands in for a person: the timed cover, else the whole-day cover, else the teachers."""
    of_class = [duty for duty in now if duty.kind is DutyKind.COVERS and duty.instead_of is None]
    return {duty.staff_id for duty in _first(of_class) or (duty for duty in now if duty.kind is DutyKind.TEACHES)}


def _whoever_stands_for(staff_id: int, stand_ins: Sequence[Duty]) -> int:
    """Follow the chain to its end. Back at somebody already passed means that they are back: they stand themselves."""
    passed = {staff_id}
    while found := _first([duty for duty in stand_ins if duty.instead_of == staff_id]):
        staff_id = min(duty.staff_id for duty in found)
        if staff_id in passed:
            break
        passed.add(staff_id)
    return staff_id


def _first(covers: Sequence[Duty]) -> list[Duty]:
    """The covers that count: timed ones before whole days, then the last made. Several only when made in one go."""
    timed = [duty for duty in covers if duty.start is not None or duty.end is not None]
    found = timed or covers
    last = max((duty.made_at or _NEVER for duty in found), default=_NEVER)
    return [duty for duty in found if (duty.made_at or _NEVER) == last]

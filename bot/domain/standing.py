"""What of a class's post whoever stands there may open: its own teachers all, cover only what is theirs to see to (BNV16)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, time

from bot.domain.cover import on_duty, teacher_of
from bot.domain.people import Duty, DutyKind


def has_post(
    duties: Sequence[Duty], class_id: int, staff_id: int, at: datetime, came: datetime, *, waits: bool, begun: bool
) -> bool:
    """Whether this person may open a message to the class's teacher. `at` and `came` (when it could first be read) are
    local to the school.

    A cover of the whole day has what still `waits`. A cover of a slot has what came in the slot; what came before is
    the teacher's, who is in the building. What they have `begun` they may finish that day, after the slot too.
    """
    if staff_id in teacher_of(duties, class_id, at.date()):
        return True
    if begun and _covers_that_day(duties, class_id, staff_id, at):
        return True
    since = stands_since(duties, class_id, staff_id, at)
    if since is None:
        return False
    return came >= since or (waits and since.time() == time.min)


def stands_since(duties: Sequence[Duty], class_id: int, staff_id: int, at: datetime) -> datetime | None:
    """Since when the person has stood at the class without a break; midnight means the whole day. None: not there."""
    if staff_id not in on_duty(duties, class_id, at):
        return None
    begun = at.time()
    for edge in _edges(duties, class_id, at.time()):
        if staff_id not in on_duty(duties, class_id, datetime.combine(at.date(), edge, at.tzinfo)):
            break
        begun = edge
    return datetime.combine(at.date(), begun, at.tzinfo)


def _edges(duties: Sequence[Duty], class_id: int, until: time) -> list[time]:
    """Every time up to now at which somebody may begin or end to stand there, the latest first."""
    times = {
        edge for duty in duties if duty.class_id == class_id for edge in (duty.start, duty.end) if edge is not None
    }
    return sorted((edge for edge in times | {time.min} if edge <= until), reverse=True)


def _covers_that_day(duties: Sequence[Duty], class_id: int, staff_id: int, at: datetime) -> bool:
    """Whether the person stood in for the class at any time of the day so far."""
    if not any(d.staff_id == staff_id and d.class_id == class_id and d.kind is DutyKind.COVERS for d in duties):
        return False
    edges = (datetime.combine(at.date(), edge, at.tzinfo) for edge in _edges(duties, class_id, at.time()))
    return any(staff_id in on_duty(duties, class_id, moment) for moment in edges)

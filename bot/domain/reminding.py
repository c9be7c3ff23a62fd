"""What rings again: a danger the lead has not taken, an urgent matter nobody took, an answer that is due.

Planned as rows when an item is opened; each is checked against the item when its time comes, so that a take or an
answer silences it without anybody cancelling anything.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from bot.domain.hours import add_working_hours
from bot.domain.people import Role
from bot.domain.policy import Policy
from bot.domain.routing import Calendars, Route
from bot.domain.subjects import Subject

URGENT_REPEATS = 3
_LEADERS_HEAR = 2  # with which repeat: ten minutes after 14:50 there is still time before the bell
_LEADERS = (Role.DEPUTY, Role.HEAD)


class Step(StrEnum):
    AGAIN = "again"  # an urgent item nobody took
    UNHEARD = "unheard"  # the leaders hear that nobody took it: they walk over, the item stays with who has it
    ESCALATED = "escalated"  # a danger nobody took: the next in line hears, and may open it
    UNTAKEN = "untaken"  # everybody in line has heard
    SOON = "soon"  # an answer is due in some hours
    LATE = "late"  # an answer was due

    @property
    def until_taken(self) -> bool:
        """Silenced by a take; the others by an answer."""
        return self in {Step.AGAIN, Step.UNHEARD, Step.ESCALATED, Step.UNTAKEN}


@dataclass(frozen=True, slots=True)
class Due:
    """Tell a role at a moment (UTC)."""

    step: Step
    role: Role
    class_id: int | None
    at: datetime
    until: datetime | None = None  # afterwards it says nothing any more


def reminders(route: Route, policy: Policy, calendars: Calendars) -> tuple[Due, ...]:
    """Everything that is to ring for an item that goes this way."""
    if route.subject is Subject.SAFEGUARDING:
        return tuple(_escalation(route, policy))
    if route.subject is Subject.URGENT and not route.to_teacher:
        return tuple(_again(route, policy))
    return tuple(_promise(route, policy, calendars)) if route.to_teacher else ()


def _escalation(route: Route, policy: Policy) -> Iterator[Due]:
    """Deputy, then head, after so many minutes each; then everybody hears that nobody has taken it (DESIGN law 6)."""
    wait, line = timedelta(minutes=policy.safeguarding.escalate_min), list(_line(route, policy))
    if not policy.safeguarding.escalate_min:
        return
    for place, role in enumerate(line, 1):
        yield Due(Step.ESCALATED, role, None, route.visible_from + place * wait)
    for role in (route.role, *line):
        yield Due(Step.UNTAKEN, role, None, route.visible_from + (len(line) + 1) * wait)


def _line(route: Route, policy: Policy) -> tuple[Role, ...]:
    last = policy.safeguarding.alternate if Role.HEAD in route.about else (Role.HEAD,)
    line = dict.fromkeys((*policy.safeguarding.deputy, *last))
    return tuple(role for role in line if role is not route.role and role not in route.about)


def _again(route: Route, policy: Policy) -> Iterator[Due]:
    """Every few minutes, some times (BNV20): 14:50, then 14:55. After an hour without power they do not all ring at once:
    each says nothing any more when the next is due. With the second the leaders hear that nobody has taken it.
    """
    wait = timedelta(minutes=policy.office.urgent_ack_min)
    for times in range(1, URGENT_REPEATS + 1 if wait else 1):
        at = route.push_at + times * wait
        yield Due(Step.AGAIN, route.role, route.class_id, at, until=at + wait if times < URGENT_REPEATS else None)
    for role in _LEADERS if wait else ():
        if role is not route.role:
            yield Due(Step.UNHEARD, role, None, route.push_at + _LEADERS_HEAR * wait)


def _promise(route: Route, policy: Policy, calendars: Calendars) -> Iterator[Due]:
    due = promised(route.role, route.class_id, route.visible_from, policy, calendars)
    if due is None:
        return
    soon = due - timedelta(hours=policy.replies.remind_before_h)
    if soon > route.visible_from:
        yield Due(Step.SOON, route.role, route.class_id, soon, until=due)
    for role in (route.role, *policy.replies.late_to):
        yield Due(Step.LATE, role, route.class_id, due)


def promised(
    role: Role, class_id: int | None, opened: datetime, policy: Policy, calendars: Calendars
) -> datetime | None:
    """By when the school answers what was passed on at `opened` (LT26, BNV15, B3).

    None when it promises nothing (M14), for what no teacher has, and when term dates are not known.
    """
    if policy.replies.promise_hours is None or role is not Role.CLASS_TEACHER:
        return None
    calendar = calendars.of(role, class_id)
    return add_working_hours(calendar, opened, policy.replies.promise_hours, policy.replies.clock)

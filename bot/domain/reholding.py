"""Hours changed: what is held for an opening is held for the new one (DESIGN 2.3). Values in, values out."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from bot.domain.hours import is_open
from bot.domain.people import Role
from bot.domain.routing import Calendars, Route, route_to
from bot.domain.subjects import Finding, Subject


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """An open item whose role has not been told yet. `due_at` is when a phone is to ring for it."""

    item_id: int
    role: Role
    class_id: int | None
    subject: Subject
    visible_from: datetime
    due_at: datetime
    guardian_id: int | None = None


def reheld(held: Held, calendars: Calendars, now: datetime) -> Route | None:
    """Where and when it goes by the calendar as it stands now; None when that is what is planned already.

    The office's lists do not follow the teachers' hours: when it shows there is not changed.
    """
    route = route_to(held.role, held.class_id, Finding(held.subject, 1.0), calendars, now, now)
    if route.role is held.role and _shows_rightly(held, calendars, now):
        return None
    if held.role is not Role.CLASS_TEACHER:
        shown = max(held.visible_from, now)
        route = replace(route, visible_from=held.visible_from, push_at=max(route.push_at, shown))
    return None if _as_planned(held, route, now) else route


def _shows_rightly(held: Held, calendars: Calendars, now: datetime) -> bool:
    """A teacher has it, and by today's calendar too it came in time: only the phone that rings in hours has not rung."""
    if held.role is not Role.CLASS_TEACHER or held.visible_from > now:
        return False
    return not calendars.holds or is_open(calendars.of(held.role, held.class_id), held.visible_from)


def _as_planned(held: Held, route: Route, now: datetime) -> bool:
    same_place = (route.role, route.class_id or held.class_id) == (held.role, held.class_id)
    visible = _same(held.visible_from, route.visible_from, now)
    return same_place and visible and _same(held.due_at, route.push_at, now)


def _same(planned: datetime, wanted: datetime, now: datetime) -> bool:
    """Times that are past mean "at once", however long they are past."""
    return max(planned, now) == max(wanted, now)


def later(held: Held, route: Route) -> bool:
    """Whether a family was promised an earlier time, or a teacher who will not see it now."""
    return held.role is Role.CLASS_TEACHER and (route.role is not held.role or route.visible_from > held.visible_from)

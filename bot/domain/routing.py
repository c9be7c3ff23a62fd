"""Subject → role and time. The destinations are the policy's; the code has none of its own."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from bot.domain.calendar import Calendar, for_class
from bot.domain.choosing import choose, for_teacher_too
from bot.domain.cover import on_duty, teacher_of
from bot.domain.hours import QuietPeriod, closes_at, is_open, next_opening, quiet_period
from bot.domain.people import Duty, Role
from bot.domain.policy import Desk, Place, Policy
from bot.domain.subjects import Finding, Subject, Triage

LATE = timedelta(minutes=5)
_ADDED_LATER = timedelta(days=1)  # the accounts of the founding itself are known when the hub first runs
ROUTE_AT = 0.5  # below it a finding moves nothing


_DESK = frozenset({Role.OFFICE, Role.SUPPORT_OFFICER})


@dataclass(frozen=True, slots=True)
class Calendars:
    """One school's opening times: teachers' (before class exceptions) and the office's."""

    teachers: Calendar
    office: Calendar
    lessons: Calendar | None = None  # while it is "open" teachers teach: phones stay silent
    holds: bool = True  # False: the school does not hold what families write (policy `hours.hold_incoming`)
    duties: tuple[Duty, ...] | None = None  # who stands where; None: not asked, somebody is taken to be there

    def of(self, role: Role, class_id: int | None) -> Calendar:
        """The office keeps its own hours; everybody else of the staff the school's (LT7)."""
        if role is Role.CLASS_TEACHER:
            return for_class(self.teachers, class_id) if class_id is not None else self.teachers
        return self.office if role in _DESK else self.teachers

    def at_desk(self, desk: Desk | None) -> Calendars:
        """As the families find the office whom this one of several serves; without hours of its own it keeps the school's."""
        if desk is None or not desk.periods:
            return self
        return replace(self, office=replace(self.office, periods=desk.periods))

    def stood_at(self, class_id: int | None, at: datetime) -> bool:
        """Whether anybody teaches or covers the class at this moment: a message must never wait for nobody."""
        if self.duties is None or class_id is None:
            return True
        local = at.astimezone(ZoneInfo(self.teachers.zone))
        return bool(on_duty(self.duties, class_id, local) or teacher_of(self.duties, class_id, local.date()))

    def lesson_end(self, class_id: int | None, at: datetime) -> datetime | None:
        """When the lessons that are on at this moment end; None between lessons and when the class is closed."""
        if self.lessons is None or not is_open(self.of(Role.CLASS_TEACHER, class_id), at):
            return None
        return closes_at(self.lessons, at)


@dataclass(frozen=True, slots=True, kw_only=True)
class Route:
    """Where one subject goes. `visible_from` is the hold; `push_at` when a phone may ring for it.

    `opens_at` is None when the place is open, or when nobody knows when it opens (`held` tells which). `apart`: a matter of
    its own beside another that the same minute brought to the same role.
    """

    role: Role
    class_id: int | None
    subject: Subject
    visible_from: datetime
    push_at: datetime
    held: bool
    opens_at: datetime | None = None
    because: tuple[str, ...] = ()
    about: frozenset[Role] = frozenset()  # roles of those a danger is about: it never goes to them
    apart: str = ""

    @property
    def to_teacher(self) -> bool:
        return self.role is Role.CLASS_TEACHER

    @property
    def place(self) -> str:
        return f"{self.role}:{self.class_id or ''}{self.apart}"


def acting_time(sent_at: datetime, now: datetime) -> datetime:
    """The time a decision is made for: the carrier's own, unless it is minutes away from ours.

    A text sent at 17:59:59 and read at 18:00:02 was in time (M13); one that waited out an outage must not ring a
    teacher's phone at 20:00 because it was written at 08:20 (reliability 3.3).
    """
    return sent_at if abs(now - sent_at) <= LATE else now


def written_before_us(sent_at: datetime, now: datetime, founded: datetime, added: datetime, after: timedelta) -> bool:
    """Whether it came to an account before that was a school's: its number may have had another use.

    `founded`: the first school; `added`: the account, and how long `after` the school by the machine's own clock.
    """
    begun = added if after > _ADDED_LATER else founded
    return sent_at < begun - LATE and begun <= now  # else the demo's clock was put back


def possible_danger(triage: Triage) -> Finding | None:
    """Whatever triage tells as danger, however faint: it has its own low bar, and nothing here raises it."""
    return triage.of(Subject.SAFEGUARDING)


def danger_routes(
    finding: Finding, policy: Policy, now: datetime, about: frozenset[Role] = frozenset()
) -> tuple[Route, ...]:
    """To the safeguarding lead at once, at any hour (law 6); about a lead, to the alternate instead."""
    return tuple(
        Route(
            role=role,
            class_id=None,
            subject=Subject.SAFEGUARDING,
            visible_from=now,
            push_at=now,
            held=False,
            because=finding.because,
            about=about,
        )
        for role in leads(policy, about)
    )


def leads(policy: Policy, about: frozenset[Role]) -> tuple[Role, ...]:
    """Who hears of danger first. Nobody hears of what is about themselves; only if that leaves nobody, the leads do."""
    guarding = policy.safeguarding
    if not about & set(guarding.lead):
        return guarding.lead
    instead = (*guarding.lead, *(guarding.alternate or guarding.deputy), Role.HEAD, *guarding.deputy)
    free = [role for role in dict.fromkeys(instead) if role not in about]
    return (free[0],) if free else guarding.lead


def routes(
    triage: Triage, class_id: int | None, policy: Policy, calendars: Calendars, at: datetime, now: datetime
) -> tuple[Route, ...]:
    """Every place a message goes: those its subjects name, else the default. One route per place, strongest subject.

    A complaint takes the whole message along: the class teacher it may be about gets no part of it (LT37).
    """
    choice = choose(triage, policy.triage)
    sure = triage.findings if choice.asks else choice.subjects
    found = [finding for finding in sure if _moves(finding, policy)]
    wanted: list[tuple[Place, Finding]] = [(policy.routing.places[finding.subject], finding) for finding in found]
    complains = any(finding.subject is Subject.COMPLAINT for finding in found)
    also_note = not complains and any(f.subject is Subject.NOTE and f.confidence >= ROUTE_AT for f in triage.findings)
    if not wanted or also_note or (choice.asks and for_teacher_too(triage)):
        wanted.append((policy.routing.default, _main_finding(triage)))
    made: dict[str, Route] = {}
    for place, finding in wanted:
        for role in (place.role, *((Role.CLASS_TEACHER,) if place.teacher_too else ())):
            route = route_to(role, class_id, finding, calendars, at, now)
            made.setdefault(route.place, route)
    return tuple(made.values())


def _moves(finding: Finding, policy: Policy) -> bool:
    known = finding.subject in policy.routing.places
    return known and finding.confidence >= ROUTE_AT and finding.subject is not Subject.SAFEGUARDING


def _main_finding(triage: Triage) -> Finding:
    strong = (f for f in triage.findings if f.confidence >= ROUTE_AT and f.subject is not Subject.SAFEGUARDING)
    note = triage.of(Subject.NOTE)
    return note or next(strong, Finding(Subject.NOTE, 0.0))


def route_to(
    role: Role, class_id: int | None, finding: Finding, calendars: Calendars, at: datetime, now: datetime
) -> Route:
    """A teacher's item stays hidden until opening; the office's is listed at once and only its push waits."""
    calendar, teacher = calendars.of(role, class_id), role is Role.CLASS_TEACHER
    open_now = is_open(calendar, at) or is_open(calendar, now) or (teacher and not calendars.holds)
    opens = None if open_now else next_opening(calendar, now)
    unknown = not open_now and opens is None
    if teacher and not unknown and not calendars.stood_at(class_id, opens or now):
        return route_to(Role.OFFICE, None, finding, calendars, at, now)  # nobody is there: the office, by its own hours
    return Route(
        # Nobody knows when a teacher is back (term dates not entered): the office sees it, and at once.
        role=Role.OFFICE if teacher and unknown else role,
        class_id=class_id if teacher and not unknown else None,
        subject=finding.subject,
        visible_from=opens if teacher and opens else now,
        push_at=opens or now,
        held=not open_now,
        opens_at=opens,
        because=finding.because,
    )


def current_quiet(calendars: Calendars, route: Route, now: datetime) -> QuietPeriod | None:
    return quiet_period(calendars.of(route.role, route.class_id), now)

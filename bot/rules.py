"""A school's rules ready to decide with: the policy in force and its calendars, read once and kept until they change."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.calendarfile import bank_holidays
from bot.domain.calendar import Calendar, Closure, ClosureKind, Term, build
from bot.domain.people import Duty, DutyKind
from bot.domain.policy import Period, Policy
from bot.domain.quiet import holds_messages
from bot.domain.routing import Calendars
from bot.domain.scope import TrialChoice, decided
from bot.policyfile import load
from storage import policies, revisions, roll, trials
from storage.db import Db
from storage.policies import CalendarRows, PeriodRow


@dataclass(frozen=True, slots=True)
class SchoolRules:
    policy: Policy
    calendars: Calendars


@dataclass(frozen=True, slots=True)
class _Kept:
    """Rules made at revision `revision`, the same from `since` until `until`."""

    revision: int | None
    since: datetime
    until: datetime
    rules: SchoolRules

    def holds(self, revision: int | None, now: datetime) -> bool:
        return revision is not None and revision == self.revision and self.since <= now < self.until


@dataclass(slots=True)
class RuleBook:
    """Kept in memory until the rows they are made of change, whichever process changes them, or a day or policy begins."""

    _made: dict[int, _Kept] = field(default_factory=dict)

    def of(self, db: Db, school_id: int, now: datetime) -> SchoolRules:
        """An empty policy for a school without one: nothing risky is on (DPIA31)."""
        revision, kept = db.revision(revisions.RULES), self._made.get(school_id)
        if kept is None or not kept.holds(revision, now):
            kept = self._made[school_id] = _Kept(revision, *_lasts(db, school_id, now), _read(db, school_id, now))
        return kept.rules


def _read(db: Db, school_id: int, now: datetime) -> SchoolRules:
    found, rows = policies.in_force(db, school_id, now), policies.calendar_rows(db, school_id)
    choices, duties = trials.choices(db, school_id), roll.standing(db, school_id, now)
    policy = as_decided(load(found[1], "policy in force") if found else Policy(), choices)
    return SchoolRules(policy, calendars(policy, rows, now.year, roll.read_standing(duties)))


def _lasts(db: Db, school_id: int, now: datetime) -> tuple[datetime, datetime]:
    """From now, for a clock may be set back, to the next day (UTC) or the next policy."""
    tomorrow = datetime.combine(now.date() + timedelta(days=1), time.min, now.tzinfo)
    other = policies.next_in_force(db, school_id, now)
    return now, min(tomorrow, other) if other else tomorrow


def as_decided(policy: Policy, choices: tuple[TrialChoice, ...]) -> Policy:
    """The policy with what the head decided about its trial since (M8)."""
    return replace(policy, scope=decided(policy.scope, choices))


def calendars(policy: Policy, rows: CalendarRows, year: int, duties: tuple[Duty, ...]) -> Calendars:
    """The policy's hours with the school's own rows; teachers' and office's apart. `duties`: of staff still here."""
    zone = policy.school.zone
    holidays = bank_holidays(year - 1, year + 2)
    terms = tuple(Term(first, last) for first, last in rows.terms)
    closures = tuple(
        Closure(
            kind=ClosureKind(row.kind),
            first_day=row.first_day,
            last_day=row.last_day,
            start=row.start,
            class_id=row.class_id,
        )
        for row in rows.closures
    )
    teachers = [row for row in rows.periods if row.who == "teachers" and row.staff_id is None]
    office = [row for row in rows.periods if row.who == "office"]
    by_class = {row.class_id for row in teachers if row.class_id is not None}
    own = {one: _periods([row for row in teachers if row.class_id == one]) for one in by_class if one}
    return Calendars(
        lessons=Calendar(zone=zone, periods=policy.hours.lessons) if policy.hours.lessons else None,
        holds=holds_messages(policy),
        duties=duties,
        teachers=build(
            policy.hours,
            zone,
            periods=_periods([row for row in teachers if row.class_id is None]),
            class_periods={**_groups(policy, rows), **own},
            class_within=_teachers_hours(rows, duties),
            terms=terms,
            closures=closures,
            bank_holidays=holidays,
        ),
        office=build(
            policy.office_hours, zone, periods=_periods(office), terms=terms, closures=closures, bank_holidays=holidays
        ),
    )


def _groups(policy: Policy, rows: CalendarRows) -> dict[int, tuple[Period, ...]]:
    """Hours of some years or classes where the policy gives them their own (a nursery's mornings)."""
    return {
        class_id: group.periods
        for class_id, name, year in rows.classes
        for group in policy.hours.groups
        if year in group.years or name in group.classes
    }


def _teachers_hours(rows: CalendarRows, duties: tuple[Duty, ...]) -> dict[int, tuple[Period, ...]]:
    """When at least one of a class's own teachers reads; a class whose teachers keep the school's hours is left out."""
    kept = {row.staff_id: _periods([one for one in rows.periods if one.staff_id == row.staff_id]) for row in rows.periods}
    found: dict[int, tuple[Period, ...]] = {}
    own = [one for one in duties if one.kind is DutyKind.TEACHES and one.last_day is None]
    for class_id in {one.class_id for one in own}:
        teachers = sorted({one.staff_id for one in own if one.class_id == class_id})
        if all(one in kept for one in teachers):
            found[class_id] = tuple(period for one in teachers for period in kept[one])
    return found


def _periods(rows: list[PeriodRow]) -> tuple[Period, ...]:
    return tuple((frozenset({row.weekday}), row.start, row.end) for row in rows)


def standing_on(rules: SchoolRules, day: date) -> tuple[Duty, ...]:
    """Every duty not yet over, of staff still here: as kept with the rules, which know at once of a change."""
    return tuple(one for one in rules.calendars.duties or () if one.last_day is None or one.last_day >= day)


def local_day(policy: Policy, now: datetime) -> date:
    """The school's date at a moment."""
    return now.astimezone(ZoneInfo(policy.school.zone)).date()


def day_began(policy: Policy, now: datetime) -> datetime:
    """The midnight before a moment on the school's wall."""
    return datetime.combine(local_day(policy, now), time.min, ZoneInfo(policy.school.zone))

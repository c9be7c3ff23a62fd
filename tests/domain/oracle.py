"""Opening hours worked out the slow way: walk through time, look at the clock on the wall, read the rules as written.

Shares nothing with `bot/domain/hours.py`: no windows, no search, no arithmetic on local time.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from bot.domain.calendar import Calendar, Closure, ClosureKind, Term
from bot.domain.hours import QuietPeriod, closes_at, is_open, next_opening, quiet_period
from bot.domain.policy import Hours

LONDON = ZoneInfo("Europe/London")
# Month and day of the first and the last day of each half-term of a made-up school, the same every year.
_HALF_TERMS = (
    ((1, 5), (2, 12)),
    ((2, 22), (3, 26)),
    ((4, 12), (5, 28)),
    ((6, 7), (7, 21)),
    ((9, 2), (10, 23)),
    ((11, 2), (12, 18)),
)


def terms(first_year: int, last_year: int) -> list[Term]:
    years = range(first_year, last_year + 1)
    return [Term(date(year, *first), date(year, *last)) for year in years for first, last in _HALF_TERMS]


def closures(first_year: int, last_year: int) -> list[Closure]:
    """An INSET day in January, snow in February, an early close before Christmas."""
    made: list[Closure] = []
    for year in range(first_year, last_year + 1):
        made += [
            Closure(kind=ClosureKind.INSET, first_day=date(year, 1, 5), last_day=date(year, 1, 6)),
            Closure(kind=ClosureKind.SNOW, first_day=date(year, 2, 3), last_day=date(year, 2, 4)),
            Closure(
                kind=ClosureKind.EARLY_CLOSE,
                first_day=date(year, 12, 17),
                last_day=date(year, 12, 18),
                start=datetime(year, 12, 18, 13, 30, tzinfo=UTC).time(),
            ),
        ]
    return made


@dataclass
class Oracle:
    hours: Hours
    terms: list[Term]
    closures: list[Closure]
    bank_holidays: frozenset[date]
    zone: ZoneInfo = LONDON

    _days: dict[date, tuple[tuple[str, str], ...]] = field(default_factory=dict)

    def is_open(self, moment: datetime) -> bool:
        wall = moment.astimezone(self.zone)
        today, clock = wall.date(), wall.isoformat()[11:16]
        if today not in self._days:  # a day's rules are the same for all its minutes
            self._days[today] = tuple(self._open_on(today))
        return any(start <= clock < end for start, end in self._days[today])

    def _open_on(self, today: date) -> Iterator[tuple[str, str]]:
        """From when to when by the clock on the wall, as the rules say for this day."""
        closed_on = self.hours.closed_on
        if "weekends" in closed_on and today.strftime("%a") in {"Sat", "Sun"}:
            return
        if "bank_holidays" in closed_on and today in self.bank_holidays:
            return
        if "school_holidays" in closed_on and not any(t.first_day <= today <= t.last_day for t in self.terms):
            return
        shuts = min((self._shut(closure) for closure in self.closures if self._falls(closure, today)), default="24:00")
        for days, start, end in self.hours.periods:
            if today.weekday() in days:
                yield f"{start:%H:%M}", min(f"{end:%H:%M}" if end.hour or end.minute else "24:00", shuts)

    def _falls(self, closure: Closure, today: date) -> bool:
        if closure.kind is ClosureKind.INSET and "inset_days" in self.hours.open_on:
            return False
        return closure.first_day <= today <= closure.last_day

    def _shut(self, closure: Closure) -> str:
        return "00:00" if closure.start is None else f"{closure.start:%H:%M}"


@dataclass
class Walk:
    """Every step's openness compared; next opening, closing time and quiet period at the steps around each change."""

    calendar: Calendar
    oracle: Oracle
    step: timedelta
    probe_every: int = 24
    _before: bool | None = None
    _changed: datetime | None = None
    _waiting: list[datetime] = field(default_factory=list)

    def differences(self, first: datetime, last: datetime) -> Iterator[str]:
        moment, count = first, 0
        while moment < last:
            opened = self.oracle.is_open(moment)
            if is_open(self.calendar, moment) is not opened:
                yield f"{moment}: open is {not opened}, should be {opened}"
            if self._before is not None and opened is not self._before:
                yield from self._at_change(moment, opened=opened)
            if opened is not self._before or count % self.probe_every == 0:
                self._waiting.append(moment)
            self._before, moment, count = opened, moment + self.step, count + 1

    def _at_change(self, change: datetime, *, opened: bool) -> Iterator[str]:
        started, self._changed = self._changed, change
        probes, self._waiting = [*self._waiting, change - self.step], []
        for probe in probes:
            found, wanted = (next_opening if opened else closes_at)(self.calendar, probe), change
            if found != wanted:
                yield f"{probe}: {'opens' if opened else 'closes'} {found}, should be {wanted}"
            quiet = quiet_period(self.calendar, probe)
            if opened and started and quiet != QuietPeriod(started, change):
                yield f"{probe}: quiet {quiet}, should be from {started} to {change}"

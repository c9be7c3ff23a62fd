"""Use case: what the office does about absences away from the staff bot: the list, a phoned absence, who is missing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from bot.domain import first_day
from bot.domain.absence import KNOWN_CODES, Notice
from bot.domain.access import Action, Scope
from bot.domain.daywords import DayWords
from bot.domain.effects.absences import PlanAsk, ReportAbsence
from bot.domain.effects.items import SettleItem
from bot.domain.people import Pupil, Role
from bot.domain.pointing import pointed
from bot.domain.sending import Parcel, Words
from bot.domain.wording import Names, RoleName, Who, say
from bot.handlers.known import AbsenceLine
from bot.handlers.staff.absent import noted, way
from bot.office import CannotChange
from bot.permit import demand
from bot.rules import SchoolRules
from storage import absences, asks, audit, itemfacts, items, outbox, roll
from storage.db import Db
from storage.ids import new_id


@dataclass(frozen=True, slots=True)
class Listed:
    """A child's half day for the register. `words` are the reasons as they were given, for the office only."""

    line: AbsenceLine
    pupil: Pupil
    words: tuple[str, ...]


def listed(scope: Scope, db: Db, now: datetime, day: date, *, words: bool = False) -> list[Listed]:
    """Who is away, class by class. Raises NotAllowed."""
    demand(scope, Action.READ_ABSENCES, now)
    pupils = {one.id: one for one in roll.pupils(scope, db, day)}
    found = absences.lines(scope, db, absences.on_day(scope, db, day))
    made = [Listed(one, pupils[one.pupil_id], _words(scope, db, one) if words else ()) for one in found if one.pupil_id in pupils]  # fmt: skip
    audit.record(scope, db, now, "absences_read", "school", scope.school_id, reason="with words" if words else "")
    return sorted(made, key=lambda one: (one.pupil.school_class.name, one.pupil.last_name, one.line.session))


def _words(scope: Scope, db: Db, line: AbsenceLine) -> tuple[str, ...]:
    """A parent's words stand in the item's messages, a note of the office's in its report."""
    found: dict[str, None] = {}
    for report in absences.reports_of(scope, db, line.id):
        if report.words:
            found[report.words] = None
        for message in itemfacts.full_messages(scope, db, report.item_id) if report.item_id else []:
            found[message.body] = None
    return tuple(found)


def find(roll_now: Sequence[Pupil], line: str) -> tuple[Pupil, ...]:
    """The children a line means. Raises CannotChange when it means none, or namesakes it does not tell apart."""
    found = pointed(line, roll_now)
    if found.doubtful:
        raise CannotChange("several children fit: give the class and the surname too")
    if not found.pupils:
        raise CannotChange("no child on roll fits: give the first name and the class, such as Ola 3B")
    return found.pupils


def add(
    scope: Scope, db: Db, now: datetime, day: date, line: str, rules: SchoolRules, words: DayWords
) -> list[tuple[Pupil, Notice]]:
    """Write down what came by phone, at the desk or by email. Raises CannotChange, NotAllowed."""
    demand(scope, Action.RECORD_ABSENCE, now)
    made = []
    for pupil in find(roll.pupils(scope, db, day), line):
        notices = noted(line, pupil, words, rules.policy, rules.calendars, now)
        absences.report(scope, db, ReportAbsence(notices=notices, source=way(line), words=line), now)
        for on in {on for one in notices for on, _ in one.sessions}:
            asks.end_of_child(scope, db, pupil.id, on, "answered", str(notices[0].reason), now)
        audit.record(scope, db, now, "absence_added", "pupil", pupil.id, reason=way(line))
        made += [(pupil, one) for one in notices]
    return made


def sign_in(scope: Scope, db: Db, now: datetime, day: date, line: str) -> tuple[Pupil, ...]:
    """The child is in school. Raises CannotChange, NotAllowed."""
    demand(scope, Action.RECORD_ABSENCE, now)
    found = find(roll.pupils(scope, db, day), line)
    for pupil in found:
        asks.sign_in(scope, db, pupil.id, day, None, now)
        audit.record(scope, db, now, "signed_in", "pupil", pupil.id)
    return found


@dataclass(frozen=True, slots=True)
class Missing:
    """A list of children not in class, read but not acted upon. `doubts`: why their number must be typed first."""

    pupils: tuple[Pupil, ...]
    doubts: tuple[str, ...]


def missing(scope: Scope, db: Db, now: datetime, day: date, rows: Sequence[str], dated: date) -> Missing:
    """Each row names one child. Raises CannotChange naming the row, NotAllowed."""
    demand(scope, Action.RECORD_ABSENCE, now)
    there = roll.pupils(scope, db, day)
    found: dict[int, Pupil] = {}
    for number, row in enumerate(rows, 1):
        try:
            found |= {one.id: one for one in find(there, row)}
        except CannotChange as error:
            raise CannotChange(f"row {number}: {error}") from error
    pupils = tuple(found.values())
    return Missing(pupils, first_day.doubts(pupils, there, dated, day))


def ask(scope: Scope, db: Db, now: datetime, day: date, pupils: Sequence[Pupil]) -> tuple[Pupil, ...]:
    """Ask the families of those without a notice or sign-in; returns whom it is about. Raises NotAllowed."""
    demand(scope, Action.RECORD_ABSENCE, now)
    known = asks.covered(scope, db, day)
    open_ = [one for one in pupils if one.id not in known]
    made = [one for one in open_ if asks.plan(scope, db, PlanAsk(pupil_id=one.id, day=day, kind="first_day", due_at=now), now)]  # fmt: skip
    for one in made:
        audit.record(scope, db, now, "missing", "pupil", one.id)
    return tuple(made)


def confirm(scope: Scope, db: Db, now: datetime, day: date, pupils: Sequence[Pupil], code: str | None) -> int:
    """Take the day's half days of these children over. Raises CannotChange for an unknown code, NotAllowed."""
    demand(scope, Action.RECORD_ABSENCE, now)
    if code is not None and code not in KNOWN_CODES:
        raise CannotChange(f"no such code here: {', '.join(KNOWN_CODES)}")
    wanted = {one.id for one in pupils}
    rows = [row for row in absences.on_day(scope, db, day) if row.pupil_id in wanted]
    lines = [line for line in absences.lines(scope, db, rows) if code or line.state != "confirmed"]
    absences.confirm(scope, db, tuple(line.id for line in lines), None, code, now)
    for line in lines:
        audit.record(scope, db, now, "absence_confirmed", "absence", line.id, reason=code or line.code)
        _tell(scope, db, line, now)
    return len({line.pupil_id for line in lines})


def _tell(scope: Scope, db: Db, line: AbsenceLine, now: datetime) -> None:
    """Each adult who reported hears once, by role; their item is done."""
    for report in line.reports:
        if report.item_id is not None:
            items.settle(
                scope, db, SettleItem(item_id=report.item_id, state="done", outcome="confirmed", seen=True), now
            )
        if report.guardian_id is not None:
            names = Names(Who.PUPIL, (line.pupil_id,))
            words = Words((say("absence.confirmed", place=RoleName(Role.OFFICE), names=names, days=report.days),))
            first = report.item_id or report.days.first
            intent = f"told:{first}:confirmed:{line.pupil_id}:{report.guardian_id}"
            parcel = Parcel(content=words, due_at=now, guardian_id=report.guardian_id, intent=intent)
            outbox.add(scope, db, parcel, new_id(), now)


@dataclass(frozen=True, slots=True)
class Call:
    """A first-day question and what became of it."""

    pupil: Pupil
    state: str
    outcome: str
    asked: int


def calls(scope: Scope, db: Db, now: datetime, day: date) -> list[Call]:
    """Children missing that day: whom to ring are those whose state is "silent". Raises NotAllowed."""
    demand(scope, Action.READ_ABSENCES, now)
    pupils = {one.id: one for one in roll.pupils(scope, db, day)}
    rows = [row for row in asks.on_day(scope, db, day) if row.pupil_id in pupils]
    return [Call(pupils[row.pupil_id], row.state, row.outcome, len(asks.asked(scope, db, row.id))) for row in rows]

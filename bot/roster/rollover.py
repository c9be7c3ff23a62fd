"""September prepared in July: an import that is shown now, kept, and carried out on its day, unless it is taken back.

What is carried out is compared anew on the day: whoever came or left in between is not undone by an older list.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.domain.access import Action, Scope
from bot.domain.codec import Codec
from bot.domain.hours import next_opening
from bot.domain.people import DutyKind, Role
from bot.domain.roster import Relation, Responsibility
from bot.permit import demand
from bot.roster.answers import Answers
from bot.roster.apply import apply_plan, preview
from bot.roster.changes import Difference, Kind
from bot.roster.findings import Place
from bot.roster.phones import Phone, Use
from bot.roster.plan import PlanClass, PlanCover, PlanGuardian, PlanPost, PlanPupil, PlanStaff, PlanTie, RosterPlan
from bot.rules import RuleBook, SchoolRules
from storage import audit, passing, rollovers
from storage.db import Db
from storage.rollovers import Prepared

_PLANS = Codec(
    RosterPlan, PlanClass, PlanPupil, PlanTie, PlanGuardian, PlanPost, PlanStaff, PlanCover, Phone, Use, Place, Relation,
    Responsibility, DutyKind, Role,
)  # fmt: skip
_ANSWERS = Codec(Answers)
_AUTUMN = (8, 9)


class NoDay(Exception):  # noqa: N818 - the operator reads this as one plain line
    """Nobody knows on which day the new classes begin."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Preview:
    """`follow` and `to_office`: messages that wait now and would go with their child, or to the office.

    `opens`: when the school first reads from that day on; None where no term date is known.
    """

    difference: Difference
    follow: int
    to_office: int
    opens: datetime | None


def first_day(terms: Iterable[tuple[date, date]], today: date) -> date:
    """The first day of the next school year as the calendar has it. Raises NoDay: dates are never made up."""
    for first, _ in sorted(terms):
        if first > today and first.month in _AUTUMN:
            return first
    raise NoDay("no term begins in the calendar in August or September: give the day with --on, or enter the term dates")


def look(scope: Scope, db: Db, plan: RosterPlan, answers: Answers, day: date, now: datetime) -> Preview:
    """What would change on the day, and where waiting messages would go. Raises NotAllowed."""
    difference = preview(scope, db, plan, answers, now, day)
    waits = {Kind.MOVED: 0, Kind.LEFT: 0}
    for one in difference.pupils:
        if one.id is not None and one.kind in waits:
            waits[one.kind] += len(passing.of_pupil(scope, db, one.id))
    opens = opens_on(RuleBook().of(db, scope.school_id, now), day)
    return Preview(difference=difference, follow=waits[Kind.MOVED], to_office=waits[Kind.LEFT], opens=opens)


def opens_on(rules: SchoolRules, day: date) -> datetime | None:
    """When teachers first read from a day on, by the school's clock; None where the terms entered do not reach that far."""
    zone = ZoneInfo(rules.policy.school.zone)
    found = next_opening(rules.calendars.teachers, datetime.combine(day, time(), zone) - timedelta(minutes=1))
    return found.astimezone(zone) if found else None


def prepare(scope: Scope, db: Db, plan: RosterPlan, answers: Answers, day: date, now: datetime) -> Preview:
    """Kept until its day. One that stops (questions, errors) is not kept. Raises NotAllowed."""
    shown = look(scope, db, plan, answers, day, now)
    if not shown.difference.stopped:
        rollovers.prepare(scope, db, day, _PLANS.dump(plan), _ANSWERS.dump(answers), now)
        audit.record(scope, db, now, "rollover_prepared", "school", scope.school_id, reason=str(day))
    return shown


def kept(prepared: Prepared) -> tuple[RosterPlan, Answers]:
    """What was prepared, as it was."""
    plan: RosterPlan = _PLANS.load(prepared.plan)
    answers: Answers = _ANSWERS.load(prepared.answers)
    return plan, answers


def undo(scope: Scope, db: Db, now: datetime) -> bool:
    """Taken back before its day. False when nothing is prepared. Raises NotAllowed."""
    demand(scope, Action.IMPORT_ROSTER, now)
    if not rollovers.end(scope, db, "undone", now):
        return False
    audit.record(scope, db, now, "rollover_undone", "school", scope.school_id, reason=scope.reason)
    return True


def carry_out(school_id: int, db: Db, day: date, now: datetime) -> bool:
    """On the day. False when the lists fit no more: nothing was changed then, and it is on record as stopped."""
    scope = Scope(school_id, None, Role.OFFICE, "rollover")
    prepared = rollovers.newest(scope, db)
    if prepared is None or prepared.state != "prepared":
        return True
    plan, answers = kept(prepared)
    difference = apply_plan(scope, db, plan, answers, now, day)
    state = "stopped" if difference.stopped else "done"
    rollovers.end(scope, db, state, now)
    audit.record(scope, db, now, f"rollover_{state}", "school", school_id, reason=str(prepared.day))
    return not difference.stopped

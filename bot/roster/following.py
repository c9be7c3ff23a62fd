"""After an import: what waited for a child who changed class or left, or for staff who left, lands on somebody there."""

from __future__ import annotations

from bot import passing
from bot.domain.people import Duty, DutyKind
from bot.passing import Count
from bot.roster.changes import Kind
from bot.roster.work import Work
from bot.rules import RuleBook


def losing_readers(work: Work) -> frozenset[int]:
    """Before anything is stored: classes of staff who leave, or who teach there no longer."""
    if not any(one.kind is Kind.LEFT or one.duties_ended for one in work.difference.staff):
        return frozenset()
    rules = RuleBook().of(work.db, work.scope.school_id, work.now)
    ended = {duty for one in work.difference.staff for duty in one.duties_ended}
    teaching = [duty.class_id for duty in rules.calendars.duties or () if duty.id in ended and _teaches(duty)]
    left = [one.id for one in work.difference.staff if one.kind is Kind.LEFT and one.id is not None]
    return frozenset(teaching).union(*(passing.reads_for(rules, one, work.now) for one in left))


def _teaches(duty: Duty) -> bool:
    return duty.kind is DutyKind.TEACHES


def follow(work: Work, losing: frozenset[int]) -> Count:
    """After everything is stored: children first, so that what followed them is not passed on a second time."""
    touched = any(one.kind in {Kind.MOVED, Kind.LEFT} for one in work.difference.pupils)
    ended = [one.id for one in work.difference.classes if one.kind is Kind.LEFT and one.id is not None]
    gone = [one.id for one in work.difference.staff if one.kind is Kind.LEFT and one.id is not None]
    if not (touched or ended or losing or gone):
        return Count()
    rules = RuleBook().of(work.db, work.scope.school_id, work.now)
    desk, done = passing.Desk(work.scope, work.db, rules, work.now), Count()
    arrived = frozenset[int]()
    for one in work.difference.pupils:
        if one.id is not None and one.kind is Kind.MOVED and one.class_name is not None:
            done += passing.child_moved(desk, one.id, work.classes[one.class_name])
            arrived |= {one.id}
        elif one.id is not None and one.kind is Kind.LEFT:
            done += passing.child_left(desk, one.id)
    for class_id in ended:
        done += passing.class_ended(desk, class_id)
    for staff_id in gone:
        done += passing.staff_left(desk, staff_id, frozenset())
    for class_id in sorted(losing - set(ended)):
        done += passing.reader_gone(desk, class_id, but=arrived)
    return done

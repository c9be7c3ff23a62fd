"""What a person decides for the school: cover, hours, conduct, the trial."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from bot.domain.calendar import ClosureKind
from bot.domain.effects import school as effects
from bot.domain.people import DutyKind
from bot.domain.sending import Lane, Parcel, Words
from storage import (
    audit,
    chores,
    conduct,
    gaps,
    outbox,
    people,
    policies,
    staffing,
    trials,
)
from storage.effects.work import Work
from storage.ids import new_id


def _set_cover(work: Work, effect: effects.SetCover) -> None:
    staff_id = effect.staff_id if effect.staff_id is not None else staffing.supply_teacher(work.scope, work.db)
    people.add_duty(
        work.scope,
        work.db,
        staff_id,
        effect.class_id,
        DutyKind.COVERS,
        work.now,
        first_day=effect.day,
        last_day=effect.day,
        instead_of=effect.instead_of,
        duty_id=effect.id,
    )


def _end_cover(work: Work, effect: effects.EndCover) -> None:
    staffing.end_duty(work.scope, work.db, effect.duty_id)


def _close_day(work: Work, effect: effects.CloseDay) -> None:
    rows = policies.calendar_rows(work.db, work.scope.school_id).closures
    if not any(one.class_id is None and one.start is None and one.first_day <= effect.day <= one.last_day for one in rows):
        policies.add_closure(work.scope, work.db, str(ClosureKind.SNOW), effect.day, effect.day)


def _own_hours(work: Work, effect: effects.OwnHours) -> None:
    policies.set_own_hours(work.scope, work.db, effect.staff_id, effect.periods)


def _judge_conduct(work: Work, effect: effects.JudgeConduct) -> None:
    conduct.record(
        work.scope,
        work.db,
        effect.guardian_id,
        effect.outcome,
        work.now,
        staff_id=effect.staff_id,
        item_id=effect.item_id,
    )


def _decide_trial(work: Work, effect: effects.DecideTrial) -> None:
    trials.decide(work.scope, work.db, work.now, effect.choice, effect.reason)
    action = "trial_extended" if effect.choice.until else "trial_closed"
    when = str(effect.choice.until or effect.choice.ends)
    audit.record(
        work.scope, work.db, work.now, action, "school", work.scope.school_id, reason=when, detail=effect.reason
    )


def _tell_of_gap(work: Work, effect: effects.TellOfGap) -> None:
    """Once, and only of hours that the office was asked about: a button's numbers come from a phone."""
    name = gaps.offered_as(effect.since, effect.until)
    if not chores.done(work.scope, work.db, name) or not chores.once(work.scope, work.db, f"told:{name}", work.now):
        return
    for guardian_id in gaps.on_telegram(work.scope, work.db):
        intent = f"told:{name}:{guardian_id}"
        parcel = Parcel(content=Words((effect.phrase,)), due_at=work.now, lane=Lane.NEWS, guardian_id=guardian_id, intent=intent)
        outbox.add(work.scope, work.db, parcel, new_id(), work.now)
    audit.record(work.scope, work.db, work.now, "gap_told", "school", work.scope.school_id)


WRITERS: dict[type[Any], Callable[[Work, Any], None]] = {
    effects.SetCover: _set_cover,
    effects.EndCover: _end_cover,
    effects.CloseDay: _close_day,
    effects.OwnHours: _own_hours,
    effects.JudgeConduct: _judge_conduct,
    effects.DecideTrial: _decide_trial,
    effects.TellOfGap: _tell_of_gap,
}

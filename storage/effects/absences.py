"""Children away, who said so, and whom the hub asks."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from bot.domain.effects import absences as effects
from storage import (
    absences,
    asks,
    corrections,
)
from storage.effects.work import Work


def _absence(work: Work, effect: effects.ReportAbsence) -> None:
    """A report answers whatever the hub was asking about these days."""
    absences.report(work.scope, work.db, effect, work.now)
    for one in effect.notices:
        for day in {day for day, _ in one.sessions}:
            asks.end_of_child(work.scope, work.db, one.pupil_id, day, "answered", str(one.reason), work.now)


def _absence_withdrawn(work: Work, effect: effects.WithdrawAbsence) -> None:
    absences.withdraw(work.scope, work.db, effect.item_id, work.now)


def _absences_confirmed(work: Work, effect: effects.ConfirmAbsences) -> None:
    absences.confirm(work.scope, work.db, effect.absence_ids, effect.staff_id, effect.code, work.now)


def _signed_in(work: Work, effect: effects.SignedIn) -> None:
    asks.sign_in(work.scope, work.db, effect.pupil_id, effect.day, effect.staff_id, work.now)


def _ask_planned(work: Work, effect: effects.PlanAsk) -> None:
    asks.plan(work.scope, work.db, effect, work.now)


def _expected_back(work: Work, effect: effects.ExpectBack) -> None:
    asks.close_after(work.scope, work.db, effect.pupil_id, effect.last, work.now)


def _ask_ended(work: Work, effect: effects.EndAsk) -> None:
    asks.end_of_child(work.scope, work.db, effect.pupil_id, effect.day, effect.state, effect.outcome, work.now)


def _corrected(work: Work, effect: effects.CountCorrection) -> None:
    corrections.count(work.scope, work.db, effect, work.now.date())


WRITERS: dict[type[Any], Callable[[Work, Any], None]] = {
    effects.ReportAbsence: _absence,
    effects.WithdrawAbsence: _absence_withdrawn,
    effects.ConfirmAbsences: _absences_confirmed,
    effects.SignedIn: _signed_in,
    effects.PlanAsk: _ask_planned,
    effects.ExpectBack: _expected_back,
    effects.EndAsk: _ask_ended,
    effects.CountCorrection: _corrected,
}

"""Whether somebody's training is in date, and what they may do when it is not (DPIA46). Days are the school's own."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from bot.domain.protection.requests import due_on

GRACE = timedelta(days=14)
WARNED = timedelta(days=30)


class State(StrEnum):
    NOT_ASKED = "not_asked"  # this school asks for none
    IN_DATE = "in_date"
    LAPSED = "lapsed"  # they may read for a fortnight, and not write
    MISSING = "missing"  # longer ago, or never


@dataclass(frozen=True, slots=True)
class Trained:
    """`ends`: the last day it counts; None when there was none."""

    state: State = State.NOT_ASKED
    ends: date | None = None

    @property
    def reads_until(self) -> date | None:
        return self.ends + GRACE if self.ends else None

    @property
    def out_of_date(self) -> bool:
        return self.state in {State.LAPSED, State.MISSING}


def trained(months: int, last: date | None, day: date) -> Trained:
    """`months`: how long a training counts; 0: none is asked for. `last`: the newest on record."""
    if not months:
        return Trained()
    if last is None:
        return Trained(State.MISSING)
    ends = due_on(last, months)
    if day <= ends:
        return Trained(State.IN_DATE, ends)
    return Trained(State.LAPSED if day <= ends + GRACE else State.MISSING, ends)

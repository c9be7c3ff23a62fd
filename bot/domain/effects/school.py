"""What a person decides for the school: cover, hours, conduct, the trial."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from bot.domain.conduct import Outcome
from bot.domain.policy import Period
from bot.domain.scope import TrialChoice
from bot.domain.wording import Phrase


@dataclass(frozen=True, slots=True)
class DecideTrial:
    """The head's decision: go on until a later day, or (None) close it (M8)."""

    choice: TrialChoice
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SetCover:
    """Somebody stands in for a class on one day. `staff_id` None: a supply teacher without an account.

    `instead_of`: for that colleague alone, who was to cover it and is away too.
    """

    id: int
    class_id: int
    staff_id: int | None
    day: date
    instead_of: int | None = None


@dataclass(frozen=True, slots=True)
class EndCover:
    duty_id: int


@dataclass(frozen=True, slots=True)
class CloseDay:
    """The school does not open that day, in a hurry: snow, no heating."""

    day: date


@dataclass(frozen=True, slots=True)
class OwnHours:
    """When this member of staff reads, within the school's hours; empty: the school's."""

    staff_id: int
    periods: tuple[Period, ...]


@dataclass(frozen=True, slots=True)
class JudgeConduct:
    """Put on record what a person reported or decided about an adult; a removal or suspension takes hold at once."""

    guardian_id: int
    outcome: Outcome
    staff_id: int | None
    item_id: int | None


@dataclass(frozen=True, slots=True)
class TellOfGap:
    """Families learn by `phrase` in which hours what they wrote may have been lost: only what the office was asked about."""

    since: datetime
    until: datetime
    phrase: Phrase

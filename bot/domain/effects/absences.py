"""Children away, who said so, and whom the hub asks."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from bot.domain.absence import Notice
from bot.domain.subjects import Subject


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportAbsence:
    """What one person told of a child's absence: joins what is known of these half days.

    What the same item said before is replaced, but for what staff have confirmed.
    """

    notices: tuple[Notice, ...]
    source: str
    item_id: int | None = None
    guardian_id: int | None = None
    staff_id: int | None = None
    unconfirmed: bool = False
    words: str = ""
    replaces: bool = False


@dataclass(frozen=True, slots=True)
class WithdrawAbsence:
    """The item was not about an absence after all."""

    item_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ConfirmAbsences:
    """Somebody of the school has taken these half days over; `code` None keeps each one's suggestion."""

    absence_ids: tuple[int, ...]
    staff_id: int | None
    code: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SignedIn:
    """The child is in school after all: nobody is asked about them today."""

    pupil_id: int
    day: date
    staff_id: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanAsk:
    """Ask a family about a child on a day, once. Without `guardian_id` it is one adult at a time, by priority."""

    pupil_id: int
    day: date
    kind: str
    due_at: datetime
    guardian_id: int | None = None
    staff_id: int | None = None


@dataclass(frozen=True, slots=True)
class ExpectBack:
    """The child comes back after its last day away: nobody asks in the morning."""

    pupil_id: int
    last: date


@dataclass(frozen=True, slots=True)
class EndAsk:
    """A question about a child is over: answered, or no longer needed."""

    pupil_id: int
    day: date
    state: str
    outcome: str


@dataclass(frozen=True, slots=True)
class CountCorrection:
    """Triage was put right. `kind`: "wrong" (it said so and was not) or "missed"; `by`: "parent" or "staff"."""

    subject: Subject
    language: str
    kind: str
    by: str

"""What becomes of a row: who gets it and where, later, gathered, or nobody."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from bot.domain.messages import Address
from bot.domain.people import Role
from storage.accounts import AccountRow


@dataclass(frozen=True, slots=True)
class To:
    """Send it there. `person_key` seals the carrier's ids; `language` is the reader's."""

    account: AccountRow
    address: Address
    contact_id: int | None
    guardian_id: int | None
    staff_id: int | None
    language: str | None
    person_key: int


@dataclass(frozen=True, slots=True)
class OnPage:
    """Nothing travels: it stands on the adult's private page from now on (BNV2)."""

    contact_id: int
    person_key: int


@dataclass(frozen=True, slots=True)
class Everyone:
    """A role: one row for each of these people instead. `role` is who has it now, when nobody held the one asked for."""

    staff_ids: tuple[int, ...]
    role: Role


@dataclass(frozen=True, slots=True)
class Later:
    """Not now: this person's hours begin then."""

    at: datetime


@dataclass(frozen=True, slots=True)
class Gathered:
    """Not one by one: all that comes in a lesson is told at its end."""

    at: datetime


@dataclass(frozen=True, slots=True)
class Nobody:
    """`reason` is one of our words. `lost` means a person should be told that it did not arrive."""

    reason: str
    lost: bool = False


Outcome = To | OnPage | Everyone | Later | Gathered | Nobody

"""What storing an effect needs to know."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from bot.domain.access import Scope
from bot.domain.messages import Inbound
from storage.accounts import AccountRow
from storage.db import Db


class LostRaceError(Exception):
    """Somebody else was faster; the update is decided again, on what is true now."""


@dataclass(frozen=True, slots=True)
class Origin:
    """The update a decision answers."""

    account: AccountRow
    event: Inbound
    inbox_id: int
    sender_blind: bytes
    contact_id: int | None
    person_key: int  # seals what is remembered about the sender


@dataclass(frozen=True, slots=True)
class Work:
    scope: Scope
    db: Db
    origin: Origin
    now: datetime

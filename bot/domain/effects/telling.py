"""What is sent to people, and what is taken back of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from bot.domain.people import Role
from bot.domain.reminding import Step
from bot.domain.sending import Parcel


@dataclass(frozen=True, slots=True)
class Notify:
    """Tell the item's role that it waits, at `due_at`; the row is re-checked against the item when it is sent.

    `asked`: until then its family is being asked about it, so no change of hours brings it forward.
    """

    item_id: int
    role: Role
    class_id: int | None
    due_at: datetime
    urgent: bool = False
    asked: bool = False


@dataclass(frozen=True, slots=True)
class Remind:
    """Tell a role at `due_at` that the item still waits, if it does."""

    item_id: int
    step: Step
    role: Role
    class_id: int | None
    due_at: datetime
    opens: bool = True
    until: datetime | None = None


@dataclass(frozen=True, slots=True)
class RefreshCards:
    """Bring every open card of an item up to date on every phone that shows it."""

    item_id: int


@dataclass(frozen=True, slots=True)
class Send:
    parcel: Parcel
    id: int


@dataclass(frozen=True, slots=True)
class CancelSend:
    """Undo: only what has not left yet. Had it left by the commit, nothing stands and all is decided again."""

    outbox_id: int


@dataclass(frozen=True, slots=True)
class HastenSend:
    """Send a waiting row at `due_at` instead of later."""

    outbox_id: int
    due_at: datetime

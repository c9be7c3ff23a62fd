"""Words that were kept, and the items that pass them to somebody."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from bot.domain.messages import MediaRef
from bot.domain.people import Role
from bot.domain.subjects import Subject


@dataclass(frozen=True, slots=True)
class ThreadOf:
    """The private thread of one adult about one pupil in one class; opened when first needed."""

    guardian_id: int
    pupil_id: int
    class_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Keep:
    """Store what a person wrote, whole. Without `thread` it is sealed under the adult's key, or the school's.

    `guardian_id` is the author, or whom a member of staff (`staff_id`) writes to.
    """

    id: int
    body: str
    kind: str = "text"
    thread: ThreadOf | None = None
    guardian_id: int | None = None
    staff_id: int | None = None
    language: str | None = None
    replaces: int | None = None
    media: tuple[MediaRef, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenItem:
    id: int
    role: Role
    subject: Subject
    visible_from: datetime
    class_id: int | None = None
    thread: ThreadOf | None = None
    guardian_id: int | None = None
    pupil_id: int | None = None
    because: str = ""
    kind: str = "message"
    message_ids: tuple[int, ...] = ()
    claims: bool = False  # keep the sender's address with it: somebody checks whose phone it is
    topic: str = ""  # a matter with steps, and which step this is (LT34)
    rung: int | None = None


@dataclass(frozen=True, slots=True)
class AddToItem:
    """A further message for an open item; cards already opened are brought up to date."""

    item_id: int
    message_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class MoveItem:
    """Give an item to another role or class; what was queued for the old one is cancelled."""

    item_id: int
    role: Role
    subject: Subject
    visible_from: datetime
    class_id: int | None = None
    thread: ThreadOf | None = None
    pupil_id: int | None = None
    only_if_unseen: bool = False
    kind: str | None = None  # None: as it was
    topic: str | None = None
    rung: int | None = None
    private: bool = False  # out of the class's thread, with all its messages (LT37)


@dataclass(frozen=True, slots=True)
class FileMessages:
    """Messages kept before anybody knew where they belong get their thread."""

    message_ids: tuple[int, ...]
    thread: ThreadOf


@dataclass(frozen=True, slots=True)
class ShareItem:
    """A role that may see an item beside the one that has it."""

    item_id: int
    role: Role


@dataclass(frozen=True, slots=True)
class SetRung:
    """How far a matter has got with this item (LT34)."""

    item_id: int
    rung: int


@dataclass(frozen=True, slots=True, kw_only=True)
class OfferMeeting:
    """Times (UTC) offered to a family; `item_id` is what asked for it, or the note it grew from."""

    id: int
    item_id: int
    guardian_id: int
    role: Role
    times: tuple[datetime, ...]
    first_digit: int
    staff_id: int | None = None
    pupil_id: int | None = None
    class_id: int | None = None


@dataclass(frozen=True, slots=True)
class SettleMeeting:
    """agreed (for a time), declined, or met."""

    meeting_id: int
    state: str
    starts_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SettleItem:
    """taken, seen, answered, done or withdrawn. `only_if_unseen` leaves alone what somebody already read."""

    item_id: int
    state: str | None = None
    outcome: str | None = None
    staff_id: int | None = None
    seen: bool = False
    answered: bool = False
    only_if_unseen: bool = False


@dataclass(frozen=True, slots=True)
class AttributeItem:
    """Which child it is about is known now; whoever has it keeps it."""

    item_id: int
    thread: ThreadOf


@dataclass(frozen=True, slots=True)
class ReopenItem:
    """What settled it did not happen after all: an answer was undone."""

    item_id: int


@dataclass(frozen=True, slots=True)
class ForgetWords:
    """The words of a draft that stays unsent are wiped (BNV21, DPIA47)."""

    message_id: int

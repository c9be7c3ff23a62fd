"""An announcement or post on its way out: drafted, shaped, confirmed, repeated, taken back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftAnnouncement:
    """A post its author has begun. `message_id`: the kept message whose files it carries, described by `alt`."""

    id: int
    class_id: int | None
    staff_id: int
    body: str
    kind: str = ""
    audience: str = "class"
    pupil_id: int | None = None
    happens_on: date | None = None
    message_id: int | None = None
    alt: str = ""
    class_ids: tuple[int, ...] = ()  # of a post for several classes


@dataclass(frozen=True, slots=True)
class AddFiles:
    """Further pictures of an album, or files added at the console, for a post. `alt`: what they show."""

    announcement_id: int
    message_id: int
    alt: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ShapeDraft:
    """What its author said of a draft; None leaves it as it is."""

    announcement_id: int
    body: str | None = None
    kind: str | None = None
    audience: str | None = None
    class_id: int | None = None
    pupil_id: int | None = None
    purpose: str | None = None
    checked: frozenset[str] | None = None


@dataclass(frozen=True, slots=True)
class TagPupil:
    """Whether a child can be recognised in a post's pictures."""

    announcement_id: int
    pupil_id: int
    shown: bool


@dataclass(frozen=True, slots=True)
class PickClass:
    """Whether a class is among those a post for several is for."""

    announcement_id: int
    class_id: int
    chosen: bool


@dataclass(frozen=True, slots=True)
class Acknowledge:
    """A member of staff has read what they must know: "photo_list" of a class as it stands, "may_be_stored"."""

    staff_id: int
    what: str
    version: str = ""
    class_id: int | None = None


@dataclass(frozen=True, slots=True)
class ConfirmAnnouncement:
    announcement_id: int
    due_at: datetime
    approved_by: int | None = None  # the second person, of what goes to the whole school


@dataclass(frozen=True, slots=True, kw_only=True)
class Repeat:
    """A draft becomes a reminder of every week; `first` (UTC) is when it is due the first time."""

    id: int
    announcement_id: int
    weekday: int
    at: time
    first: datetime


@dataclass(frozen=True, slots=True)
class EndRepeat:
    recurring_id: int


@dataclass(frozen=True, slots=True)
class HandOver:
    """Somebody told an adult what a post said, in another way."""

    announcement_id: int
    guardian_id: int
    staff_id: int


@dataclass(frozen=True, slots=True)
class AskApproval:
    """A post waits for a second person's yes."""

    announcement_id: int


@dataclass(frozen=True, slots=True)
class PickReader:
    """Whether an adult of the class is among those an announcement is for."""

    announcement_id: int
    guardian_id: int
    chosen: bool


@dataclass(frozen=True, slots=True)
class DropAnnouncement:
    """Undo or cancel, as long as it has not gone out."""

    announcement_id: int

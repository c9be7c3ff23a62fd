"""What happens to a post that is out: likes, comments, reports, edits, removal."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class WriteComment:
    """What an adult wrote under a post; shown from a time on, or waiting for the teacher."""

    id: int
    announcement_id: int
    guardian_id: int
    body: str
    language: str | None
    shown_from: datetime
    state: str = "shown"


@dataclass(frozen=True, slots=True)
class DecideComment:
    comment_id: int
    state: str  # shown | removed
    why: str
    staff_id: int | None


@dataclass(frozen=True, slots=True)
class BlockComments:
    """A person decided that this adult's answers to posts are no comments any more."""

    guardian_id: int


@dataclass(frozen=True, slots=True)
class ChooseDigest:
    """When an adult wants news: "" at once, "day" or "week" together."""

    guardian_id: int
    value: str


@dataclass(frozen=True, slots=True)
class LikePost:
    announcement_id: int
    guardian_id: int
    on: bool


@dataclass(frozen=True, slots=True)
class ReportPost:
    announcement_id: int
    guardian_id: int


@dataclass(frozen=True, slots=True)
class KeepPost:
    """Somebody looked at a reported post: it stays."""

    announcement_id: int
    staff_id: int | None


@dataclass(frozen=True, slots=True)
class EditPost:
    """New words for a post that went out: every copy that can be changed is, the others get a correction."""

    announcement_id: int
    body: str
    staff_id: int | None


@dataclass(frozen=True, slots=True)
class RemovePost:
    """Off every phone where that is possible. `why`: removed, wrong_recipient, permission."""

    announcement_id: int
    staff_id: int | None
    why: str


@dataclass(frozen=True, slots=True)
class OpenBreach:
    """A line of the breach register about a post (DPIA45)."""

    what: str
    announcement_id: int
    staff_id: int | None
    affected: int

"""Who somebody is to the hub: links, languages, papers and rights, and what goes on record."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from bot.domain.consent import Signed
from bot.domain.conversation import Conversation
from bot.domain.messages import Address


@dataclass(frozen=True, slots=True)
class Remember:
    conversation: Conversation


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """A second fact matched: the sender's address becomes a verified contact and the invite is used up."""

    invite_id: int
    guardian_id: int | None
    staff_id: int | None
    proof: str


@dataclass(frozen=True, slots=True)
class LinkClaim:
    """Somebody at school vouches for the phone that an item of kind "join" is about."""

    item_id: int
    guardian_id: int


@dataclass(frozen=True, slots=True)
class InviteFailed:
    invite_id: int


@dataclass(frozen=True, slots=True)
class SetLanguage:
    guardian_id: int
    language: str


@dataclass(frozen=True, slots=True)
class ContactState:
    contact_id: int
    state: str
    new_address: Address | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """An audit entry: our own words in the open; `detail` is sealed and never holds message text."""

    action: str
    subject_kind: str
    subject_id: int | None = None
    reason: str = ""
    detail: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sign:
    """An adult or a member of staff answered lines of their agreement."""

    signed: Signed
    guardian_id: int | None = None
    staff_id: int | None = None


@dataclass(frozen=True, slots=True)
class NoteInBook:
    """A line about a member of staff in a register: the notice they have read (DPIA39)."""

    book: str
    staff_id: int
    day: date


@dataclass(frozen=True, slots=True)
class EndLinks:
    """Every phone of this adult stops being theirs here, at once; their unused codes stop working."""

    guardian_id: int
    reason: str


@dataclass(frozen=True, slots=True)
class Refuse:
    """They do not want to be asked: remembered, and their unused codes stop working (DPIA4)."""

    guardian_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenOwnPage:
    """An address of an adult's own, where everything held about them can be read and taken along (BNV8). `until` in UTC."""

    id: int
    guardian_id: int
    until: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class AskRights:
    """Somebody asks about personal data: a row with a clock (M30, DPIA33). Nobody known: the office checks who it is.

    `kind` as in `bot.domain.protection.requests.Kind`; `due_on` is the school's date.
    """

    id: int
    kind: str
    guardian_id: int | None = None
    staff_id: int | None = None
    item_id: int | None = None
    due_on: date


@dataclass(frozen=True, slots=True)
class DropFeedback:
    """Delete what this member of staff sent to chosen families (DPIA18); storage asks whether it was theirs."""

    announcement_id: int
    staff_id: int


@dataclass(frozen=True, slots=True)
class KeepAccount:
    """The adult wants an unused account to stay (DPIA17)."""

    guardian_id: int

"""What a handler decided: effects as values, stored in one commit by `storage/decisions.py`."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, time

from bot.domain.absence import Notice
from bot.domain.conduct import Outcome
from bot.domain.consent import Signed
from bot.domain.conversation import Conversation
from bot.domain.messages import Address, MediaRef
from bot.domain.people import Role
from bot.domain.policy import Period
from bot.domain.reminding import Step
from bot.domain.scope import TrialChoice
from bot.domain.sending import Parcel
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
    """Undo: only what has not left yet. Storage reports whether it was in time through the row itself."""

    outbox_id: int


@dataclass(frozen=True, slots=True)
class HastenSend:
    """Send a waiting row at `due_at` instead of later."""

    outbox_id: int
    due_at: datetime


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


@dataclass(frozen=True, slots=True)
class AddFiles:
    """Further pictures of an album for a post."""

    announcement_id: int
    message_id: int


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
class Acknowledge:
    """A member of staff has read what they must know: "photo_list" of a class as it stands, "may_be_stored"."""

    staff_id: int
    what: str
    version: str = ""
    class_id: int | None = None


@dataclass(frozen=True, slots=True)
class ForgetWords:
    """The words of a draft that stays unsent are wiped (BNV21, DPIA47)."""

    message_id: int


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
class EndLinks:
    """Every phone of this adult stops being theirs here, at once; their unused codes stop working."""

    guardian_id: int
    reason: str


@dataclass(frozen=True, slots=True)
class Refuse:
    """They do not want to be asked: remembered, and their unused codes stop working (DPIA4)."""

    guardian_id: int


@dataclass(frozen=True, slots=True)
class DecideTrial:
    """The head's decision: go on until a later day, or (None) close it (M8)."""

    choice: TrialChoice
    reason: str


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


@dataclass(frozen=True, slots=True, kw_only=True)
class SetCover:
    """Somebody stands in for a class on one day. `staff_id` None: a supply teacher without an account."""

    id: int
    class_id: int
    staff_id: int | None
    day: date


@dataclass(frozen=True, slots=True)
class EndCover:
    duty_id: int


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


Effect = (
    Keep | OpenItem | AddToItem | MoveItem | SettleItem | AttributeItem | ReopenItem | Notify | Remind | RefreshCards | Send
    | CancelSend | HastenSend | Remember | Link | LinkClaim | InviteFailed | SetLanguage | ContactState
    | SetCover | EndCover | OwnHours | JudgeConduct | DraftAnnouncement | ConfirmAnnouncement | DropAnnouncement | Record
    | ReportAbsence | WithdrawAbsence | ConfirmAbsences | SignedIn | PlanAsk | ExpectBack | EndAsk | CountCorrection
    | Sign | EndLinks | Refuse | DecideTrial
    | FileMessages | ShareItem | SetRung | OfferMeeting | SettleMeeting | PickReader
    | AskRights | KeepAccount | DropFeedback
    | WriteComment | DecideComment | BlockComments | LikePost | ReportPost | KeepPost | EditPost | RemovePost | OpenBreach
    | Repeat | EndRepeat | AskApproval | AddFiles | ShapeDraft | TagPupil | Acknowledge | ForgetWords
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Decision:
    """In the order to be stored. `handler` is the name of who decided, for the metrics."""

    handler: str
    effects: tuple[Effect, ...] = field(default=())

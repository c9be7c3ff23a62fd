"""What an outbox row means: references that deliver turns into words at send time, never rendered text."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import IntEnum

from bot.domain.codec import Codec
from bot.domain.conduct import Outcome
from bot.domain.messages import Kind
from bot.domain.people import Role
from bot.domain.reminding import Step
from bot.domain.wording import (
    ClassName,
    Country,
    Day,
    Days,
    LanguageName,
    Name,
    Names,
    Option,
    Phrase,
    RoleName,
    Weekday,
    When,
    Who,
)


class Lane(IntEnum):
    """Lower goes first; nothing of a lower lane waits behind a higher one."""

    DANGER = 0
    TALK = 1
    NEWS = 2


@dataclass(frozen=True, slots=True)
class Words:
    """Fixed wording, one phrase a line, with options. `replaces` edits that outbox row's message instead.

    `language`: another than the reader's own, asked for this once.
    """

    phrases: tuple[Phrase, ...]
    options: tuple[Option, ...] = ()
    ask_contact: bool = False
    replaces: int | None = None
    language: str | None = None


@dataclass(frozen=True, slots=True)
class Teaser:
    """Tells staff that an item waits. Nothing personal: it may show on a lock screen or a whiteboard."""

    item_id: int


@dataclass(frozen=True, slots=True)
class Reminder:
    """Tells staff again, or the next in line, as long as nobody took or answered the item. Nothing personal.

    `opens` is False for those who only learn that something is late: it is not theirs to read.
    """

    item_id: int
    step: Step
    opens: bool = True


@dataclass(frozen=True, slots=True)
class Digest:
    """One message at a lesson's end in place of one for each note that came while the class was taught."""

    class_id: int


@dataclass(frozen=True, slots=True)
class Card:
    """An item opened: child, class, the parent's words, translation, why, and what can be done. Edits the teaser."""

    item_id: int
    replaces: int | None = None
    opened: bool = True  # False: bring a teaser up to date without showing what it is about


@dataclass(frozen=True, slots=True)
class Letter:
    """What a member of staff wrote to one family, in answer to an item."""

    message_id: int
    item_id: int | None = None


@dataclass(frozen=True, slots=True)
class AskAway:
    """Asks one adult about one child; not sent once an answer, a sign-in or a restriction came between."""

    ask_id: int
    phrase: Phrase
    options: tuple[Option, ...] = ()


@dataclass(frozen=True, slots=True)
class Attachment:
    """A stored file of a message, sent to staff who opened its card."""

    media_id: int
    kind: Kind = Kind.VOICE


@dataclass(frozen=True, slots=True)
class Notice:
    """A post for one adult. `replaces` edits the copy that outbox row sent; `version` is that of the text.

    `follows`: only its translation, which was not there when the post left.
    """

    announcement_id: int
    replaces: int | None = None
    version: int = 1
    follows: bool = False


@dataclass(frozen=True, slots=True)
class NewsDigest:
    """A day's or week's posts for one adult who chose it. `replaces` edits the copy that row sent."""

    announcement_ids: tuple[int, ...]
    replaces: int | None = None


@dataclass(frozen=True, slots=True)
class Picture:
    """A further picture of a post, for adults whose carrier carries pictures."""

    announcement_id: int
    media_id: int


@dataclass(frozen=True, slots=True)
class Replies:
    """What families wrote under a post, for one of them. `replaces` edits the list that row sent."""

    announcement_id: int
    replaces: int | None = None


@dataclass(frozen=True, slots=True)
class Events:
    """What is coming up for one adult."""


@dataclass(frozen=True, slots=True)
class Original:
    """A post in the words it was written in. `wrong`: the reader says that its translation is."""

    announcement_id: int
    wrong: bool = False


@dataclass(frozen=True, slots=True)
class Withdrawal:
    """To somebody whose carrier takes nothing back: the school takes its news back."""

    announcement_id: int


@dataclass(frozen=True, slots=True)
class Blank:
    """Too old to be taken off a phone: what that outbox row sent is edited to say that it was taken down."""

    outbox_id: int


@dataclass(frozen=True, slots=True)
class CommentNote:
    """Tells the class's teacher what a family wrote under a post."""

    comment_id: int


@dataclass(frozen=True, slots=True)
class PostCard:
    """A post as staff see it afterwards, with what can be done about it."""

    announcement_id: int


@dataclass(frozen=True, slots=True)
class Preview:
    """An announcement as its author checks it before sending."""

    announcement_id: int
    typed_count: bool = False


@dataclass(frozen=True, slots=True)
class Report:
    """How far an announcement got by now."""

    announcement_id: int


@dataclass(frozen=True, slots=True)
class PaperList:
    """Whom a post did not reach, for the office. `replaces` edits the list that row sent."""

    announcement_id: int
    replaces: int | None = None


@dataclass(frozen=True, slots=True)
class Retraction:
    """Take back what an outbox row sent, where the carrier can."""

    outbox_id: int


@dataclass(frozen=True, slots=True)
class Verdict:
    """A warning or the end of an adult's messages, with the way that stays open. The one thing a removed adult still gets."""

    outcome: Outcome


@dataclass(frozen=True, slots=True)
class Covering:
    """Tells whoever covers a class that day that they do, as things stand when it goes. Nobody named: the office, of a
    supply teacher without a phone.
    """

    class_id: int
    staff_id: int | None = None


@dataclass(frozen=True, slots=True)
class Handover:
    """Tells the class's own teacher, back from being covered, in one line what came and what is still open.

    `days`: of whole days, so that covered ones just before `since` count as well. `cover`: the one it ends; what became
    of it meanwhile decides whether there is anything to tell.
    """

    class_id: int
    since: datetime
    until: datetime
    days: bool = False
    cover: int | None = None


@dataclass(frozen=True, slots=True)
class OwnPage:
    """Tells an adult where to read everything that is held about them."""

    link_id: int


@dataclass(frozen=True, slots=True)
class Welcome:
    """Tells a family adult for which children they are linked, as things stand when it goes."""


Content = (
    Words | Teaser | Reminder | Digest | Card | Letter | Attachment | Notice | Picture
    | Events | Replies | Original | Withdrawal | Blank | CommentNote | PostCard
    | Preview | Report | PaperList | NewsDigest | Retraction | Welcome | Covering | Handover | Verdict | AskAway | OwnPage
)  # fmt: skip

CONTENT = Codec(
    Words, Teaser, Reminder, Step, Digest, Card, Letter, Attachment, Notice, Picture, Preview, Report, PaperList, NewsDigest, Retraction, Welcome,
    Covering, Handover, Verdict,
    Events, Replies, Original, Withdrawal, Blank, CommentNote, PostCard, Outcome, AskAway, OwnPage,
    Phrase, Option, Name, Names, ClassName, LanguageName, Country, When, Day, Days, RoleName, Weekday, Who, Role, Kind,
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Parcel:
    """Something to send. Who: the person being answered unless `staff_id`, `guardian_id` or `role` says otherwise."""

    content: Content
    due_at: datetime
    lane: Lane = Lane.TALK
    staff_id: int | None = None
    guardian_id: int | None = None
    contact_id: int | None = None
    role: Role | None = None
    class_id: int | None = None
    expires_at: datetime | None = None
    intent: str | None = None  # makes the send happen once; None: always new

"""The facts a handler is given and the form it has."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Generic, TypeVar
from zoneinfo import ZoneInfo

from bot.domain.access import Action
from bot.domain.choosing import Choice, choose, sure
from bot.domain.conduct import Entry
from bot.domain.consent import Papers
from bot.domain.conversation import Conversation
from bot.domain.daywords import DayWords
from bot.domain.decision import Decision
from bot.domain.effects.items import ThreadOf
from bot.domain.ladders import Matter
from bot.domain.meetings import Meeting
from bot.domain.messages import Address, Inbound
from bot.domain.people import Duty, Guardian, Pupil, Role, SchoolClass, Staff
from bot.domain.policy import Policy
from bot.domain.posting import Board, File
from bot.domain.routing import Calendars, acting_time
from bot.domain.scope import trial_over
from bot.domain.subjects import Finding, Triage
from bot.domain.training import Trained
from bot.handlers.known import (
    AbsenceLine,
    AbsentFacts,
    DraftFacts,
    HoldFact,
    InviteFacts,
    ItemFacts,
    PostCount,
    PostFacts,
    Repeats,
    SentFacts,
    SentPost,
    Version,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Context:
    """What every handler knows. `fresh` are unused ids: handlers make none of their own."""

    school_id: int
    account_id: int
    event: Inbound
    now: datetime
    policy: Policy
    calendars: Calendars
    conversation: Conversation
    triage: Triage = field(default_factory=Triage)
    contact_id: int | None = None
    contact_state: str = ""
    duties: tuple[Duty, ...] = ()
    classes: tuple[SchoolClass, ...] = ()
    invite: InviteFacts | None = None
    answered: SentFacts | None = None
    item: ItemFacts | None = None
    fresh: Sequence[int] = ()

    @property
    def at(self) -> datetime:
        return acting_time(self.event.sent_at, self.now)

    @property
    def day(self) -> date:
        """The school's date."""
        return self.now.astimezone(ZoneInfo(self.policy.school.zone)).date()

    @property
    def trial_over(self) -> bool:
        return trial_over(self.policy.scope, self.day)

    @property
    def sender(self) -> Address:
        return self.event.sender

    def class_of(self, class_id: int | None) -> SchoolClass | None:
        return next((school_class for school_class in self.classes if school_class.id == class_id), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class FamilyContext(Context):
    guardian: Guardian | None = None
    staff_wrote: dict[int, datetime] = field(default_factory=dict)  # pupil id → last time staff wrote in the thread
    diverted_to: Role | None = None  # while a report about this adult is not decided
    waiting: dict[int, datetime] = field(
        default_factory=dict
    )  # pupil id → since when the oldest note waits for an answer
    burst_items: tuple[ItemFacts, ...] = ()
    burst_told: bool = False  # the family has been told that the teacher has what it wrote within this minute
    mentioned: frozenset[int] = frozenset()  # pupils the text names, by first name or class
    alone: Triage | None = None  # this text without the rest of its minute; None: there is no rest
    answers_about: int | None = None  # the pupil of the letter this replies to
    earlier: tuple[Version, ...] = ()  # what an edit replaces
    claimed: bool = False  # the office is checking this phone already
    about: frozenset[Role] = frozenset()  # roles of leads or the head, where the text names them
    teacher_named: bool = False  # the text is no clear note and speaks of whoever stands before a child of theirs
    daywords: DayWords = field(default_factory=DayWords)
    absent: tuple[AbsentFacts, ...] = ()  # reported by this adult, for today or later
    asked_text: str = ""  # what the items of the open question say
    asked_of_teacher: bool = False  # those are about whoever stands before a child of theirs
    asked_written: datetime | None = None  # when that was written
    matters: tuple[Matter, ...] = ()  # matters with steps, the newest last
    matter_items: tuple[ItemFacts, ...] = ()  # all items of those matters, when a step is taken
    offers: tuple[Meeting, ...] = ()  # times offered and not yet answered
    colleagues: tuple[Staff, ...] = ()  # everybody at school, loaded when a text names somebody
    awaited_call: int | None = None  # a call the office will make: when?
    awaiting: tuple[Pupil, ...] = ()  # this adult's children for whom their papers are not complete
    papers: Papers = field(default_factory=Papers)
    holds: tuple[HoldFact, ...] = ()  # looked for when they ask to be erased
    post: PostFacts | None = None  # what they reply to, or whose button they press
    nothing_translated: bool = False  # they typed WRONG or ORIGINAL, and no machine translated anything for them of late
    ended_as: int | None = None  # whose phone this was before their link ended
    has_pages: bool = False  # whether the hub has an address that families can open
    listed_as: int | None = None  # whose number this is on the school's list, of an adult who has not joined

    @property
    def children(self) -> tuple[Pupil, ...]:
        """Those the adult is served for, and those that wait for their papers."""
        return (*self.pupils, *self.awaiting)

    @property
    def pupils(self) -> tuple[Pupil, ...]:
        return self.guardian.pupils if self.guardian else ()

    @property
    def choice(self) -> Choice:
        """Route or ask, by the school's bars."""
        return choose(self.triage, self.policy.triage)

    @property
    def sure(self) -> tuple[Finding, ...]:
        """What the message is about surely enough to act on, by the school's bars."""
        return sure(self.triage, self.policy.triage)

    def thread(self, pupil: Pupil) -> ThreadOf:
        if self.guardian is None:
            raise ValueError("a thread needs a known adult")
        return ThreadOf(self.guardian.id, pupil.id, pupil.school_class.id)


@dataclass(frozen=True, slots=True, kw_only=True)
class StaffContext(Context):
    staff: Staff | None = None
    signed_in: bool = False  # at the web console, with a session that stands in for a linked phone
    begun: frozenset[int] = frozenset()  # items this person opened today
    opened: tuple[ItemFacts, ...] = ()  # cards this person opened lately, newest first
    open_items: tuple[ItemFacts, ...] = ()  # what this person may see now, oldest first
    unanswered: tuple[ItemFacts, ...] = ()  # every note with teachers, oldest first, for whoever asks what is late
    own_answers: tuple[int, int, int] | None = None  # of this term: what came to them, what of it was due, what was in time
    draft: DraftFacts | None = None
    sent_post: SentPost | None = None
    recent_posts: tuple[int, ...] = ()  # for whoever looks over pages, newest last
    counts: tuple[PostCount, ...] = ()  # for whoever asks for them
    repeats: tuple[Repeats, ...] = ()  # reminders that come every week, of the classes there are
    board: Board | None = None  # the classes, when the update begins a post or is a step of one
    kept_text: str = ""  # what was typed before the question that is being answered
    offered: tuple[int, str, tuple[File, ...]] | None = None  # a family's picture for the page: message, words, files
    colleagues: tuple[int, ...] = ()  # who could stand in, for whoever sets cover
    conduct: tuple[Entry, ...] = ()  # what is on record about the adult whose report is decided
    absences: tuple[AbsenceLine, ...] = ()  # today's, or those of the item whose button was pressed
    covered: frozenset[int] = frozenset()  # pupils with an absence or a sign-in today
    children: tuple[Pupil, ...] = ()  # the whole roll, for whoever names children in a line
    teacher_named: bool = False  # the text is no clear note and speaks of whoever stands before a child of theirs
    daywords: DayWords = field(default_factory=DayWords)
    papers: Papers = field(default_factory=Papers)
    training: Trained = field(default_factory=Trained)
    out_of_date: tuple[int, ...] = ()  # colleagues whose training is, for a leader who asks
    notice_due: bool = False  # this term's notice about what they write is not acknowledged yet (DPIA39)
    letter: SentFacts | None = None  # an answer of this person's that a pressed button names
    meetings: tuple[Meeting, ...] = ()  # offered and agreed, for /meet and what it leads to
    spoken_for: ThreadOf | None = None  # whose words the office writes down
    by_engine: bool = False  # an engine could say to the item's adult what staff write
    by_hand: bool = False  # what is written by hand stands in their language too
    exchanged: tuple[int, int] = (0, 0)  # today in the item's thread: the family's messages, the school's

    @property
    def present(self) -> bool:
        """Whether it is surely this member of staff who acts."""
        return self.contact_id is not None or self.signed_in


C = TypeVar("C", bound=Context)


@dataclass(frozen=True, slots=True)
class Handler(Generic[C]):
    """`action` is what `may` is asked; None for what any sender may do (join, help, stop).

    Families and the staff bot as a whole are asked about before `handle` runs, items and classes inside it.
    """

    name: str
    action: Action | None
    matches: Callable[[C], bool]
    handle: Callable[[C], Decision]


def first_match(handlers: Sequence[Handler[C]], context: C) -> Handler[C]:
    """The last handler of each tuple matches everything, so there is always one."""
    return next(handler for handler in handlers if handler.matches(context))


def ids(context: Context) -> Iterator[int]:
    return iter(context.fresh)

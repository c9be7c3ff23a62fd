"""What is known when somebody's message is decided on: items, absences, invitations, posts, as values."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, time

from bot.domain.consent import Papers
from bot.domain.effects.items import ThreadOf
from bot.domain.people import Pupil, Role
from bot.domain.posting import Draft
from bot.domain.subjects import Subject
from bot.domain.wording import Days


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemFacts:
    """An item as the rules need it. `written` is when somebody of the school last wrote in its thread."""

    id: int
    role: Role
    class_id: int | None
    guardian_id: int | None
    pupil_id: int | None
    thread: ThreadOf | None
    thread_id: int | None
    subject: Subject
    kind: str
    state: str
    visible_from: datetime
    taken_by: int | None
    seen: bool
    answered: bool
    message_ids: tuple[int, ...] = ()
    language: str | None = None  # the adult's
    claims: bool = False  # the phone of somebody to check is kept with it
    topic: str = ""
    rung: int | None = None
    also: frozenset[Role] = frozenset()  # roles that may see it beside the one that has it
    route: str = "none"  # how the adult would be reached now: telegram | sms | none
    passed: str = ""  # why somebody else has it now
    outcome: str = "done"  # what became of it, once it has ended
    written_in: int | None = None  # the class the child was in when it was written, if another

    def belongs_to(self, roles: frozenset[Role]) -> bool:
        return self.role in roles or bool(self.also & roles)


@dataclass(frozen=True, slots=True, kw_only=True)
class AbsentFacts:
    """What this adult reported and still stands. `confirmed`: the school has taken it over."""

    item_id: int | None
    pupil_id: int
    last: date
    confirmed: bool
    reason: str = "unknown"


@dataclass(frozen=True, slots=True, kw_only=True)
class AbsenceLine:
    """A child's half day on the office's list, with every report that spoke of it."""

    id: int
    pupil_id: int
    class_id: int
    day: date
    session: str
    code: str
    state: str
    differs: bool
    reports: tuple[ReportLine, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportLine:
    source: str
    reason: str
    guardian_id: int | None
    item_id: int | None
    days: Days


@dataclass(frozen=True, slots=True, kw_only=True)
class Version:
    """The newest version of a message somebody edits: one for each thread it was kept in."""

    message_id: int
    thread: ThreadOf | None
    item_ids: tuple[int, ...] = ()  # open or taken, the lead's left out
    lead_item_ids: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class InviteFacts:
    """An invite whose code was typed or whose link was opened, checked against its hashes by storage."""

    id: int
    guardian_id: int | None
    staff_id: int | None
    usable: bool
    handed_over: bool
    language: str | None
    phones: frozenset[str]  # E.164 numbers the school holds for this person
    pupils: tuple[Pupil, ...]  # in scope and agreed for, where the school asks
    linked: bool  # the person already has a verified contact on this carrier
    joined_beside: int = 0  # other adults of the child that has the fewest
    used: bool = False
    typed: bool = False  # found by the very text of this message, not by an earlier one
    awaiting: tuple[Pupil, ...] = ()  # in scope; this adult's papers are not complete for them
    papers: Papers = field(default_factory=Papers)


@dataclass(frozen=True, slots=True, kw_only=True)
class SentFacts:
    """One of our own messages that the sender replied to, or whose button was pressed."""

    outbox_id: int
    item_id: int | None
    announcement_id: int | None
    message_id: int | None
    state: str
    due_at: datetime
    guardian_id: int | None = None
    recallable: bool = False  # the carrier it went by can take messages back


@dataclass(frozen=True, slots=True)
class HoldFact:
    """Something of this adult's that may not be erased yet: "complaint", "legal" or "safeguarding", until that day."""

    kind: str
    until: date


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftFacts:
    """An announcement of this author that is not out yet, with whom it would reach."""

    id: int
    class_id: int | None
    state: str
    families: int  # whom it reaches as it stands
    due_at: datetime | None
    readers: tuple[int, ...] = ()  # every adult of the class
    picked: frozenset[int] = frozenset()  # those chosen; empty: all
    post: Draft | None = None


@dataclass(frozen=True, slots=True)
class Repeats:
    """A reminder of every week: Monday is 0, `at` is local wall time."""

    id: int
    class_id: int
    body: str
    weekday: int
    at: time


@dataclass(frozen=True, slots=True, kw_only=True)
class PostFacts:
    """A post that an adult got, and answers or presses a button under. `doubtful`: what they write may be private."""

    id: int
    outbox_id: int
    class_id: int | None
    staff_id: int
    audience: str
    body: str
    version: int
    removed: bool
    liked: bool
    doubtful: bool
    no_comments: bool
    typed: bool = False  # named by a typed word, not by a button or in reply


@dataclass(frozen=True, slots=True, kw_only=True)
class SentPost:
    """A post that went out, or the one a comment stands under, as staff act on it."""

    id: int
    class_id: int | None
    staff_id: int
    audience: str
    pupil_id: int | None
    kind: str
    body: str
    state: str
    readers: int
    by_sms: int
    comment_by: int | None = None  # whose comment it is about


@dataclass(frozen=True, slots=True)
class PostCount:
    """What a class got in a fortnight."""

    class_id: int
    posts: int
    kinds: tuple[tuple[str, int], ...]
    below_minimum: bool

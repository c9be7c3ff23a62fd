"""A post on its way from its author's head to families' phones: what it is, whom it is for, what is still to be asked.

Every question is asked only where the school's policy wants an answer, so that a plain reminder needs none (DPIA53).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from bot.domain import emergency
from bot.domain.guarding import Found, Guard, examine
from bot.domain.messages import Kind
from bot.domain.people import SchoolClass
from bot.domain.policy import Policy
from bot.domain.showing import Child, Shown, kinds_needed, lacking

KINDS = ("reminder", "event", "celebration", "learning", "notice")
"""PH28's types. A school that names none still has them; nobody is asked."""
VISUAL = frozenset({Kind.PHOTO, Kind.VIDEO})
FILES = frozenset({Kind.PHOTO, Kind.VIDEO, Kind.VOICE, Kind.FILE})


class Audience(StrEnum):
    UNKNOWN = ""
    CLASS = "class"
    CLASSES = "classes"  # several
    CHILD = "child"  # one child's own family
    SCHOOL = "school"


class Step(StrEnum):
    """What is asked next of the author."""

    WHERE = "where"
    KIND = "kind"
    TO_WHOM = "to_whom"
    CHILD = "child"
    PURPOSE = "purpose"
    STORED = "stored"  # what is shared may be stored by others (DPIA15)
    LIST = "list"  # children who are not to appear (LT10, PH11)
    SOUND = "sound"
    SHOWS = "shows"  # children, or work without them (BNV38)
    TAGS = "tags"
    REFUSED = "refused"  # somebody may not appear
    OVER = "over"  # more pictures than a week should have (M10)
    WORDS = "words"  # a surname, a number, a health word …
    PREVIEW = "preview"


@dataclass(frozen=True, slots=True)
class File:
    kind: Kind
    mime: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A post not confirmed yet. `checked`: questions answered, as words: "tags", "sound:yes", "shows:work", "words" …"""

    id: int
    staff_id: int
    body: str
    class_id: int | None = None
    audience: Audience = Audience.CLASS
    kind: str = ""
    pupil_id: int | None = None
    purpose: str = ""
    files: tuple[File, ...] = ()
    tagged: frozenset[int] = frozenset()
    checked: frozenset[str] = frozenset()
    happens_on: date | None = None
    alts: tuple[str, ...] = ()
    class_ids: tuple[int, ...] = ()  # of a post for several classes

    @property
    def visual(self) -> bool:
        return any(file.kind in VISUAL for file in self.files)

    @property
    def words(self) -> str:
        """Everything a family would read: caption and descriptions. File names never leave the carrier's edge."""
        return "\n".join((self.body, *self.alts))


@dataclass(frozen=True, slots=True, kw_only=True)
class Board:
    """What is known about the classes a post may be for. `lists`: class id → version of its do-not-show list, where this
    author has yet to read it. `pictures`: class id → pictures posted this week.
    """

    children: tuple[Child, ...] = ()
    classes: tuple[SchoolClass, ...] = ()
    lists: Mapping[int, str] = field(default_factory=dict)
    pictures: Mapping[int, int] = field(default_factory=dict)
    told_stored: bool = True
    adults: Mapping[int, tuple[int, ...]] = field(default_factory=dict)  # pupil id → their adults
    unread_by: tuple[int, ...] = ()  # staff who have yet to read a list of theirs
    approvers: tuple[int, ...] = ()  # who else may agree to what goes to every family, by phone
    approved_at_console: bool = False  # or somebody without a phone, who signs in to the console
    guard: Guard = field(default_factory=Guard)

    def of(self, class_id: int | None) -> tuple[Child, ...]:
        return tuple(child for child in self.children if class_id in (None, child.class_id))

    def child(self, pupil_id: int | None) -> Child | None:
        return next((child for child in self.children if child.id == pupil_id), None)


def next_step(draft: Draft, board: Board, policy: Policy) -> Step:
    """The first question without an answer; PREVIEW when there is none. An emergency's words are ours: nothing is asked."""
    if draft.kind == emergency.KIND:
        return Step.PREVIEW
    asks = (
        (Step.WHERE, draft.audience is Audience.UNKNOWN),
        (Step.KIND, bool(policy.feed.types) and not draft.kind),
        (Step.TO_WHOM, _asks_whom(draft, policy)),
        (Step.CHILD, draft.audience is Audience.CHILD and draft.pupil_id is None),
        (Step.PURPOSE, draft.visual and bool(policy.photos.purposes) and not draft.purpose),
        (Step.STORED, bool(draft.files) and not board.told_stored),
        (Step.LIST, draft.visual and bool(unread(draft, board, policy))),
        (Step.SOUND, _asks_sound(draft, policy)),
        (Step.SHOWS, draft.visual and "work_sample" in policy.photos.permissions and not _has(draft, "shows:")),
        (Step.TAGS, bool(draft.files) and "tags" not in draft.checked),
        (Step.REFUSED, bool(refusals(draft, board, policy))),
        (Step.OVER, over(draft, board, policy) > 0 and "over" not in draft.checked),
        (Step.WORDS, bool(findings(draft, board, policy))),
    )
    return next((step for step, asked in asks if asked), Step.PREVIEW)


def _has(draft: Draft, beginning: str) -> bool:
    return any(word.startswith(beginning) for word in draft.checked)


def to_whom(draft: Draft, policy: Policy) -> tuple[Audience, ...]:
    """The audiences a class post may have (LT5, PH8): individual celebrations where the policy has them, and pictures
    for one family where staff may write to one.
    """
    one = policy.staff.direct_messages and "one" in policy.staff.audiences
    if draft.kind == "celebration":
        via = policy.feed.celebrations_via
        page = (Audience.CLASS,) if "class_story" in via and policy.feed.class_story else ()
        return (*page, *((Audience.CHILD,) if "individual" in via and policy.staff.direct_messages else ()))
    story = not draft.visual or policy.feed.class_story
    return (*((Audience.CLASS,) if story else ()), *((Audience.CHILD,) if one and draft.visual else ()))


def _asks_whom(draft: Draft, policy: Policy) -> bool:
    """Asked once, of a class post that could as well be for one family."""
    if draft.audience is not Audience.CLASS or "whom" in draft.checked:
        return False
    return to_whom(draft, policy) != (Audience.CLASS,)


def unread(draft: Draft, board: Board, policy: Policy) -> tuple[int, ...]:
    """Classes whose do-not-show list this author has not confirmed as it stands now."""
    if policy.staff.photo_list_ack != "on_change":
        return ()
    return tuple(one for one in board.lists if draft.class_id in (None, one))


def _asks_sound(draft: Draft, policy: Policy) -> bool:
    film = any(file.kind is Kind.VIDEO for file in draft.files)
    return film and "audio" in policy.photos.permissions and not _has(draft, "sound:")


def shown(draft: Draft, policy: Policy) -> Shown:
    """What the pictures need a yes for."""
    kinds = frozenset(file.kind for file in draft.files)
    return Shown(
        kinds=kinds,
        work="shows:work" in draft.checked,
        sound="sound:no" not in draft.checked,
        group=draft.audience is not Audience.CHILD or len(draft.tagged) > 1,
    )


@dataclass(frozen=True, slots=True)
class Refusal:
    """This child may not appear in that: "photo", "work_sample" … Never why (LT9)."""

    child: Child
    what: str


def refusals(draft: Draft, board: Board, policy: Policy) -> tuple[Refusal, ...]:
    """Of those tagged or named under a picture; and of those named, where a class post that names a child is a kind of its own (BNV38)."""
    needed = kinds_needed(shown(draft, policy), policy.photos) if draft.files else ()
    seen = draft.tagged | {one.id for one in captioned(draft, board)}
    found = [Refusal(child, what) for child in board.children if child.id in seen and (what := lacking(child, needed))]
    if "message" in policy.photos.permissions and draft.audience is not Audience.CHILD:
        named = board.guard.named(draft.words, board.of(draft.class_id))
        found += [Refusal(child, "message") for child in named if "message" in child.lacks]
    return tuple(found)


def captioned(draft: Draft, board: Board) -> tuple[Child, ...]:
    """Whom the words under a picture name for certain: whoever reads them will look for that child in it."""
    return board.guard.named(draft.words, board.of(draft.class_id), surely=True) if draft.visual else ()


def over(draft: Draft, board: Board, policy: Policy) -> int:
    """By how many pictures this post goes beyond the week's most; 0: it does not."""
    most = policy.feed.pictures_per_week[1]
    pictures = sum(file.kind in VISUAL for file in draft.files)
    if not most or not pictures or draft.audience is not Audience.CLASS:
        return 0
    return max(board.pictures.get(draft.class_id or 0, 0) + pictures - most, 0)


def findings(draft: Draft, board: Board, policy: Policy) -> tuple[Found, ...]:
    """What in the words has to be put right, or confirmed where the policy lets it be."""
    found = examine(draft.words, board.of(draft.class_id), board.children, board.guard, policy, own=draft.pupil_id)
    confirmed = "words" in draft.checked
    return tuple(one for one in found if not (confirmed and one.why.may_be_confirmed(policy)))


def split_alt(text: str) -> tuple[str, str]:
    """A caption and what the picture shows: a line that begins with "alt:"."""
    lines = text.splitlines()
    alts = [line.split(":", 1)[1].strip() for line in lines if line.strip().casefold().startswith("alt:")]
    rest = [line for line in lines if not line.strip().casefold().startswith("alt:")]
    return "\n".join(rest).strip(), " ".join(alts)

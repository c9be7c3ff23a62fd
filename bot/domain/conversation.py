"""What the hub remembers about one sender: a named value in our database, read for each message, never in memory."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from enum import StrEnum
from itertools import zip_longest

from bot.domain.codec import Codec
from bot.domain.messages import Address, Carrier
from bot.domain.wording import ClassName, Name, Option, Phrase, Who


class Asked(StrEnum):
    """The questions the hub can have open; a sender has at most one."""

    WHICH_CHILD = "which_child"
    NOT_THAT = "not_that"  # an offer: "not about an absence? reply 9"
    LANGUAGE = "language"
    DIGEST = "digest"  # news at once, or once a day or week
    JOIN_PROOF = "join_proof"
    WHOSE_DEVICE = "whose_device"  # the school's or one's own, where staff may not use their own
    VOICE_SUBJECT = "voice_subject"
    STAFF_MEANING = "staff_meaning"  # "answer about Ola / announce to 3B / cancel"
    ANNOUNCE_COUNT = "announce_count"  # the typed number of families
    EMERGENCY_FOR = "emergency_for"  # which class a late coach is about
    EMERGENCY = "emergency"  # the word that sends it
    COVER = "cover"  # which class, then who stands in
    WHICH_SCHOOL = "which_school"  # on an account that several schools share
    ABSENT = "absent"  # why is the child away today?
    MISSING_COUNT = "missing_count"  # the typed number of missing children
    ASK_BACK = "ask_back"  # the office's question to a family
    AGREE = "agree"  # one line of the agreement; yes or no
    INVITED = "invited"  # an invitation by text message; yes or no
    SUBJECT = "subject"  # what an unclear message is about
    TOPIC = "topic"  # what a message is about, where the school offers topics (LT12)
    CLASS_PAGE = "class_page"  # a family's picture: for the teacher or for the class page (DPIA14)
    KEPT_BACK = "kept_back"  # a message that goes another way than it was sent
    STEPS = "steps"  # the next step of a matter that is not resolved (LT34)
    AGREES = "agrees"  # may somebody else see the messages of a matter? (LT35)
    CONCERN = "concern"  # the prompts of a concern (LT42)
    SUITS = "suits"  # which days and times suit the parent (M16)
    STAFF_TIMES = "staff_times"  # times a member of staff offers
    DELETE = "delete"  # erase everything of this adult's? asked twice (BNV8)
    CORRECTION = "correction"  # new words for a post, until their author says that they go round
    PRIVATE = "private"  # a teacher's words for one child's family, instead of a post (BNV21)
    STAFF_READY = "staff_ready"  # the day and time of a ready answer
    STAFF_SURE = "staff_sure"  # an answer better given by phone: send it all the same? (DPIA52)


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    id: int
    kind: Asked
    options: tuple[Option, ...] = ()
    expires_at: datetime
    item_ids: tuple[int, ...] = ()
    data: Mapping[str, str | int] = field(default_factory=dict)
    prompt: str = ""  # the text that asked, to ask again

    def chosen(self, text: str | None, data: str | None) -> Option | None:
        """The option a pressed button, or a typed digit of any script, stands for."""
        if data is not None:
            return next((option for option in self.options if option.data == data), None)
        digit = typed_digit(text or "")
        return next((option for place, option in enumerate(self.options, 1) if digit == _digit(option, place)), None)


def _digit(option: Option, place: int) -> int:
    return place if option.digit is None else option.digit


def typed_digit(text: str) -> int | None:
    """A text that is one number of up to two digits, in the digits of any script ("1", "٢", "۹.")."""
    bare = text.strip().rstrip(".)!:").strip()
    if 0 < len(bare) <= 2 and all(letter.isdecimal() for letter in bare):
        return int(bare)
    return None


@dataclass(frozen=True, slots=True, kw_only=True)
class Burst:
    """One sender's messages within a minute: kept singly, understood and answered as one."""

    started_at: datetime
    text: str
    message_ids: tuple[int, ...]
    pupil_ids: tuple[int, ...] = ()  # whom each message is about; 0: not known
    item_ids: tuple[int, ...] = ()
    places: tuple[str, ...] = ()  # "role:class:pupil", one per item
    answered: bool = False
    told: tuple[int, ...] = ()  # sends that say that the class teacher has it
    danger: tuple[int, ...] = ()  # messages that the safeguarding leads alone may have; none of them is in `message_ids`
    named: tuple[str, ...] = ()  # roles of leads whom its danger names: for the rest of the minute they hear none of it

    def without(self, over: Collection[int]) -> Burst:
        """Without items the school has dealt with: what follows in the minute is no part of them, and must reach somebody."""
        kept = [(place, one) for place, one in zip(self.places, self.item_ids, strict=True) if one not in over]
        return replace(self, places=tuple(place for place, _ in kept), item_ids=tuple(one for _, one in kept))

    def about(self, pupil_id: int | None) -> tuple[int, ...]:
        """The messages that concern this pupil: theirs, and those said before anybody was named."""
        pairs = zip_longest(self.message_ids, self.pupil_ids, fillvalue=0)
        return tuple(message for message, of in pairs if message and of in {0, pupil_id or 0})


@dataclass(frozen=True, slots=True, kw_only=True)
class Conversation:
    question: Question | None = None
    questions: int = 0  # so far, to number them
    pupil_ids: tuple[int, ...] = ()  # remembered child
    pupil_until: datetime | None = None
    burst: Burst | None = None
    held_since: datetime | None = None  # the quiet period whose held-notice was sent
    language: str | None = None  # chosen by someone not linked yet
    replies_since: datetime | None = None
    replies: int = 0  # automatic replies since then: loops are capped
    join_invite: int | None = None
    topic: str = ""  # chosen lately: what follows is about the same
    topic_until: datetime | None = None
    draft_id: int | None = None  # a staff member's announcement not yet confirmed
    draft_album: str = ""  # the album its pictures come with, one message each

    def open_question(self, now: datetime) -> Question | None:
        return self.question if self.question and self.question.expires_at > now else None

    def remembered(self, now: datetime) -> tuple[int, ...]:
        return self.pupil_ids if self.pupil_until and self.pupil_until > now else ()

    def talks_of(self, now: datetime) -> str:
        """The topic chosen lately, "" when there is none."""
        return self.topic if self.topic_until and self.topic_until > now else ""

    def running_burst(self, at: datetime, seconds: int) -> Burst | None:
        fresh = self.burst and abs(at - self.burst.started_at) <= timedelta(seconds=seconds)
        return self.burst if fresh else None

    def ask(self, question: Question) -> Conversation:
        return replace(self, question=question, questions=question.id)

    def settled(self) -> Conversation:
        return replace(self, question=None)


CONVERSATION = Codec(Conversation, Question, Burst, Asked, Option, Phrase, Name, ClassName, Who)

REPLY_WINDOW = timedelta(hours=1)
REPLY_CAP = 20


def answerable(sender: Address) -> bool:
    """False for what no text message can be sent to: a firm that writes by its name, or from five digits."""
    return sender.carrier is not Carrier.SMS or sender.value.startswith("+")


def may_reply(conversation: Conversation, now: datetime) -> bool:
    """False once a sender has had REPLY_CAP automatic replies within an hour: two machines must not talk for ever."""
    since = conversation.replies_since
    return since is None or now - since > REPLY_WINDOW or conversation.replies < REPLY_CAP


def replied(conversation: Conversation, now: datetime) -> Conversation:
    since = conversation.replies_since
    if since is None or now - since > REPLY_WINDOW:
        return replace(conversation, replies_since=now, replies=1)
    return replace(conversation, replies=conversation.replies + 1)

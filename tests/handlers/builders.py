"""Small contexts to decide in: a parent of two, a parent of one, a teacher, the office; and what a decision holds.

Tuesday 5 March 2024, 10:00 is in hours; `NIGHT` of that day is not. Triage arrives ready, as it does in real life.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime, time, timedelta
from typing import Any, TypeVar

from bot.domain.calendar import build
from bot.domain.conversation import Asked, Conversation, Question
from bot.domain.decision import Decision
from bot.domain.effects.items import Keep, OpenItem, ThreadOf
from bot.domain.effects.people import Record, Remember
from bot.domain.effects.telling import Send
from bot.domain.messages import Address, Carrier, Inbound, Kind
from bot.domain.people import Duty, DutyKind, Guardian, Pupil, Role, SchoolClass, Staff
from bot.domain.policy import Hours, Messages, Place, Policy, Routing, SchoolFacts
from bot.domain.routing import Calendars
from bot.domain.sending import Words
from bot.domain.subjects import Finding, Subject, Triage
from bot.domain.wording import Option
from bot.handlers.base import Context, FamilyContext, StaffContext
from bot.handlers.known import InviteFacts, ItemFacts, SentFacts

NOW = datetime(2024, 3, 5, 10, tzinfo=UTC)
NIGHT = datetime(2024, 3, 5, 22, tzinfo=UTC)
OPENING = datetime(2024, 3, 6, 8, tzinfo=UTC)
CLASS_3B, CLASS_5A = SchoolClass(3, "3B", "3"), SchoolClass(5, "5A", "5")
OLA, JAN = Pupil(11, "Ola", "Zielona", CLASS_3B), Pupil(12, "Jan", "Zielony", CLASS_5A)
FINN = Pupil(13, "Finn", "Marlow", CLASS_3B)
MARTA = Guardian(21, "Marta", "Zielona", "pl", (OLA, JAN))
BETH = Guardian(22, "Beth", "Marlow", "en", (FINN,))
TESS, ORLA, HOLLIS = (
    Staff(31, "Tess", "Harrow"),
    Staff(32, "Orla", "Penn", frozenset({Role.OFFICE})),
    Staff(33, "Hollis", "Wood"),
)
DUTIES = (Duty(staff_id=31, class_id=3, kind=DutyKind.TEACHES), Duty(staff_id=34, class_id=3, kind=DutyKind.SUPPORTS))
TELEGRAM, SMS = Address(Carrier.TELEGRAM, "5001"), Address(Carrier.SMS, "+447700900104")

_WEEK = frozenset(range(5))
_HOURS = Hours(periods=((_WEEK, time(8), time(17)),))
POLICY = Policy(
    school=SchoolFacts(name="Oak Lane Primary", short_name="Oak Lane", office_phone="01632 960100"),
    mode="two_way",
    hours=_HOURS,
    office_hours=_HOURS,
    messages=Messages(parent_to_teacher=True),
    routing=Routing(
        places={
            Subject.SICKNESS: Place(Role.OFFICE),
            Subject.ABSENCE: Place(Role.OFFICE),
            Subject.DINNERS: Place(Role.OFFICE),
            Subject.URGENT: Place(Role.OFFICE, teacher_too=True),
        }
    ),
)
CALENDARS = Calendars(teachers=build(_HOURS, "Europe/London"), office=build(_HOURS, "Europe/London"))
T = TypeVar("T")
C = TypeVar("C", bound=Context)


def about(*subjects: Subject, sure: float = 0.95) -> Triage:
    return Triage(tuple(Finding(subject, sure, ("why",)) for subject in subjects))


def event(text: str = "", *, sender: Address = TELEGRAM, at: datetime = NOW, **more: Any) -> Inbound:
    return Inbound(provider_id="1", message_id="1", sender=sender, sent_at=at, text=text, **more)


def parent(text: str = "", *, of: Guardian | None = MARTA, now: datetime = NOW, **more: Any) -> FamilyContext:
    """`of` None is somebody who is not known. Words the context does not know describe the event."""
    known, told = _split(FamilyContext, more)
    facts: dict[str, Any] = {"contact_id": 41 if of else None, "contact_state": "verified" if of else ""}
    return FamilyContext(
        school_id=1, account_id=2, event=event(text, at=now, **told), now=now, guardian=of, fresh=range(1000, 1100),
        **{"policy": POLICY, "calendars": CALENDARS, "conversation": Conversation(), **facts, **known},
    )  # fmt: skip


def member(text: str = "", *, of: Staff | None = TESS, now: datetime = NOW, **more: Any) -> StaffContext:
    """Somebody of the school at the staff bot: by default the teacher of 3B."""
    known, told = _split(StaffContext, more)
    facts: dict[str, Any] = {"contact_id": 42 if of else None, "duties": DUTIES, "classes": (CLASS_3B, CLASS_5A)}
    return StaffContext(
        school_id=1, account_id=3, event=event(text, at=now, **told), now=now, staff=of, fresh=range(1000, 1100),
        **{"policy": POLICY, "calendars": CALENDARS, "conversation": Conversation(), **facts, **known},
    )  # fmt: skip


def _split(kind: type[Context], more: dict[str, Any]) -> tuple[dict[str, Any], dict[str, Any]]:
    fields = kind.__dataclass_fields__
    return {k: v for k, v in more.items() if k in fields}, {k: v for k, v in more.items() if k not in fields}


def press(data: str, **more: Any) -> dict[str, Any]:
    """What a context gets when a button is pressed."""
    return {"kind": Kind.CHOICE, "choice": data, "callback_id": "cb", **more}


def asked(kind: Asked, *meanings: str, item_ids: tuple[int, ...] = (), **data: str | int) -> Conversation:
    """A conversation with one question open; the option that means X carries "q.1.X"."""
    options = tuple(Option(meaning, f"q.1.{meaning}") for meaning in meanings)
    question = Question(
        id=1, kind=kind, options=options, expires_at=NIGHT + timedelta(days=2), item_ids=item_ids, data=data
    )
    return Conversation(question=question, questions=1)


def item(**changes: Any) -> ItemFacts:
    """A note about Ola, open for the teacher of 3B."""
    facts: dict[str, Any] = {
        "id": 51, "role": Role.CLASS_TEACHER, "class_id": 3, "guardian_id": 21, "pupil_id": 11,
        "thread": ThreadOf(21, 11, 3), "thread_id": 61, "subject": Subject.NOTE, "kind": "message", "state": "open",
        "visible_from": NOW - timedelta(hours=1), "taken_by": None, "seen": False, "answered": False,
        "message_ids": (71,), "language": "pl", "route": "telegram",
    }  # fmt: skip
    return ItemFacts(**(facts | changes))


def office_item(**changes: Any) -> ItemFacts:
    return item(**({"role": Role.OFFICE, "class_id": None, "subject": Subject.SICKNESS} | changes))


def waiting(**changes: Any) -> ItemFacts:
    """An item whose child is not known yet: hidden with the office for ten minutes."""
    hidden = {"visible_from": NOW + timedelta(minutes=10), "pupil_id": None, "thread": None, "thread_id": None}
    return office_item(**({"subject": Subject.NOTE} | hidden | changes))


def invite(**changes: Any) -> InviteFacts:
    facts: dict[str, Any] = {
        "id": 81, "guardian_id": 22, "staff_id": None, "usable": True, "handed_over": False, "language": "en",
        "phones": frozenset({"+447700900104"}), "pupils": (FINN,), "linked": False,
    }  # fmt: skip
    return InviteFacts(**(facts | changes))


def letter(**changes: Any) -> SentFacts:
    facts: dict[str, Any] = {
        "outbox_id": 91, "item_id": 51, "announcement_id": None, "message_id": 71, "state": "queued",
        "due_at": NOW + timedelta(minutes=1), "guardian_id": 21, "recallable": True,
    }  # fmt: skip
    return SentFacts(**(facts | changes))


def changed(context: C, **policy: Any) -> C:
    """The same with other policy groups."""
    return replace(context, policy=replace(context.policy, **policy))


@dataclass(frozen=True, slots=True)
class Outcome:
    """A decision, read as people would ask about it."""

    decision: Decision

    def all(self, kind: type[T]) -> list[T]:
        return [effect for effect in self.decision.effects if isinstance(effect, kind)]

    def one(self, kind: type[T]) -> T:
        (found,) = self.all(kind)
        return found

    @property
    def by(self) -> str:
        return self.decision.handler

    @property
    def said(self) -> list[str]:
        """Keys of the fixed texts that go out, in order."""
        return [phrase.key for words in self.words for phrase in words.phrases]

    @property
    def words(self) -> list[Words]:
        return [send.parcel.content for send in self.all(Send) if isinstance(send.parcel.content, Words)]

    @property
    def offers(self) -> list[str]:
        """What each option of the answer means."""
        return [option.data.split(".", 2)[-1] for words in self.words for option in words.options]

    @property
    def kept(self) -> list[str]:
        return [keep.body for keep in self.all(Keep)]

    @property
    def opened(self) -> list[tuple[str, str]]:
        """Role and subject of each new item."""
        return [(str(one.role), str(one.subject)) for one in self.all(OpenItem)]

    @property
    def recorded(self) -> list[str]:
        return [record.action for record in self.all(Record)]

    @property
    def remembered(self) -> Conversation:
        return self.one(Remember).conversation


def outcome(decide: Callable[[C], Decision], context: C) -> Outcome:
    return Outcome(decide(context))

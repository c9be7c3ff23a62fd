"""Asking to meet, saying what suits, and picking one of the times offered (M16, LT14, BNV18)."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from bot.domain import spoken
from bot.domain.access import Action
from bot.domain.choosing import sure
from bot.domain.conversation import Asked, Question, typed_digit
from bot.domain.daywords import is_only_when
from bot.domain.decision import Decision
from bot.domain.effects.items import AddToItem, SettleItem, SettleMeeting
from bot.domain.effects.people import Record
from bot.domain.effects.telling import RefreshCards
from bot.domain.meetings import Meeting
from bot.domain.messages import Kind
from bot.domain.people import Pupil, Role
from bot.domain.refs import pressed
from bot.domain.routing import Route
from bot.domain.sending import Words
from bot.domain.subjects import Subject
from bot.domain.wording import ClassName, Names, Phrase, RoleName, When, Who, say
from bot.handlers.base import FamilyContext, Handler
from bot.handlers.building import Builder
from bot.handlers.families import arrival, kept_back, minute, replies

VERB, NONE_OF_THESE = "slot", 99
WORDS = frozenset({"meet", "/meet", "meeting", "/meeting", "appointment"}) | spoken.keywords("meet")
_SUITS_MINUTES = 30
_PRESSING = frozenset({"urgent", "absence", "complaint", "dinner", "safeguarding", "abusive"})


# asking ------------------------------------------------------------------------------------------------------------


def _asks(context: FamilyContext) -> bool:
    typed = context.event.kind is Kind.TEXT and context.event.text.strip().strip(".!").casefold() in WORDS
    return typed and context.guardian is not None


def ask(context: FamilyContext) -> Decision:
    builder, pupils = Builder(context, "meeting"), arrival.attributed(context)
    request(builder, context, pupils[0] if len(pupils) == 1 else None)
    return builder.done()


def request(
    builder: Builder,
    context: FamilyContext,
    pupil: Pupil | None,
    *,
    why: str = "",
    topic: str = "",
    rung: int | None = None,
) -> None:
    """An item for whoever arranges meetings here, and the question which times suit. The text is no part of it."""
    route = _arranged_by(context, pupil, why)
    thread = context.thread(pupil) if pupil else None
    made = builder.open_item(
        route, (), thread=thread, pupil_id=pupil.id if pupil else None, kind="meeting", topic=topic, rung=rung
    )
    labels = ((say("option.any_time"), "any", None), kept_back.RING)
    options = builder.ask(Asked.SUITS, labels, _SUITS_MINUTES, (made,), prompt="meeting.when")
    place = RoleName(route.role, route.class_id)
    minute.end(builder, context)  # what follows is about the meeting
    asked = say("meeting.asked", place=place)
    builder.reply(asked, say("meeting.when"), *replies.if_closed(context), options=options)


def _arranged_by(context: FamilyContext, pupil: Pupil | None, why: str) -> Route:
    """`why` is our word for the subject. By the class teacher where the policy says so and the child is known, else by the office."""
    if context.policy.meetings.via == "class_teacher" and pupil is not None:
        route = kept_back.to_teacher(context, pupil, Subject.PROGRESS if why == Subject.PROGRESS else Subject.NOTE)
        if route.to_teacher:
            return replace(route, because=(why,) if why else ())
    return kept_back.to_office(context, Subject.ADMIN, why)


# saying what suits -------------------------------------------------------------------------------------------------


def _says_when(context: FamilyContext) -> bool:
    """Free words after "which times suit you?", unless they are plainly about something that cannot wait.

    Days and times alone are what was asked for, whatever else they could mean by themselves.
    """
    asked = context.conversation.open_question(context.now)
    if context.event.kind is not Kind.TEXT or asked is None or asked.kind is not Asked.SUITS:
        return False
    triage = context.alone or context.triage
    pressing = any(one.label in _PRESSING for one in sure(triage, context.policy.triage))
    only_when = is_only_when(context.event.text, context.daywords, context.guardian.language if context.guardian else None)
    return (only_when or not pressing) and typed_digit(context.event.text) is None and bool(context.event.text.strip())


def say_when(context: FamilyContext) -> Decision:
    builder, asked = Builder(context, "meeting_suits"), context.conversation.open_question(context.now)
    message = builder.keep(kind="answer")
    builder.add(*(AddToItem(item_id, message) for item_id in (asked.item_ids if asked else ())))
    noted(builder, context)
    return builder.done()


def noted(builder: Builder, context: FamilyContext) -> None:
    builder.settle_question()
    builder.reply(say("choice.child_noted"), *replies.if_closed(context))


def suits(builder: Builder, context: FamilyContext, asked: Question) -> None:
    """Any time is an answer too: nothing need be added for whoever offers the times."""
    noted(builder, context)


# picking -----------------------------------------------------------------------------------------------------------


def _picked(context: FamilyContext) -> tuple[Meeting, datetime | None] | None:
    """An offer that still stands, and the time chosen; None for "none of these"."""
    verb, numbers = pressed(context.event.choice) if context.event.kind is Kind.CHOICE else ("", ())
    if verb == VERB and len(numbers) == 2:
        offered = next((one for one in context.offers if one.id == numbers[0]), None)
        if offered is None or (numbers[1] != NONE_OF_THESE and numbers[1] >= len(offered.times)):
            return None
        return offered, None if numbers[1] == NONE_OF_THESE else offered.times[numbers[1]]
    digit = typed_digit(context.event.text) if context.event.kind is Kind.TEXT else None
    for one in context.offers if digit is not None else ():
        if digit is not None and (one.picked(digit) is not None or digit == one.none_digit):
            return one, one.picked(digit)
    return None


def pick(context: FamilyContext) -> Decision:
    """Everybody hears of it: the parent, whoever they meet, and the office (LT14)."""
    builder, found = Builder(context, "meeting_picked"), _picked(context)
    if found is None:
        return builder.done()
    meeting, at = found
    if at is None:
        _decline(builder, context, meeting)
    elif at <= context.now:
        builder.reply(say("choice.already_dealt_with"), *replies.if_closed(context))
    else:
        _agree(builder, context, meeting, at)
    return builder.done()


def _agree(builder: Builder, context: FamilyContext, meeting: Meeting, at: datetime) -> None:
    place = RoleName(meeting.role, meeting.class_id if meeting.role is Role.CLASS_TEACHER else None)
    builder.add(
        SettleMeeting(meeting.id, "agreed", at),
        Record(action="meeting_agreed", subject_kind="meeting", subject_id=meeting.id),
    )
    if meeting.rung is None or meeting.rung == 0:  # a step of a ladder is on record once it was held
        builder.add(SettleItem(item_id=meeting.item_id, state="done", outcome="meeting", answered=True))
    builder.add(RefreshCards(meeting.item_id))
    _tell_staff(builder, context, meeting, at)
    about = (say("about.names", names=Names(Who.PUPIL, (meeting.pupil_id,))),) if meeting.pupil_id else ()
    builder.reply(say("meeting.agreed", when=When(at), place=place), *about, *replies.if_closed(context))


def _tell_staff(builder: Builder, context: FamilyContext, meeting: Meeting, at: datetime) -> None:
    """When and which class, no name: it may show on a lock screen. In everybody's own hours."""
    line = _staff_line(meeting, at)
    pupil = next((one for one in context.pupils if one.id == meeting.pupil_id), None)
    office = kept_back.to_office(context, Subject.ADMIN)
    intent = f"meeting:{meeting.id}:{at.timestamp():.0f}"
    builder.send(Words((line,)), role=Role.OFFICE, due_at=office.push_at, intent=f"{intent}:office")
    if pupil is not None:
        teacher = kept_back.to_teacher(context, pupil)
        builder.send(
            Words((line,)),
            role=Role.CLASS_TEACHER,
            class_id=pupil.school_class.id,
            due_at=teacher.push_at,
            intent=f"{intent}:teacher",
        )


def _staff_line(meeting: Meeting, at: datetime) -> Phrase:
    who = say(f"staff.with.{meeting.role}")
    if meeting.class_id is None:
        return say("staff.meeting_agreed_no_class", when=When(at), who=who)
    return say("staff.meeting_agreed", when=When(at), who=who, school_class=ClassName(meeting.class_id))


def _decline(builder: Builder, context: FamilyContext, meeting: Meeting) -> None:
    """None of the times: the office rings, so that nobody waits for the other."""
    builder.add(SettleMeeting(meeting.id, "declined"))
    route = kept_back.to_office(context, Subject.ADMIN, "another time for a meeting")
    builder.open_item(route, (), pupil_id=meeting.pupil_id, kind="call_back")
    said = "ring_me.later" if route.held else "ring_me.today"
    builder.reply(say(said), *replies.if_closed(context))


ASK: Handler[FamilyContext] = Handler("meeting", Action.WRITE_HOME_TO_SCHOOL, _asks, ask)
SUITS: Handler[FamilyContext] = Handler("meeting_suits", Action.WRITE_HOME_TO_SCHOOL, _says_when, say_when)
PICK: Handler[FamilyContext] = Handler(
    "meeting_picked", Action.WRITE_HOME_TO_SCHOOL, lambda context: _picked(context) is not None, pick
)

"""A message that is not for whom it was written to: kept, not passed on, and its writer told the right way at once.

A guess of ours may be wrong, so the answer always offers to pass it on after all (M12, law 8).
"""

from __future__ import annotations

from bot.domain.asking import Label
from bot.domain.conversation import Asked, Burst, Question
from bot.domain.effects.items import FileMessages
from bot.domain.effects.people import Record
from bot.domain.people import Pupil, Role
from bot.domain.routing import Route, route_to
from bot.domain.subjects import LABELS, Finding, Subject
from bot.domain.wording import Phrase, say
from bot.handlers.base import FamilyContext
from bot.handlers.building import Builder
from bot.handlers.families import arrival, hears, minute, replies, which_child

_MINUTES = 24 * 60
PRESSING = frozenset({"urgent", "absence", "dinner"})
RING: Label = (say("option.ring_me"), "ring", hears.RING_DIGIT)


def keep_back(
    builder: Builder, context: FamilyContext, why: str, phrases: tuple[Phrase, ...], labels: tuple[Label, ...]
) -> None:
    """`why` is our word for the kind of message; it is counted, the text is not part of the count."""
    messages = (*_said_before(builder, context), builder.keep(kind=str(context.event.kind)))
    guardian_id = context.guardian.id if context.guardian else None
    builder.add(Record(action="redirected", subject_kind="guardian", subject_id=guardian_id, reason=why))
    pupils = arrival.attributed(context)
    data: dict[str, str | int] = {
        "why": why,
        "pupil": pupils[0].id if len(pupils) == 1 else 0,
        "messages": " ".join(map(str, messages)),
    }
    builder.remember(
        burst=Burst(started_at=context.at, text=minute.minute_of(context), message_ids=messages, answered=True)
    )
    offered = labels if any(wanted == "call" for _, wanted, _ in labels) else (*labels, RING)
    options = builder.ask(Asked.KEPT_BACK, offered, _MINUTES, data=data, prompt="kept.what_now")
    builder.reply(*phrases, options=options)


def _said_before(builder: Builder, context: FamilyContext) -> tuple[int, ...]:
    """The first half of it, written within the minute: it goes the same way, unless its writer heard who has it, or it
    cannot wait."""
    burst = context.conversation.running_burst(context.at, context.policy.messages.burst_s)
    if burst is None or context.burst_told or any(LABELS[item.subject] in PRESSING for item in context.burst_items):
        return ()
    minute.unsay(builder, burst)
    for place, item_id in zip(burst.places, burst.item_ids, strict=True):
        if place.startswith(str(Role.CLASS_TEACHER)):
            builder.withdraw(item_id)
    return burst.message_ids


def messages_of(asked: Question) -> tuple[int, ...]:
    return tuple(int(one) for one in str(asked.data.get("messages", "")).split())


def pupil_of(context: FamilyContext, asked: Question) -> Pupil | None:
    return next((pupil for pupil in context.pupils if pupil.id == asked.data.get("pupil")), None)


def pass_on(builder: Builder, context: FamilyContext, asked: Question) -> None:
    """It is for the class teacher after all, as the parent says."""
    builder.settle_question()
    minute.end(builder, context)
    messages, pupil = messages_of(asked), pupil_of(context, asked)
    if pupil is None:
        which_child.ask_about(builder, context, messages)
        return
    route = to_teacher(context, pupil)
    thread = context.thread(pupil)
    builder.add(FileMessages(messages, thread))
    builder.open_item(route, messages, thread=thread, pupil_id=pupil.id)
    guardian_id = context.guardian.id if context.guardian else None
    why = str(asked.data.get("why", ""))
    builder.add(Record(action="corrected_by_parent", subject_kind="guardian", subject_id=guardian_id, reason=why))
    if hears.told_before(builder, context, route):
        builder.reply(say("choice.child_noted"), *replies.if_closed(context))
    else:
        builder.reply(*replies.passed(context, route, (pupil,)))


def to_teacher(context: FamilyContext, pupil: Pupil, subject: Subject = Subject.NOTE) -> Route:
    class_id = pupil.school_class.id
    finding = Finding(subject, 0.0)
    if context.diverted_to is not None:  # reported by the teacher and not decided yet (BNV26)
        return route_to(context.diverted_to, None, finding, context.calendars, context.now, context.now)
    return route_to(Role.CLASS_TEACHER, class_id, finding, context.calendars, context.now, context.now)


def to_office(context: FamilyContext, subject: Subject, because: str = "", role: Role = Role.OFFICE) -> Route:
    finding = Finding(subject, 1.0, (because,) if because else ())
    return route_to(role, None, finding, context.calendars, context.now, context.now)


def call_me(builder: Builder, context: FamilyContext, asked: Question) -> None:
    """The office gets the words and rings; nothing of it is in the class's thread (LT27)."""
    builder.settle_question()
    why = str(asked.data.get("why", ""))
    subject = Subject(why) if why in set(Subject) else Subject.ADMIN
    pupil, route = pupil_of(context, asked), to_office(context, subject)
    builder.open_item(route, messages_of(asked), pupil_id=pupil.id if pupil else None, kind="call_back")
    if route.held:
        builder.reply(say("ring_me.later"), *replies.emergency(context))
    else:
        builder.reply(say("ring_me.today"))

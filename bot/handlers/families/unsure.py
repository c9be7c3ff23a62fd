"""A message that is not surely about anything: its writer is asked, and says with a digit or a tap (law 8).

What may be an absence, urgent or a complaint must not lie with a class teacher: it waits hidden at the policy's doubtful
place and shows itself there when nobody answers in time. Everything else is safe with the class teacher, who has it at
once; the answer moves it on.
Danger was looked for before this and is never asked about. A school that offers topics asks with those, except where the
message may be a complaint that its policy keeps from class teachers: none of the topics is one (LT27).
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from bot.domain.absence import is_absence
from bot.domain.access import Action
from bot.domain.asking import Label
from bot.domain.choosing import possible
from bot.domain.conversation import Asked, Burst, Question
from bot.domain.decision import Decision
from bot.domain.effects.items import AddToItem, FileMessages, MoveItem, OpenItem
from bot.domain.effects.people import Record
from bot.domain.effects.telling import RefreshCards
from bot.domain.messages import Kind
from bot.domain.people import Pupil, Role
from bot.domain.routing import Route, route_to, routes
from bot.domain.subjects import LABELS, Finding, Subject, Triage
from bot.domain.wording import Option, RoleName, say
from bot.handlers.base import FamilyContext, Handler
from bot.handlers.building import Builder
from bot.handlers.families import absent, arrival, hears, kept_back, minute, note, replies
from bot.handlers.known import ItemFacts

_OFFICES = {"urgent": "perhaps urgent", "absence": "perhaps an absence", "complaint": "perhaps a complaint"}
"""What must not lie with a class teacher, in the words of the item that says why it came."""
_OF_A_TEACHER = (Subject.COMPLAINT, Subject.NOTE, Subject.ADMIN)  # what is offered where nothing else is likely
FEWEST = 3  # words that are worth a question
_HIDDEN = "hidden"  # before a place: what the minute turns out to be about opens anew and takes the hidden item back
_SAID = {
    "urgent": "option.voice_urgent",
    "absence": "option.voice_absence",
    "complaint": "subject.complaint",
    "dinner": "subject.dinners",
    "progress": "subject.progress",
    "sen": "option.topic.sen_physical",
    "office": "option.topic.admin",
    "teacher": "option.voice_note",
}
_ELSE = "option.other_topic"


def matches(context: FamilyContext) -> bool:
    """Words that begin something, or go on while they are still being asked about."""
    read, policy = context.triage, context.policy
    if context.event.kind is not Kind.TEXT or context.diverted_to is not None:
        return False
    if policy.routing.topics and not may_complain(context):
        return False
    if len(arrival.attributed(context)) != 1 or not (read.findings or read.maybe or context.teacher_named):
        return False
    if context.teacher_named:
        return True
    if _waiting(context):
        return context.choice.asks or _of_this_minute(context) is not None
    return context.choice.asks and not arrival.goes_on(context) and not _is_no_question(context)


def may_complain(context: FamilyContext) -> bool:
    """Whether it may be a complaint, and the policy keeps those from class teachers."""
    place = context.policy.routing.places.get(Subject.COMPLAINT)
    kept = place is not None and place.role is not Role.CLASS_TEACHER and not place.teacher_too
    return kept and any(one.subject is Subject.COMPLAINT for one in possible(context.triage))


def _is_no_question(context: FamilyContext) -> bool:
    """ "Ok", "Good morning": more follows or nothing does; long notes (M11) say what they are; so does who is rude."""
    rude = any(one.subject is Subject.ABUSE for one in possible(context.triage))
    said = len(context.event.text.split()) < FEWEST or 0 < context.policy.messages.brief_chars < len(
        context.event.text
    )
    return rude or (said and _doubtful(context) is None)


def _waiting(context: FamilyContext) -> tuple[ItemFacts, ...]:
    """Items whose subject is being asked for at this moment."""
    asked = context.conversation.open_question(context.now)
    if asked is None or asked.kind is not Asked.SUBJECT:
        return ()
    return tuple(item for item in context.burst_items if item.id in asked.item_ids and item.state == "open")


def _of_this_minute(context: FamilyContext) -> Burst | None:
    """The minute whose item waits for its subject."""
    burst = context.conversation.running_burst(context.at, context.policy.messages.burst_s)
    return burst if burst and {item.id for item in _waiting(context)} & set(burst.item_ids) else None


def handle(context: FamilyContext) -> Decision:
    waiting, burst = _waiting(context), _of_this_minute(context)
    if waiting and burst and not context.choice.asks and not context.teacher_named:
        return _cleared_up(context, burst)
    builder, (pupil,) = Builder(context, "unsure"), arrival.attributed(context)
    message = builder.keep(kind=str(context.event.kind))
    if waiting and not (context.teacher_named and any(item.role is Role.CLASS_TEACHER for item in waiting)):
        builder.add(*(AddToItem(item.id, message) for item in waiting))
        minute.goes_on(builder, context, message)
        options = _ask(builder, context, tuple(item.id for item in waiting))
        builder.reply(say("topic.ask"), *replies.if_closed(context), options=options)
        return builder.done()
    route, thread = _safe(context, pupil), context.thread(pupil)
    shown = None if route.to_teacher else _after_the_question(context, route)
    item = builder.open_item(route, (message,), thread=thread, pupil_id=pupil.id, visible_from=shown)
    if route.to_teacher:
        builder.add(FileMessages((message,), thread))
    said = _reply(builder, context, pupil, route, _ask(builder, context, (item,)))
    place = arrival.place_of(route, pupil) if route.to_teacher else f"{_HIDDEN}:{arrival.place_of(route, pupil)}"
    minute.remember_asked(builder, context, message, {place: item}, said if route.to_teacher else None)
    return builder.done()


def _cleared_up(context: FamilyContext, burst: Burst) -> Decision:
    """The rest of the minute says what it is: no answer is needed any more, and a hidden item is taken back."""
    stands = {p: i for p, i in zip(burst.places, burst.item_ids, strict=True) if not p.startswith(_HIDDEN)}
    begun = replace(burst, item_ids=tuple(stands.values()), places=tuple(stands))
    decision = note.handle(replace(context, conversation=replace(context.conversation.settled(), burst=begun)))
    opened = (one for one in decision.effects if isinstance(one, OpenItem) and one.role is Role.CLASS_TEACHER)
    filed = [FileMessages(burst.message_ids, one.thread) for one in opened if one.thread is not None]
    builder = Builder(context, decision.handler)
    for item_id in set(burst.item_ids) - set(stands.values()):
        builder.withdraw(item_id)
    return Decision(decision.handler, (*decision.effects, *filed, *builder.done().effects))


def _safe(context: FamilyContext, pupil: Pupil) -> Route:
    """Where it goes if nobody answers; what speaks of a class teacher does not go to a class teacher (LT37).

    As what it is, a message that nobody has sorted, with what it may be beside it: a lost coat rings nobody as urgent and is
    no complaint. What may be an absence is called one, for the register is looked through by it; none is recorded.
    """
    doubtful = _doubtful(context)
    if doubtful is None and not context.teacher_named:
        return kept_back.to_teacher(context, pupil)
    if doubtful is None:
        return aside(context, Finding(Subject.OTHER, 0.0))
    subject = doubtful.subject if is_absence(doubtful.subject) else Subject.OTHER
    return aside(context, Finding(subject, 0.0, (_OFFICES[doubtful.label], *doubtful.because)))


def aside(context: FamilyContext, finding: Finding) -> Route:
    """The policy's place for what may not lie with a class teacher."""
    role = context.policy.routing.doubtful.role
    return route_to(role, None, finding, context.calendars, context.now, context.now)


def _doubtful(context: FamilyContext) -> Finding | None:
    """What it may be about that must not lie with a class teacher."""
    return next((one for one in possible(context.triage) if one.label in _OFFICES), None)


def _after_the_question(context: FamilyContext, route: Route) -> datetime:
    return max(route.visible_from, context.now + timedelta(minutes=context.policy.messages.question_min))


def _ask(builder: Builder, context: FamilyContext, items: tuple[int, ...]) -> tuple[Option, ...]:
    """The same choices as `choose` has, in their order; what has no name a parent would use is "something else"."""
    named: dict[str, Label] = {}
    for subject in context.choice.choices or _OF_A_TEACHER:
        said = _SAID.get(LABELS[subject], _ELSE)
        named.setdefault(said, (say(said), str(subject), None))
    minutes = context.policy.messages.question_min
    return builder.ask(Asked.SUBJECT, (*named.values(), kept_back.RING), minutes, items, prompt="topic.ask")


def _reply(
    builder: Builder, context: FamilyContext, pupil: Pupil, route: Route, options: tuple[Option, ...]
) -> int | None:
    if (route.held or route.to_teacher) and not hears.told_before(builder, context, route):
        return builder.reply(*replies.passed(context, route, (pupil,)), say("topic.ask"), options=options)
    place = RoleName(route.role, route.class_id)
    return builder.reply(say("topic.ask"), say("topic.else", place=place), *replies.if_closed(context), options=options)


def chosen(builder: Builder, context: FamilyContext, asked: Question, meaning: str) -> None:
    """The sender says what it is about: it goes there, wherever it has shown itself meanwhile."""
    builder.settle_question()
    waiting = [one for one in context.burst_items if one.id in asked.item_ids and one.state in {"open", "taken"}]
    pupils = [pupil for pupil in context.pupils if pupil.id in {item.pupil_id for item in waiting}]
    if not pupils:
        builder.reply(say("choice.already_dealt_with"), *replies.if_closed(context))
        return
    subject, (pupil, *_) = Subject(meaning), pupils
    told = _absences(context, subject, pupil)
    said, *_ = (_send(builder, context, item, subject, pupil, told) for item in waiting)
    if hears.told_before(builder, context, said):
        builder.reply(say("choice.child_noted"), *replies.if_closed(context))
    else:
        builder.reply(*(absent.phrases(context, said, told) if told else replies.passed(context, said, (pupil,))))
    minute.end(builder, context)  # asked and answered: more words of the minute begin anew


def _absences(context: FamilyContext, subject: Subject, pupil: Pupil) -> absent.Told:
    """Read from what was written before the question, as it was meant on the day it was written."""
    if not is_absence(subject):
        return {}
    written = context.asked_written or context.at
    told = absent.understood(context, (pupil,), subject, context.asked_text, written)
    return {pupil_id: notices for pupil_id, notices in told.items() if notices}


def _send(
    builder: Builder, context: FamilyContext, item: ItemFacts, subject: Subject, pupil: Pupil, told: absent.Told
) -> Route:
    triage = Triage((Finding(subject, 1.0, ("as the parent says",)),))
    class_id = pupil.school_class.id
    first, *others = routes(triage, class_id, context.policy, context.calendars, context.now, context.now)
    private = subject is Subject.COMPLAINT and not first.to_teacher
    thread = None if private else context.thread(pupil)
    builder.add(
        MoveItem(
            item_id=item.id,
            role=first.role,
            subject=subject,
            visible_from=first.visible_from,
            class_id=first.class_id,
            thread=thread,
            pupil_id=pupil.id,
            private=private,
        ),
        RefreshCards(item.id),
        Record(action="subject_chosen", subject_kind="item", subject_id=item.id, reason=str(subject)),
    )
    if thread is not None:
        builder.add(FileMessages(item.message_ids, thread))
    builder.notify(item.id, replace(first, subject=subject), first.push_at)
    for route in others:
        builder.open_item(route, item.message_ids, thread=thread, pupil_id=pupil.id)
    if pupil.id in told:
        absent.record(builder, context, told[pupil.id], item.id)
    return first


HANDLER = Handler("unsure", Action.WRITE_HOME_TO_SCHOOL, matches, handle)

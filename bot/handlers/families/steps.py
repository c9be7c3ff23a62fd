"""STEPS and "not resolved": whom a matter goes to next, one recorded step at a time (LT34, LT35, LT36, LT39)."""

from __future__ import annotations

from bot.domain import ladders, spoken
from bot.domain.access import Action
from bot.domain.conversation import Asked, Question
from bot.domain.decision import Decision
from bot.domain.effects.items import ShareItem
from bot.domain.effects.people import Record
from bot.domain.effects.telling import Notify
from bot.domain.ladders import Matter
from bot.domain.messages import Kind
from bot.domain.people import Pupil, Role
from bot.domain.policy import Step
from bot.domain.refs import pressed
from bot.domain.routing import Route
from bot.domain.wording import Phrase, RoleName, Value, say
from bot.handlers.base import FamilyContext, Handler
from bot.handlers.building import Builder
from bot.handlers.families import kept_back, meeting, replies

WORDS = frozenset({"steps", "/steps"}) | spoken.keywords("steps")
VERB = "steps"
_MINUTES = 24 * 60


def matches(context: FamilyContext) -> bool:
    if not context.policy.routing.ladders:
        return False
    typed = context.event.kind is Kind.TEXT and context.event.text.strip().strip(".!").casefold() in WORDS
    return typed or (context.event.kind is Kind.CHOICE and pressed(context.event.choice)[0] == VERB)


def handle(context: FamilyContext) -> Decision:
    """What has been done, and the one step that is open now."""
    builder = Builder(context, "steps")
    matter = _meant(context)
    if matter is None:
        builder.reply(say("steps.none"), *replies.if_closed(context))
        return builder.done()
    offer(builder, context, matter)
    return builder.done()


def _meant(context: FamilyContext) -> Matter | None:
    """The matter of the letter whose button was pressed, else the one that moved last."""
    _, numbers = pressed(context.event.choice)
    named = [one for one in context.matters if numbers and numbers[0] in one.item_ids]
    return (*context.matters, *named)[-1] if context.matters else None


def offer(builder: Builder, context: FamilyContext, matter: Matter) -> None:
    """ "It is with the Y4 teacher" while a step is being taken; then what the next one would be."""
    if ladders.asked_already(matter) or matter.reached < 0:
        builder.reply(_is_with(context, matter), *replies.if_closed(context))
        return
    if matter.reached >= len(ladders.steps(context.policy, matter.topic)):
        builder.reply(say("steps.none"), *replies.if_closed(context))
        return
    data: dict[str, str | int] = {"pupil": matter.pupil_id, "topic": matter.topic}
    labels = ((say("option.not_resolved"), "next", None), kept_back.RING)
    options = builder.ask(Asked.STEPS, labels, _MINUTES, data=data, prompt="steps.what_now")
    builder.reply(next_line(context, matter), *replies.if_closed(context), options=options)


def _is_with(context: FamilyContext, matter: Matter) -> Phrase:
    ladder, place = ladders.steps(context.policy, matter.topic), matter.waiting if matter.waiting is not None else 0
    if place >= len(ladder):
        return say("steps.is_with", place=RoleName(Role.OFFICE))
    return say("steps.is_with", place=_name(context, ladder[place], matter.pupil_id))


def next_line(context: FamilyContext, matter: Matter) -> Phrase:
    step = ladders.next_step(context.policy, matter)
    if step is None:
        return say("steps.next_last", who=context.policy.routing.last_rung)
    return say("steps.next", place=_name(context, step, matter.pupil_id))


def _name(context: FamilyContext, step: Step, pupil_id: int) -> RoleName:
    pupil = _pupil(context, pupil_id)
    class_id = pupil.school_class.id if pupil and step.role is Role.CLASS_TEACHER else None
    return RoleName(step.role, class_id)


def _pupil(context: FamilyContext, pupil_id: int) -> Pupil | None:
    return next((pupil for pupil in context.pupils if pupil.id == pupil_id), None)


def _matter(context: FamilyContext, asked: Question) -> Matter | None:
    place = (asked.data.get("pupil"), asked.data.get("topic"))
    return next((one for one in context.matters if (one.pupil_id, one.topic) == place), None)


def chosen(builder: Builder, context: FamilyContext, asked: Question) -> None:
    """ "Not resolved": the step is taken, or, where somebody new would read the messages, agreed to first (LT35)."""
    builder.settle_question()
    matter = _matter(context, asked)
    if matter is None or ladders.asked_already(matter):
        builder.reply(say("choice.already_dealt_with"), *replies.if_closed(context))
        return
    step = ladders.next_step(context.policy, matter)
    if step is not None and step.by == "message" and step.role is not Role.CLASS_TEACHER:
        labels = ((say("option.yes"), "yes", None), (say("option.no"), "no", None), kept_back.RING)
        options = builder.ask(Asked.AGREES, labels, _MINUTES, data=dict(asked.data), prompt="steps.what_now")
        builder.reply(say("agree.ask", place=RoleName(step.role)), *replies.if_closed(context), options=options)
        return
    take(builder, context, matter, step)


def agreed(builder: Builder, context: FamilyContext, asked: Question, answer: str) -> None:
    builder.settle_question()
    matter = _matter(context, asked)
    if answer != "yes" or matter is None:
        builder.reply(say("kept.not_passed"), *replies.if_closed(context))
        return
    take(builder, context, matter, ladders.next_step(context.policy, matter))


def take(builder: Builder, context: FamilyContext, matter: Matter, step: Step | None) -> None:
    pupil, rung = _pupil(context, matter.pupil_id), matter.reached + 1
    if step is not None and step.by == "message":
        _by_message(builder, context, matter, step, pupil)
    elif step is not None and step.by == "meeting":
        meeting.request(builder, context, pupil, topic=matter.topic, rung=rung)
    else:
        _by_appointment(builder, context, matter, step, pupil)


def _by_message(builder: Builder, context: FamilyContext, matter: Matter, step: Step, pupil: Pupil | None) -> None:
    """They get what was written so far; the class teacher keeps sight of it."""
    rung, subject = matter.reached + 1, ladders.subject_of(matter.topic)
    class_id, thread = (pupil.school_class.id, context.thread(pupil)) if pupil else (None, None)
    route = _route(context, matter, step, pupil)
    messages = tuple(
        message for item in context.matter_items for message in item.message_ids if item.id in matter.item_ids
    )
    made = builder.open_item(
        route,
        messages,
        thread=thread,
        pupil_id=matter.pupil_id or None,
        topic=matter.topic,
        rung=rung,
        class_id=class_id,
    )
    if class_id is not None and step.role is not Role.CLASS_TEACHER:
        builder.add(ShareItem(made, Role.CLASS_TEACHER))
        due = kept_back.to_teacher(context, pupil, subject).push_at if pupil else context.now
        builder.add(Notify(made, Role.CLASS_TEACHER, class_id, due))
    builder.add(Record(action="step_taken", subject_kind="item", subject_id=made, reason=f"{matter.topic} {rung}"))
    builder.reply(*replies.passed(context, route, (pupil,) if pupil else ()))


def _route(context: FamilyContext, matter: Matter, step: Step, pupil: Pupil | None) -> Route:
    subject = ladders.subject_of(matter.topic)
    if step.role is Role.CLASS_TEACHER and pupil is not None:
        return kept_back.to_teacher(context, pupil, subject)
    return kept_back.to_office(context, subject, role=step.role)


def _by_appointment(
    builder: Builder, context: FamilyContext, matter: Matter, step: Step | None, pupil: Pupil | None
) -> None:
    """Through the office; what it is about stays out of the line that names it (LT36)."""
    role, last = step.role if step else None, context.policy.routing.last_rung
    with_whom = f"with the {role.replace('_', ' ')}" if role else f"with the {last}"
    route = kept_back.to_office(context, ladders.subject_of(""), with_whom)
    made = builder.open_item(
        route, (), pupil_id=matter.pupil_id or None, kind="appointment", topic=matter.topic, rung=matter.reached + 1
    )
    builder.add(
        Record(action="step_taken", subject_kind="item", subject_id=made, reason=f"{matter.topic} {role or 'last'}")
    )
    who: dict[str, Value] = {"place": RoleName(role)} if role else {"who": last}
    said = Phrase("steps.arranging" if role else "steps.arranging_last", who)
    builder.reply(said, *replies.emergency(context))


def on_a_ladder(context: FamilyContext, role: Role) -> bool:
    """Whether somebody is reached step by step here: asking for them directly shows the step that is open."""
    found = context.policy.routing.ladders.values()
    return any(step.role is role for ladder in found for step in ladder)


def towards(builder: Builder, context: FamilyContext, role: Role | None) -> None:
    """The parent asks for somebody further up, None for the last: only the next step is on offer (LT34, LT39)."""
    builder.keep(kind=str(context.event.kind))
    matter = context.matters[-1] if context.matters else None
    closed = replies.emergency(context)
    blocked = (
        (say("others.blocked", place=RoleName(role)),) if role in context.policy.messages.blocked_roles and role else ()
    )
    if matter is None:
        first = _first(context)
        builder.reply(*blocked, say("steps.first", place=first), *closed)
    elif ladders.asked_already(matter) or matter.reached < 0:
        builder.reply(*blocked, _is_with(context, matter), *closed)
    elif role is None and ladders.used_up(context.policy, matter):
        take(builder, context, matter, None)
    else:
        data: dict[str, str | int] = {"pupil": matter.pupil_id, "topic": matter.topic}
        labels = ((say("option.not_resolved"), "next", None), kept_back.RING)
        options = builder.ask(Asked.STEPS, labels, _MINUTES, data=data, prompt="steps.what_now")
        builder.reply(next_line(context, matter), *closed, options=options)


def _first(context: FamilyContext) -> RoleName:
    pupil = context.pupils[0] if len(context.pupils) == 1 else None
    return RoleName(Role.CLASS_TEACHER, pupil.school_class.id if pupil else None)


HANDLER = Handler("steps", Action.WRITE_HOME_TO_SCHOOL, matches, handle)

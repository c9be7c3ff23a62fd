"""Topics: a school that offers them asks what an unclear message is about; unanswered, it goes the usual way (LT12).

The item waits hidden with the class teacher for the policy's minutes and shows itself there by itself: a time, not a
timer. What is about a member of staff leaves the class's thread for good, and what speaks of a class teacher never waits
with a class teacher (LT37).
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from bot.domain import ladders
from bot.domain.access import Action
from bot.domain.asking import Label
from bot.domain.conversation import Asked, Question
from bot.domain.decision import Decision
from bot.domain.effects.items import AddToItem, FileMessages, MoveItem
from bot.domain.effects.people import Record
from bot.domain.effects.telling import RefreshCards
from bot.domain.messages import Kind
from bot.domain.people import Pupil, Role
from bot.domain.routing import ROUTE_AT, Route, route_to
from bot.domain.subjects import Finding, Subject
from bot.domain.wording import Option, RoleName, say
from bot.handlers.base import FamilyContext, Handler
from bot.handlers.building import Builder
from bot.handlers.families import arrival, hears, kept_back, minute, replies, unsure
from bot.handlers.known import ItemFacts


def matches(context: FamilyContext) -> bool:
    """A conversation that begins with words nobody can place, or goes on while it is still being asked about."""
    if context.diverted_to is not None or unsure.may_complain(context):
        return False
    if context.event.kind is not Kind.TEXT or not context.policy.routing.topics or not arrival.attributed(context):
        return False
    return (
        bool(context.event.text.strip())
        and (_unclear(context) or context.teacher_named)
        and (bool(_waiting(context)) or context.teacher_named or not arrival.goes_on(context))
    )


def _unclear(context: FamilyContext) -> bool:
    """A note that is likely one and likely nothing else needs no question. Words that are about nothing yet ("It is about Ada") do."""
    found = context.triage.findings
    subjects = {one.subject for one in found}
    only_note = subjects == {Subject.NOTE} and found[0].confidence >= ROUTE_AT
    about_nothing = subjects == {Subject.OTHER} and len(context.event.text.split()) >= unsure.FEWEST
    return not only_note and (context.choice.asks or not found or about_nothing)


def _waiting(context: FamilyContext) -> tuple[ItemFacts, ...]:
    """Items whose topic is being asked for at this moment."""
    asked = context.conversation.open_question(context.now)
    if asked is None or asked.kind is not Asked.TOPIC:
        return ()
    return tuple(item for item in context.burst_items if item.id in asked.item_ids and item.state == "open")


def handle(context: FamilyContext) -> Decision:
    builder, pupils = Builder(context, "topic"), arrival.attributed(context)
    waiting = _waiting(context)
    if waiting:
        _join(builder, context, waiting)
        return builder.done()
    message = builder.keep(kind=str(context.event.kind))
    items = {pupil.id: _open_hidden(builder, context, pupil, message) for pupil in pupils}
    route = _safe(context, pupils[0])
    options = ask(builder, context, tuple(items.values()), context.policy.messages.question_min)
    place = RoleName(route.role, route.class_id if len(pupils) == 1 else None)
    if route.held and not hears.told_before(builder, context, route):
        builder.reply(*replies.passed(context, route, pupils), say("topic.ask"), options=options)
    else:
        builder.reply(say("topic.ask"), say("topic.else", place=place), *replies.if_closed(context), options=options)
    minute.remember_asked(
        builder, context, message, {arrival.place_of(route, pupil): items[pupil.id] for pupil in pupils}
    )
    return builder.done()


def _join(builder: Builder, context: FamilyContext, waiting: tuple[ItemFacts, ...]) -> None:
    """More words on what waits for its topic: they go wherever it goes; within the minute nobody is asked twice."""
    message = builder.keep(kind=str(context.event.kind))
    items = tuple(item.id for item in waiting)
    for item in waiting:
        if context.teacher_named and item.role is Role.CLASS_TEACHER:
            _take_away(builder, context, item)
    builder.add(*(AddToItem(item_id, message) for item_id in items))
    if context.conversation.running_burst(context.at, context.policy.messages.burst_s) is None:
        options = ask(builder, context, items, context.policy.messages.question_min)
        builder.reply(say("topic.ask"), *replies.if_closed(context), options=options)


def _open_hidden(builder: Builder, context: FamilyContext, pupil: Pupil, message: int) -> int:
    route, thread = _safe(context, pupil), context.thread(pupil)
    return builder.open_item(
        route, (message,), thread=thread, pupil_id=pupil.id, visible_from=_shows(context, route.visible_from)
    )


def _shows(context: FamilyContext, opens: datetime) -> datetime:
    """When it is seen if nobody answers."""
    return max(opens, context.now + timedelta(minutes=context.policy.messages.question_min))


def _safe(context: FamilyContext, pupil: Pupil) -> Route:
    """Where it goes if nobody answers."""
    return unsure.aside(context, Finding(Subject.OTHER, 0.0)) if context.teacher_named else kept_back.to_teacher(context, pupil)


def _take_away(builder: Builder, context: FamilyContext, item: ItemFacts) -> None:
    """ "Hello", then "it is about Ms Four": what waited for the class teacher waits at the doubtful place."""
    route = unsure.aside(context, Finding(item.subject, 0.0))
    shows = _shows(context, route.visible_from)
    builder.add(
        MoveItem(
            item_id=item.id,
            role=route.role,
            subject=item.subject,
            visible_from=shows,
            thread=item.thread,
            pupil_id=item.pupil_id,
        )
    )
    builder.notify(item.id, route, max(route.push_at, shows), asked=True)


def ask(builder: Builder, context: FamilyContext, items: tuple[int, ...], minutes: int) -> tuple[Option, ...]:
    labels: list[Label] = [(say(f"option.topic.{topic}"), topic, None) for topic in context.policy.routing.topics]
    return builder.ask(Asked.TOPIC, (*labels, kept_back.RING), minutes, items, prompt="topic.ask")


def chosen(builder: Builder, context: FamilyContext, asked: Question, topic: str) -> None:
    """Send what waits to the topic's place, and remember the topic for what follows."""
    builder.settle_question()
    hours = timedelta(hours=context.policy.messages.remember_child_h)
    builder.remember(topic=topic if topic in context.policy.routing.ladders else "", topic_until=context.now + hours)
    waiting = [one for one in context.burst_items if one.id in asked.item_ids and one.state in {"open", "taken"}]
    said: Route | None = None
    for item in waiting:
        route = place_of(context, topic, item)
        _give(builder, context, item, route, topic)
        said = said or route
    pupils = tuple(pupil for pupil in context.pupils if pupil.id in {item.pupil_id for item in waiting})
    if said is None:
        builder.reply(say("choice.already_dealt_with"), *replies.if_closed(context))
    elif hears.told_before(builder, context, said):
        builder.reply(say("choice.child_noted"), *replies.if_closed(context))
    else:
        builder.reply(*replies.passed(context, said, pupils))
    minute.end(builder, context)  # a topic is chosen for one matter: more words of the minute start anew


def place_of(context: FamilyContext, topic: str, item: ItemFacts) -> Route:
    place = context.policy.routing.topic.get(topic)
    role = place.role if place else context.policy.routing.default.role
    if place is None and topic == "service":
        role = Role.OFFICE
    class_id = item.thread.class_id if item.thread else item.class_id
    finding = Finding(ladders.subject_of(topic), 1.0)
    return route_to(role, class_id, finding, context.calendars, context.now, context.now)


def _give(builder: Builder, context: FamilyContext, item: ItemFacts, route: Route, topic: str) -> None:
    private, on_ladder = not route.to_teacher, topic in context.policy.routing.ladders and route.to_teacher
    builder.add(
        MoveItem(
            item_id=item.id,
            role=route.role,
            subject=route.subject,
            visible_from=route.visible_from,
            class_id=route.class_id,
            thread=None if private else item.thread,
            pupil_id=item.pupil_id,
            kind="staff_issue" if topic == "staff" else "message",
            topic=topic if on_ladder else "",
            rung=0 if on_ladder else None,
            private=private,
        ),
        RefreshCards(item.id),
        Record(action="topic_chosen", subject_kind="item", subject_id=item.id, reason=topic),
    )
    if not private and item.thread:
        builder.add(FileMessages(item.message_ids, item.thread))
    builder.notify(item.id, replace(route, subject=route.subject), route.push_at)


HANDLER = Handler("topic", Action.WRITE_HOME_TO_SCHOOL, matches, handle)

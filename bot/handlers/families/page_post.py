"""A family's picture for the class page, where the school lets them: the class teacher looks at it first (DPIA14).

Unanswered it is a note to the teacher, as any other picture; nothing is lost.
"""

from __future__ import annotations

from datetime import timedelta

from bot.domain.access import Action
from bot.domain.asking import Label
from bot.domain.conversation import Asked, Question
from bot.domain.decision import Decision
from bot.domain.messages import Kind
from bot.domain.people import Pupil
from bot.domain.subjects import Subject
from bot.domain.wording import say
from bot.handlers.base import FamilyContext, Handler
from bot.handlers.building import Builder
from bot.handlers.families import arrival, kept_back, replies

POST = "parent_post"
_CARRIED = {Kind.PHOTO: "photo", Kind.VIDEO: "video"}
_MINUTES = 24 * 60
_LABELS: tuple[Label, ...] = ((say("option.class_page"), "page", None), (say("option.to_teacher"), "note", None))


def _pupil(context: FamilyContext) -> Pupil | None:
    pupils = arrival.attributed(context)
    return pupils[0] if len(pupils) == 1 else None


def matches(context: FamilyContext) -> bool:
    """One picture about one child, whose words are no matter of another kind; an album's others follow the first."""
    feed, event = context.policy.feed, context.event
    carried = feed.parent_posts and feed.class_story and _CARRIED.get(event.kind) in feed.media
    plain = all(one.subject is Subject.NOTE for one in context.triage.findings)
    running = context.conversation.running_burst(context.at, context.policy.messages.burst_s)
    return carried and plain and running is None and context.diverted_to is None and _pupil(context) is not None


def handle(context: FamilyContext) -> Decision:
    builder, pupil = Builder(context, "page_post"), _pupil(context)
    if pupil is None:
        return builder.done()
    thread, route = context.thread(pupil), kept_back.to_teacher(context, pupil)
    message = builder.keep(thread=thread, kind=str(context.event.kind))
    waits = context.now + timedelta(minutes=context.policy.messages.question_min)
    item = builder.open_item(route, (message,), thread=thread, pupil_id=pupil.id, visible_from=max(waits, route.visible_from))
    data: dict[str, str | int] = {"messages": str(message), "pupil": pupil.id}
    options = builder.ask(Asked.CLASS_PAGE, _LABELS, _MINUTES, (item,), data=data, prompt="page_post.which")
    builder.reply(*replies.if_closed(context), say("page_post.which"), options=options)
    return builder.done()


def chosen(builder: Builder, context: FamilyContext, asked: Question, answer: str) -> None:
    builder.settle_question()
    pupil = kept_back.pupil_of(context, asked)
    waiting = {item.id for item in context.burst_items if item.state == "open" and not item.seen}
    if pupil is None or not set(asked.item_ids) <= waiting:
        builder.reply(say("choice.already_dealt_with"), *replies.if_closed(context))
        return
    for item_id in asked.item_ids:
        builder.withdraw(item_id)
    route, page = kept_back.to_teacher(context, pupil), answer == "page"
    builder.open_item(
        route, kept_back.messages_of(asked), thread=context.thread(pupil), pupil_id=pupil.id, kind=POST if page else "message"
    )
    if page:
        builder.reply(say("page_post.waits"), *replies.if_closed(context))
    else:
        builder.reply(*replies.passed(context, route, (pupil,)))


HANDLER = Handler("page_post", Action.WRITE_HOME_TO_SCHOOL, matches, handle)

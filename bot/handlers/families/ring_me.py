"""0 always means "please ring me": an office item, whatever else was open; with the words, where they were kept back."""

from __future__ import annotations

from bot.domain.access import Action
from bot.domain.conversation import Asked, typed_digit
from bot.domain.decision import Decision
from bot.domain.messages import Kind
from bot.domain.routing import route_to
from bot.domain.subjects import Finding, Subject
from bot.domain.wording import say
from bot.handlers.base import FamilyContext, Handler
from bot.handlers.building import Builder
from bot.handlers.families import arrival, kept_back, replies


def matches(context: FamilyContext) -> bool:
    return context.event.kind is Kind.TEXT and typed_digit(context.event.text) == 0


def handle(context: FamilyContext) -> Decision:
    builder, asked = Builder(context, "ring_me"), context.conversation.open_question(context.now)
    if asked is not None and asked.kind is Asked.KEPT_BACK:  # the office rings about words that it has not seen
        kept_back.call_me(builder, context, asked)
        return builder.done()
    role = context.policy.routing.doubtful.role
    finding = Finding(Subject.ADMIN, 1.0, ("asked to be rung",))
    route = route_to(role, None, finding, context.calendars, context.at, context.now)
    pupils = arrival.attributed(context)
    pupil = pupils[0] if len(pupils) == 1 else None
    thread = context.thread(pupil) if pupil else None
    builder.open_item(route, (), thread=thread, pupil_id=pupil.id if pupil else None, kind="call_back")
    builder.settle_question()
    if route.held and route.opens_at:
        builder.reply(say("ring_me.later"), *replies.emergency(context))
    else:
        builder.reply(say("ring_me.today"))
    return builder.done()


HANDLER = Handler("ring_me", Action.WRITE_HOME_TO_SCHOOL, matches, handle)

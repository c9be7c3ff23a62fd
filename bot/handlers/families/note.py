"""Anything else a family writes: attributed, sorted by subject, delivered or held, and answered honestly."""

from __future__ import annotations

from bot.domain.access import Action
from bot.domain.decision import Decision
from bot.domain.routing import route_to
from bot.domain.subjects import Finding, Subject
from bot.domain.wording import say
from bot.handlers.base import FamilyContext, Handler
from bot.handlers.building import Builder
from bot.handlers.families import arrival, replies, which_child


def matches(context: FamilyContext) -> bool:
    return True


def handle(context: FamilyContext) -> Decision:
    builder = Builder(context, "note")
    if not context.event.text.strip() and not context.event.media:
        builder.reply(say("empty"), *replies.if_closed(context))
        return builder.done()
    pupils = arrival.attributed(context)
    kind = str(context.event.kind)
    waiting = [item for item in context.burst_items if item.state == "open" and item.pupil_id is None]
    burst = context.conversation.running_burst(context.at, context.policy.messages.burst_s)
    if not context.pupils:
        _no_child(builder, context)
    elif pupils:
        arrival.deliver(builder, context, pupils, kind=kind)
    elif waiting and burst:  # still being asked which child: this belongs to the same question
        which_child.join(builder, context, tuple(waiting), kind=kind)
    else:
        which_child.ask(builder, context, kind=kind)
    return builder.done()


def _no_child(builder: Builder, context: FamilyContext) -> None:
    """A known adult without a child on roll (left, or restricted): the office, never a class."""
    role = context.policy.routing.doubtful.role
    route = route_to(role, None, Finding(Subject.OTHER, 0.0), context.calendars, context.at, context.now)
    builder.open_item(route, (builder.keep(),))
    builder.reply(say("no_child"), *replies.if_closed(context))


HANDLER = Handler("note", Action.WRITE_HOME_TO_SCHOOL, matches, handle)

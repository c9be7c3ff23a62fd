"""A sticker, a location, a poll: never kept, and the parent hears what to send instead (DPIA8)."""

from __future__ import annotations

from bot.domain.access import Action
from bot.domain.decision import Decision
from bot.domain.messages import Kind
from bot.domain.wording import say
from bot.handlers.base import FamilyContext, Handler
from bot.handlers.building import Builder
from bot.handlers.families import replies


def matches(context: FamilyContext) -> bool:
    return context.event.kind is Kind.REFUSED


def handle(context: FamilyContext) -> Decision:
    builder = Builder(context, "refused")
    why = say("refused.location" if context.event.refused == "location" else "refused.kind")
    builder.reply(why, *replies.if_closed(context))
    return builder.done()


HANDLER = Handler("refused", Action.WRITE_HOME_TO_SCHOOL, matches, handle)

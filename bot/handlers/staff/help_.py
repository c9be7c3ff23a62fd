"""/help and /start for staff who are linked."""

from __future__ import annotations

from bot.domain.access import Action
from bot.domain.decision import Decision
from bot.domain.messages import Kind
from bot.domain.wording import say
from bot.handlers.base import Handler, StaffContext
from bot.handlers.building import Builder


def matches(context: StaffContext) -> bool:
    return context.event.kind is Kind.TEXT and context.event.text.strip().casefold() in {"/help", "help", "/start"}


def handle(context: StaffContext) -> Decision:
    builder = Builder(context, "staff_help")
    builder.reply(say("staff.help"))
    return builder.done()


HANDLER = Handler("staff_help", Action.USE_STAFF_BOT, matches, handle)

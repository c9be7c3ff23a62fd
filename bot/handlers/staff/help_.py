"""/help and /start for staff who are linked."""

from __future__ import annotations

from bot.domain.access import Action
from bot.domain.decision import Decision
from bot.domain.messages import Kind
from bot.domain.policy import Policy
from bot.domain.wording import Phrase, say
from bot.handlers.base import Handler, StaffContext
from bot.handlers.building import Builder


def matches(context: StaffContext) -> bool:
    return context.event.kind is Kind.TEXT and context.event.text.strip().casefold() in {"/help", "help", "/start"}


def handle(context: StaffContext) -> Decision:
    builder = Builder(context, "staff_help")
    builder.reply(*helping(context.policy))
    return builder.done()


def helping(policy: Policy) -> tuple[Phrase, ...]:
    """What there is to do here; where families only read, nothing of an inbox (PH1)."""
    inbox = (say("staff.help"),) if policy.mode == "two_way" else ()
    posts = (say("staff.help.posts"),) if policy.feed.class_story else ()
    return (*inbox, *posts, say("staff.help.emergency"))


HANDLER = Handler("staff_help", Action.USE_STAFF_BOT, matches, handle)

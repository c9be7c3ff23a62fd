"""WRONG or ORIGINAL, typed alone, where no machine translated anything for them of late: answered, and nobody's to read."""

from __future__ import annotations

from bot.domain.access import Action
from bot.domain.decision import Decision
from bot.domain.wording import say
from bot.handlers.base import FamilyContext, Handler
from bot.handlers.building import Builder
from bot.handlers.families import replies


def matches(context: FamilyContext) -> bool:
    """Whoever replies to a post with this word writes under it."""
    return context.nothing_translated and context.post is None


def handle(context: FamilyContext) -> Decision:
    builder = Builder(context, "untranslated")
    builder.reply(say("kept.not_passed"), say("wrong.nothing"), *replies.if_closed(context))
    return builder.done()


HANDLER = Handler("untranslated", Action.WRITE_HOME_TO_SCHOOL, matches, handle)

"""/unlink: this adult's every phone stops being linked, at once (PH18). A new code is needed to come back."""

from __future__ import annotations

from bot.domain.decision import Decision
from bot.domain.messages import Kind
from bot.domain.wording import say
from bot.handlers.base import FamilyContext, Handler
from bot.handlers.building import Builder
from bot.handlers.families import agreement, replies

WORDS = frozenset({"/unlink", "unlink", "/signout", "signout", "sign out", "/logout", "logout"})


def matches(context: FamilyContext) -> bool:
    known = context.guardian is not None
    return known and context.event.kind is Kind.TEXT and context.event.text.strip().casefold() in WORDS


def handle(context: FamilyContext) -> Decision:
    builder, guardian = Builder(context, "unlink"), context.guardian
    if guardian is not None:
        builder.settle_question()
        agreement.end_links(builder, context, guardian.id, "unlinked")
        builder.reply(say("unlinked"), *replies.if_closed(context), even_when_capped=True)
    return builder.done()


HANDLER = Handler("unlink", None, matches, handle)

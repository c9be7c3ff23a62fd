"""An invitation by text message: YES from the invited number joins, NO is remembered and nobody asks again (DPIA3, DPIA4)."""

from __future__ import annotations

from bot.domain import spoken
from bot.domain.conversation import Asked
from bot.domain.decision import Decision
from bot.domain.effects.people import Refuse
from bot.domain.messages import Kind
from bot.domain.wording import say
from bot.handlers.base import FamilyContext, Handler
from bot.handlers.building import Builder, meaning
from bot.handlers.families import join, replies

NO = frozenset({"no", "nope", "no thanks", "no thank you"}) | spoken.keywords("no")
YES = frozenset({"yes", "join"}) | spoken.keywords("yes")


def _said(context: FamilyContext) -> str:
    """ "yes", "no", or nothing we can act on."""
    asked = context.conversation.open_question(context.now)
    invited = asked is not None and asked.kind is Asked.INVITED
    option = asked.chosen(context.event.text, context.event.choice) if asked and invited else None
    if option is not None:
        return meaning(option)
    word = context.event.text.strip().strip(".!").casefold()
    if word in NO:
        return "no"
    return "yes" if invited and word in YES else ""


def matches(context: FamilyContext) -> bool:
    known = context.listed_as is not None and context.guardian is None
    return known and context.event.kind is Kind.TEXT and bool(_said(context))


def handle(context: FamilyContext) -> Decision:
    builder = Builder(context, "decline")
    if _said(context) == "yes":
        return join.by_invitation(builder, context)
    builder.settle_question()
    builder.remember(join_invite=None)
    builder.add(Refuse(context.listed_as or 0))
    builder.reply(say("invite.refused"), *replies.if_closed(context))
    return builder.done()


HANDLER = Handler("decline", None, matches, handle)

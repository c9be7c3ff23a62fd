"""EVENTS: what is coming up, of the reader's own children's classes and the school, in their language (PH3)."""

from __future__ import annotations

from bot.domain import spoken
from bot.domain.access import Action
from bot.domain.decision import Decision
from bot.domain.messages import Kind
from bot.domain.sending import Events
from bot.handlers.base import FamilyContext, Handler
from bot.handlers.building import Builder

WORDS = frozenset({"events", "/events"}) | spoken.keywords("events")


def matches(context: FamilyContext) -> bool:
    typed = context.event.kind is Kind.TEXT and context.event.text.strip().strip(".!?").casefold() in WORDS
    return typed and context.policy.feed.events and context.guardian is not None


def handle(context: FamilyContext) -> Decision:
    builder = Builder(context, "events")
    builder.send(Events(), guardian_id=context.guardian.id if context.guardian else None)
    return builder.done()


HANDLER = Handler("events", Action.RECEIVE, matches, handle)

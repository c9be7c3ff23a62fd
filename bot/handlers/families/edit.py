"""An edited message is a new version: the old one stays, staff see the newest, and nobody is asked anything again."""

from __future__ import annotations

from bot.domain.decision import AddToItem, Decision, RefreshCards
from bot.domain.messages import Kind
from bot.handlers.base import FamilyContext, Handler
from bot.handlers.building import Builder
from bot.handlers.families import note


def matches(context: FamilyContext) -> bool:
    return context.event.kind is Kind.EDIT and context.earlier is not None


def handle(context: FamilyContext) -> Decision:
    builder = Builder(context, "edit")
    thread = context.item.thread if context.item else None
    made = builder.keep(thread=thread, kind="edit", replaces=context.earlier)
    if context.item is not None:
        builder.add(AddToItem(context.item.id, made), RefreshCards(context.item.id))
    elif context.earlier is None:
        return note.handle(context)
    return builder.done()


HANDLER = Handler("edit", None, matches, handle)

"""An edited message is a new version: the old one stays, staff see the newest, and nobody is asked anything again."""

from __future__ import annotations

from bot.domain.access import Action
from bot.domain.decision import AddToItem, Decision
from bot.domain.messages import Kind
from bot.handlers.base import FamilyContext, Handler
from bot.handlers.building import Builder


def matches(context: FamilyContext) -> bool:
    """An edit of something we never had is a message like any other."""
    return context.event.kind is Kind.EDIT and bool(context.earlier)


def handle(context: FamilyContext) -> Decision:
    """In every thread and item that holds the message: about two children it was kept twice."""
    builder = Builder(context, "edit")
    for version in context.earlier:
        made = builder.keep(thread=version.thread, kind=str(Kind.EDIT), replaces=version.message_id)
        for item_id in (*version.item_ids, *version.lead_item_ids):
            builder.add(AddToItem(item_id, made))
    return builder.done()


HANDLER = Handler("edit", Action.WRITE_HOME_TO_SCHOOL, matches, handle)

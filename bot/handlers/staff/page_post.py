"""A family's picture for the class page: the class teacher puts it there, through the same steps as a picture of their own (DPIA14)."""

from __future__ import annotations

from bot.domain.effects.items import SettleItem
from bot.domain.wording import say
from bot.handlers.base import StaffContext
from bot.handlers.building import Builder
from bot.handlers.known import ItemFacts
from bot.handlers.staff import post_flow, post_rights


def put(builder: Builder, context: StaffContext, item: ItemFacts) -> None:
    """Who is in it is asked as ever, and whoever may not appear keeps it off the page."""
    class_id = item.class_id or (item.thread.class_id if item.thread else None)
    if context.offered is None or not post_rights.for_class(context, class_id):
        builder.reply(say("staff.not_yours"))
        return
    message_id, words, files = context.offered
    builder.add(SettleItem(item_id=item.id, seen=True, staff_id=context.staff.id if context.staff else None))
    post_flow.begin(builder, context, words, class_id=class_id, message_id=message_id, files=files)

"""/list: what waits for me now, oldest first, each to be opened. Names appear only once a card is opened."""

from __future__ import annotations

from bot.domain.access import Action
from bot.domain.decision import Decision
from bot.domain.messages import Kind
from bot.domain.refs import button
from bot.domain.sending import Words
from bot.domain.wording import ClassName, Option, Phrase, Value, When, say
from bot.handlers.base import Handler, StaffContext
from bot.handlers.building import Builder
from bot.handlers.known import ItemFacts
from bot.handlers.staff import late, rights

_COMMANDS = {"/list", "/queue", "/inbox", "list", "queue"}
_MOST = 12


def matches(context: StaffContext) -> bool:
    return context.event.kind is Kind.TEXT and context.event.text.strip().casefold() in _COMMANDS


def handle(context: StaffContext) -> Decision:
    builder = Builder(context, "queue")
    mine = rights.of_these(context, Action.READ_ITEM, context.open_items)
    if not mine:
        builder.reply(say("staff.queue_empty"))
        return builder.done()
    options = tuple(Option(label(context, item), button("open", item.id)) for item in mine[:_MOST])
    builder.send(Words((say("staff.queue", n=len(mine)),), options))
    return builder.done()


def label(context: StaffContext, item: ItemFacts) -> Phrase:
    class_id = item.thread.class_id if item.thread else item.class_id
    subject = say(f"staff.subject.{item.subject}" if item.kind == "message" else f"staff.kind.{item.kind}")
    fields: dict[str, Value] = {"subject": subject, "when": When(item.visible_from)}
    if class_id is None:
        return Phrase("staff.queue_line", fields)
    key = "staff.queue_line_late" if late.is_late(context, item) else "staff.queue_line_class"
    return Phrase(key, {**fields, "school_class": ClassName(class_id)})


HANDLER = Handler("queue", Action.USE_STAFF_BOT, matches, handle)

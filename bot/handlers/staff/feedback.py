"""/delete in reply to what a colleague sent to one family: gone from every store at once (DPIA18)."""

from __future__ import annotations

from bot.domain.decision import Decision
from bot.domain.effects.people import DropFeedback
from bot.domain.messages import Kind
from bot.domain.wording import say
from bot.handlers.base import Handler, StaffContext
from bot.handlers.building import Builder


def matches(context: StaffContext) -> bool:
    typed = context.event.kind is Kind.TEXT and context.event.text.strip().casefold() in {"/delete", "delete"}
    return typed and context.answered is not None and context.answered.announcement_id is not None


def handle(context: StaffContext) -> Decision:
    """Only their own, and only what went to chosen families: storage asks again, and says so in the audit trail."""
    builder, shown = Builder(context, "delete_feedback"), context.answered
    if shown is not None and shown.announcement_id is not None and context.staff is not None:
        builder.add(DropFeedback(shown.announcement_id, context.staff.id))
        builder.reply(say("staff.feedback_deleted"))
    return builder.done()


HANDLER = Handler("delete_feedback", None, matches, handle)

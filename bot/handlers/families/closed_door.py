"""A school that only announces: what families write is answered at once and not kept (PH17). Danger came earlier."""

from __future__ import annotations

from bot.domain.decision import Decision, Record
from bot.handlers.base import FamilyContext, Handler
from bot.handlers.building import Builder
from bot.handlers.families import replies


def matches(context: FamilyContext) -> bool:
    return context.policy.mode == "announcements_only" or not context.policy.messages.parent_to_teacher


def handle(context: FamilyContext) -> Decision:
    """The count that law 1 asks for is the audit entry; it holds no text."""
    builder = Builder(context, "closed_door")
    builder.add(
        Record(action="not_received", subject_kind="guardian", subject_id=context.guardian and context.guardian.id)
    )
    builder.reply(*replies.closed_door(context))
    return builder.done()


HANDLER = Handler("closed_door", None, matches, handle)

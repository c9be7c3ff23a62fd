"""A school that only announces, or an adult whose access was withdrawn (LT33, PH17): answered at once, never kept.

Danger was looked for before this.
"""

from __future__ import annotations

from bot.domain.decision import Decision, Record
from bot.handlers.base import FamilyContext, Handler
from bot.handlers.building import Builder
from bot.handlers.families import replies


def matches(context: FamilyContext) -> bool:
    """An adult whose access was withdrawn is led here by `decide`, which asks `may`."""
    return context.policy.mode == "announcements_only" or not context.policy.messages.parent_to_teacher


def handle(context: FamilyContext) -> Decision:
    """The count that law 1 asks for is the audit entry; it holds no text."""
    builder = Builder(context, "closed_door")
    guardian_id = context.guardian.id if context.guardian else None
    builder.add(Record(action="not_received", subject_kind="guardian", subject_id=guardian_id))
    builder.reply(*replies.closed_door(context))
    return builder.done()


HANDLER = Handler("closed_door", None, matches, handle)

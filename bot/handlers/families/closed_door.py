"""A school that only announces, or an adult whose access was withdrawn (LT33, PH17): answered at once, never kept.

Danger was looked for before this.
"""

from __future__ import annotations

from bot.domain.decision import Decision
from bot.domain.effects.people import Record
from bot.handlers.base import FamilyContext, Handler
from bot.handlers.building import Builder
from bot.handlers.families import replies


def matches(context: FamilyContext) -> bool:
    """An adult whose access was withdrawn is led here by `decide`, which asks `may`."""
    closed = context.policy.mode == "announcements_only" or not context.policy.messages.parent_to_teacher
    return closed and not _taken(context)


def _taken(context: FamilyContext) -> bool:
    """What a school takes all the same, such as absence, when it is surely that."""
    wanted = context.policy.messages.announcements_take
    return any(one.subject in wanted for one in context.sure)


def handle(context: FamilyContext) -> Decision:
    """The count that law 1 asks for is the audit entry; it holds no text."""
    builder = Builder(context, "closed_door")
    guardian_id = context.guardian.id if context.guardian else None
    builder.add(Record(action="not_received", subject_kind="guardian", subject_id=guardian_id))
    builder.reply(*replies.closed_door(context))
    return builder.done()


HANDLER = Handler("closed_door", None, matches, handle)

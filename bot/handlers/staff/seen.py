"""Telling a family that its message has been read, where the school wants that, and never in quiet time (BNV30)."""

from __future__ import annotations

from bot.domain.hours import is_open
from bot.domain.people import Role
from bot.domain.sending import Lane, Words
from bot.domain.subjects import Subject
from bot.domain.wording import Names, RoleName, Who, say
from bot.handlers.base import StaffContext
from bot.handlers.building import Builder
from bot.handlers.known import ItemFacts


def mark(builder: Builder, context: StaffContext, item: ItemFacts) -> None:
    """Once for each item. Only on Telegram: a text message that says no more than this is not worth its price."""
    if not _is_told(context, item) or item.pupil_id is None:
        return
    words = (
        say("seen.by", place=RoleName(Role.CLASS_TEACHER, item.class_id)),
        say("about.names", names=Names(Who.PUPIL, (item.pupil_id,))),
    )
    builder.send(Words(words), guardian_id=item.guardian_id, intent=f"seen:{item.id}", lane=Lane.NEWS)


def _is_told(context: StaffContext, item: ItemFacts) -> bool:
    rule = context.policy.receipts.seen
    if rule == "never" or item.role is not Role.CLASS_TEACHER or item.subject is Subject.SAFEGUARDING:
        return False
    waits = item.guardian_id is not None and item.route == "telegram" and item.kind == "message" and not item.answered
    calendar = context.calendars.of(Role.CLASS_TEACHER, item.class_id)
    return waits and (rule == "always" or is_open(calendar, context.now))

"""Somebody we cannot tie to a child here: told plainly, nothing confirmed, nothing kept (DPIA33). Whose link has ended is
nobody here any more, and that they tried is on their record (DPIA13).

Danger was looked for before this (`danger.py`). The answer is given once in a while, not to every text.
"""

from __future__ import annotations

from datetime import timedelta

from bot.domain.decision import Decision
from bot.domain.effects.people import Record
from bot.domain.wording import say
from bot.handlers.base import FamilyContext, Handler
from bot.handlers.building import Builder
from bot.handlers.families import replies

_AGAIN_AFTER = timedelta(minutes=10)


def matches(context: FamilyContext) -> bool:
    return context.guardian is None


def handle(context: FamilyContext) -> Decision:
    builder, told = Builder(context, "unknown"), context.conversation.replies_since
    if context.ended_as is not None:
        builder.add(Record(action="refused", subject_kind="guardian", subject_id=context.ended_as, reason="link_ended"))
    else:
        builder.add(Record(action="unknown_sender", subject_kind="account", subject_id=context.account_id))
    if told is None or context.now - told > _AGAIN_AFTER or context.conversation.replies == 0:
        builder.reply(say("unknown_number"), *replies.emergency(context))
    return builder.done()


HANDLER = Handler("unknown", None, matches, handle)

"""Someone who is not linked staff: nothing is shown, nothing kept, and the attempt is on record (M17)."""

from __future__ import annotations

from bot.domain.access import Action, Facts
from bot.domain.decision import Decision
from bot.domain.effects.people import Record
from bot.domain.wording import say
from bot.handlers.base import Handler, StaffContext
from bot.handlers.building import Builder
from bot.handlers.staff import rights


def matches(context: StaffContext) -> bool:
    facts = Facts(linked=context.present, own=True)
    return context.staff is None or not rights.allowed(context, Action.USE_STAFF_BOT, facts)


def handle(context: StaffContext) -> Decision:
    builder = Builder(context, "stranger")
    builder.add(Record(action="staff_bot_refused", subject_kind="account", subject_id=context.account_id))
    builder.reply(say("staff.stranger"))
    return builder.done()


HANDLER = Handler("stranger", None, matches, handle)

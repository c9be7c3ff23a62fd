"""Each term staff are shown that what they write may be asked to be seen, and say that they have read so (DPIA39).

It comes beside whatever they were doing and keeps them from nothing; on a phone at most once a day.
"""

from __future__ import annotations

from dataclasses import replace

from bot.domain.access import Action
from bot.domain.decision import Decision
from bot.domain.effects.people import Link, NoteInBook
from bot.domain.effects.telling import Send
from bot.domain.messages import Carrier, Kind
from bot.domain.refs import button, pressed
from bot.domain.sending import Parcel, Words
from bot.domain.wording import Option, say
from bot.handlers.base import Handler, StaffContext
from bot.handlers.building import Builder

BOOK, READ = "sar_notice", "sarread"
_NOT_BESIDE = frozenset({"membership", "staff_join", "stranger", "staff_agreement", "notice"})


def beside(context: StaffContext, decision: Decision) -> Decision:
    """With the welcome of whoever joins; at the console it stands on the page instead."""
    staff_id = _whose(context, decision)
    if staff_id is None or context.sender.carrier is Carrier.WEB:
        return decision
    option = Option(say("staff.option.understood"), button(READ))
    parcel = Parcel(
        content=Words((say("staff.sar"),), (option,)),
        due_at=context.now,
        staff_id=staff_id,
        intent=f"{BOOK}:{staff_id}:{context.day}",
    )
    return replace(decision, effects=(*decision.effects, Send(parcel, context.fresh[-1])))


def _whose(context: StaffContext, decision: Decision) -> int | None:
    """Who is to be shown it now, if anybody."""
    joined = next((one.staff_id for one in decision.effects if isinstance(one, Link)), None)
    if joined is not None:
        return joined if context.policy.staff.sar_notice != "never" else None
    due = context.staff is not None and context.notice_due and decision.handler not in _NOT_BESIDE
    return context.staff.id if due and context.staff is not None else None


def matches(context: StaffContext) -> bool:
    return context.event.kind is Kind.CHOICE and pressed(context.event.choice)[0] == READ


def handle(context: StaffContext) -> Decision:
    builder = Builder(context, "notice")
    if context.staff is not None and context.notice_due:
        builder.add(NoteInBook(BOOK, context.staff.id, context.day))
    builder.reply(say("staff.sar_noted"))
    return builder.done()


HANDLER = Handler("notice", Action.USE_STAFF_BOT, matches, handle)

"""A member of staff blocked the staff bot, came back, or put it into a group."""

from __future__ import annotations

from bot.domain.decision import Decision
from bot.domain.effects.people import ContactState, Record
from bot.domain.messages import Kind
from bot.handlers.base import Handler, StaffContext
from bot.handlers.building import Builder

_STATES = {Kind.BLOCKED: "blocked", Kind.UNBLOCKED: "verified"}


def matches(context: StaffContext) -> bool:
    return context.event.kind in {Kind.BLOCKED, Kind.UNBLOCKED, Kind.MIGRATED, Kind.GROUP}


def handle(context: StaffContext) -> Decision:
    builder, state = Builder(context, "membership"), _STATES.get(context.event.kind)
    if state and context.contact_id is not None:
        builder.add(ContactState(context.contact_id, state))
    elif context.event.kind is Kind.GROUP:
        builder.add(Record(action="group_refused", subject_kind="account", subject_id=context.account_id))
    return builder.done()


HANDLER = Handler("membership", None, matches, handle)

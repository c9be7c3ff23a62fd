"""The family blocked the bot, came back, moved to a new chat, or put the bot into a group."""

from __future__ import annotations

from bot.domain.decision import Decision
from bot.domain.effects.people import ContactState, Record
from bot.domain.messages import Address, Kind
from bot.handlers.base import FamilyContext, Handler
from bot.handlers.building import Builder

_KINDS = {Kind.BLOCKED, Kind.UNBLOCKED, Kind.MIGRATED, Kind.GROUP}


def matches(context: FamilyContext) -> bool:
    return context.event.kind in _KINDS


def handle(context: FamilyContext) -> Decision:
    """A group is left without a word: it would show one family's messages to others (reliability 1.13)."""
    builder, kind = Builder(context, "membership"), context.event.kind
    contact = context.contact_id
    if kind is Kind.GROUP:
        builder.add(Record(action="group_refused", subject_kind="account", subject_id=context.account_id))
    elif contact is not None and kind is Kind.BLOCKED:
        builder.add(
            ContactState(contact, "blocked"), Record(action="blocked", subject_kind="contact", subject_id=contact)
        )
    elif contact is not None and kind is Kind.UNBLOCKED:
        builder.add(ContactState(contact, "verified"))
    elif contact is not None and context.event.new_address:
        moved = Address(context.sender.carrier, context.event.new_address)
        builder.add(ContactState(contact, "verified", moved))
    return builder.done()


HANDLER = Handler("membership", None, matches, handle)

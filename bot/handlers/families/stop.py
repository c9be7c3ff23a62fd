"""STOP and START as carriers define them, and in the families' languages: the whole text is the word.

"stop" inside a sentence is a message.
"""

from __future__ import annotations

from bot.domain import spoken
from bot.domain.decision import Decision
from bot.domain.effects.people import ContactState, Record
from bot.domain.messages import Carrier
from bot.domain.wording import say
from bot.handlers.base import FamilyContext, Handler
from bot.handlers.building import Builder

_CARRIERS = frozenset({"stop", "stopall", "unsubscribe", "cancel", "end", "quit"})
STOP_WORDS = _CARRIERS | {"/stop"} | spoken.keywords("stop")
START_WORDS = frozenset({"start", "unstop", "/start"}) | spoken.keywords("start")


def word(context: FamilyContext) -> str:
    return context.event.text.strip().strip(".!").casefold()


def matches(context: FamilyContext) -> bool:
    if context.contact_id is None:
        return False
    starts = word(context) in START_WORDS and context.contact_state in {"stopped", "blocked"}
    return word(context) in STOP_WORDS or starts


def handle(context: FamilyContext) -> Decision:
    """Obeyed at once. The SMS carrier answers its own words itself and refuses anything we would add (21610)."""
    builder, contact = Builder(context, "stop"), context.contact_id
    if contact is None:
        return builder.done()
    if word(context) in START_WORDS:
        builder.add(
            ContactState(contact, "verified"), Record(action="started", subject_kind="contact", subject_id=contact)
        )
        builder.reply(say("started"))
        return builder.done()
    builder.add(Record(action="stopped", subject_kind="contact", subject_id=contact))
    if context.sender.carrier is not Carrier.SMS or word(context) not in _CARRIERS:
        builder.reply(say("stopped"), even_when_capped=True)
    builder.add(ContactState(contact, "stopped"))
    return builder.done()


HANDLER = Handler("stop", None, matches, handle)

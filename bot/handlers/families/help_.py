"""HELP: what this number is for and whom to ring (M31). No member of staff is told."""

from __future__ import annotations

from collections.abc import Iterator

from bot.domain import spoken
from bot.domain.decision import Decision
from bot.domain.messages import Carrier, Kind
from bot.domain.people import Role
from bot.domain.policy import Policy
from bot.domain.wording import Phrase, RoleName, say
from bot.handlers.base import FamilyContext, Handler
from bot.handlers.building import Builder
from bot.handlers.families import replies
from bot.handlers.families.stop import START_WORDS

WORDS = frozenset({"help", "/help", "info", "?"}) | spoken.keywords("help")


def matches(context: FamilyContext) -> bool:
    known = context.guardian is not None
    greeting = context.event.text.strip().casefold() in START_WORDS
    return known and context.event.kind is Kind.TEXT and (context.event.text.strip().casefold() in WORDS or greeting)


def handle(context: FamilyContext) -> Decision:
    builder = Builder(context, "help")
    builder.reply(*_what_for(context), *listed(context.policy), say("help.language"), *_more(context), *replies.emergency(context))
    return builder.done()


def _what_for(context: FamilyContext) -> tuple[Phrase, ...]:
    """Left out of a text message that has contacts to name: it is paid by its length."""
    if context.policy.mode == "announcements_only":
        return (say("help.news_only"),)
    short = context.sender.carrier is Carrier.SMS and len(context.policy.contacts.help) > 1
    return () if short else (say("help.write"),)


def _more(context: FamilyContext) -> tuple[Phrase, ...]:
    """What else can be written (PH1). Left out of a text message, as above: it costs parts, and the words work all the same."""
    if context.sender.carrier is Carrier.SMS:
        return ()
    events = (say("help.events"),) if context.policy.feed.events else ()
    return (say("help.digest"), *events, say("help.my_data"))


def listed(policy: Policy) -> Iterator[Phrase]:
    """Whom to turn to, in the policy's order; the office's number stands in the emergency line (M31, LT13)."""
    contacts = policy.contacts
    written = {"email": contacts.email, "website": contacts.website, "council": contacts.council}
    for one in contacts.help:
        if one in {"head", "deputy"}:
            yield say("help.role", place=RoleName(Role(one)))
        elif one == "ico":
            yield say("help.ico")
        elif written.get(one):
            yield say("help.also", contacts=written[one])


HANDLER = Handler("help", None, matches, handle)

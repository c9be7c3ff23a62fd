"""HELP: what this number is for and whom to ring (M31). No member of staff is told."""

from __future__ import annotations

from bot.domain.decision import Decision
from bot.domain.messages import Kind
from bot.domain.wording import say
from bot.handlers.base import FamilyContext, Handler
from bot.handlers.building import Builder
from bot.handlers.families import replies
from bot.handlers.families.stop import START_WORDS

WORDS = frozenset(
    {
        "help",
        "/help",
        "info",
        "?",
        "pomoc",
        "ajutor",
        "مدد",
        "ayuda",
        "ajuda",
        "допомога",
        "مساعدة",
        "caawi",
        "ਮਦਦ",
        "সাহায্য",
        "મદદ",
        "pomocy",
    }
)


def matches(context: FamilyContext) -> bool:
    known = context.guardian is not None
    greeting = context.event.text.strip().casefold() in START_WORDS
    return known and context.event.kind is Kind.TEXT and (context.event.text.strip().casefold() in WORDS or greeting)


def handle(context: FamilyContext) -> Decision:
    builder = Builder(context, "help")
    what = "help.news_only" if context.policy.mode == "announcements_only" else "help.write"
    builder.reply(say(what), say("help.language"), *replies.emergency(context))
    return builder.done()


HANDLER = Handler("help", None, matches, handle)

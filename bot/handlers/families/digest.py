"""DIGEST: news at once, or together once a day or once a week; the adult's own choice."""

from __future__ import annotations

from bot.domain.conversation import Asked
from bot.domain.decision import Decision
from bot.domain.digesting import AT, FRIDAY
from bot.domain.effects.people import Record
from bot.domain.effects.posts import ChooseDigest
from bot.domain.messages import Kind
from bot.domain.wording import Phrase, Weekday, say
from bot.handlers.base import FamilyContext, Handler
from bot.handlers.building import Builder, meaning

WORDS = frozenset({"digest", "/digest"})
_SAID = {"now": "now", "day": "day", "daily": "day", "week": "week", "weekly": "week"}
_MINUTES = 60
_CHOICES = (("option.at_once", "now"), ("option.once_a_day", "day"), ("option.once_a_week", "week"))


def _answers(context: FamilyContext) -> bool:
    asked = context.conversation.open_question(context.now)
    return asked is not None and asked.kind is Asked.DIGEST and asked.chosen(context.event.text, context.event.choice) is not None


def _words(context: FamilyContext) -> list[str]:
    return context.event.text.casefold().replace(".", " ").split() if context.event.kind is Kind.TEXT else []


def _named(context: FamilyContext) -> str | None:
    """ "DIGEST WEEK" without being asked, or "weekly" in answer to the question."""
    words = _words(context)
    if len(words) == 2 and words[0] in WORDS:
        return _SAID.get(words[1])
    asked = context.conversation.open_question(context.now)
    open_now = asked is not None and asked.kind is Asked.DIGEST and len(words) == 1
    return _SAID.get(words[0]) if open_now else None


def matches(context: FamilyContext) -> bool:
    asks = len(words := _words(context)) == 1 and words[0] in WORDS
    return context.guardian is not None and (asks or _named(context) is not None or _answers(context))


def handle(context: FamilyContext) -> Decision:
    builder, guardian = Builder(context, "digest"), context.guardian
    asked = context.conversation.open_question(context.now)
    option = asked.chosen(context.event.text, context.event.choice) if asked and _answers(context) else None
    chosen = meaning(option) if option else _named(context)
    if chosen is None or guardian is None:
        labels = tuple((Phrase(key), value, None) for key, value in _CHOICES)
        builder.reply(say("digest.which"), options=builder.ask(Asked.DIGEST, labels, _MINUTES, prompt="digest.which"))
        return builder.done()
    if asked is not None and asked.kind is Asked.DIGEST:
        builder.settle_question()
    builder.add(
        ChooseDigest(guardian.id, "" if chosen == "now" else chosen),
        Record(action="digest_chosen", subject_kind="guardian", subject_id=guardian.id, reason=chosen),
    )
    builder.reply(_said(chosen))
    return builder.done()


def _said(chosen: str) -> Phrase:
    at = f"{AT:%H:%M}"
    if chosen == "week":
        return say("digest.week", day=Weekday(FRIDAY), time=at)
    return say("digest.day", time=at) if chosen == "day" else say("digest.at_once")


HANDLER = Handler("digest", None, matches, handle)

"""What stays out of a text message that would cost too many parts: words that another line, or a digit that always works, makes up for.

What happened to a message, and whom to ring in danger while nobody reads, always stay (laws 5 and 6).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from bot.domain.sending import Words
from bot.domain.sms import Encoding, Parts

MOST_PARTS = {Encoding.GSM7: 2, Encoding.UCS2: 3}
_TOLD = frozenset({"held.until", "held.unknown", "passed.to"})  # says what happened, so that "we have it" need not
_OPEN_HOURS = frozenset({"emergency.office", "emergency.out_of_hours"})
_QUESTION = frozenset({"topic.ask", "topic.else"})
_HELP = ("help.digest", "help.events", "help.my_data", "help.language")
_RING = 0  # works whether or not it is offered


def fits(parts: Parts) -> bool:
    return parts.parts <= MOST_PARTS[parts.encoding]


def leaner(words: Words, *, office_open: bool) -> Iterator[Words]:
    """From the whole to the least.

    Last of all a question about a held message stays out: unanswered, the message goes the policy's safe way all the same.
    """
    yield words
    keys = {phrase.key for phrase in words.phrases}
    asks, helps = bool(words.options), any(key.startswith("help.") for key in keys)
    lean = base = _without(words, _OPEN_HOURS) if office_open and asks else words
    yield lean
    for key in ("received", "held.nobody_reads") if keys & _TOLD else ():
        lean = _without(lean, {key})
        yield lean
    if len(words.options) > 1:
        lean = replace(lean, options=tuple(option for option in lean.options if option.digit != _RING))
        yield lean
    for key in _HELP if helps else ():
        lean = _without(lean, {key})
        yield lean
    if keys & _TOLD and keys & _QUESTION:
        yield replace(_without(base, _QUESTION), options=())


def _without(words: Words, keys: frozenset[str] | set[str]) -> Words:
    return replace(words, phrases=tuple(phrase for phrase in words.phrases if phrase.key not in keys))

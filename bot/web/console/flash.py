"""What the hub answers to what was just done: the staff bot's own words, its options as buttons of this page."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from bot.domain.conversation import Asked
from bot.domain.sending import CONTENT, Content, Words
from bot.phrases import render_option
from bot.web.console.visit import Look


@dataclass(frozen=True, slots=True)
class Told:
    """Lines, and buttons as (label, data)."""

    lines: tuple[str, ...]
    buttons: tuple[tuple[str, str], ...] = ()


_IN_WORDS = frozenset({Asked.STAFF_TIMES, Asked.ANNOUNCE_COUNT, Asked.MISSING_COUNT})


def asks_words(look: Look) -> bool:
    """Whether the hub's open question is answered by typing: times, a number."""
    asked = look.context.conversation.open_question(look.now)
    return asked is not None and asked.kind in _IN_WORDS


def lines(look: Look) -> list[Told]:
    """Shown once, on the page after."""
    kept = look.visitor.session.flash
    return of(look, CONTENT.load(kept) if kept else ())


def of(look: Look, contents: Iterable[Content]) -> list[Told]:
    return [_told(look, one) for one in contents if isinstance(one, Words)]


def _told(look: Look, words: Words) -> Told:
    reader = look.desk.reader
    return Told(
        tuple(look.say(phrase) for phrase in words.phrases),
        tuple((render_option(option, reader), option.data) for option in words.options),
    )

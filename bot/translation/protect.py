"""Masking what must not change before a text goes to an engine, and putting it back afterwards. Pure.

Masking hides names and facts; it does not make a text anonymous ("my brother hit her" stays personal data).
"""

from __future__ import annotations

from dataclasses import dataclass

from bot.translation import dates, glossary
from bot.translation.forms import ROOM, TOKEN, place, token
from bot.translation.names import NameIndex, unknown_capitals
from bot.translation.scripts import base, is_rtl, letters, script_of
from bot.translation.spans import Kind, Span, by_shape, longest_first

_FSI, _PDI = "\u2068", "\u2069"
# A link or an address must stay bare, or the phone makes the sign part of what it opens.
_ISOLATED = frozenset({Kind.NAME, Kind.PHONE, Kind.MONEY, Kind.TIME, Kind.DATE, Kind.CODE})


@dataclass(frozen=True, slots=True)
class Value:
    kind: Kind
    text: str


@dataclass(frozen=True, slots=True, repr=False)
class Masked:
    """`text` holds one private character per value (see `forms`); the values never leave this process."""

    text: str
    values: tuple[Value, ...]

    @property
    def empty(self) -> bool:
        """Nothing is left to translate: an emoji, a phone number, a name."""
        return not letters(TOKEN.sub("", self.text))


def mask(text: str, names: NameIndex, source: str, target: str = "", *, unknown_names: bool = False) -> Masked:
    """Hide roll names, school words that have a name of their own in `target`, and whatever has the shape of a fact.

    `unknown_names` also hides capitalised words no list knows; for English on its way to an engine outside. Raises
    ValueError for a text with more than 65,534 facts.
    """
    spans = [*by_shape(text), *names.find(text)]
    if base(source) == "en":
        spans += [_sure(text, span, names) for span in dates.find(text)]
        spans += glossary.find(text, target)
        spans += unknown_capitals(text) if unknown_names else []
    chosen = longest_first(spans, len(text))
    if len(chosen) > ROOM:
        raise ValueError("too many facts in one text")
    parts: list[str] = []
    last = 0
    for at, span in enumerate(chosen):
        parts += [text[last : span.start], token(at)]
        last = span.end
    return Masked("".join([*parts, text[last:]]), tuple(Value(s.kind, text[s.start : s.end]) for s in chosen))


def _sure(text: str, span: Span, names: NameIndex) -> Span:
    """A bare "2 May" stays as it is written where a child is called May: it may be the child."""
    written = text[span.start : span.end]
    found = dates.parse(written)
    bare = found is not None and found.weekday is None and found.year is None
    return Span(span.start, span.end, Kind.CODE) if bare and names.any_of(written) else span


def restore(translated: str, masked: Masked, target: str) -> str:
    """Put the values back: dates in the reader's language, everything else as it was written.

    In a right-to-left text values are isolated (U+2068, U+2069), or a phone number's halves would change places.
    """
    rtl = is_rtl(target)
    parts: list[str] = []
    after_value = False
    for char in translated:
        if not TOKEN.match(char):
            parts.append(char)
            after_value = False
            continue
        value = masked.values[place(char)]
        shown = _shown(value, target)
        if after_value and parts[-1][-1:].isalnum() and shown[:1].isalnum():
            shown = " " + shown  # the engine moved two together: "12" and "30" must not become 1230
        parts.append(_FSI + shown + _PDI if rtl and value.kind in _ISOLATED else shown)
        after_value = True
    return "".join(parts)


def _shown(value: Value, target: str) -> str:
    if value.kind is Kind.TERM:
        return glossary.said(value.text, target)
    if value.kind is Kind.DATE:
        return dates.render(value.text, target)
    if script_of(target) == "Latn" and value.kind is not Kind.NAME:
        return "".join(str(int(char)) if char.isdecimal() else char for char in value.text)
    return value.text

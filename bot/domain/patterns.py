"""The small language lexicons are written in, and how it is read.

A pattern is a line of elements, matched within one sentence:

    word          that word, however accented or capitalised      wor*         any word beginning so
    word+         that word where it stands for somebody, not before a thing ("find her", not "find her book")
    {kin}         any member of the lexicon's set `kin`            (a|b c|d*)   any of these
    ..  ...       at most 3, at most 8 words between               x?           x or nothing
    !x            x does not stand here (first: not just before)   #   _        a number, any word
    ^  $          the text begins, ends here
"""

from __future__ import annotations

import functools
import re
from collections.abc import Mapping
from dataclasses import dataclass

from bot.domain.folding import words

Phrase = tuple[str, ...]
"""Words in order; one ending in `*` is a stem, `#` a number, `_` any word."""

GAPS = {"..": 3, "...": 8}
_EDGES = {"^", "$"}


@dataclass(frozen=True, slots=True)
class Step:
    """One element. Exactly one of `phrases` (any of these stands here), `gap` (at most so many words), `edge`."""

    phrases: frozenset[Phrase] = frozenset()
    gap: int = 0
    edge: str = ""  # "^" or "$"
    optional: bool = False
    negated: bool = False


class PatternError(ValueError):
    """A lexicon line that cannot be read; the message names the line, never a parent's text."""


_PIECE = re.compile(r"[()|?!]|\.\.\.?(?!\S)|\{[a-z_0-9]+\}|[^\s(){}|?!]+")


def parse(pattern: str, sets: Mapping[str, frozenset[Phrase]]) -> tuple[Step, ...]:
    """Raises PatternError for an unknown set, a gap inside an alternative, or a pattern that holds no word at all."""
    reader = _Reader(_PIECE.findall(pattern), sets, pattern)
    steps: list[Step] = []
    while reader.pieces:
        steps.append(reader.step())
    if not any(step.phrases and not step.optional and not step.negated for step in steps):
        raise PatternError(f"no word to look for in {pattern!r}")
    return tuple(steps)


def phrases(members: str, sets: Mapping[str, frozenset[Phrase]], where: str) -> frozenset[Phrase]:
    """Every wording `a|b c|{d}` stands for."""
    reader = _Reader(_PIECE.findall(f"({members})"), sets, where)
    return frozenset(reader.wordings())


class _Reader:
    """Reads pieces from the front; an alternative inside an alternative is multiplied out."""

    def __init__(self, pieces: list[str], sets: Mapping[str, frozenset[Phrase]], where: str) -> None:
        self.pieces, self._sets, self._where = pieces, sets, where

    def step(self) -> Step:
        piece = self.pieces[0]
        if piece in GAPS or piece in _EDGES:
            self.pieces.pop(0)
            return Step(gap=GAPS.get(piece, 0), edge=piece if piece in _EDGES else "")
        negated = self._take("!")
        found = frozenset(self.wordings())
        return Step(phrases=found, optional=self._take("?"), negated=negated)

    def wordings(self) -> list[Phrase]:
        if not self.pieces:
            raise self._error("something is missing at the end")
        piece = self.pieces.pop(0)
        if piece == "(":
            return self._alternatives()
        if piece.startswith("{"):
            return sorted(self._set(piece.strip("{}")))
        if piece in GAPS or piece in {")", "|", "?", "!"}:
            raise self._error(f"{piece} cannot stand here")
        return [self._word(piece)]

    def _alternatives(self) -> list[Phrase]:
        found: list[Phrase] = []
        current: list[Phrase] = [()]
        while not self._take(")"):
            if self._take("|"):
                found, current = found + current, [()]
                continue
            choices = self.wordings()
            if self._take("?"):
                choices = [(), *choices]
            current = [before + choice for before in current for choice in choices]
        found += current
        if () in found:
            raise self._error("an empty alternative")
        return found

    def _set(self, name: str) -> frozenset[Phrase]:
        if name not in self._sets:
            raise self._error(f"unknown set {name}")
        return self._sets[name]

    def _word(self, piece: str) -> Phrase:
        if piece in {"#", "_"}:
            return (piece,)
        read = _read(piece)
        if not read:
            raise self._error(f"no word in {piece}")
        return read

    def _take(self, piece: str) -> bool:
        if self.pieces and self.pieces[0] == piece:
            self.pieces.pop(0)
            return True
        return False

    def _error(self, what: str) -> PatternError:
        return PatternError(f"{what} in {self._where!r}")


@functools.cache  # lexicons say the same words again and again: three readings of five
def _read(piece: str) -> Phrase:
    bare = piece.rstrip("*+")
    read = words(bare)
    return (*read[:-1], read[-1] + piece[len(bare) :]) if read else ()


def forget_readings() -> None:
    """Once all lexicons are read nobody asks again."""
    _read.cache_clear()

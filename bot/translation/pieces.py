"""Cutting a masked text into pieces an engine takes: lines stay apart, long lines are cut at sentences."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import accumulate

from bot.translation.forms import TOKEN
from bot.translation.scripts import letters

LONGEST = 1_000  # characters; engines lose the thread of longer texts
_TOKEN_ROOM = 6  # characters a placeholder may take beyond its own
_LINES = re.compile("([\n\r\u2028\u2029]+)")
_EDGES = re.compile(r"\A([\s•▪◦*–—-]*)(.*?)(\s*)\Z", re.DOTALL)
_SENTENCE = re.compile(r"(?<=[.!?…؟۔।])[\"'”’»)\]]*\s+|(?<=[。！？])")


@dataclass(frozen=True, slots=True)
class Piece:
    text: str
    ask: bool  # False: layout, or nothing to translate; it goes out as it is


def cut(masked: str, longest: int = LONGEST) -> list[Piece]:
    """The pieces in order; joined they are the text. None that is asked for is longer than `longest` characters."""
    found: list[Piece] = []
    for line in _LINES.split(masked):
        before, body, after = _edges(line)
        found.append(Piece(before, ask=False))
        for sentences in _grouped(body, longest):
            start, core, end = _edges(sentences)
            asked = bool(letters(TOKEN.sub("", core)))
            found += [Piece(start, ask=False), Piece(core, ask=asked), Piece(end, ask=False)]
        found.append(Piece(after, ask=False))
    return [piece for piece in found if piece.text]


def _edges(text: str) -> tuple[str, str, str]:
    match = _EDGES.match(text)
    return (match[1], match[2], match[3]) if match else ("", text, "")


def _size(text: str) -> int:
    return len(text) + _TOKEN_ROOM * len(TOKEN.findall(text))


def _grouped(line: str, longest: int) -> Iterator[str]:
    """As many whole sentences a piece as fit."""
    group = ""
    for sentence in _sentences(line, longest):
        if group and _size(group + sentence) > longest:
            yield group
            group = ""
        group += sentence
    if group:
        yield group


def _sentences(line: str, longest: int) -> Iterator[str]:
    start = 0
    for match in _SENTENCE.finditer(line):
        yield from _short(line[start : match.end()], longest)
        start = match.end()
    yield from _short(line[start:], longest)


def _short(sentence: str, longest: int) -> Iterator[str]:
    """A sentence without an end in sight is cut at its last space that fits."""
    while _size(sentence) > longest:
        room = _fitting(sentence, longest)
        at = sentence.rfind(" ", 1, room) + 1 or room
        yield sentence[:at]
        sentence = sentence[at:]
    if sentence:
        yield sentence


def _fitting(text: str, longest: int) -> int:
    """How many characters fit; one at least."""
    sizes = accumulate(_size(char) for char in text)
    return max(1, sum(1 for size in sizes if size <= longest))

"""How a protected value looks to an engine: three forms, tried in turn, since none survives every engine."""

from __future__ import annotations

import re
import unicodedata
from enum import Enum

# Inside this package a protected value is one character of a private plane, its place counted from here.
FIRST = 0xF0000
_LAST = 0xFFFFD
TOKEN = re.compile(f"[{chr(FIRST)}-{chr(_LAST)}]")
ROOM = _LAST - FIRST + 1


class Form(Enum):
    """`[[0]]`, `<x0/>` and a number of seven digits. The patterns forgive spaces, capitals and digit grouping."""

    BRACKETS = re.compile(r"[\[［]\s*[\[［]\s*(\d{1,4})\s*[\]］]\s*[\]］]")
    TAG = re.compile(r"<\s*x\s*(\d{1,4})\s*/?\s*>", re.IGNORECASE)
    NUMBER = re.compile(r"(?<!\d)(\d(?:[.,\u00a0\u202f ]?\d){6})(?!\d)")


def token(at: int) -> str:
    """The private character of value number `at`."""
    return chr(FIRST + at)


def place(char: str) -> int:
    return ord(char) - FIRST


def renumber(piece: str) -> tuple[str, list[int]]:
    """A piece with its values counted from 0 again, so that equal pieces are equal; and the places they had."""
    places = [place(char) for char in TOKEN.findall(piece)]
    count = iter(range(len(places)))
    return TOKEN.sub(lambda _: token(next(count)), piece), places


def _number(at: int) -> int:
    return 4_719_031 + at * 7_919 % 5_000_000  # distinct for every place, no round figures


def write(form: Form, masked: str) -> str:
    """What the engine gets."""

    def shape(match: re.Match[str]) -> str:
        at = place(match[0])
        if form is Form.NUMBER:
            return str(_number(at))
        return f"[[{at}]]" if form is Form.BRACKETS else f"<x{at}/>"

    return TOKEN.sub(shape, masked)


def read(form: Form, answer: str, count: int) -> str | None:
    """The engine's answer with private characters again; None unless every one of `count` values is there just once."""
    known = {str(_number(at) if form is Form.NUMBER else at): at for at in range(count)}
    seen: list[int | None] = []

    def back(match: re.Match[str]) -> str:
        digits = "".join(str(unicodedata.decimal(char)) for char in match[1] if char.isdecimal())
        at = known.get(digits)
        seen.append(at)
        return token(at or 0)

    if TOKEN.search(answer):
        return None
    found = form.value.sub(back, answer)
    return found if None not in seen and sorted(at for at in seen if at is not None) == list(range(count)) else None

"""Small helpers about JSON and about how carriers count letters."""

from __future__ import annotations

import json
import re
from typing import Any, TypeAlias

Json: TypeAlias = dict[str, Any]

_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f]")


def dump(value: object) -> str:
    """JSON in ASCII, as the vendors write it: a lone surrogate stays an escape and never breaks a response."""
    return json.dumps(value, separators=(",", ":"))


def utf16_len(text: str) -> int:
    """Length in UTF-16 units, which is how Telegram counts."""
    return len(text) + sum(ord(char) > 0xFFFF for char in text)


def split_utf16(text: str, limit: int) -> list[str]:
    """Cut `text` into pieces of at most `limit` UTF-16 units, as a phone does with a text that is too long."""
    pieces: list[str] = []
    piece: list[str] = []
    used = 0
    for char in text:
        width = 2 if ord(char) > 0xFFFF else 1
        if used + width > limit:
            pieces.append("".join(piece))
            piece, used = [], 0
        piece.append(char)
        used += width
    return [*pieces, "".join(piece)]


def clean(text: str) -> str:
    """What Telegram keeps of a text: no control characters, no space around it."""
    return _CONTROL.sub(" ", text.replace("\r", "")).strip()


def has_surrogates(text: str) -> bool:
    """True for text that cannot be UTF-8; Telegram refuses it."""
    return any("\ud800" <= char <= "\udfff" for char in text)

"""How many parts a text message costs: GSM 03.38 letters where they do, UCS-2 as soon as one does not."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

_BASIC = frozenset(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?"
    "¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà"
)
_EXTENSION = frozenset("\f^{}\\[~]|€")  # sent as an escape and a letter: two units
_GSM7 = _BASIC | _EXTENSION


class Encoding(StrEnum):
    GSM7 = "GSM-7"
    UCS2 = "UCS-2"


# Units of a message that fits one part, and of each part of a longer one (6 bytes go to the joining header).
_ROOM = {Encoding.GSM7: (160, 153), Encoding.UCS2: (70, 67)}


@dataclass(frozen=True, slots=True)
class Parts:
    """`units` are septets in GSM-7 and 16-bit units in UCS-2; `parts` is what the carrier bills."""

    encoding: Encoding
    units: int
    parts: int


def sms_parts(text: str) -> Parts:
    """Counts a text as phones do. A character of two units never straddles two parts."""
    encoding = Encoding.GSM7 if _GSM7.issuperset(text) else Encoding.UCS2
    units = [_units(char, encoding) for char in text]
    alone, joined = _ROOM[encoding]
    total = sum(units)
    return Parts(encoding, total, 1 if total <= alone else _packed(units, joined))


def costly_letters(text: str) -> str:
    """The characters that turn a GSM-7 text into a UCS-2 one, each once, in order of appearance."""
    return "".join(dict.fromkeys(char for char in text if char not in _GSM7))


def _units(char: str, encoding: Encoding) -> int:
    double = char in _EXTENSION if encoding is Encoding.GSM7 else char > "\uffff"
    return 2 if double else 1


def _packed(units: Iterable[int], room: int) -> int:
    parts, used = 1, 0
    for size in units:
        if used + size > room:
            parts, used = parts + 1, 0
        used += size
    return parts

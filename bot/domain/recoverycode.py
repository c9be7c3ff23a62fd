"""The master key as a person types it from the sheet in the safe: lines of 4-4-1 letters, each with its own check letter.

32 bytes and 3 of their SHA-256 are 56 letters of Crockford's base 32 (no I, L, O or U): seven lines of eight letters. The
ninth letter of a line tells which line was mistyped; the hash tells that all of them together are the key.
"""

from __future__ import annotations

import base64
import hashlib
import re

_TYPED = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_RFC = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"
_TO_TYPED, _FROM_TYPED = str.maketrans(_RFC, _TYPED), str.maketrans(_TYPED, _RFC)
_MISREAD = str.maketrans("ILO", "110")
_LINE, _SUM, _KEY = 8, 3, 32
LINES = 7
MARK = "BOOKBAG-KEY:"  # what the square on the sheet says begins with this


class Mistyped(ValueError):  # noqa: N818 - whoever types it reads this as one plain line
    """What was typed is not a key; the text says where to look and repeats nothing of it."""


def lines_of(key: bytes) -> list[str]:
    """Seven lines such as "7KQ2 M0DX P"."""
    whole = _letters(key + _hash(key))
    pieces = [whole[at : at + _LINE] for at in range(0, len(whole), _LINE)]
    return [f"{piece[:4]} {piece[4:]} {_check_letter(number, piece)}" for number, piece in enumerate(pieces)]


def square_of(key: bytes) -> str:
    """What the QR code holds: the same letters in one line."""
    return MARK + "".join("".join(line.split()) for line in lines_of(key))


def key_of(typed: str) -> bytes:
    """Spaces, dashes, capitals and the usual misreadings do not matter. Raises Mistyped."""
    letters = re.sub(r"[\s-]", "", typed.upper().removeprefix(MARK)).translate(_MISREAD)
    if len(letters) != LINES * (_LINE + 1):
        raise Mistyped(f"that is {len(letters)} letters; the sheet has {LINES} lines of {_LINE + 1}")
    pieces = [letters[at : at + _LINE + 1] for at in range(0, len(letters), _LINE + 1)]
    for number, piece in enumerate(pieces):
        if not set(piece) <= set(_TYPED) or _check_letter(number, piece[:-1]) != piece[-1]:
            raise Mistyped(f"line {number + 1} is mistyped: read it again")
    raw = base64.b32decode("".join(piece[:-1] for piece in pieces).translate(_FROM_TYPED))
    if _hash(raw[:_KEY]) != raw[_KEY:]:
        raise Mistyped("each line is right by itself, but together they are no key: are all of one sheet?")
    return raw[:_KEY]


def fingerprint(key: bytes) -> str:
    """Eight digits that tell two keys apart and give nothing of either away."""
    return hashlib.sha256(b"bookbag/fingerprint" + key).hexdigest()[:8]


def _hash(key: bytes) -> bytes:
    return hashlib.sha256(b"bookbag/sheet" + key).digest()[:_SUM]


def _letters(raw: bytes) -> str:
    return base64.b32encode(raw).decode().translate(_TO_TYPED)


def _check_letter(number: int, piece: str) -> str:
    """Odd weights see every single wrong letter; the differences between them see most swapped neighbours."""
    total = sum((2 * at + 1) * _TYPED.index(letter) for at, letter in enumerate(piece))
    return _TYPED[(total + 11 * (number + 1)) % len(_TYPED)]

"""Recognising one name however it was typed: case, accents, hyphens and apostrophes do not make another person."""

from __future__ import annotations

import unicodedata

# Letters that NFKD leaves whole although people type them plainly.
_PLAIN = str.maketrans({
    "ł": "l", "ø": "o", "đ": "d", "ð": "d", "ħ": "h", "ı": "i", "ß": "ss", "æ": "ae", "œ": "oe", "þ": "th", "ə": "e",
    "'": None, "’": None, "‘": None, "`": None, "´": None, "ʼ": None, "ʻ": None, ".": None,
})  # fmt: skip
_ASCII = {code: None if chr(code) in "'`." else " " for code in range(128) if not chr(code).isalnum()}


class _Letters(dict[int, str | None]):
    """What becomes of each character of decomposed text; each is looked at once."""

    def __missing__(self, code: int) -> str | None:
        char = chr(code)
        if 0x300 <= code <= 0x36F:
            kept = None
        elif code in _PLAIN:
            kept = _PLAIN[code]
        else:
            kept = char if char.isalnum() or unicodedata.category(char)[0] == "M" else " "
        self[code] = kept
        return kept


_LETTERS = _Letters()


def fold_name(*parts: str) -> str:
    """The form under which names are compared and blinded: "Łukasz", "O’Brien-Khan" → "lukasz obrien khan".

    Only Latin accents (U+0300 to U+036F) are dropped: vowel signs of Indic scripts are letters, not ornaments.
    """
    joined = " ".join(parts)
    if joined.isascii():  # most are, and searches fold thousands: the same, without looking at each letter
        return " ".join(joined.lower().translate(_ASCII).split())
    text = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", joined).casefold())
    return unicodedata.normalize("NFC", " ".join(text.translate(_LETTERS).split()))

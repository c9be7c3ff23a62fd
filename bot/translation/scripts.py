"""Which script a language is written in, and how much of a text is in it."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from functools import cache

from babel.core import get_global

# First words of Unicode character names, by ISO 15924 script. A script that is missing here is not checked.
_LETTERS = {
    "Latn": ("LATIN", "FULLWIDTH"),
    "Cyrl": ("CYRILLIC",),
    "Arab": ("ARABIC",),
    "Hebr": ("HEBREW",),
    "Grek": ("GREEK",),
    "Guru": ("GURMUKHI",),
    "Beng": ("BENGALI",),
    "Gujr": ("GUJARATI",),
    "Deva": ("DEVANAGARI",),
    "Taml": ("TAMIL",),
    "Telu": ("TELUGU",),
    "Knda": ("KANNADA",),
    "Mlym": ("MALAYALAM",),
    "Orya": ("ORIYA",),
    "Sinh": ("SINHALA",),
    "Thai": ("THAI",),
    "Laoo": ("LAO",),
    "Khmr": ("KHMER",),
    "Mymr": ("MYANMAR",),
    "Tibt": ("TIBETAN",),
    "Ethi": ("ETHIOPIC",),
    "Geor": ("GEORGIAN",),
    "Armn": ("ARMENIAN",),
    "Thaa": ("THAANA",),
    "Hans": ("CJK",),
    "Hant": ("CJK",),
    "Jpan": ("CJK", "HIRAGANA", "KATAKANA"),
    "Kore": ("HANGUL", "CJK"),
}
_RTL = frozenset({"Arab", "Hebr", "Thaa", "Syrc", "Nkoo", "Adlm"})
_TWO_SCRIPTS = {"sr": ("LATIN",), "ku": ("ARABIC",), "uz": ("CYRILLIC",), "az": ("CYRILLIC",), "kk": ("LATIN",)}
_DENSE = ("CJK", "HIRAGANA", "KATAKANA", "HANGUL")


def base(tag: str) -> str:
    """The language of a BCP 47 tag: "en" of "en_GB"."""
    return tag.replace("_", "-").split("-")[0].lower()


@cache
def script_of(tag: str) -> str | None:
    """ISO 15924 script of a BCP 47 tag ("pa-Arab" is Arab, "pa" Guru); None when CLDR does not know."""
    parts = tag.replace("_", "-").split("-")
    named = [part for part in parts[1:] if len(part) == 4 and part.isalpha()]
    if named:
        return named[0].title()
    likely: Mapping[str, str] = get_global("likely_subtags")
    region = [part.upper() for part in parts[1:] if len(part) == 2]
    found = likely.get("_".join([base(tag), *region])) or likely.get(base(tag))
    return found.split("_")[1] if found else None


def is_rtl(tag: str) -> bool:
    return script_of(tag) in _RTL


def letters(text: str) -> list[str]:
    """The letters of a text, vowel signs and other marks left out."""
    return [char for char in text if unicodedata.category(char)[0] == "L"]


@cache
def _family(char: str) -> str:
    return unicodedata.name(char, "").partition(" ")[0]


def share(text: str, tag: str) -> float:
    """The part of a text's letters that are in the language's script, 0 to 1; 1 when that cannot be said."""
    wanted = _LETTERS.get(script_of(tag) or "", ()) + _TWO_SCRIPTS.get(base(tag), ())
    found = letters(text)
    if not wanted or not found:
        return 1.0
    return sum(_family(char) in wanted for char in found) / len(found)


def weight(text: str) -> int:
    """Length in letters; a Chinese, Japanese or Korean sign says about as much as three letters."""
    return sum(3 if _family(char) in _DENSE else 1 for char in letters(text))

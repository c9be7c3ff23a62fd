"""One spelling for every way a word is typed: case, accents, apostrophes, Arabic and Indic variants, full Chinese forms.

The lexicons and the messages go through the same functions, so a pattern matches however either was typed.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from bot.domain.hanzi import SIMPLER

_SINGLE = {
    **SIMPLER,
    **dict.fromkeys(map(ord, "’‘`´ʼʹ′＇‛"), "'"),
    **{ord(letter): plain for letter, plain in zip("łøđıæœħð", ("l", "o", "d", "i", "ae", "oe", "h", "d"), strict=True)},
    ord("@"): "at",
    ord("&"): "and",
    # Letters of Arabic script that Arabic, Urdu and Persian keyboards type differently.
    **{ord(letter): plain for letter, plain in zip("ىیېةهہھۃەکڪٱ", "ييي" + "ه" * 6 + "ككا", strict=True)},
    # Gurmukhi: the doubling sign is often left out, the two nasal signs are mixed up.
    0x0A71: "",
    0x0A70: "\u0a02",
}
_DROPPED = re.compile(
    "[\u0300-\u036f\u0610-\u061a\u0640\u064b-\u065f\u0670\u06d6-\u06ed"  # accents, Arabic vowels and stretching
    "\u093c\u09bc\u0a3c\u0abc\u200b-\u200f\u2060\ufe00-\ufe0f]"  # Indic dots, joiners, variation selectors
)


class _Folds(dict[int, str]):
    """Folds of single characters, worked out once each."""

    def __missing__(self, code: int) -> str:
        folded = self[code] = _fold_letter(chr(code))
        return folded


def _fold_letter(letter: str) -> str:
    plain = _DROPPED.sub("", unicodedata.normalize("NFKD", letter)).casefold()
    return _DROPPED.sub("", "".join(_SINGLE.get(ord(part), part) for part in plain))


_FOLDS = _Folds(_SINGLE)


def fold(text: str) -> str:
    """The text without case, accents and typing variants. Lengths may change; use `tokens` to find words again."""
    return text.translate(_FOLDS)


@dataclass(frozen=True, slots=True)
class Token:
    """One word: every spelling it may stand for, its place in the original text, the number of its sentence."""

    forms: tuple[str, ...]
    start: int
    end: int
    sentence: int


_HAN = "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
_MARKS = "\u0300-\u036f\u0610-\u061a\u0640\u064b-\u065f\u0670\u06d6-\u06ed\u0900-\u0963\u0966-\u0dff\u200c\u200d"
_LETTER = rf"(?:[^\W_{_HAN}]|[{_MARKS}])"
_QUOTE = "['’‘`´ʼ′＇‛]"
_TOKEN = re.compile(rf"(?P<sign>[{_HAN}£$€🖕@&])|(?P<number>[0-9]+(?:[.:,][0-9]+)+)|(?P<word>{_LETTER}+(?:{_QUOTE}{_LETTER}+)*)|(?P<stop>[.!?;\n…।۔。！？؟]+)")  # noqa: E501 - one pattern, read as a whole
_TIMED = re.compile(r"^([0-9]+)([a-z]+)$")
_CONTRACTION = re.compile(r"^([a-z]+)'(ll|d|re|ve|m)$")
_RUN = re.compile(r"([^\W\d_])\1\1+")
_CLITIC = re.compile("^[وف]?(?:(?:ال|بال|عال|هال|كال|فال|لل|وال)|[بلكف])")


def tokens(text: str) -> tuple[Token, ...]:
    """Words in order. A Chinese character is a word of its own; "l'école" is two, "don't" is one ("dont")."""
    found: list[Token] = []
    sentence = 0
    for match in _TOKEN.finditer(text):
        if match.lastgroup == "stop":
            sentence += 1
            continue
        for forms, start, end in _split(match):
            found.append(Token(forms, start, end, sentence))
    return tuple(found)


def words(text: str) -> tuple[str, ...]:
    """The first form of every word: how a pattern is read."""
    return tuple(token.forms[0] for token in tokens(text))


def _split(match: re.Match[str]) -> list[tuple[tuple[str, ...], int, int]]:
    raw, start, end = match.group(), match.start(), match.end()
    word = fold(raw)
    if match.lastgroup != "word":
        return [((word,), start, end)]
    if "'" in word:
        return _elided(word, start, end)
    return [(_forms(word), start, end)] if word else []


def _elided(word: str, start: int, end: int) -> list[tuple[tuple[str, ...], int, int]]:
    if word.endswith("n't") or not word[0].isascii():
        return [(_forms(word.replace("'", "")), start, end)]
    if word.endswith("'s"):
        return [((word[:-2], word[:-2] + "s"), start, end)]
    if _CONTRACTION.match(word):
        return [((word,), start, end)]
    return [(_forms(part), start, end) for part in word.split("'") if part]


def _forms(word: str) -> tuple[str, ...]:
    forms = [word]
    if "\u0600" <= word[0] <= "\u06ff" and len(word) > 3:
        forms += _without_clitics(word)
    elif _RUN.search(word):
        forms += [_RUN.sub(r"\1", word), _RUN.sub(r"\1\1", word)]
    return tuple(forms)


def _without_clitics(word: str) -> list[str]:
    """Arabic writes "and", "the", "in", "for" onto the next word: the word behind them, too."""
    bare = word[1:] if word[0] in "وف" else word
    found = [bare] if bare != word else []
    match = _CLITIC.match(word)
    if match and len(word) - match.end() > 2:
        found.append(word[match.end() :])
    return found

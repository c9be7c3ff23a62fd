"""Telephone numbers, addresses and private matters in a text. Words of health count only beside a child.

A stop that is wrong teaches people to press on: one innocent draft in fifty at most is stopped (`tests/domain/test_drafts.py`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from bot.domain.private_words import private

_AREAS = (
    "AB AL B BA BB BD BF BH BL BN BR BS BT CA CB CF CH CM CO CR CT CV CW DA DD DE DG DH DL DN DT DY E EC EH EN EX FK FY G GL "
    "GU GY HA HD HG HP HR HS HU HX IG IM IP IV JE KA KT KW KY L LA LD LE LL LN LS LU M ME MK ML N NE NG NN NP NR NW OL OX PA "
    "PE PH PL PO PR RG RH RM S SA SE SG SK SL SM SN SO SP SR SS ST SW SY TA TD TF TN TQ TR TS TW UB W WA WC WD WF WN WR WS "
    "WV YO ZE"
).replace(" ", "|")
_POSTCODE = re.compile(rf"\b(?:{_AREAS})\d[A-Z\d]? ?\d[ABD-HJLNP-UW-Z]{{2}}\b")
_STREET = re.compile(
    r"\b(?:[Ff]lat \d+\w?,? )?\d{1,4}[A-Za-z]?,? (?:[A-Z][\w'’-]+ ){1,3}"
    r"(?:Street|St|Road|Rd|Lane|Avenue|Ave|Close|Drive|Crescent|Way|Court|Gardens|Terrace|Place|Grove|Row|Walk|Mews|Square)\b"
)
_PHONE = re.compile(r"(?<![\w.,/:-])(?:\+|00|\(?0)\d?[\d() .-]{6,17}\d(?![\w/:-])")
_EMAIL = re.compile(r"[\w.+-]+@[\w-]+\.[\w.-]*\w")
_DIGITS = range(9, 16)
_SENTENCE = re.compile(r"[^.!?\n]+(?:[.!?\n]+|$)")
_GOES_ON = re.compile(r"\s*(?:they|their|mum|dad)\b|.*\b(?:she|he|him|her|his)\b", re.IGNORECASE)
_REFERS = re.compile(r"\s*(?:it|this|that|they|these|those)\b", re.IGNORECASE)
Span = tuple[int, int, tuple[int, ...]]


def names_private(text: str) -> bool:
    """Whether words of health or another private matter are in a text at all, of whomever it speaks."""
    return private().search(text) is not None


def places_in(text: str) -> Iterator[tuple[str, int, int]]:
    """("phone" | "email" | "address", start, end) of each."""
    for match in _PHONE.finditer(text):
        if sum(letter.isdigit() for letter in match[0]) in _DIGITS:
            yield "phone", match.start(), match.end()
    for pattern, what in ((_EMAIL, "email"), (_POSTCODE, "address"), (_STREET, "address")):
        for match in pattern.finditer(text):
            yield what, match.start(), match.end()


def health_in(text: str, children: Sequence[Span]) -> Iterator[Span]:
    """Private words in a sentence that names a child, goes on about one, or comes before one that says whose they are."""
    about: tuple[int, ...] = ()
    before: list[re.Match[str]] = []
    for sentence in _SENTENCE.finditer(text):
        named = tuple(one for start, _, ids in children if sentence.start() <= start < sentence.end() for one in ids)
        about = named or (about if _GOES_ON.match(sentence[0]) else ())
        here = list(private().finditer(text, sentence.start(), sentence.end()))
        whose = [*(before if named and _REFERS.match(sentence[0]) else ()), *here] if about else []
        yield from ((match.start(), match.end(), tuple(dict.fromkeys(about))) for match in whose)
        before = [] if about else here

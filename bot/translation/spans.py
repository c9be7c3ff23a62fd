"""What in a text must come out of a translator unchanged, by its shape: links, phones, money, times, codes, emoji."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    NAME = "name"
    LINK = "link"
    EMAIL = "email"
    PHONE = "phone"
    MONEY = "money"
    TIME = "time"
    DATE = "date"  # one day with its month in words: written anew in the reader's language
    TERM = "term"  # a school word of the glossary
    CODE = "code"  # 3B, KS1, 2nd, 12/05/2026, plain numbers
    EMOJI = "emoji"
    MARKUP = "markup"  # HTML, handles, and signs we use ourselves


@dataclass(frozen=True, slots=True)
class Span:
    """A half-open range of characters."""

    start: int
    end: int
    kind: Kind


MONTH = (
    "(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?"
    r"|nov(?:ember)?|dec(?:ember)?)\b"
)
_AMOUNT = r"\d+(?:[.,]\d+)*"
_CLOCK = r"\d{1,2}(?:[:.]\d{2})?"
_AM_PM = r"[ap]\.?\s?m\b"
_ZONES = "com|org|net|uk|eu|info|io|gov|edu|int|invalid|test|example|local|app|me|co|school|ie|pl|ro|de|fr|es|it|pt"
_PATH = r"[^\s<>\"“”]"
_NUMERAL = "[\\d²³½¼¾⅓⅔]"
_PICTURE = (
    "[\U0001f000-\U0001faff\u2190-\u21ff\u2300-\u23ff\u25a0-\u27bf\u2900-\u297f\u2b00-\u2bff\u203c\u2049\u3030\u303d"
    "\u3297\u3299\u00a9\u00ae\u2122]"
)
_JOINED = "[\ufe0e\ufe0f\u200d\u20e3\U0001f3fb-\U0001f3ff\U000e0020-\U000e007f]"

# Letters beside a digit belong to it only when they are Latin: Chinese writes whole sentences around one.
_PATTERNS: tuple[tuple[Kind, re.Pattern[str]], ...] = tuple(
    (kind, re.compile(pattern, re.IGNORECASE))
    for kind, pattern in (
        (Kind.LINK, rf"(?:\b[a-z][a-z0-9+.-]{{1,15}}://|\bwww\.){_PATH}+"),
        (Kind.LINK, rf"(?<![\w@.-])(?:[\w-]+\.)+(?:{_ZONES})\b(?:[/?#]{_PATH}*)?"),
        (Kind.LINK, rf"(?<![\w@.-])(?:[\w-]+\.)+[a-z]{{2,24}}/{_PATH}*"),
        (Kind.EMAIL, r"(?<![\w.+'-])[\w.+'-]{1,64}@[\w-]+(?:\.[\w-]+)+"),
        (
            Kind.PHONE,
            r"(?<![\w/:.,-])(?:\+|00)?\(?\d(?:[ \u00a0().\-–]{0,3}\d){6,14}"
            rf"(?!\w|[:.,/]\d|\s?(?:{_AM_PM}|{MONTH}))",
        ),
        (Kind.MONEY, rf"[£$€₹¥]\s?{_AMOUNT}(?:\s?[kmp]\b)?"),
        (Kind.MONEY, rf"(?<![\w.,]){_AMOUNT}\s?(?:[£$€₹¥](?!\s?\d)|(?:gbp|usd|eur|pln|ron|zł|lei|p)\b)"),
        (Kind.TIME, rf"(?<![\w.:]){_CLOCK}(?:\s?[-–]\s?{_CLOCK})?\s?{_AM_PM}(?:\.(?=\s+(?-i:[a-z])))?"),
        (Kind.TIME, rf"(?<![\w.:])\d{{1,2}}:\d{{2}}(?:\s?[-–]\s?{_CLOCK})?(?![\w:])"),
        (Kind.MARKUP, r"</?[a-z][^<>\n]{0,300}>|&(?:[a-z]{2,8}|#\d{1,6});|(?<!\w)[@#]\w{2,64}"),
        (Kind.MARKUP, r"[\[［]{1,3}\s*\d+\s*[\]］]{1,3}|[\ue000-\uf8ff\U000f0000-\U0010ffff]+"),
        (Kind.EMOJI, rf"[0-9#*]\ufe0f?\u20e3|(?:{_PICTURE}{_JOINED}*)+"),
        (Kind.CODE, rf"(?<![a-z0-9_])[a-z_]*{_NUMERAL}(?:[a-z_]|{_NUMERAL}|[.,:/'’-](?=[a-z]*\d))*"),
    )
)
_TRAILING = re.compile(r"[.,;:!?…)\]}'’”»]+$")


def by_shape(text: str) -> Iterator[Span]:
    """Every range that some pattern claims; ranges may overlap."""
    for kind, pattern in _PATTERNS:
        for match in pattern.finditer(text):
            end = match.end()
            if kind is Kind.LINK:
                end -= len(match[0]) - len(_TRAILING.sub("", match[0]))
            yield Span(match.start(), end, kind)


def longest_first(spans: Iterable[Span], length: int) -> list[Span]:
    """A choice without overlaps: of two that overlap the longer stays. In the order of the text."""
    taken = bytearray(length)
    kept: list[Span] = []
    for span in sorted(spans, key=lambda span: (span.start - span.end, span.start)):
        if any(taken[span.start : span.end]):
            continue
        taken[span.start : span.end] = b"\1" * (span.end - span.start)
        kept.append(span)
    return sorted(kept, key=lambda span: span.start)

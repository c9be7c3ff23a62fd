"""Notices and answers written by hand in every shipped language: no engine is asked, only days, times and money change.

A post or an answer whose words are one of these is recognised by its words, so nothing more has to be kept with it. The
English stands in `ready_notices` and `ready_replies`; the other languages in the catalogues.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

from bot.domain.eventdays import day_in
from bot.domain.ready_notices import NOTICES
from bot.domain.ready_replies import REPLIES, with_code

_MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"
_WEEKDAYS = "Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday"
_SLOTS = {
    "day": rf"(?:(?:{_WEEKDAYS}),? )?\d{{1,2}}(?:st|nd|rd|th)? (?:{_MONTHS})",
    "time": r"\d{1,2}[:.]\d{2}",
    "price": r"£\d+(?:\.\d{2})?",
}
_LOOSE = {
    "day": rf"(?:(?:{_WEEKDAYS}|Mon|Tue|Wed|Thu|Fri)[a-z]*,? )?\d{{1,2}}(?:st|nd|rd|th)? (?:{_MONTHS}|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sep|Oct|Nov|Dec)\b",
    "time": r"(?<!£)\b\d{1,2}[:.]\d{2}(?: ?[ap]\.?m\b\.?)?(?!\d)|\b\d{1,2} ?[ap]\.?m\b\.?",
    "price": r"£\d+(?:\.\d{2})?",
}


_CLOCK = re.compile(r"(\d{1,2})(?:[:.](\d{2}))? ?([ap])?", re.IGNORECASE)
_CODE = re.compile(r"\s*(r\s?\d{1,2})(?!\w)(.*)", re.IGNORECASE | re.DOTALL)
_NAMED = re.compile(rf"\b(?:today|tomorrow|{_WEEKDAYS})\b(?!,? \d{{1,2}}(?:st|nd|rd|th)? [A-Z])", re.IGNORECASE)
_OFTEN = re.compile(rf"\b(?:every|each|next|last|all) (?:week|day|{_WEEKDAYS})|\b(?:{_WEEKDAYS})s\b", re.IGNORECASE)
READY: Mapping[str, str] = {
    **{f"notice.{key}": ready.english for key, ready in NOTICES.items()},
    **{f"ready.{key}": english for key, english in REPLIES.items()},
}
"""Catalogue key → the English with its slots."""


@dataclass(frozen=True, slots=True)
class Recognised:
    """A text that is one of these, word for word. `day` is in the year in which it lies ahead."""

    key: str
    day: date | None = None
    time: str = ""
    price: str = ""


def slots(english: str) -> tuple[str, ...]:
    return tuple(re.findall(r"\{(\w+)\}", english))


def recognise(text: str, today: date) -> Recognised | None:
    plain = " ".join(text.split())
    for key, english in READY.items():
        match = _pattern(english).fullmatch(plain)
        if match is None:
            continue
        found = match.groupdict()
        day = day_in(found["day"], today) if "day" in found else None
        if "day" in found and day is None:
            return None
        return Recognised(key, day, found.get("time", "").replace(".", ":"), found.get("price", ""))
    return None


@cache
def _pattern(english: str) -> re.Pattern[str]:
    parts = re.split(r"\{(\w+)\}", english)
    made = "".join(f"(?P<{part}>{_SLOTS[part]})" if at % 2 else re.escape(part) for at, part in enumerate(parts))
    return re.compile(made)


def suggest(text: str, today: date) -> str:
    """The notice that a teacher's own words look like, filled in; "" when none does, or something in it is missing."""
    if recognise(text, today) is not None or len(text) > 200:
        return ""
    dated = text if _vague(text) else named_days(text, today)
    for ready in NOTICES.values():
        if all(has(text, group) for group in ready.words):
            filled = fill(ready.english, dated, today)
            if filled:
                return filled
    return ""


def _vague(text: str) -> bool:
    """Whether the days named are several, or one that comes again, or one that two people count differently ("next Friday")."""
    return _OFTEN.search(text) is not None or len({found.lower() for found in _NAMED.findall(text)}) > 1


def has(text: str, group: str) -> bool:
    if group.startswith("!"):
        return re.search(rf"\b(?:{group[1:]})", text, re.IGNORECASE) is None
    return re.search(rf"\b(?:{group})", text, re.IGNORECASE) is not None


def fill(english: str, text: str, today: date) -> str:
    """The wording with the day, time and price found in somebody's own words; "" when one is missing."""
    values = {}
    for slot in slots(english):
        match = re.search(_LOOSE[slot], text, re.IGNORECASE)
        value = _said(slot, match[0], today) if match else ""
        if not value:
            return ""
        values[slot] = value
    return english.format_map(values)


@dataclass(frozen=True, slots=True)
class Meant:
    """An answer named by its code. `text` is "" while a day or a time of it is missing."""

    english: str
    text: str


def by_code(words: str, today: date) -> Meant | None:
    """ "r34 Friday 15:30"; None for anything that begins with no code."""
    match = _CODE.match(words)
    key = with_code(match[1]) if match else None
    if match is None or key is None:
        return None
    english, rest = REPLIES[key], match[2].strip()
    if not slots(english):
        return Meant(english, english) if not rest else None
    return Meant(english, fill(english, named_days(rest, today), today))


def named_days(words: str, today: date) -> str:
    """Today, tomorrow and weekdays without a date as the day they mean: the next of that name."""

    def day(found: re.Match[str]) -> str:
        name = found[0].lower()
        if name in {"today", "tomorrow"}:
            return spoken(today + timedelta(days=name == "tomorrow"))
        ahead = (_WEEKDAYS.lower().split("|").index(name) - today.weekday() - 1) % 7 + 1
        return spoken(today + timedelta(days=ahead))

    return _NAMED.sub(day, words)


def _said(slot: str, found: str, today: date) -> str:
    if slot != "day":
        return _clock(found) if slot == "time" else found
    day = day_in(found, today)
    return spoken(day) if day else ""


def _clock(found: str) -> str:
    """ "3.30pm", "3.30" and "9 am" as 15:30, 15:30 and 9:00: no school writes home of a quarter past three at night."""
    read = _CLOCK.match(found)
    if read is None:
        return found
    hour, half = int(read[1]), (read[3] or "").lower()
    if half and hour <= 12:
        hour = hour % 12 + 12 * (half == "p")
    elif not half and 1 <= hour <= 6 and not read[1].startswith("0"):
        hour += 12
    return f"{hour}:{read[2] or '00'}"


def spoken(day: date) -> str:
    """ "Tuesday 5 March", as these texts name a day."""
    return f"{day:%A} {day.day} {day:%B}"

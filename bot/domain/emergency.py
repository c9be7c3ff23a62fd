"""What cannot wait: the school is closed, closes early, the coach is late. Read from a few words, sent with one typed word."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from bot.domain.ready import fill, has, named_days, recognise, slots, spoken
from bot.domain.ready_notices import NOTICES

KIND = "emergency"
"""The kind of such a post: no quiet hours, no digest, no spending limit, no second person."""


@dataclass(frozen=True, slots=True)
class Emergency:
    """`word` is typed to send it. `of_class`: one class may be meant. `closes`: the school's calendar closes that day."""

    word: str
    of_class: bool = False
    closes: bool = False


_CLOSED, _COACH = Emergency("CLOSED", closes=True), Emergency("COACH", of_class=True)
EMERGENCIES: Mapping[str, Emergency] = {
    "closed_snow": _CLOSED,
    "closed_building": _CLOSED,
    "closes_early": Emergency("EARLY"),
    "opens_again": Emergency("OPEN"),
    "closed": _CLOSED,
    "late_coach": _COACH,
    "coach_unknown": _COACH,
}
"""Notice → what it takes to send it, the more exact one first."""
WORDS = frozenset(one.word for one in EMERGENCIES.values())
_MEANS = {
    "closed_snow": (r"snow|ice|icy", r"early|coach|bus|open"),
    "closed_building": (r"building|heating|boiler|flood|power|water|electric", r"early|coach|bus|open"),
    "closes_early": (r"early|finish", r"coach|bus"),
    "opens_again": (r"open|reopen", r"early|coach|bus"),
    "closed": (r"clos|shut", r"early|open|coach|bus"),
    "late_coach": (r"coach|bus", r"clos|open"),
    "coach_unknown": (r"coach|bus", r"clos|open"),
}
"""Notice → beginnings of words, one of which says so, and those that say it is another."""
_BARE_TIME = re.compile(r"\b(\d{1,2})(?:[:.](\d{2}))?\s*(am|pm)\b", re.IGNORECASE)


def read(words: str, today: date) -> str:
    """The notice meant by "closed tomorrow, snow", "early 1:30pm" or "coach 16:15", filled in; "" when none surely is.

    Where no day is named it is today.
    """
    plain = _with_day(_with_clock(words), today)
    for key in EMERGENCIES:
        if _means(key, plain):
            filled = fill(NOTICES[key].english, plain, today)
            if filled and not _over(filled, today):
                return filled
    return ""


def _over(body: str, today: date) -> bool:
    found = recognise(body, today)
    return found is not None and found.day is not None and found.day < today


def _means(key: str, words: str) -> bool:
    says, denies = _MEANS[key]
    return has(words, says) and not has(words, denies)


def _with_clock(words: str) -> str:
    """ "1:30pm" and "2 pm" as "13:30" and "14:00"."""

    def clock(found: re.Match[str]) -> str:
        hour = int(found[1]) % 12 + (12 if found[3].lower() == "pm" else 0)
        return f"{hour}:{found[2] or '00'}"

    return _BARE_TIME.sub(clock, words)


def _with_day(words: str, today: date) -> str:
    named = named_days(words, today)
    return named if fill("{day}", named, today) else f"{named} {spoken(today)}"


def offered(today: date) -> tuple[str, ...]:
    """What can be had with one tap: everything that needs no time."""
    days = (today, today + timedelta(days=1))
    closed = ("closed", "closed_snow", "closed_building")
    return (*(NOTICES[key].english.format(day=spoken(day)) for key in closed for day in days), NOTICES["coach_unknown"].english)


def of_notice(body: str, today: date) -> tuple[str, Emergency] | None:
    """Which of these a text is; None for any other text."""
    found = recognise(body, today)
    key = found.key.removeprefix("notice.") if found else ""
    return (key, EMERGENCIES[key]) if key in EMERGENCIES else None


def day_closed(body: str, today: date) -> date | None:
    """The day on which the school does not open, when that is what a text says."""
    meant, found = of_notice(body, today), recognise(body, today)
    return found.day if meant and found and meant[1].closes and "day" in slots(NOTICES[meant[0]].english) else None

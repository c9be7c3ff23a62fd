"""Notices schools send most, written by hand in every shipped language: no engine is asked, only days, times and money change.

A post whose words are one of these is recognised by its words, so nothing more has to be kept with it. The English stands
here; the other languages are `notice.<key>` in the catalogues.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from bot.domain.eventdays import day_in

_MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"
_WEEKDAYS = "Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday"
_SLOTS = {
    "day": rf"(?:(?:{_WEEKDAYS}),? )?\d{{1,2}}(?:st|nd|rd|th)? (?:{_MONTHS})",
    "time": r"\d{1,2}[:.]\d{2}",
    "price": r"£\d+(?:\.\d{2})?",
}
_LOOSE = {
    "day": rf"(?:(?:{_WEEKDAYS}|Mon|Tue|Wed|Thu|Fri)[a-z]*,? )?\d{{1,2}}(?:st|nd|rd|th)? (?:{_MONTHS}|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sep|Oct|Nov|Dec)\b",
    "time": r"\b\d{1,2}[:.]\d{2}\b",
    "price": r"£\d+(?:\.\d{2})?",
}


@dataclass(frozen=True, slots=True)
class Ready:
    """`words`: every group must have a word in a text that looks like this notice."""

    english: str
    words: tuple[str, ...]

    @property
    def slots(self) -> tuple[str, ...]:
        return tuple(re.findall(r"\{(\w+)\}", self.english))


NOTICES: Mapping[str, Ready] = {
    "closed": Ready("School is closed on {day}. Children stay at home.", ("school", "clos|shut", "!early|again|opens")),
    "opens_again": Ready("School opens again on {day} at {time}.", ("school", "open", "again|reopen")),
    "closes_early": Ready("School closes early on {day}, at {time}. Please collect your child then.", ("early", "clos|finish")),
    "late_coach": Ready("The coach is late. It will be at school at about {time}.", ("coach|bus", "late|delay")),
    "pe": Ready("PE is on {day}. Please send PE kit.", ("pe", "kit|trainers|is on")),
    "swimming": Ready("Swimming is on {day}. Please send swimming things and a towel.", ("swim",)),
    "trip": Ready("We go on a trip on {day}. Please send a packed lunch and a coat.", ("trip|outing", "lunch|coat")),
    "trip_back": Ready("We are back from the trip at about {time}.", ("trip|outing", "back")),
    "consent_due": Ready("Please return the consent form by {day}.", ("consent|permission", "form|slip")),
    "money_due": Ready("Please pay {price} by {day}.", ("pay", "!dinner")),
    "dinner_money": Ready("Dinner money of {price} is due by {day}.", ("dinner", "money|due|owe")),
    "chickenpox": Ready(
        "There is chickenpox in the class. If your child has spots, please keep them at home and ring the office.",
        ("chicken ?pox",),
    ),
    "head_lice": Ready("There are head lice in the class. Please check your child's hair.", ("lice|nits",)),
    "stomach_bug": Ready(
        "There is a stomach bug in school. Please keep your child at home for 48 hours after they were last ill.",
        ("stomach|tummy|sickness", "bug|48"),
    ),
    "parents_evening": Ready(
        "Parents' evening is on {day} from {time}. Please book a time with the office.", ("parents", "evening")
    ),
    "club_cancelled": Ready(
        "There is no after-school club on {day}. Please collect your child at {time}.", ("club", "cancel|no |off")
    ),
    "non_uniform": Ready("{day} is a non-uniform day. Please bring {price}.", ("non.?uniform|own clothes",)),
    "library": Ready("Library books are due back on {day}.", ("library", "book")),
    "photographer": Ready(
        "The school photographer comes on {day}. Please send your child in full uniform.", ("photographer|school photo",)
    ),
    "inset": Ready("{day} is an INSET day. School is closed to children.", ("inset",)),
    "class_assembly": Ready("Our class assembly is on {day} at {time}. You are welcome to come.", ("assembly",)),
    "hot": Ready("Hot weather: please send water, a sun hat and sun cream.", ("hot|sunny|heat", "hat|cream|water")),
    "cold": Ready("Cold weather: please send a warm coat, hat and gloves.", ("cold|snow|frost", "coat|gloves")),
    "term_ends": Ready("Term ends on {day} at {time}.", ("term", "end|finish|break")),
    "term_starts": Ready("Term starts on {day} at {time}.", ("term", "start|begin")),
    "reading_book": Ready("Please send the reading book back to school on {day}.", ("reading", "book")),
    "homework": Ready("Homework is due on {day}.", ("homework|home learning", "due|hand|by")),
    "sports_day": Ready(
        "Sports day is on {day} at {time}. Please send PE kit, water and a sun hat.", ("sports day",)
    ),
    "ring_office": Ready("Please ring the school office.", ("ring|phone|call", "office")),
    "name_labels": Ready("Please put your child's name in all their clothes.", ("name", "clothes|uniform|label")),
}


@dataclass(frozen=True, slots=True)
class Recognised:
    """A text that is one of the notices, word for word. `day` is in the year in which it lies ahead."""

    key: str
    day: date | None = None
    time: str = ""
    price: str = ""


def recognise(text: str, today: date) -> Recognised | None:
    plain = " ".join(text.split())
    for key, ready in NOTICES.items():
        match = _pattern(ready).fullmatch(plain)
        if match is None:
            continue
        found = match.groupdict()
        day = day_in(found["day"], today) if "day" in found else None
        if "day" in found and day is None:
            return None
        return Recognised(key, day, found.get("time", "").replace(".", ":"), found.get("price", ""))
    return None


def _pattern(ready: Ready) -> re.Pattern[str]:
    parts = re.split(r"\{(\w+)\}", ready.english)
    made = "".join(f"(?P<{part}>{_SLOTS[part]})" if at % 2 else re.escape(part) for at, part in enumerate(parts))
    return re.compile(made)


def suggest(text: str, today: date) -> str:
    """The notice that a teacher's own words look like, filled in; "" when none does, or something in it is missing."""
    if recognise(text, today) is not None or len(text) > 200:
        return ""
    for ready in NOTICES.values():
        if all(_has(text, group) for group in ready.words):
            filled = _filled(ready, text, today)
            if filled:
                return filled
    return ""


def _has(text: str, group: str) -> bool:
    if group.startswith("!"):
        return re.search(rf"\b(?:{group[1:]})", text, re.IGNORECASE) is None
    return re.search(rf"\b(?:{group})", text, re.IGNORECASE) is not None


def _filled(ready: Ready, text: str, today: date) -> str:
    values = {}
    for slot in ready.slots:
        match = re.search(_LOOSE[slot], text, re.IGNORECASE)
        if match is None:
            return ""
        day = day_in(match[0], today) if slot == "day" else None
        values[slot] = f"{day:%A} {day.day} {day:%B}" if day else match[0].replace(".", ":") if slot == "time" else match[0]
    return ready.english.format_map(values)

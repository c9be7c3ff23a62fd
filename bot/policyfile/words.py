"""The words a policy file may use for times, days, roles, places and telephone numbers, and what they stand for.

Every reader takes what TOML gave and raises ValueError saying what is allowed; the caller adds file, key and value.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Mapping
from datetime import time
from difflib import get_close_matches
from string import Formatter
from typing import TypeVar
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from bot.domain import spoken
from bot.domain.people import Role
from bot.domain.policy import Clock, Place
from bot.domain.subjects import Subject
from bot.phrases.catalogues import locale_for
from bot.phrases.families import FAMILIES
from bot.policyfile.inside import InsideError

T = TypeVar("T")

DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
SCHOOL_DAYS = frozenset(range(5))
CLOSED_ON = ("weekends", "school_holidays", "bank_holidays")
OPEN_ON = ("inset_days",)
ADVICE = ("phone_office", "appointment", "meeting", "procedure")

_GROUPS = {"weekdays": SCHOOL_DAYS, "weekends": frozenset({5, 6}), "every day": frozenset(range(7))}

# Support staff and technicians read no messages; cover stands in for the class teacher by timetable, not by policy.
_NO_INBOX = {Role.GUARDIAN, Role.SYSTEM, Role.TECHNICIAN, Role.SUPPORT_STAFF, Role.PPA_COVER, Role.SUPPLY}

ROLES: Mapping[str, Role] = {
    **{str(role): role for role in Role if role not in _NO_INBOX},
    "teacher": Role.CLASS_TEACHER,
    "reception": Role.OFFICE,
    "front_office": Role.OFFICE,
    "safeguarding_lead": Role.DSL,
}

LEADS: Mapping[str, Role] = {word: role for word, role in ROLES.items() if role is not Role.CLASS_TEACHER}

PLACES: Mapping[str, Place] = {
    **{word: Place(role) for word, role in ROLES.items()},
    # The parent is told to phone first; the text is not lost meanwhile (M15, LT17).
    "phone_office": Place(Role.OFFICE, teacher_too=True, advise="phone_office"),
    "contact_office": Place(Role.OFFICE, teacher_too=True, advise="phone_office"),
    "door_or_appointment": Place(Role.OFFICE, advise="appointment"),  # M12
    "meeting_with_class_teacher": Place(Role.OFFICE, advise="meeting"),  # BNV18
    "complaints_procedure": Place(Role.OFFICE, advise="procedure"),
    "office_forwards": Place(Role.OFFICE),  # LT37: the office chooses the person
    "separate_route": Place(Role.OFFICE, advise="phone_office"),  # DPIA52
    "trust_complaints_procedure": Place(Role.OFFICE, advise="procedure"),  # LT27
}
"""The one table from a policy's words to roles; the code has no other destinations."""

LONGEST_PROMISE_H = 720

_PROMISE = re.compile(r"(\d{1,3}) (hours?|days?|school days?|working days?|open hours?)")
_PROMISE_DAYS: Mapping[str, Clock] = {
    "day": Clock.EVERY_HOUR,
    "school day": Clock.SCHOOL_DAY,
    "working day": Clock.WORKING_DAY,
    "open hour": Clock.OPEN_HOURS,
}
_TIME = re.compile(r"(\d{1,2})(?:[:.](\d{2}))?\s*(am|pm)?", re.IGNORECASE)
_DAY_SPAN = re.compile(r"\s*(?:-|–|to)\s*")
_LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Z][a-z]{3})?(-[A-Z]{2})?")
SUBJECTS: Mapping[str, Subject] = {
    str(subject): subject for subject in Subject if subject not in {Subject.SAFEGUARDING, Subject.URGENT, Subject.NOTE}
}
"""Danger and urgency are always taken; a note is what is left."""

_PHONE = re.compile(r"\+?[\d\s()\-]+")
_SHORTEST_NUMBER = 3


def nearest(word: str, known: Iterable[str]) -> str | None:
    found = get_close_matches(word, list(known), n=1, cutoff=0.6)
    return found[0] if found else None


def looked_up(value: object, table: Mapping[str, T], what: str) -> T:
    """The table's entry for a word; the error lists the table and names the nearest word."""
    if not isinstance(value, str) or value not in table:
        guess = nearest(str(value), table)
        hint = f'; did you mean "{guess}"?' if guess else "."
        raise ValueError(f"is not {what}{hint} Allowed: {', '.join(table)}")
    return table[value]


def as_list(value: object) -> list[object]:
    return list(value) if isinstance(value, list | tuple | set | frozenset) else [value]


def clock_time(value: object) -> time:
    """ "8:00", "08:00", "17.30", "5:30pm", or TOML's own 08:00:00. "24:00" is the midnight that ends the day."""
    if isinstance(value, time) and not value.second and not value.microsecond:
        return value
    found = _TIME.fullmatch(value.strip()) if isinstance(value, str) else None
    if found and (found[2] or found[3]):
        hour, minute = int(found[1]), int(found[2] or 0)
        if found[3] and 1 <= hour <= 12:
            return _clock(hour % 12 + (12 if found[3].lower() == "pm" else 0), minute)
        if not found[3] and hour <= 24:
            return _clock(0 if (hour, minute) == (24, 0) else hour, minute)
    raise ValueError('is not a time of day. Allowed: hours and minutes in quotes, such as "08:00" or "17:30"')


def _clock(hour: int, minute: int) -> time:
    try:
        return time(hour, minute)
    except ValueError:
        raise ValueError('is not a time of day. Allowed: "00:00" to "24:00"') from None


def weekdays(value: object) -> frozenset[int]:
    """ "Mon-Fri", "Mon, Wed-Fri", ["Monday", "Tue"], "weekdays", "every day" → Monday is 0."""
    parts = [part.strip() for one in as_list(value) for part in str(one).split(",")]
    return frozenset[int]().union(*(_span(part) for part in parts))


def _span(words: str) -> frozenset[int]:
    if words.casefold() in _GROUPS:
        return _GROUPS[words.casefold()]
    ends = [_weekday(word) for word in _DAY_SPAN.split(words)]
    if len(ends) > 2:
        raise ValueError('is not a span of days. Allowed: two days, such as "Mon-Fri"')
    first, last = ends[0], ends[-1]
    return frozenset((first + step) % 7 for step in range((last - first) % 7 + 1))


def _weekday(word: str) -> int:
    short = word[:3].title()
    full = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
    if short not in DAYS or not full[DAYS.index(short)].startswith(word.casefold()):
        raise ValueError(f'"{word}" is not a day. Allowed: {", ".join(DAYS)}, or "weekdays", or "every day"')
    return DAYS.index(short)


def words_of(value: object, allowed: tuple[str, ...], what: str) -> frozenset[str]:
    table = {word: word for word in allowed}
    return frozenset(looked_up(one, table, what) for one in as_list(value))


def roles(value: object) -> tuple[Role, ...]:
    return tuple(dict.fromkeys(looked_up(one, LEADS, "a role") for one in as_list(value)))


def role(value: object) -> Role:
    return looked_up(value, LEADS, "a role")


def place(value: object) -> Place:
    """A word of PLACES, or a table { to = "office", teacher_too = true, advise = "phone_office" }."""
    if not isinstance(value, dict):
        return looked_up(value, PLACES, "a place")
    for key in value:
        looked_up(key, dict.fromkeys(("to", "teacher_too", "advise")), "a key of a place")
    teacher_too, advise = value.get("teacher_too", False), value.get("advise")
    if teacher_too not in (True, False):
        raise ValueError("is not a place. Allowed for teacher_too: true or false")
    if advise is not None:
        looked_up(advise, dict.fromkeys(ADVICE), "something to advise")
    return Place(looked_up(value.get("to"), ROLES, "a role"), teacher_too, advise)


def phone(value: object) -> str:
    """As a person dials it; empty when there is none. Never guessed, never completed (LT41)."""
    text = value.strip() if isinstance(value, str) else "?"
    if text and not (_PHONE.fullmatch(text) and sum(letter.isdigit() for letter in text) >= _SHORTEST_NUMBER):
        raise ValueError(
            'is not a telephone number. Allowed: the number as a person dials it, in quotes: "01632 960100"'
        )
    return text


def zone(value: object) -> str:
    try:
        return ZoneInfo(str(value)).key
    except (ZoneInfoNotFoundError, ValueError):
        raise ValueError('is not a time zone. Allowed: names such as "Europe/London"') from None


def languages(value: object) -> tuple[str, ...]:
    """BCP 47 tags, the school's own first."""
    for one in as_list(value):
        if not isinstance(one, str) or not _LANGUAGE.fullmatch(one):
            raise ValueError(f'"{one}" is not a language. Allowed: tags such as "en", "pl", "ur", "pt-BR"')
    return tuple(dict.fromkeys(str(one) for one in as_list(value)))


def promised(value: object) -> int | None:
    """Whole hours, or "none"."""
    if value == "none":
        return None
    if isinstance(value, bool) or not isinstance(value, int) or not 1 <= value <= LONGEST_PROMISE_H:
        raise ValueError(f'is not a number of hours. Allowed: 1 to {LONGEST_PROMISE_H}, or "none"')
    return value


def spoken_promise(value: object) -> tuple[int, Clock | None]:
    """ "2 working days" → 48 hours and the days that count; "none" → 0 hours."""
    if value == "none":
        return 0, None
    found = _PROMISE.fullmatch(str(value).strip().casefold())
    hours = int(found[1]) * (1 if found[2].startswith(("hour", "open")) else 24) if found else 0
    if not found or not 1 <= hours <= LONGEST_PROMISE_H:
        raise ValueError('is not a promise. Allowed: such as "24 hours", "2 school days", "3 working days" or "none"')
    return hours, _PROMISE_DAYS.get(found[2].rstrip("s"))


def titles(value: object) -> dict[Role, str]:
    """What a school calls its roles, in English and in the middle of a sentence."""
    if not isinstance(value, dict):
        raise ValueError('is not a table. Allowed: roles with titles, such as head = "the principal"')  # noqa: TRY004
    for title in value.values():
        if not isinstance(title, str) or not 0 < len(title.strip()) <= 60:
            raise ValueError("has a title that is not text of up to 60 letters")
    return {looked_up(key, ROLES, "a role"): title.strip() for key, title in value.items()}


def own_texts(texts: dict[str, dict[str, str]]) -> dict[str, dict[str, str]]:
    """Wordings a school may replace: a shipped language, a family text's key, exactly that text's fields."""
    for language, wordings in texts.items():
        if locale_for(language).split("_")[0] != language:
            shipped = ", ".join(sorted(spoken.TAGS))
            raise InsideError((language,), wordings, f"is not a language Bookbag ships. Allowed: {shipped}")
        for key, wording in wordings.items():
            if key not in FAMILIES:
                near = difflib.get_close_matches(key, FAMILIES, 1)
                hint = f'; did you mean "{near[0]}"?' if near else "."
                allowed = 'Allowed: names from locales/bookbag.pot, such as "received"'
                raise InsideError((language, key), wording, f"is not the name of a text to families{hint} {allowed}")
            if fields_of(wording) != fields_of(FAMILIES[key].english):
                wanted = ", ".join(sorted(fields_of(FAMILIES[key].english))) or "none"
                raise InsideError((language, key), wording, f"must keep its fields. Allowed: {wanted}")
    return texts


def fields_of(wording: str) -> set[str]:
    """The {fields} of a text. Raises ValueError for a brace out of place."""
    return {name for _, name, _, _ in Formatter().parse(wording) if name is not None}

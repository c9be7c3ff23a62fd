"""Readers for words chosen from a vocabulary, ladders, papers, years and dates. ValueErrors say what is allowed."""

from __future__ import annotations

import calendar
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time

from bot.domain.people import Role
from bot.domain.policy import Document, Step
from bot.policyfile.vocabulary import STEPS
from bot.policyfile.words import ROLES, as_list, clock_time, looked_up, weekdays

_IDENTIFIER = re.compile(r"[a-z][a-z0-9_]{0,39}")
_STEP = re.compile(r"\s*([a-z_]+)\s*(?:\(\s*([a-z]+)\s*\)|\s+by\s+([a-z]+))?\s*")
_MONTH = re.compile(r"(\d{4})-(\d{2})")
_YEARS = ("N", "R", *(str(year) for year in range(1, 15)))
_RUNG: Mapping[str, Role] = {
    **ROLES,
    "teacher_meeting": Role.CLASS_TEACHER,
    "assistant_head_senco": Role.SENCO,
}
_BY_MESSAGE = {Role.CLASS_TEACHER, Role.PASTORAL_LEAD, Role.SUPPORT_OFFICER, Role.OFFICE}


@dataclass(frozen=True, slots=True, eq=False)  # annotations are hashed, tables are not
class OneOf:
    """A reader of one word; `too` has other names for some. The documentation lists `words`."""

    words: Mapping[str, str]
    too: Mapping[str, str]

    def __call__(self, value: object) -> str:
        other = self.too.get(str(value).casefold(), value)
        looked_up(other, self.words, "a word for this")
        return str(other)


@dataclass(frozen=True, slots=True, eq=False)
class ManyOf:
    """A reader of a list of words, or of one."""

    each: OneOf

    @property
    def words(self) -> Mapping[str, str]:
        return self.each.words

    def __call__(self, value: object) -> tuple[str, ...]:
        return tuple(dict.fromkeys(self.each(one) for one in as_list(value)))


def one_of(words: Mapping[str, str], too: Mapping[str, str] | None = None) -> OneOf:
    return OneOf(words, too or {})


def many_of(words: Mapping[str, str], too: Mapping[str, str] | None = None) -> ManyOf:
    return ManyOf(OneOf(words, too or {}))


def roles_of(table: Mapping[str, Role]) -> Callable[[object], tuple[Role, ...]]:
    return lambda value: tuple(dict.fromkeys(looked_up(one, table, "a role") for one in as_list(value)))


def identifiers(value: object) -> tuple[str, ...]:
    """Names a school gives its own papers and lines."""
    for one in as_list(value):
        if not isinstance(one, str) or not _IDENTIFIER.fullmatch(one):
            raise ValueError(f'"{one}" is not a name. Allowed: small letters, digits and _, such as "permission_slip"')
    return tuple(dict.fromkeys(str(one) for one in as_list(value)))


def years(value: object) -> tuple[str, ...]:
    """ "R", 1, "2" or "all" (no limit); "N" is Nursery, "R" Reception."""
    if value == "all":
        return ()
    names = {"nursery": "N", "reception": "R"} | {year.casefold(): year for year in _YEARS}
    plain = [re.sub(r"^year\s+", "", str(one).casefold()) for one in as_list(value)]
    for one in plain:
        if one not in names:
            raise ValueError(f'"{one}" is not a year. Allowed: {", ".join(_YEARS)}, or "all"')
    return tuple(dict.fromkeys(names[one] for one in plain))


def class_names(value: object) -> tuple[str, ...]:
    """As the roll writes them; compared without regard to case."""
    if any(not isinstance(one, str) or not one.strip() for one in as_list(value)):
        raise ValueError('is not a class. Allowed: names as the roll has them, in quotes, such as "3B"')
    return tuple(dict.fromkeys(str(one).strip() for one in as_list(value)))


def ladder(value: object) -> tuple[Step, ...]:
    """Rungs in order: a role's word, with "(appointment)" or "(meeting)" after it where that is not plain."""
    return tuple(_step(one) for one in as_list(value))


def _step(value: object) -> Step:
    if isinstance(value, dict):
        value = f"{value.get('role')} ({value.get('by', 'message')})"
    found = _STEP.fullmatch(value) if isinstance(value, str) else None
    if found is None:
        raise ValueError('is not a step. Allowed: a role, or a role and how, such as "senco (appointment)"')
    role = looked_up(found[1], _RUNG, "a role")
    by = found[2] or found[3] or _usual(found[1], role)
    looked_up(by, STEPS, "a way to reach somebody")
    return Step(role, by)


def _usual(word: str, role: Role) -> str:
    if word == "teacher_meeting":
        return "meeting"
    return "message" if role in _BY_MESSAGE else "appointment"


def last_rung(value: object) -> str:
    """ "the chair_of_governors via office" → "chair of governors": always through the office (LT39), and texts say "the"."""
    if not isinstance(value, str) or len(value) > 80:
        raise ValueError('is not a person. Allowed: words in quotes, such as "chair of governors"')
    return re.sub(r"^the\s+|\s+via\s+office$", "", value.strip(), flags=re.IGNORECASE).replace("_", " ")


def document(value: object) -> Document:
    """A title, or { title = "…", link = "https://…" }."""
    if isinstance(value, str) and value.strip():
        return Document(value.strip())
    if not isinstance(value, dict) or not set(value) <= {"title", "link"} or not str(value.get("title", "")).strip():
        raise ValueError('is not a paper. Allowed: its title in quotes, or { title = "…", link = "https://…" }')
    link = str(value.get("link", ""))
    if link and not re.fullmatch(r"https?://\S+", link):
        raise ValueError(f'"{link}" is not a link. Allowed: an address that begins with https://')
    return Document(str(value["title"]).strip(), link)


def documents(value: object) -> tuple[Document, ...]:
    return tuple(document(one) for one in as_list(value))


def day(value: object) -> date:
    if isinstance(value, date) and not isinstance(value, datetime):
        return value
    try:
        return date.fromisoformat(str(value))
    except ValueError:
        raise ValueError("is not a date. Allowed: year, month and day, such as 2026-07-22") from None


def month(value: object) -> date:
    """ "2026-02" → its last day; a whole date stays as it is."""
    found = _MONTH.fullmatch(value) if isinstance(value, str) else None
    if found is None:
        return day(value)
    year, number = int(found[1]), int(found[2])
    if not 1 <= number <= 12:
        raise ValueError('is not a month. Allowed: year and month, such as "2026-02"')
    return date(year, number, calendar.monthrange(year, number)[1])


def week_time(value: object) -> tuple[int, time]:
    """ "Fri 14:00" → a weekday (Monday is 0) and a time."""
    parts = value.split(maxsplit=1) if isinstance(value, str) else []
    days = weekdays(parts[0]) if len(parts) == 2 else frozenset[int]()
    if len(days) != 1:
        raise ValueError('is not a day and time. Allowed: a day and a time, such as "Fri 14:00"')
    return min(days), clock_time(parts[1])


def span(value: object) -> tuple[int, int]:
    """[2, 5] → at least two, at most five."""
    pair = as_list(value)
    whole = [one for one in pair if isinstance(one, int) and not isinstance(one, bool)]
    if len(pair) != 2 or len(whole) != 2 or not 0 <= whole[0] <= whole[1]:
        raise ValueError("is not a span. Allowed: two whole numbers, the smaller first, such as [2, 5]")
    return whole[0], whole[1]


def managers(value: object) -> dict[str, Role]:
    """ "deputy", or a table of years and classes with "others" for the rest → "" is the rest."""
    if not isinstance(value, dict):
        return {"": looked_up(value, ROLES, "a role")}
    return {"" if key in {"others", ""} else str(key): looked_up(one, ROLES, "a role") for key, one in value.items()}

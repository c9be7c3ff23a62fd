"""Phrase → text: names looked up, times said as people say them, right-to-left languages kept right."""

from __future__ import annotations

import functools
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from zoneinfo import ZoneInfo

from babel import Locale, UnknownLocaleError
from babel.lists import format_list

from bot.domain.people import Role
from bot.domain.wording import (
    ClassName,
    Country,
    Day,
    Days,
    LanguageName,
    Name,
    Names,
    Option,
    Phrase,
    RoleName,
    Weekday,
    When,
)
from bot.phrases.catalogues import locale_for, template
from bot.phrases.dates import month_day, short_day, weekday, year_day
from bot.phrases.families import FAMILIES

_RLM, _FSI, _PDI = "\u200f", "\u2068", "\u2069"
_NEARLY_A_YEAR = 330  # days


@dataclass(frozen=True, slots=True)
class Reader:
    """Who a text is for. `look_up` names people and classes; `facts` are the school's {school}, {office_phone} …

    `overrides` are the school's own wordings by key, in this reader's language; `titles` what it calls a role, in English.
    """

    language: str | None
    zone: str
    now: datetime
    look_up: Callable[[Name | ClassName], str]
    facts: Mapping[str, str] = field(default_factory=dict)
    overrides: Mapping[str, str] = field(default_factory=dict)
    titles: Mapping[Role, str] = field(default_factory=dict)

    @property
    def locale(self) -> str:
        return locale_for(self.language)

    @property
    def right_to_left(self) -> bool:
        return _right_to_left(self.locale)


@functools.cache
def _right_to_left(locale: str) -> bool:
    return Locale.parse(locale).text_direction == "rtl"


def render(phrase: Phrase, reader: Reader) -> str:
    """One line of text. Raises KeyError for an unknown key or a missing field: tests render every text."""
    n = phrase.fields.get("n")
    wording = reader.overrides.get(phrase.key) or template(phrase.key, reader.locale, n if isinstance(n, int) else None)
    fields = dict(reader.facts) | {name: _field(value, reader) for name, value in phrase.fields.items()}
    if reader.right_to_left:
        isolated = {name: f"{_FSI}{value}{_PDI}" if value else value for name, value in fields.items()}
        return _RLM + wording.format_map(isolated)
    return _filled(wording, fields)


def _filled(wording: str, fields: Mapping[str, str]) -> str:
    """A value that ends in a point of its own ("8 черв.", "11 мар.") takes the place of the sentence's."""
    for name, value in fields.items():
        if value.endswith("."):
            wording = wording.replace(f"{{{name}}}.", f"{{{name}}}")
    return wording.format_map(fields)


def render_option(option: Option, reader: Reader) -> str:
    return _field(option.label, reader)


def _field(value: object, reader: Reader) -> str:
    match value:
        case Name() | ClassName():
            return reader.look_up(value)
        case Names():
            return format_list([reader.look_up(Name(value.who, one)) for one in value.ids], locale=reader.locale)
        case LanguageName():
            return language_name(value.tag, reader.locale)
        case Country():
            return str(Locale.parse(reader.locale).territories.get(value.code, value.code))
        case When():
            return say_when(value.at, reader)
        case Day():
            return _dated(value.at.astimezone(ZoneInfo(reader.zone)), reader)
        case Weekday():
            return weekday(value.number, reader.locale)
        case Days():
            return say_days(value, reader)
        case RoleName():
            return _role(value, reader)
        case Phrase():
            return render(value, reader).removeprefix(_RLM)
        case _:
            return str(value)


@functools.lru_cache(maxsize=1_000)
def language_name(tag: str, locale: str) -> str:
    """ "Polish" for "pl"; the tag itself when Babel does not know it."""
    try:
        return Locale.parse(tag, sep="-").get_display_name(locale) or tag
    except (ValueError, UnknownLocaleError):
        return tag


def _role(value: RoleName, reader: Reader) -> str:
    if value.role is Role.CLASS_TEACHER and value.class_id is not None:
        return _plain(Phrase("role.class_teacher", {"class_name": ClassName(value.class_id)}), reader)
    if value.role in reader.titles and reader.locale.startswith("en"):  # others read our word in their own language
        return reader.titles[value.role].removeprefix("the ")
    key = "role.teacher" if value.role is Role.CLASS_TEACHER else f"role.{value.role}"
    return _plain(Phrase(key if key in FAMILIES else "role.staff"), reader)


def say_when(at: datetime, reader: Reader) -> str:
    """ "today at 15:30", "tomorrow at 8:00", "Monday at 8:00", or with the date when it is a week or more away."""
    zone = ZoneInfo(reader.zone)
    local, today = at.astimezone(zone), reader.now.astimezone(zone).date()
    days = (local.date() - today).days
    fields = {"time": _clock(local)}
    if days in (0, 1):
        return _plain(Phrase("when.tomorrow" if days else "when.today", fields), reader)
    fields["day"] = weekday(local.weekday(), reader.locale)
    if 0 < days < 7:
        return _plain(Phrase("when.weekday", fields), reader)
    return _plain(Phrase("when.date", {**fields, "date": _day(local, reader)}), reader)


def _day(local: datetime, reader: Reader) -> str:
    return month_day(local.date(), reader.locale)


def _dated(local: datetime, reader: Reader) -> str:
    """With its year where the day alone would be taken for one that is nearer."""
    far = abs((local.date() - reader.now.astimezone(ZoneInfo(reader.zone)).date()).days) > _NEARLY_A_YEAR
    return year_day(local.date(), reader.locale) if far else _day(local, reader)


def say_days(days: Days, reader: Reader) -> str:
    """ "today", "tomorrow, morning", "Thu 7 Mar - Mon 11 Mar", by the school's calendar."""
    if days.first != days.last:
        return f"{_one_day(days.first, reader)} - {_one_day(days.last, reader)}"
    one = _one_day(days.first, reader)
    return one if days.part == "all" else _plain(Phrase(f"day.{days.part}", {"day": one}), reader)


def _one_day(day: date, reader: Reader) -> str:
    today = reader.now.astimezone(ZoneInfo(reader.zone)).date()
    word = {0: "day.today", 1: "day.tomorrow"}.get((day - today).days)
    if word:
        return _plain(Phrase(word), reader)
    return short_day(day, reader.locale)


def _clock(local: datetime) -> str:
    """ "8:05": every shipped language reads these digits."""
    return f"{local.hour}:{local.minute:02}"


def _plain(phrase: Phrase, reader: Reader) -> str:
    """For a phrase inside another: the outer one carries the direction marks."""
    return render(phrase, reader).translate(str.maketrans("", "", _RLM + _FSI + _PDI))

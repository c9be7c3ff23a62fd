"""Finds the words that say when and why a child is away: marks with their place, in one language at a time.

The words are data (`bot/daywords/*.toml`); what the marks mean together is read in `bot/domain/away.py`.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from bot.domain.folding import Token, tokens
from bot.domain.patterns import Phrase


class Mark(StrEnum):
    """What a word can tell. The value beside it is a number: days from today, a weekday from 0, a month from 1 …"""

    DAY = "day"
    WEEKDAY = "weekday"
    MONTH = "month"
    DATE = "date"  # value: month * 100 + day
    TIME = "time"  # value: minutes since midnight
    BACK = "back"
    UNTIL = "until"
    FROM = "from"
    SINCE = "since"
    NOT = "not"
    NEXT = "next"
    THIS_WEEK = "this_week"
    NEXT_WEEK = "next_week"
    DAYS = "days"
    NUMBER = "number"  # in digits
    COUNT = "count"  # in letters: "three", "a couple of"
    MORNING = "morning"
    AFTERNOON = "afternoon"
    MEDICAL = "medical"
    LEAVE = "leave"
    RELIGIOUS = "religious"
    LATE = "late"
    ILLNESS = "illness"  # as the school itself writes it down; families' words are for triage
    LEFT = "left"  # set off for school
    HEAD = "head"  # the head teacher
    LEAD = "lead"  # the safeguarding lead


DAYLIKE = frozenset({Mark.DAY, Mark.WEEKDAY, Mark.MONTH, Mark.THIS_WEEK, Mark.NEXT_WEEK})


@dataclass(frozen=True, slots=True)
class Found:
    """One mark: its value, its place among the words, the number of its sentence and its letters in the text."""

    mark: Mark
    value: int
    place: int
    sentence: int
    start: int


@dataclass(frozen=True, slots=True)
class DayTongue:
    """One language's words. `day_first` names the marks that stand behind their day ("peer ko wapas")."""

    language: str
    words: Mapping[str, tuple[tuple[Phrase, Mark, int], ...]]  # first word → phrases, longest first
    stems: tuple[tuple[str, Phrase, Mark, int], ...] = ()
    day_first: frozenset[Mark] = frozenset()
    close: bool = False  # "until" and "from" stand right before their day: elsewhere the same word means "to", "of"


@dataclass(frozen=True, slots=True)
class DayWords:
    """Every language's words; the empty value finds numbers and nothing else."""

    tongues: Mapping[str, DayTongue] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Said:
    """What was found, in the order of the text."""

    marks: tuple[Found, ...] = ()
    day_first: frozenset[Mark] = frozenset()
    close: bool = False

    def has(self, mark: Mark) -> bool:
        return any(found.mark is mark for found in self.marks)


def table(
    language: str, entries: Iterable[tuple[Phrase, Mark, int]], day_first: frozenset[Mark], *, close: bool = False
) -> DayTongue:
    exact: dict[str, list[tuple[Phrase, Mark, int]]] = {}
    stems = []
    for phrase, mark, value in entries:
        if len(phrase) == 1 and phrase[0].endswith("*"):
            stems.append((phrase[0][:-1], phrase, mark, value))
        else:
            exact.setdefault(phrase[0], []).append((phrase, mark, value))
    longest = {first: tuple(sorted(found, key=lambda one: -len(one[0]))) for first, found in exact.items()}
    return DayTongue(language, longest, tuple(stems), day_first, close)


_WHEN = DAYLIKE | {Mark.DATE, Mark.TIME, Mark.NUMBER, Mark.MORNING, Mark.AFTERNOON, Mark.FROM, Mark.UNTIL, Mark.NEXT}
_SMALL = 3  # letters of a word that only joins: "on", "po", "the"


def is_only_when(text: str, words: DayWords, language: str | None) -> bool:
    """ "On Thursday at 3", "w czwartek po 15": nothing but days, times and the small words between them."""
    said = read(text, words, language)
    if not said.marks or any(found.mark not in _WHEN for found in said.marks):
        return False
    places = {found.place for found in said.marks}
    spoken = tokens(_western_digits(text[:2000]))
    return all(at in places or one.end - one.start <= _SMALL for at, one in enumerate(spoken))


_OWN = 2  # what a family's own language weighs more than another with as many words for days


def read(text: str, words: DayWords, language: str | None) -> Said:
    """The marks of the language that says most about days; the family's own and English win a tie.

    Takes time linear in the length of the text (the first 2,000 letters); never raises on any text.
    """
    plain = _western_digits(text[:2000])
    numbers, taken = _numbers(plain)
    spoken = tokens(plain)
    best: tuple[Found, ...] = ()
    most, own = -1, (language or "en").split("-")[0]
    spoken_in: DayTongue | None = None
    for tongue in _in_turn(words, language):
        found = tuple(_marks(spoken, tongue, taken))
        days = sum(one.mark in DAYLIKE for one in found) * 3 + len({one.mark for one in found})
        days += _OWN if found and tongue.language == own else 0
        if days > most:
            best, most, spoken_in = found, days, tongue
    placed = tuple(_placed(one, spoken) for one in numbers)
    bare = tuple(_bare_numbers(spoken, taken))
    marks = tuple(sorted((*best, *placed, *bare), key=lambda one: (one.place, one.start)))
    return Said(marks, spoken_in.day_first, spoken_in.close) if spoken_in else Said(marks)


def _in_turn(words: DayWords, language: str | None) -> list[DayTongue]:
    own = (language or "en").split("-")[0]
    first = [words.tongues[tag] for tag in dict.fromkeys((own, "en")) if tag in words.tongues]
    return [*first, *(tongue for tag, tongue in words.tongues.items() if tag not in {own, "en"})]


def _western_digits(text: str) -> str:
    return "".join(str(unicodedata.decimal(one)) if one.isdecimal() and not one.isascii() else one for one in text)


def _marks(spoken: Sequence[Token], tongue: DayTongue, taken: Sequence[tuple[int, int]]) -> Iterable[Found]:
    place = 0
    while place < len(spoken):
        token = spoken[place]
        hit = None if _inside(token, taken) else _at(spoken, place, tongue)
        if hit is None:
            place += 1
            continue
        phrase, mark, value = hit
        yield Found(mark, value, place, token.sentence, token.start)
        place += len(phrase)


def _at(spoken: Sequence[Token], place: int, tongue: DayTongue) -> tuple[Phrase, Mark, int] | None:
    for form in spoken[place].forms:
        for phrase, mark, value in tongue.words.get(form, ()):
            if _stands(spoken, place, phrase):
                return phrase, mark, value
    for form in spoken[place].forms:
        for stem, phrase, mark, value in tongue.stems:
            if form.startswith(stem):
                return phrase, mark, value
    return None


def _stands(spoken: Sequence[Token], place: int, phrase: Phrase) -> bool:
    there = spoken[place : place + len(phrase)]
    if len(there) < len(phrase):
        return False
    return all(_is(token, word) for token, word in zip(there, phrase, strict=True))


def _is(token: Token, word: str) -> bool:
    if word.endswith("*"):
        return any(form.startswith(word[:-1]) for form in token.forms)
    return word in token.forms


_ISO = re.compile(r"(?<!\d)(\d{4})-(\d{1,2})-(\d{1,2})(?!\d)")
_HAN = re.compile(r"(?<!\d)(\d{1,2})月(\d{1,2})[日号號]")
_SLASH = re.compile(r"(?<![\d/.:])(\d{1,2})[/.](\d{1,2})(?:[/.]\d{2,4})?(?![\d/:])")
_CLOCK = re.compile(r"(?<![\d/.:])([01]?\d|2[0-3])[:.h]([0-5]\d)(?![\d/:])\s*(am|pm)?", re.IGNORECASE)
_AM_PM = re.compile(r"(?<![\d/.:])(1[0-2]|[1-9])\s*(am|pm)\b", re.IGNORECASE)
_HAN_CLOCK = re.compile(r"(?<!\d)([01]?\d|2[0-3])[点點]")
_Number = tuple[Mark, int, int, int]


def _numbers(text: str) -> tuple[list[_Number], list[tuple[int, int]]]:
    """Dates and times written in digits, and where they stand: "12/3", "12.03.2024", "10:30", "2pm"."""
    found: list[_Number] = []
    for pattern, reader in ((_ISO, _iso), (_HAN, _han), (_SLASH, _slash), (_CLOCK, _clock), (_AM_PM, _am_pm), (_HAN_CLOCK, _han_clock)):  # fmt: skip
        for match in pattern.finditer(text):
            read_as = None if _overlaps(match.span(), found) else reader(match)
            if read_as is not None:
                found.append((*read_as, *match.span()))
    return found, [(start, end) for _, _, start, end in found]


def _overlaps(span: tuple[int, int], found: list[_Number]) -> bool:
    return any(span[0] < end and start < span[1] for _, _, start, end in found)


def _date(day: int, month: int) -> tuple[Mark, int] | None:
    return (Mark.DATE, month * 100 + day) if 1 <= month <= 12 and 1 <= day <= 31 else None


def _iso(match: re.Match[str]) -> tuple[Mark, int] | None:
    return _date(int(match[3]), int(match[2]))


def _han(match: re.Match[str]) -> tuple[Mark, int] | None:
    return _date(int(match[2]), int(match[1]))


def _slash(match: re.Match[str]) -> tuple[Mark, int] | None:
    """ "9.15" is a time; "9.10" could be either, and clocks have two digits after the point."""
    if "." in match[0] and match[0].count(".") == 1 and not match[0].startswith("0") and match[2] in {"00", "10", "15", "20", "30", "45"}:  # fmt: skip  # noqa: E501
        return None
    return _date(int(match[1]), int(match[2]))


def _clock(match: re.Match[str]) -> tuple[Mark, int]:
    return Mark.TIME, _minutes(int(match[1]), int(match[2]), match[3])


def _am_pm(match: re.Match[str]) -> tuple[Mark, int]:
    return Mark.TIME, _minutes(int(match[1]), 0, match[2])


def _han_clock(match: re.Match[str]) -> tuple[Mark, int]:
    return Mark.TIME, _minutes(int(match[1]), 0, None)


def _minutes(hour: int, minute: int, half: str | None) -> int:
    """Without am or pm, one to six is the afternoon: no school day begins at three in the morning."""
    if half:
        hour = hour % 12 + (12 if half.lower() == "pm" else 0)
    elif 1 <= hour <= 6:
        hour += 12
    return hour * 60 + minute


def _placed(one: _Number, spoken: Sequence[Token]) -> Found:
    mark, value, start, _ = one
    place = next((at for at, token in enumerate(spoken) if token.end > start), len(spoken))
    sentence = spoken[place].sentence if place < len(spoken) else 0
    return Found(mark, value, place, sentence, start)


def _inside(token: Token, taken: Sequence[tuple[int, int]]) -> bool:
    return any(start <= token.start < end for start, end in taken)


def _bare_numbers(spoken: Sequence[Token], taken: Sequence[tuple[int, int]]) -> Iterable[Found]:
    for place, token in enumerate(spoken):
        word = re.sub(r"(?<=\d)(st|nd|rd|th)$", "", token.forms[0])
        if word.isdecimal() and len(word) <= 2 and not _inside(token, taken):
            yield Found(Mark.NUMBER, int(word), place, token.sentence, token.start)

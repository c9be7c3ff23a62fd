"""English for what a policy holds: roles, subjects, hours, lists. For staff and the command line."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, time

from babel import Locale

from bot.domain.people import Role
from bot.domain.policy import Hours, Period, Policy
from bot.domain.subjects import Subject

WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_CLOSED = {"weekends": "at weekends", "school_holidays": "in school holidays", "bank_holidays": "on bank holidays"}

ROLE_WORDS = {
    Role.CLASS_TEACHER: "the class teacher (or whoever covers the class then)",
    Role.OFFICE: "the school office",
    Role.SUPPORT_OFFICER: "the support officer",
    Role.PASTORAL_LEAD: "the pastoral lead",
    Role.SENCO: "the SENCO",
    Role.ASSISTANT_HEAD: "the assistant head",
    Role.DEPUTY: "the deputy head",
    Role.HEAD: "the head teacher",
    Role.SENIOR_LEADER: "the senior leaders",
    Role.DSL: "the designated safeguarding lead",
    Role.DEPUTY_DSL: "the deputy safeguarding lead",
    Role.DPO: "the data protection officer",
}
ROLE_WORDS_SHORT = {Role.CLASS_TEACHER: "the class teacher", Role.PPA_COVER: "whoever covers the class then"}
SUBJECT_WORDS = {
    Subject.SAFEGUARDING: "possible danger to a child",
    Subject.URGENT: "urgent matters",
    Subject.ABSENCE: "absence",
    Subject.SICKNESS: "sickness",
    Subject.LATENESS: "lateness",
    Subject.APPOINTMENT: "appointments",
    Subject.COMPLAINT: "complaints",
    Subject.ABUSE: "threats and insults",
    Subject.DINNERS: "school dinners",
    Subject.PROGRESS: "how a child is getting on",
    Subject.SEN: "special educational needs",
    Subject.ADMIN: "school administration",
    Subject.NOTE: "ordinary notes",
    Subject.OTHER: "anything not recognised",
}
ADVICE = {
    "phone_office": "parents are asked to ring the office",
    "appointment": "parents are told to see the teacher at the door or to ask the office for an appointment",
    "meeting": "parents are offered a meeting with the class teacher",
    "procedure": "parents are told about the complaints procedure",
}


class Voice:
    """Names roles as the school does."""

    def __init__(self, policy: Policy) -> None:
        self._titles = policy.titles

    def role(self, role: Role, *, short: bool = False) -> str:
        words = (ROLE_WORDS | ROLE_WORDS_SHORT) if short else (ROLE_WORDS_SHORT | ROLE_WORDS)
        return self._titles.get(role) or words.get(role, role.replace("_", " "))

    def roles(self, roles: Iterable[Role], last: str = "and") -> str:
        return listed((self.role(role, short=True) for role in roles), last)


def phrases(words: Iterable[str], table: Mapping[str, str], last: str = "and") -> str:
    """ "a, b and c" of a list of words; one the table does not have is the school's own, said as it is written."""
    return listed((table.get(word, word.replace("_", " ")) for word in words), last)


def years(found: Iterable[str]) -> str:
    """("N", "R", "1", "2", "3") → "Nursery, Reception and Years 1 to 3"."""
    found = tuple(found)
    first = [name for year, name in (("N", "Nursery"), ("R", "Reception")) if year in found]
    numbers = sorted(int(year) for year in found if year.isdigit())
    return listed([*first, *_runs(numbers)])


def _runs(numbers: list[int]) -> list[str]:
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    return [f"Year {run[0]}" if len(run) == 1 else f"Years {run[0]} to {run[-1]}" for run in runs]


def day(found: date) -> str:
    return f"{found.day} {found:%B %Y}"


def opened(periods: Iterable[Period]) -> str:
    """ "Monday to Friday from 8:00 until 12:00"."""
    return listed(f"{_days(days)} from {clock(start)} until {clock(end, ends=True)}" for days, start, end in periods)


def hours(kept: Hours) -> str:
    """ "Monday to Friday from 8:00 until 17:30, but not in school holidays"."""
    if not kept.periods:
        return "at no time, as no hours are set"
    closed = [words for kind, words in _CLOSED.items() if kind in kept.closed_on]
    closed += [] if "inset_days" in kept.open_on else ["on INSET days"]
    never = f", but not {listed(closed, 'or')}" if closed else ""
    return opened(kept.periods) + never


def _days(days: frozenset[int]) -> str:
    ordered = sorted(days)
    if len(ordered) == len(WEEKDAYS):
        return "every day"
    if len(ordered) > 2 and ordered[-1] - ordered[0] == len(ordered) - 1:
        return f"{WEEKDAYS[ordered[0]]} to {WEEKDAYS[ordered[-1]]}"
    return listed(WEEKDAYS[day] for day in ordered)


def count(number: int, unit: str) -> str:
    plural = "families" if unit == "family" else f"{unit}s"
    return f"{number} {unit if number == 1 else plural}"


def clock(at: time, *, ends: bool = False) -> str:
    return "midnight" if ends and at == time() else f"{at.hour}:{at.minute:02}"


def upper(words: str) -> str:
    """The first letter only: names keep theirs."""
    return words[:1].upper() + words[1:]


def listed(words: Iterable[str], last: str = "and") -> str:
    *most, final = [*words] or [""]
    return f"{', '.join(most)} {last} {final}" if most else final


def language(tag: str) -> str:
    """ "pl" → "Polish"; the tag itself when CLDR has no name for it."""
    return str(Locale("en").languages.get(tag.split("-")[0], tag))

"""Counts for reviews, on a page and as a file: a teacher's load by week, and how far the whole thing reaches (M6, LT20)."""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from starlette.responses import Response

from bot import ownanswers
from bot.domain.cells import inert
from bot.domain.people import SchoolClass
from bot.domain.reviewing import Load
from bot.phrases import language_name
from bot.web.console import safety, weekly
from bot.web.console.charts import Chart, chart
from bot.web.console.door import Values
from bot.web.console.visit import Look
from bot.web.console.weekly import Answers, Week
from storage import audiences, reports
from storage.audiences import Reader

PATH = "/console/reports"
_WEEKS = 6


@dataclass(frozen=True, slots=True)
class Reach:
    """Adults, each once, by how they are reached: of one language, or of a class."""

    name: str
    telegram: int
    sms: int
    unreached: int

    @property
    def families(self) -> int:
        return self.telegram + self.sms + self.unreached


@dataclass(frozen=True, slots=True)
class Effect(Reach):
    """One class in a term. `promised` and `in_time` count notes with a promise that is due."""

    posts: int
    messages: int
    redirected: int
    promised: int
    in_time: int


def view(look: Look) -> Values:
    first, last = term(look)
    asked = look.visitor.policy.reports
    weeks = _weeks(look) if asked.teacher_load != "never" else []
    came = weekly.weeks(look, first, last) if asked.effectiveness != "never" else []
    readers = _readers(look) if asked.effectiveness != "never" else {}
    found = _effects(look, first, last, came, readers) if came else []
    answered = [(look.class_name(one.class_id), one) for one in replies(came)]
    return {
        "load": asked.teacher_load,
        "effect": asked.effectiveness,
        "weeks": weeks,
        "first": first,
        "last": last,
        "effects": found,
        "spoken": _languages(look, readers),
        "replies": [(name, one, length(one.median)) for name, one in answered],
        "by_week": _by_week(weeks),
        "reach": _reach(found),
        "times": _times(answered),
    }


def _by_week(weeks: Sequence[tuple[str, Load]]) -> Chart | None:
    """The whole school's, as single classes are in the table."""
    summed: dict[date, list[int]] = {}
    for _, one in weeks:
        parts = summed.setdefault(one.week, [0, 0, 0])
        summed[one.week] = [parts[0] + one.in_hours, parts[1] + one.held, parts[2] + one.redirected]
    rows = [(f"{week:%-d %b}", values, str(sum(values))) for week, values in sorted(summed.items())]
    return chart("Messages by week", ("In hours", "Held until opening", "To the office or others"), rows)


def _reach(found: Sequence[Effect]) -> Chart | None:
    rows = [
        (one.name, (one.telegram, one.sms, one.unreached), f"{one.telegram + one.sms} of {one.families}")
        for one in found
    ]
    return chart("Adults reached, by class", ("Telegram", "SMS", "Unreached"), rows)


def _times(answered: Sequence[tuple[str, Answers]]) -> Chart | None:
    """The slowest week of each class shows; the table has them all."""
    slowest = dict(sorted(answered, key=lambda row: row[1].median))
    rows = [(name, (one.median.total_seconds() / 3600,), length(one.median)) for name, one in sorted(slowest.items())]
    return chart("Longest weekly middle time to an answer, by class", ("Hours",), rows)


def replies(found: Sequence[Week]) -> list[Answers]:
    """The newest week first."""
    return [one for week in reversed(found) for one in week.answers]


def length(time_: timedelta) -> str:
    """ "50 min", "3 h 10 min", "2 days 4 h"."""
    minutes = max(int(time_.total_seconds() // 60), 0)
    days, hours, left = minutes // 1440, minutes // 60 % 24, minutes % 60
    if days:
        return f"{days} day{'s' if days > 1 else ''} {hours} h"
    return f"{hours} h {left} min" if hours else f"{left} min"


def _weeks(look: Look) -> list[tuple[str, Load]]:
    """The weeks before this day; those of the whole term where the count is asked for once a term."""
    termly = look.visitor.policy.reports.teacher_load == "termly"
    first = term(look)[0] if termly else look.day - timedelta(weeks=_WEEKS - 1)
    rows = weekly.loads(look, weekly.monday(first), look.day)
    return [(look.class_name(one.class_id), one) for one in sorted(rows, key=lambda one: (-one.week.toordinal(), one.class_id))]


def term(look: Look) -> tuple[date, date]:
    """The term that runs, or the last one; without dates the last ninety days."""
    return ownanswers.term(look.db, look.scope.school_id, look.day)


def effects(look: Look, first: date, last: date) -> list[Effect]:
    return _effects(look, first, last, weekly.weeks(look, first, last), _readers(look))


Readers = Mapping[int, Sequence[Reader]]


def _effects(look: Look, first: date, last: date, answered: Sequence[Week], readers: Readers) -> list[Effect]:
    came = weekly.loads(look, first, last)
    since, until = weekly.midnight(look, first), min(weekly.midnight(look, last + timedelta(days=1)), look.now)
    posts = reports.posts(look.scope, look.db, since, until)
    return [_effect(one, readers[one.id], came, posts.get(one.id, 0), answered) for one in look.context.classes]


def _readers(look: Look) -> Readers:
    classes = [one.id for one in look.context.classes]
    return audiences.of_each(look.scope, look.db, classes, look.day, channels=look.visitor.policy.channels)


def _effect(one: SchoolClass, readers: Sequence[Reader], came: Sequence[Load], posts: int, answered: Sequence[Week]) -> Effect:
    routes = Counter(adult.route for adult in readers)
    mine = [load for load in came if load.class_id == one.id]
    return Effect(
        name=one.name,
        telegram=routes["telegram"],
        sms=routes["sms"],
        unreached=routes["none"],
        posts=posts,
        messages=sum(load.all for load in mine),
        redirected=sum(load.redirected for load in mine),
        promised=sum(week.promised.get(one.id, 0) for week in answered),
        in_time=sum(week.in_time.get(one.id, 0) for week in answered),
    )


def _languages(look: Look, by_class: Readers) -> list[Reach]:
    """Whom the school reaches of each language, most adults first; an adult with children in several classes counts once."""
    mother = look.visitor.policy.school.languages[0]
    spoken = {one.guardian_id: (one.language or mother, one.route) for readers in by_class.values() for one in readers}
    counted: dict[str, Counter[str]] = {}
    for tag, route in spoken.values():
        counted.setdefault(language_name(tag, "en_GB"), Counter())[route] += 1
    found = [Reach(name, by["telegram"], by["sms"], by["none"]) for name, by in counted.items()]
    return sorted(found, key=lambda one: (-one.families, one.name))


def sheet(look: Look) -> Response:
    """Both as one file for a governors' folder: counts per class, no text and no name."""
    made = io.StringIO()
    writer = csv.writer(made)
    first, last = term(look)
    writer.writerow((f"Term {first.isoformat()} to {last.isoformat()}",))
    writer.writerow(
        (
            "Class",
            "Adults",
            "Telegram",
            "SMS",
            "Unreached",
            "Announcements",
            "Messages",
            "Redirected",
            "Answers due",
            "In time",
        )
    )
    came = weekly.weeks(look, first, last)
    readers = _readers(look)
    for one in _effects(look, first, last, came, readers):
        counts = (one.families, one.telegram, one.sms, one.unreached, one.posts, one.messages, one.redirected)
        writer.writerow((inert(one.name), *counts, one.promised, one.in_time))
    writer.writerow(())
    writer.writerow(("Language", "Adults", "Telegram", "SMS", "Unreached"))
    for spoken in _languages(look, readers):
        writer.writerow((spoken.name, spoken.families, spoken.telegram, spoken.sms, spoken.unreached))
    writer.writerow(())
    writer.writerow(("Class", "Week of", "Messages", "In hours", "Held", "Redirected"))
    for name, week in _weeks(look):
        writer.writerow((inert(name), week.week.isoformat(), week.all, week.in_hours, week.held, week.redirected))
    writer.writerow(())
    writer.writerow(("Class", "Week of", "Answers", "Middle time, hours"))
    for reply in replies(came):
        hours = round(reply.median.total_seconds() / 3600, 1)
        writer.writerow((inert(look.class_name(reply.class_id)), reply.week.isoformat(), reply.number, hours))
    headers = safety.HEADERS | {"Content-Disposition": 'attachment; filename="review.csv"'}
    return Response("\ufeff" + made.getvalue(), media_type="text/csv; charset=utf-8", headers=headers)

"""Who is away, by class, with the codes the hub suggests: confirmed a class at a time, written down, printed, exported."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from starlette.responses import Response

from bot.act import Answer
from bot.domain.access import Action
from bot.domain.cells import inert
from bot.domain.refs import button
from bot.domain.sending import Words
from bot.domain.wording import Who, say
from bot.handlers.known import AbsenceLine
from bot.handlers.staff.absences import CONFIRM
from bot.web.console import flash, safety
from bot.web.console.door import Post, Values, frame
from bot.web.console.rendering import page
from bot.web.console.visit import Look, look_at
from storage import absences, roll

PATH = "/console/absences"
_REASONS = ("ill", "at the doctor's", "late", "on holiday", "away, reason not given")
_CODES: Mapping[str, str] = {
    "I": "illness", "M": "medical appointment", "L": "late", "N": "no reason yet", "O": "not authorised",
    "C": "leave", "H": "holiday", "G": "holiday, not agreed", "R": "religious observance", "U": "late after close",
}  # fmt: skip
_NOTHING_TYPED = dict.fromkeys(("child", "reason", "line", "way", "came_in", "children"), "")
_UNCLEAR = frozenset({"staff.absent_which", "staff.absent_how", "staff.missing_how"})
_SOURCES = {"telegram": "Telegram", "sms": "SMS", "email": "e-mail", "first_day": "first-day call"}


@dataclass(frozen=True, slots=True)
class Child:
    pupil_id: int
    name: str
    school_class: str
    part: str
    code: str
    meaning: str
    sources: str
    state: str
    confirmed: bool
    items: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class ClassList:
    id: int
    name: str
    children: tuple[Child, ...]

    @property
    def waiting(self) -> int:
        return sum(not child.confirmed for child in self.children)

    @property
    def confirm(self) -> str:
        return button(CONFIRM, self.id)


def view(look: Look) -> Values:
    day = _day(look)
    lists = by_class(look, day)
    pupils = roll.pupils(look.scope, look.db, look.day)
    return {
        "day": day,
        "today": day == look.day,
        "lists": lists,
        "waiting": sum(one.waiting for one in lists),
        "away": sum(len(one.children) for one in lists),
        "pupils": sorted(pupils, key=lambda one: (one.school_class.name, one.last_name, one.first_name)),
        "reasons": _REASONS,
        "typed": _NOTHING_TYPED,
        "may_record": look.visitor.could(Action.RECORD_ABSENCE),
    }


def _day(look: Look) -> date:
    try:
        return date.fromisoformat(look.query.get("day", ""))
    except ValueError:
        return look.day


def by_class(look: Look, day: date) -> list[ClassList]:
    rows = absences.lines(look.scope, look.db, absences.on_day(look.scope, look.db, day))
    found = []
    for class_id, lines in groupby(sorted(rows, key=lambda one: one.class_id), key=lambda one: one.class_id):
        by_child = sorted(lines, key=lambda one: (one.pupil_id, one.session))
        children = [_child(look, tuple(own)) for _, own in groupby(by_child, key=lambda one: one.pupil_id)]
        found.append(ClassList(class_id, look.class_name(class_id), tuple(sorted(children, key=lambda one: one.name))))
    return sorted(found, key=lambda one: one.name)


def _child(look: Look, halves: tuple[AbsenceLine, ...]) -> Child:
    first = halves[0]
    reports = [report for line in halves for report in line.reports]
    state = "differs" if any(line.differs for line in halves) else first.state
    return Child(
        pupil_id=first.pupil_id,
        name=look.name(Who.PUPIL, first.pupil_id),
        school_class=look.class_name(first.class_id),
        part=look.say(say(f"staff.part.{'all' if len(halves) > 1 else first.session}")),
        code=first.code,
        meaning=_CODES.get(first.code, ""),
        sources=", ".join(dict.fromkeys(_SOURCES.get(report.source, report.source) for report in reports)),
        state=look.say(say(f"staff.absence_state.{state}")),
        confirmed=all(line.state == "confirmed" for line in halves),
        items=tuple(dict.fromkeys(report.item_id for report in reports if report.item_id is not None)),
    )


def sheet(look: Look) -> Response:
    """For the register: no cell of it is ever run as a formula by a spreadsheet."""
    day = _day(look)
    made = io.StringIO()
    writer = csv.writer(made)
    writer.writerow(("Class", "Child", "Date", "Part of day", "Code", "Told by", "State"))
    for one in by_class(look, day):
        for child in one.children:
            cells = (
                child.school_class,
                child.name,
                day.isoformat(),
                child.part,
                child.code,
                child.sources,
                child.state,
            )
            writer.writerow([inert(cell) for cell in cells])
    put = f'attachment; filename="absences-{day.isoformat()}.csv"'
    headers = safety.HEADERS | {"Content-Disposition": put}
    return Response("\ufeff" + made.getvalue(), media_type="text/csv; charset=utf-8", headers=headers)


async def _noted(post: Post, text: str) -> str | Response:
    """What the hub could not take, because several children fit or none does, comes back with what was typed."""
    answer = await post.ask(text=text)
    said = [phrase.key for one in answer.contents if isinstance(one, Words) for phrase in one.phrases]
    if _UNCLEAR & set(said):
        return await post.visitor.hub.read(lambda db: _again(look_at(post.visitor, db), post.form, answer))
    if answer.contents:
        await post.show(answer.contents)
    return PATH


def _again(look: Look, typed: Mapping[str, str], answer: Answer) -> Response:
    told = {"told": flash.of(look, answer.contents), "typed": {**_NOTHING_TYPED, **typed}}
    return page("absences", 200, {**frame(look, PATH), **view(look), **told})


async def add(post: Post) -> str | Response:
    """As the staff bot's /absent line: "Ola Zielona 3B ill today, by phone"."""
    form = post.form
    what = " ".join(
        filter(None, (form.get("child", ""), form.get("reason", ""), form.get("line", ""), form.get("way", "")))
    )
    return await _noted(post, f"/absent {what}")


async def came_in(post: Post) -> str | Response:
    return await _noted(post, f"/in {post.form.get('came_in', '')}")


async def missing(post: Post) -> str | Response:
    """Who is not in class at register close: families without a notice are asked."""
    return await _noted(post, f"/missing {post.form.get('children', '')}")

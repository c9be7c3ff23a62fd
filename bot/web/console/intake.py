"""The school's lists, brought in by a browser: shown first as `bookbag import --dry-run` shows them, then taken whole or not at all."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from starlette.responses import Response

from bot.domain.access import Action
from bot.domain.wording import say
from bot.policyfile.tomltext import toml
from bot.roster.answers import AnswersProblem, read_answers
from bot.roster.apply import Imported, RosterRefused, read_files, take_in
from bot.roster.findings import Finding, Level
from bot.roster.options import Options
from bot.roster.report import counts, difference_lines, reading_lines
from bot.shelf import File, by_name
from bot.web.console.door import Post, Values, frame
from bot.web.console.rendering import page
from bot.web.console.visit import Look, look_at
from storage.db import Db

PATH = "/console/roster"
_SWITCHES = (
    ("whole_school", True, "Yes: everybody missing from these lists has left"),
    ("responsibility", "from relation", "Mothers and fathers have responsibility, carers care: the lists do not say"),
    ("unreadable_numbers", "leave out", "Leave numbers out that cannot be read"),
)


@dataclass(frozen=True, slots=True)
class Asked:
    """A question of the import's, as a field. `choices` empty: typed."""

    name: str
    label: str
    choices: tuple[str, ...]
    typed: str = ""


def view(_: Look) -> Values:
    return {"trouble": "", "shown": None}


async def show(post: Post) -> str | Response:
    """What would change; the files wait in memory until the answer."""
    if not post.files:
        return await _page(post, {"trouble": "Choose at least one file.", "shown": None}, 422)
    key = post.visitor.hub.shelf.put(post.visitor.session.account_id, post.files)
    return await _look(post, str(key), post.files)


async def decide(post: Post) -> str | Response:
    """Answers to what was asked, and then either another look or the real thing."""
    hub, key = post.visitor.hub, post.form.get("kept", "")
    files = hub.shelf.get(post.visitor.session.account_id, key)
    if not files:
        return await _page(post, {"trouble": "That was too long ago: choose the files once more.", "shown": None}, 410)
    if post.form.get("sure") != "1":
        return await _look(post, key, files)
    done = await _import(post, files, dry_run=False)
    if isinstance(done, str) or not done.applied:
        return await _look(post, key, files)
    hub.shelf.drop(key)
    await post.say(say("staff.imported"))
    return PATH


async def _look(post: Post, key: str, files: tuple[File, ...]) -> Response:
    done = await _import(post, files, dry_run=True)
    if isinstance(done, str):
        return await _page(post, {"trouble": done, "shown": None}, 422)
    return await _page(post, {"trouble": "", "shown": _shown(done, post.form), "kept": key}, 200)


async def _import(post: Post, files: tuple[File, ...], *, dry_run: bool) -> Imported | str:
    """Or why the files or answers cannot be used at all."""
    visitor, scope = post.visitor, post.visitor.acting(Action.IMPORT_ROSTER)
    try:
        options = Options(answers=read_answers(_answers(post.form)))
    except AnswersProblem as problem:
        return str(problem)

    read = await asyncio.to_thread(read_files, by_name(files), options)  # not in the writer: families' messages would wait for it

    def unit(db: Db) -> Imported:
        return take_in(scope, db, read, visitor.now, visitor.context.day, options, dry_run=dry_run)

    try:
        return await (visitor.hub.read(unit) if dry_run else visitor.hub.write(unit))
    except RosterRefused as refused:
        return refused.imported


def _answers(form: Mapping[str, str]) -> str:
    """The form as the answers file the import reads everywhere."""
    lines = [f"{name} = {toml(value)}" for name, value, _ in _SWITCHES if form.get(name)]
    for table in ("shared_number", "same_pupil"):
        given = [(name.removeprefix(f"{table}:"), typed.strip()) for name, typed in form.items() if name.startswith(f"{table}:")]
        lines += [f"[{table}]", *(f"{toml(key)} = {toml(typed)}" for key, typed in given if typed)]
    return "\n".join(lines)


def _shown(done: Imported, form: Mapping[str, str]) -> dict[str, object]:
    findings = [*done.outcome.findings, *(done.difference.findings if done.difference else ())]
    codes = {one.code for one in findings if one.level is Level.QUESTION}
    asked = {"whole_school": "whole_school", "responsibility": "responsibility_missing", "unreadable_numbers": "phone"}
    errors = {one.code for one in findings if one.stops}
    return {
        "reading": _without_hints(reading_lines(done.outcome)),
        "difference": _without_hints(difference_lines(done.difference)) if done.difference is not None else [],
        "counts": counts(done.difference) if done.difference is not None else {},
        "stopped": done.stopped,
        "nothing": done.difference is not None and not done.difference,
        "switches": [(name, label, bool(form.get(name))) for name, _, label in _SWITCHES if asked[name] in errors or form.get(name)],
        "asked": _asked(findings, form) if codes else _kept(form),
    }


def _without_hints(lines: Iterable[str]) -> list[str]:
    """How to answer in a file is of no use beside the fields."""
    return [line for line in lines if not line.strip().startswith("→")]


def _asked(findings: list[Finding], form: Mapping[str, str]) -> list[Asked]:
    return [*_kept(form), *(field for one in findings if one.level is Level.QUESTION and (field := _field(one)) is not None)]


def _field(one: Finding) -> Asked | None:
    label = f"{one.place}: {one.reason}" if str(one.place) else one.reason
    if one.code == "shared_number":
        number, _, names = one.detail.partition(": ")
        return Asked(f"shared_number:{number}", f"{label} [{one.detail}]", (*names.split(", "), "nobody", "same person"))
    if one.code == "same_pupil":
        return Asked(f"same_pupil:{one.detail}", f"{label} [{one.detail}]", ())
    return None


def _kept(form: Mapping[str, str]) -> list[Asked]:
    """Answers given before, to be changed or sent again."""
    given = ((name, typed) for name, typed in form.items() if name.startswith(("shared_number:", "same_pupil:")) and typed.strip())
    return [Asked(name, name.partition(":")[2], (), typed) for name, typed in given]


async def _page(post: Post, values: Values, status: int) -> Response:
    visitor = post.visitor
    return await visitor.hub.read(lambda db: page("roster", status, {**frame(look_at(visitor, db), PATH), **values}))

"""A form filled in → a school's answers, with what is wrong said beside each field."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TypeVar

from bot import presets
from bot.calendarfile import SchoolDates
from bot.domain.people import Role
from bot.founding import reading
from bot.founding.answers import Answers, Member, SchoolAnswers, fitted, gathered
from bot.founding.reading import Person
from bot.policyfile import PolicyProblems, load
from bot.policyfile.words import phone

T = TypeVar("T")
_NOBODY = Person("", "", "")
_MUST = (Role.HEAD, Role.OFFICE)
_MAY = (Role.DSL, Role.DEPUTY_DSL)


class Troubles(Exception):  # noqa: N818 - shown beside the fields
    """Field → one sentence."""

    def __init__(self, found: Mapping[str, str]) -> None:
        super().__init__("; ".join(found.values()))
        self.found = dict(found)


@dataclass(frozen=True, slots=True)
class _Form:
    typed: Mapping[str, str]
    troubles: dict[str, str] = field(default_factory=dict)

    def text(self, name: str) -> str:
        return self.typed.get(name, "").strip()

    def take(self, name: str, read: Callable[[str], T], otherwise: T) -> T:
        try:
            return read(self.text(name))
        except ValueError as error:
            self.troubles[name] = str(error)
            return otherwise


def filled(typed: Mapping[str, str]) -> Answers:
    """Raises Troubles for all fields at once."""
    form = _Form(typed)
    school, holders, dates = _school(form), _holders(form), _dates(form)
    slug = form.take("name", lambda name: reading.slug(reading.slug_of(name) or "school"), "")
    chosen = form.take("preset", reading.preset, "")
    staff = _together(form, holders)
    if form.troubles:
        raise Troubles(form.troubles)
    try:
        policy = fitted(load(presets.read(chosen), chosen), school)
    except PolicyProblems as error:
        raise Troubles({"preset": str(error)}) from None
    return Answers(slug=slug, policy=policy, staff=staff, dates=dates)


def _school(form: _Form) -> SchoolAnswers:
    name = form.take("name", reading.one_line(120), "")
    return SchoolAnswers(
        name=name,
        short_name=form.take("short_name", reading.one_line(20), ""),
        office_phone=form.take("office_phone", reading.phone_needed, ""),
        controller=name,
        out_of_hours_line=form.take("out_of_hours_line", phone, ""),
        teacher_hours=_optional(form, "teacher_hours", reading.periods),
        office_hours=_optional(form, "office_hours", reading.periods),
        languages=_optional(form, "languages", reading.languages),
    )


def _optional(form: _Form, name: str, read: Callable[[str], T]) -> T | None:
    """None when empty: as the chosen policy has it."""
    wanted: Callable[[str], T | None] = read
    return form.take(name, wanted, None) if form.text(name) else None


def _holders(form: _Form) -> list[tuple[Role, Person]]:
    """Without a name of their own the lead is the head."""
    found = [(role, _person(form, role)) for role in _MUST]
    found += [(role, _person(form, role)) for role in _MAY if form.text(f"{role}_name")]
    if not form.text("dsl_name"):
        found.append((Role.DSL, found[0][1]))
    return found


def _person(form: _Form, role: Role) -> Person:
    number = form.take(f"{role}_mobile", reading.mobile, "")
    return form.take(f"{role}_name", lambda name: reading.named(name, number), _NOBODY)


def _together(form: _Form, holders: list[tuple[Role, Person]]) -> tuple[Member, ...]:
    if any(name.endswith(("_name", "_mobile")) for name in form.troubles):
        return ()
    try:
        return gathered(holders)
    except ValueError as error:
        form.troubles["head_name"] = str(error)
        return ()


def _dates(form: _Form) -> SchoolDates:
    return SchoolDates(
        form.take("terms", lambda text: tuple(map(reading.term, _lines(text))), ()),
        form.take("insets", lambda text: tuple(map(reading.inset, _lines(text))), ()),
    )


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]

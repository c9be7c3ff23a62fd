"""Flags and, on a terminal, questions → a school's answers."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from bot import calendarfile, presets
from bot.calendarfile import SchoolDates
from bot.cli import asking
from bot.cli.asking import answer, optional
from bot.cli.init_options import Given
from bot.cli.out import fail, say
from bot.cli.policy import from_file
from bot.domain.people import Role
from bot.domain.policy import Policy
from bot.founding.answers import Answers, SchoolAnswers, fitted, gathered
from bot.founding.reading import (
    Person,
    inset,
    languages,
    mobile,
    named,
    one_line,
    periods,
    person,
    phone_needed,
    preset,
    said,
    slug,
    slug_of,
    term,
)
from bot.policyfile import explain, load, words
from bot.settings import Settings

T = TypeVar("T")
_TOKENS = {
    "parent_bot_token": "Token of the parents' bot, from BotFather (empty: later)",
    "staff_bot_token": "Token of the staff bot, from BotFather (empty: later)",
    "twilio_account_sid": "Twilio account SID for SMS, beginning AC (empty: no SMS yet)",
    "twilio_auth_token": "Twilio auth token",
    "twilio_number": "The school's two-way number, as +44…",
}


def answers(given: Given) -> Answers:
    """Ends the command at the first missing or wrong answer where nobody can be asked again."""
    chosen, own = _chosen(given)
    school = _school(given, chosen, own=own)
    policy = fitted(chosen, school)
    slug_ = answer(
        given.slug, "slug", "A short word for the school in commands", slug, default=slug_of(school.name) or None
    )
    staff = gathered(_holders(given))
    return Answers(slug=slug_, policy=policy, staff=staff, dates=_dates(given))


def _chosen(given: Given) -> tuple[Policy, bool]:
    """The policy to start from, and whether it is the school's own file."""
    if given.policy_file and given.preset:
        fail("give either --preset or --policy, not both")
    if given.policy_file:
        return from_file(given.policy_file), True
    question = f"the policy to start from: {', '.join(presets.names())}"
    if given.preset is None and asking.on_terminal():
        _show_presets()
        question = "The policy to start from"
    name = answer(given.preset, "preset", question, preset)
    policy = load(presets.read(name), name)
    if given.preset is None:
        say("In plain words (numbers and hours come next, everything can be changed later):")
        for sentence in explain(policy):
            say(f"  {sentence}")
    return policy, False


def _show_presets() -> None:
    say("Which policy is nearest to your school's? (`bookbag policy presets` says each in full.)")
    for name in presets.names():
        first = presets.read(name).partition("\n")[0].lstrip("# ")
        say(f"  {name}: {first}")


def _school(given: Given, chosen: Policy, *, own: bool) -> SchoolAnswers:
    """A preset's name and numbers belong to another school: they are never taken over. A file's are."""
    facts = chosen.school
    name = answer(given.name, "name", "The school's full name", one_line(120), default=facts.name if own else None)
    short = facts.short_name if own and facts.short_name else name if len(name) <= 20 else None
    phone = facts.office_phone if own else None
    line = chosen.safeguarding.out_of_hours_line if own else ""
    teachers, office = said(chosen.hours.periods), said(chosen.office_hours.periods)
    return SchoolAnswers(
        name=name,
        short_name=answer(given.short_name, "short-name", "How automatic texts begin (short)", one_line(20), default=short),
        office_phone=answer(given.office_phone, "office-phone", "The office's telephone number", phone_needed, default=phone),
        controller=(facts.controller if own else "") or name,
        out_of_hours_line=answer(
            given.out_of_hours_line,
            "out-of-hours-line",
            "Number for danger when the school is closed, beside 999 (empty: none)",
            words.phone,
            default=line,
        ),
        teacher_hours=answer(given.teacher_hours, "teacher-hours", "When teachers read", periods, default=teachers),
        office_hours=answer(given.office_hours, "office-hours", "When the office answers", periods, default=office),
        languages=_read(given.languages, "languages", languages) if given.languages else None,
    )


def _read(typed: str, flag: str, read: Callable[[str], T]) -> T:
    return answer(typed, flag, "", read)


def _holders(given: Given) -> list[tuple[Role, Person]]:
    found = [
        (Role.DSL, _person(given.dsl, "dsl", "Designated safeguarding lead")),
        (Role.HEAD, _person(given.head, "head", "Head teacher")),
        (Role.OFFICE, _person(given.office, "office", "First person of the office")),
    ]
    if given.deputy_dsl:
        found.append((Role.DEPUTY_DSL, _read(given.deputy_dsl, "deputy-dsl", person)))
    return found


def _person(given: str | None, flag: str, who: str) -> Person:
    if given is not None or not asking.on_terminal():
        return answer(given, flag, f'{who}: "Name, mobile number"', person)
    name = answer(None, flag, f"{who}: first and last name", one_line(120))
    return named(name, answer(None, flag, f"{who}: mobile number", mobile))


def _dates(given: Given) -> SchoolDates:
    terms = tuple(_read(one, "term", term) for one in given.terms or ())
    closures = tuple(_read(one, "inset", inset) for one in given.insets or ())
    path = given.dates
    if not (path or terms or closures) and asking.on_terminal():
        typed = answer(None, "dates", "File with term dates and INSET days (empty: later)", optional, default="")
        path = Path(typed) if typed else None
    if path is None:
        return SchoolDates(terms, closures)
    read = calendarfile.parse(path.read_text(encoding="utf-8-sig"), path.name)
    return SchoolDates(terms=(*read.terms, *terms), closures=(*read.closures, *closures))


def tokens(given: Given, known: Settings) -> dict[str, str]:
    """What flags or a person said about the carriers; what environment and .env hold already is not asked."""
    said_: dict[str, str] = {}
    for field, question in _TOKENS.items():
        value = getattr(given, field)
        held = getattr(known, field)
        there = held if isinstance(held, str) else held.get_secret_value()
        skipped = field.startswith("twilio_") and field != "twilio_account_sid" and not said_.get("twilio_account_sid")
        if value is None and asking.on_terminal() and not there and not skipped:
            value = answer(None, field.replace("_", "-"), question, optional, default="", secret="token" in field)
        if value:
            said_[field] = value
    return said_

"""The school's numbers, hours, routing and dates by forms. What a change means is shown before it is in force."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import TypeVar

from starlette.responses import Response

from bot import ruling, termdates
from bot.calendarfile import DateProblems, SchoolDates
from bot.domain.access import Action
from bot.domain.policy import Place, Policy, Routing
from bot.domain.subjects import Subject
from bot.domain.wording import say
from bot.founding import reading
from bot.policyfile import PolicyProblems, dump, load
from bot.policyfile.english import ROLE_WORDS, ROLE_WORDS_SHORT, SUBJECT_WORDS
from bot.policyfile.words import SUBJECTS, phone
from bot.web.console.door import Post, Values, frame
from bot.web.console.rendering import page
from bot.web.console.visit import Look, look_at
from storage import policies
from storage.db import Db

PATH = "/console/school"
T = TypeVar("T")
_ROUTED = (Subject.URGENT, *dict.fromkeys(SUBJECTS.values()))
_LABELS = ROLE_WORDS | ROLE_WORDS_SHORT


def view(look: Look) -> Values:
    return {**_form(look, typed_of(look.visitor.policy), {}), "proposal": None}


def typed_of(policy: Policy) -> dict[str, str]:
    """The policy as the form has it."""
    routed = {f"to_{one}": str(place.role) for one, place in policy.routing.places.items() if one in _ROUTED}
    return {
        "name": policy.school.name,
        "short_name": policy.school.short_name,
        "office_phone": policy.school.office_phone,
        "out_of_hours_line": policy.safeguarding.out_of_hours_line,
        "teacher_hours": reading.said(policy.hours.periods),
        "office_hours": reading.said(policy.office_hours.periods),
        "to_default": str(policy.routing.default.role),
        "to_doubtful": str(policy.routing.doubtful.role),
        **routed,
    }


def _form(look: Look, typed: Mapping[str, str], wrong: Mapping[str, str]) -> dict[str, object]:
    rows = policies.calendar_rows(look.db, look.scope.school_id)
    return {
        "typed": typed,
        "wrong": wrong,
        "roles": [(str(role), words) for role, words in _LABELS.items() if role in ROLE_WORDS],
        "subjects": [(str(one), SUBJECT_WORDS[one]) for one in _ROUTED if one in SUBJECT_WORDS],
        "terms": [(f"{first} {last}", f"{first:%-d %B %Y} to {last:%-d %B %Y}") for first, last in sorted(rows.terms)],
    }


class _Wrong(Exception):  # noqa: N818 - shown beside the fields
    def __init__(self, found: Mapping[str, str]) -> None:
        super().__init__()
        self.found = dict(found)


@dataclass(frozen=True, slots=True)
class _Fields:
    """What was typed beside what the policy has: a field left as it was changes nothing."""

    typed: Mapping[str, str]
    was: Mapping[str, str]
    wrong: dict[str, str] = field(default_factory=dict)

    def take(self, name: str, read: Callable[[str], T], kept: T) -> T:
        typed = self.typed.get(name, self.was.get(name, "")).strip()
        if typed == self.was.get(name, ""):
            return kept
        try:
            return read(typed)
        except ValueError as error:
            self.wrong[name] = str(error)
            return kept


def wanted(policy: Policy, form: Mapping[str, str]) -> Policy:
    """The policy with what was changed in the form. Raises _Wrong."""
    fields = _Fields(form, typed_of(policy))
    made = replace(_facts(policy, fields), routing=_routing(policy.routing, form))
    if fields.wrong:
        raise _Wrong(fields.wrong)
    try:
        return load(dump(made), "form")
    except PolicyProblems as problems:
        raise _Wrong({"form": str(problems)}) from None


def _facts(policy: Policy, fields: _Fields) -> Policy:
    school, hours, office, safety = policy.school, policy.hours, policy.office_hours, policy.safeguarding
    return replace(
        policy,
        school=replace(
            school,
            name=fields.take("name", reading.one_line(120), school.name),
            short_name=fields.take("short_name", reading.one_line(20), school.short_name),
            office_phone=fields.take("office_phone", reading.phone_needed, school.office_phone),
        ),
        hours=replace(hours, periods=fields.take("teacher_hours", reading.periods, hours.periods)),
        office_hours=replace(office, periods=fields.take("office_hours", reading.periods, office.periods)),
        safeguarding=replace(
            safety, out_of_hours_line=fields.take("out_of_hours_line", phone, safety.out_of_hours_line)
        ),
    )


def _routing(routing: Routing, form: Mapping[str, str]) -> Routing:
    return replace(
        routing,
        places=_places(routing, form),
        default=_moved(routing.default, form.get("to_default", "")) or routing.default,
        doubtful=_moved(routing.doubtful, form.get("to_doubtful", "")) or routing.doubtful,
    )


def _places(routing: Routing, form: Mapping[str, str]) -> dict[Subject, Place]:
    found: dict[Subject, Place | None] = dict(routing.places)
    found |= {one: _moved(found.get(one), form[f"to_{one}"]) for one in _ROUTED if f"to_{one}" in form}
    return {one: place for one, place in found.items() if place is not None}


def _moved(place: Place | None, typed: str) -> Place | None:
    """To another role, which gets it alone and without the old one's advice; "" is nowhere of its own."""
    role = next((one for one in ROLE_WORDS if one == typed), None)
    return place if place is not None and role == place.role else Place(role) if role else None


async def change(post: Post) -> str | Response:
    """First what it means, then, with a reason, in force."""
    visitor, form = post.visitor, post.form
    scope = visitor.acting(Action.CHANGE_POLICY)
    try:
        new = wanted(visitor.policy, form)
    except _Wrong as wrong:
        found = wrong.found
        return await visitor.hub.read(lambda db: _page(post, db, {**_form(look_at(visitor, db), form, found), "proposal": None}))
    reason = form.get("reason", "").strip()
    if form.get("sure") != "1" or not reason:
        return await visitor.hub.read(lambda db: _proposed(post, db, new))
    await visitor.hub.write(lambda db: ruling.put(scope, db, visitor.now, new, reason[:500]))
    await post.say(say("staff.rules_changed"))
    return PATH


def _proposed(post: Post, db: Db, new: Policy) -> Response:
    look, scope = look_at(post.visitor, db), post.visitor.acting(Action.CHANGE_POLICY)
    made = ruling.propose(scope, db, look.now, look.day, post.visitor.policy, new)
    return _page(post, db, {**_form(look, post.form, {}), "proposal": made})


def _page(post: Post, db: Db, values: Mapping[str, object]) -> Response:
    status = 422 if values["wrong"] else 200
    return page("school", status, {**frame(look_at(post.visitor, db), PATH), **values})


# dates --------------------------------------------------------------------------------------------------------------


async def add_dates(post: Post) -> str | Response:
    visitor, scope = post.visitor, post.visitor.acting(Action.CHANGE_POLICY)
    try:
        read = SchoolDates(
            tuple(map(reading.term, _lines(post.form.get("terms", "")))),
            tuple(map(reading.inset, _lines(post.form.get("insets", "")))),
        )
        await visitor.hub.write(lambda db: termdates.put(scope, db, visitor.now, read))
    except (ValueError, DateProblems) as error:
        typed, wrong = {**typed_of(visitor.policy), **post.form}, {"dates": str(error)}
        return await visitor.hub.read(
            lambda db: _page(post, db, {**_form(look_at(visitor, db), typed, wrong), "proposal": None})
        )
    await post.say(say("staff.dates_changed"))
    return PATH


async def drop_term(post: Post) -> str:
    visitor, scope = post.visitor, post.visitor.acting(Action.CHANGE_POLICY)
    first, _, last = post.form.get("term", "").partition(" ")
    try:
        days = date.fromisoformat(first), date.fromisoformat(last)
    except ValueError:
        return PATH
    await visitor.hub.write(lambda db: termdates.drop_term(scope, db, visitor.now, *days))
    await post.say(say("staff.dates_changed"))
    return PATH


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]

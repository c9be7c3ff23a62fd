"""The staff: who is here, somebody starts or leaves, codes to join and to sign in. The same use cases as `bookbag staff`."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TypeVar

from starlette.responses import Response

from bot import inviting, office
from bot.domain.access import Action
from bot.domain.people import DutyKind, Role
from bot.domain.wording import say
from bot.founding import reading
from bot.inviting import Issued
from bot.office import CannotChange, Newcomer
from bot.policyfile.english import ROLE_WORDS
from bot.roster.phones import Phone, Use
from bot.signing_in import making
from bot.web.console.door import Post, Values, frame
from bot.web.console.rendering import page
from bot.web.console.visit import Look, NotHere, Visitor, look_at
from bot.web.numbers import number_in
from storage import roll
from storage.db import Db
from storage.staffing import Member

PATH = "/console/staff"
T = TypeVar("T")
_GIVEN_BY_OFFICE = (Role.OFFICE, Role.SUPPORT_OFFICER, Role.PASTORAL_LEAD, Role.SENCO, Role.SUPPORT_STAFF)
_BELOW = frozenset({*_GIVEN_BY_OFFICE, Role.CLASS_TEACHER, Role.PPA_COVER, Role.SUPPLY})
_WORDS: dict[Role, str] = {
    **{role: words for role, words in ROLE_WORDS.items() if role is not Role.CLASS_TEACHER},
    Role.SUPPORT_STAFF: "support staff",
    Role.TECHNICIAN: "the technician",
}


def view(look: Look) -> Values:
    return _values(look, {}, "", None)


def _values(look: Look, typed: Mapping[str, str], trouble: str, made: dict[str, str] | None) -> dict[str, object]:
    people = office.staff_of(look.visitor.acting(Action.ISSUE_CODE), look.db, look.now, look.day)
    leads = _leads(look.visitor)
    return {
        "people": [_line(look.visitor, one) for one in people],
        "roles": [(str(role), _WORDS[role]) for role in _WORDS if leads or role in _GIVEN_BY_OFFICE],
        "classes": roll.classes(look.scope, look.db),
        "typed": typed,
        "trouble": trouble,
        "made": made,
        "leaving": None,
    }


def _leads(visitor: Visitor) -> bool:
    return visitor.may(Action.CHANGE_POLICY)


def _line(visitor: Visitor, one: Member) -> dict[str, object]:
    return {
        "id": one.id,
        "name": f"{one.first_name} {one.last_name}".strip(),
        "what": _what(one),
        "joined": one.joined,
        "mobile": one.has_mobile,
        "ours": _may_change(visitor, one),
    }


def _what(one: Member) -> str:
    """Roles, and classes by what is done there: "teaches 3B", which says the role too."""
    said = [_WORDS[role] for role in one.roles if role in _WORDS and not (one.classes and role is Role.SUPPORT_STAFF)]
    for kind in dict.fromkeys(kind for kind, _ in one.classes):
        said.append(f"{kind} {', '.join(name for which, name in one.classes if which == kind)}")
    return "; ".join(said) or ", ".join(str(role).replace("_", " ") for role in one.roles) or "no role"


def _may_change(visitor: Visitor, one: Member) -> bool:
    """A code takes a person's place: the office gives none to those who lead, and nobody ends their own access."""
    return one.id != visitor.session.staff_id and (_leads(visitor) or set(one.roles) <= _BELOW)


async def add(post: Post) -> Response:
    """And a code to join the staff bot, shown this once."""
    try:
        newcomer = _newcomer(post)
        issued = await _doing(post, lambda db: _added(post, db, newcomer))
    except (CannotChange, ValueError) as error:
        return await _shown(post, post.form, str(error), None)
    return await _shown(post, {}, "", _code(issued))


def _newcomer(post: Post) -> Newcomer:
    """Raises ValueError."""
    person = reading.named(post.form.get("name", ""), reading.mobile(post.form.get("mobile", "")))
    asked = tuple(role for role in _WORDS if post.form.get(f"role_{role}"))
    if not _leads(post.visitor) and not set(asked) <= _BELOW:
        raise ValueError("only the head gives that role")
    teaches, supports = post.form.get("teaches", ""), post.form.get("supports", "")
    classes = [(DutyKind.TEACHES, teaches), (DutyKind.SUPPORTS, supports)]
    return Newcomer(
        first_name=person.first_name,
        last_name=person.last_name,
        phone=Phone(person.mobile, Use.SMS),
        roles=asked,
        classes=tuple((kind, number) for kind, one in classes if (number := number_in(one)) is not None),
    )


def _added(post: Post, db: Db, newcomer: Newcomer) -> Issued:
    visitor, scope = post.visitor, post.visitor.acting(Action.ISSUE_CODE)
    known = {one.id for one in roll.classes(scope, db)}
    if not {class_id for _, class_id in newcomer.classes} <= known:
        raise NotHere
    made = office.add_staff(scope, db, visitor.now, visitor.context.day, newcomer)
    name = f"{newcomer.first_name} {newcomer.last_name}".strip()
    return inviting.issue_staff(scope, db, visitor.now, visitor.policy.enrol.code_days, made, name)


async def code(post: Post) -> Response:
    """A fresh code: to join the staff bot, or to make, or make anew, a sign-in here."""
    visitor, scope = post.visitor, post.visitor.acting(Action.ISSUE_CODE)
    there = await visitor.hub.read(lambda db: _theirs(post, db))
    name = f"{there.first_name} {there.last_name}".strip()
    if post.form.get("what") == "console":
        given = await _doing(post, lambda db: making.invite(scope, db, there.id))
        return await _shown(post, {}, "", {"name": name, "code": given, "where": "at /console/start", "until": f"{making.INVITE_DAYS} days"})
    days = visitor.policy.enrol.code_days
    return await _shown(post, {}, "", _code(await _doing(post, lambda db: inviting.issue_staff(scope, db, visitor.now, days, there.id, name))))


async def leave(post: Post) -> str | Response:
    """First who it is and what they have; then their access ends that minute (DPIA55)."""
    visitor, scope = post.visitor, post.visitor.acting(Action.ISSUE_CODE)
    there = await visitor.hub.read(lambda db: _theirs(post, db))
    if post.form.get("sure") != "1":
        return await visitor.hub.read(lambda db: _asked(post, db, there))
    try:
        _, passed = await _doing(post, lambda db: office.end_staff(scope, db, visitor.now, there.id))
    except CannotChange as error:
        return await _shown(post, {}, str(error), None)
    name = f"{there.first_name} {there.last_name}".strip()
    await post.say(say("staff.colleague_ended", name=name, passed=passed.passed_on, office=passed.to_office))
    return PATH


def _theirs(post: Post, db: Db) -> Member:
    """Raises NotHere for whom this person may not change."""
    visitor, wanted = post.visitor, post.form.get("staff", "")
    people = office.staff_of(visitor.acting(Action.ISSUE_CODE), db, visitor.now, visitor.context.day)
    found = next((one for one in people if str(one.id) == wanted), None)
    if found is None or not _may_change(visitor, found):
        raise NotHere
    return found


async def _doing(post: Post, unit: Callable[[Db], T]) -> T:
    return await post.visitor.hub.write(unit)


def _code(issued: Issued) -> dict[str, str]:
    until = f"{issued.invite.expires_at:%-d %B %Y}"
    return {"name": issued.name, "code": issued.invite.printed, "where": "to the staff bot", "until": until}


async def _shown(post: Post, typed: Mapping[str, str], trouble: str, made: dict[str, str] | None) -> Response:
    def query(db: Db) -> Response:
        look = look_at(post.visitor, db)
        values = {**frame(look, PATH), **_values(look, typed, trouble, made)}
        return page("staff", 422 if trouble else 200, values)

    return await post.visitor.hub.read(query)


def _asked(post: Post, db: Db, there: Member) -> Response:
    look = look_at(post.visitor, db)
    values = {**frame(look, PATH), **_values(look, {}, "", None), "leaving": _line(post.visitor, there)}
    return page("staff", 200, values)

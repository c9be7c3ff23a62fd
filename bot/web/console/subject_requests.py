"""Requests about personal data: who asked, until when; everything held about them in two taps (DPIA38, M30)."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping
from datetime import UTC, datetime, time

from starlette.responses import Response

from bot.domain.access import Action, Scope
from bot.domain.protection.requests import Kind
from bot.domain.wording import Day, Phrase, Who, say
from bot.privacy import packing, requests
from bot.privacy.exporting import Export
from bot.web.console import safety
from bot.web.console.door import Post, Values
from bot.web.console.visit import Look, NotHere
from bot.web.numbers import number_in
from storage import persons, rights
from storage.db import Db
from storage.persons import Named
from storage.rights import Request

PATH = "/console/data"
_PEOPLE = {"guardian": (Who.GUARDIAN, "adult"), "pupil": (Who.PUPIL, "child"), "staff": (Who.STAFF, "member of staff")}
_RIGHTS: Mapping[str, str] = {
    Kind.ACCESS: "See what is held", Kind.CORRECTION: "Correct it", Kind.OBJECTION: "Object to a use",
    Kind.RESTRICTION: "Freeze it", Kind.WITHDRAWAL: "Withdraw consent", Kind.ERASURE: "Delete it",
}  # fmt: skip
_GIVEN = frozenset({str(Kind.ACCESS), requests.DISCLOSURE})
_OUTCOMES = frozenset({"given", "refused"})


def view(look: Look) -> Values:
    search = " ".join(look.query.get("search", "").split())
    found = persons.named(look.scope, look.db, search) if search else []
    return {
        "rows": [_row(look, one) for one in rights.requests(look.scope, look.db)],
        "exports": look.visitor.could(Action.EXPORT_SUBJECT),
        "search": search,
        "people": [(f"{one.kind}.{one.id}", f"{one.full}, {_PEOPLE[one.kind][1]}") for one in found],
        "rights": _RIGHTS,
    }


def _row(look: Look, one: Request) -> dict[str, object]:
    return {
        "id": one.id,
        "who": whose(look, one),
        "kind": _RIGHTS.get(one.kind, one.kind.replace("_", " ").capitalize()),
        "unchecked": one.state == "checking",
        "review": one.state == "review" and requests.awaits(look.scope, look.db, one.id),
        "due": f"{one.due_on:%-d %B %Y}",
        "late": one.due_on < look.day,
        "file": one.kind in _GIVEN and one.person_id is not None,
    }


def whose(look: Look, one: Request) -> str:
    """The name and what they are here; of a stranger nothing is known yet."""
    if one.person_id is None or one.person_kind not in _PEOPLE:
        return "Somebody whom nobody has checked yet"
    who, kind = _PEOPLE[one.person_kind]
    return f"{look.name(who, one.person_id)}, {kind}"


async def ask(post: Post) -> str:
    """Noted as asked at the desk, or the name put to a request that is there: whoever does it has checked who asks."""
    visitor, form = post.visitor, post.form
    number, right = number_in(form.get("request", "")), form.get("right", "")

    def unit(db: Db) -> Phrase:
        scope, who = visitor.acting(Action.ANSWER_REQUEST), _chosen(visitor.scope(), db, form.get("whom", ""))
        if number is not None:
            requests.checked(scope, db, visitor.now, number, who)
            return say("staff.data_checked")
        if right not in _RIGHTS:
            raise NotHere
        day, months = visitor.context.day, visitor.policy.rights.due_months
        made = rights.one(scope, db, requests.asked(scope, db, visitor.now, day, months, who, right))
        return say("staff.data_asked", date=Day(datetime.combine(made.due_on if made else day, time(12), UTC)))

    await _done(post, unit)
    return PATH


def _chosen(scope: Scope, db: Db, whom: str) -> Named:
    """Looked up anew: what a form says is not believed. Raises NotHere."""
    kind, _, typed = whom.partition(".")
    number = number_in(typed)
    found = persons.one(scope, db, kind, number) if kind in _PEOPLE and number is not None else None
    if found is None:
        raise NotHere
    return found


async def end(post: Post) -> str:
    visitor, outcome = post.visitor, post.form.get("outcome", "")

    def unit(db: Db) -> Phrase:
        if outcome not in _OUTCOMES:
            raise NotHere
        requests.close(visitor.acting(Action.ANSWER_REQUEST), db, visitor.now, _number(post), outcome)
        return say("staff.data_ended")

    await _done(post, unit)
    return PATH


async def take(post: Post) -> Response:
    """Everything as one archive; what waits for a decision is not in it. Reading holds nobody up; only the record is written."""
    visitor, number = post.visitor, _number(post)
    scope = visitor.acting(Action.EXPORT_SUBJECT)
    try:
        exports = await visitor.hub.read(lambda db: _gathered(post, scope, db, number))
        await visitor.hub.write(lambda db: requests.given(scope, db, visitor.now, number, exports))
    except requests.NoSuchRequest as fault:
        raise NotHere from fault
    visitor.hub.deliver_bell.ring()
    raw = await asyncio.to_thread(packing.packed, exports, visitor.hub.data_folder, visitor.hub.keys)
    name = f"request-{number}-{visitor.context.day.isoformat()}.zip"
    headers = safety.HEADERS | {"Content-Disposition": f'attachment; filename="{name}"'}
    return Response(raw, media_type="application/zip", headers=headers)


def _gathered(post: Post, scope: Scope, db: Db, number: int) -> tuple[Export, ...]:
    """Of an adult who asks for themselves, their children's too, as on a page of their own."""
    asked = rights.one(scope, db, number)
    if asked is None or asked.kind not in _GIVEN:
        raise NotHere
    who = _chosen(scope, db, f"{asked.person_kind}.{asked.person_id}")
    alone = requests.gathered(scope, db, post.visitor.now, number, who)
    if who.kind != "guardian" or asked.kind != Kind.ACCESS:
        return (alone,)
    return requests.of_family(scope, db, post.visitor.now, post.visitor.context.day, who, number)


def _number(post: Post) -> int:
    """Raises NotHere."""
    number = number_in(post.form.get("request", ""))
    if number is None:
        raise NotHere
    return number


async def _done(post: Post, unit: Callable[[Db], Phrase]) -> None:
    """One transaction, and what came of it on the next page. Raises NotHere for a request that is over."""
    try:
        told = await post.visitor.hub.write(unit)
    except requests.NoSuchRequest as fault:
        raise NotHere from fault
    await post.say(told)

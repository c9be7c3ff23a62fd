"""Case files about misuse: which there are, and beginning one about a family adult or a colleague (PH30)."""

from __future__ import annotations

from dataclasses import replace

from bot import office
from bot.domain.access import Action
from bot.domain.inviting import Tie
from bot.domain.wording import Who, say
from bot.web.console.door import Post, Values
from bot.web.console.visit import Look, NotHere, put_on_record
from bot.web.numbers import number_in
from storage import adults, cases, persons, staffing
from storage.cases import Case
from storage.db import Db

PATH = "/console/cases"
_MOST = 4000  # letters of what happened


def view(look: Look) -> Values:
    """Nobody is shown a case about themselves."""
    search = " ".join(look.query.get("search", "").split())
    mine = look.visitor.session.staff_id
    found = [one for one in cases.every(look.scope, look.db) if one.staff_id != mine]
    return {"search": search, "people": _people(look, search) if search else [], "rows": [_row(look, one) for one in found]}


def _people(look: Look, search: str) -> list[tuple[str, str]]:
    """(kind.id, name): adults with the child they are of, and colleagues."""
    families = office.named(adults.invitees(look.scope, look.db, look.now, look.day), search)
    staff = office.named(staffing.members(look.scope, look.db, look.day), search)
    found = [(f"guardian.{one.guardian_id}", f"{one.first_name} {one.last_name}, family of {_of(look, one.ties)}") for one in families]
    mine = look.visitor.session.staff_id
    return found + [(f"staff.{one.id}", f"{one.first_name} {one.last_name}, staff") for one in staff if one.id != mine]


def _of(look: Look, ties: tuple[Tie, ...]) -> str:
    return ", ".join(dict.fromkeys(f"{look.name(Who.PUPIL, tie.pupil_id)} ({tie.school_class.name})" for tie in ties))


def _row(look: Look, one: Case) -> dict[str, object]:
    return {
        "id": one.id,
        "who": whose(look, one),
        "when": look.when(one.made_at),
        "open": one.ended_at is None,
        "what": one.words.split("\n")[0][:80],
    }


def whose(look: Look, case: Case) -> str:
    """The name of whom it is about, whether or not they are still here."""
    kind, person_id = ("staff", case.staff_id) if case.staff_id else ("guardian", case.guardian_id)
    found = persons.one(look.scope, look.db, kind, person_id or 0)
    return found.full if found else "Somebody who has left"


def find(look: Look, case_id: int) -> Case:
    """Raises NotHere, also for whom it is about."""
    found = cases.one(look.scope, look.db, case_id)
    if found is None or found.staff_id == look.visitor.session.staff_id:
        raise NotHere
    return found


async def begin(post: Post) -> str:
    """The person is looked up anew: what the form says is not believed."""
    visitor, words = post.visitor, post.form.get("text", "").strip()[:_MOST]
    kind, _, typed = post.form.get("whom", "").partition(".")
    number = number_in(typed)
    if kind not in {"guardian", "staff"} or number is None or number == visitor.session.staff_id:
        raise NotHere
    if not words:
        await post.say(say("staff.case_words"))
        return PATH
    ids = {"guardian_id": None, "staff_id": None, f"{kind}_id": number}
    scope = replace(visitor.acting(Action.KEEP_CASES), reason="case")

    def unit(db: Db) -> int:
        if persons.one(scope, db, kind, number) is None:
            raise NotHere
        made = cases.begin(scope, db, visitor.now, words, **ids)
        put_on_record(visitor, db, "case_begun", "case", made)
        return made

    return f"{PATH}/{await visitor.hub.write(unit)}"

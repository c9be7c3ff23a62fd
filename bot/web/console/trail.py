"""Who did what, and who looked at whom: ids and our own words, with names for whoever may know them (DPIA25)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import Row

from bot import office
from bot.domain.access import Action
from bot.domain.names import fold_name
from bot.domain.subjects import Subject
from bot.domain.wording import Who
from bot.web.console.door import Values
from bot.web.console.visit import Look, Visitor, put_on_record
from storage import adults, itemfacts, roll, staffing, trail

_MOST = 300
Person = tuple[str, int, str]  # kind, id, name as shown


def view(look: Look) -> Values:
    """A name is looked for among children, adults and staff; whose trail it is is chosen if several fit."""
    search, chosen = look.query.get("search", ""), look.query.get("person", "")
    people = _people(look, search) if search else []
    one = next((person for person in people if f"{person[0]}.{person[1]}" == chosen), None)
    one = one or (people[0] if len(people) == 1 else None)
    rows = _rows(look, one) if one else []
    return {
        "search": search,
        "people": people,
        "one": one,
        "rows": [_line(look, row) for row in rows[-_MOST:][::-1]],
        "more": max(0, len(rows) - _MOST),
    }


async def looked(visitor: Visitor, _: Mapping[str, int], query: Mapping[str, str]) -> None:
    """Reading the trail is on record too; whom it was asked about stands sealed."""
    search = " ".join(query.get("search", "").split())[:200]
    if search:
        school_id = visitor.session.school_id
        await visitor.hub.write(lambda db: put_on_record(visitor, db, "audit_read", "school", school_id, detail=search))


def _people(look: Look, search: str) -> list[Person]:
    children = [
        one for one in roll.pupils(look.scope, look.db, look.day) if _fits(search, one.first_name, one.last_name)
    ]
    families = office.named(adults.invitees(look.scope, look.db, look.now, look.day), search)
    staff = office.named(staffing.members(look.scope, look.db, look.day), search)
    found = [("child", one.id, f"{one.first_name} {one.last_name} ({one.school_class.name})") for one in children]
    found += [("adult", one.guardian_id, f"{one.first_name} {one.last_name}") for one in families]
    return found + [("staff", one.id, f"{one.first_name} {one.last_name}, staff") for one in staff]


def _fits(search: str, *names: str) -> bool:
    return set(fold_name(search).split()) <= set(fold_name(*names).split())


def _rows(look: Look, one: Person) -> list[Row[Any]]:
    """What concerns a family is what others did; of staff it is what they did themselves too. Oldest first."""
    kind, person_id, _ = one
    rows = {row.id: row for row in trail.about(look.scope, look.db, person_id)}
    if kind == "staff":
        rows |= {row.id: row for row in trail.by(look.scope, look.db, person_id)}
    return [rows[row_id] for row_id in sorted(rows) if _may_know(look, rows[row_id])]


def _may_know(look: Look, row: Row[Any]) -> bool:
    """That there is a safeguarding matter at all is the leads' alone to know, whoever may read the trail."""
    if row.subject_kind != "item" or look.visitor.could(Action.READ_DANGER):
        return True
    item = itemfacts.one(look.scope, look.db, row.subject_id)
    return item is None or item.subject is not Subject.SAFEGUARDING


def _line(look: Look, row: Row[Any]) -> dict[str, str]:
    at: datetime = row.at
    detail = look.db.keys.open("audit.detail", row.detail) if row.detail else ""
    return {
        "at": at.astimezone(look.zone).strftime("%a %-d %b %Y %H:%M"),
        "who": _who(look, row.actor_kind, row.actor_id),
        "what": row.action.replace("_", " "),
        "whom": row.subject_kind.replace("_", " "),
        "why": detail or row.reason.replace("_", " "),
    }


def _who(look: Look, kind: str, person_id: int | None) -> str:
    if person_id is None or kind in {"system", "operator"}:
        return {"operator": "the operator", "staff": "the office"}.get(kind, "the hub")
    return look.name(Who.GUARDIAN if kind == "guardian" else Who.STAFF, person_id)

"""Everything held about one person, others taken out, and what must be looked at first kept back (DPIA38, M30).

What is kept back leaves no trace in the export: not a line says that, or whether, something waits for a decision.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from bot.domain.access import Scope
from bot.domain.protection.datamap import INVENTORY, Table
from bot.domain.protection.redacting import Redactor
from bot.domain.protection.tables import TABLES
from bot.domain.subjects import Subject
from storage import numbers, persons, rights, subject
from storage.db import Db
from storage.persons import Named
from storage.subject import Found, Person, Row

_SAFEGUARDING = frozenset({str(Subject.SAFEGUARDING)})
_COMPLAINT = frozenset({str(Subject.COMPLAINT), str(Subject.ABUSE)})
_TELLING = {"rights_hold": "kind", "audit": "reason"}
_TOLD = frozenset({"body", "words", "because", "payload", "reason", "state", "signer"})  # may name others


@dataclass(frozen=True, slots=True)
class Section:
    """One table's rows as a person reads them. `line` is the inventory's."""

    name: str
    line: str
    rows: tuple[dict[str, Any], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Export:
    person: Named
    made_at: datetime
    sections: tuple[Section, ...]
    kept_back: tuple[tuple[str, int, str], ...]  # table, id, why: for the reviewers, never in a file
    media: tuple[tuple[str, str], ...] = ()  # a stored file's blob and mime

    @property
    def rows(self) -> int:
        return sum(len(one.rows) for one in self.sections)


def export(
    scope: Scope, db: Db, now: datetime, who: Named, adult_id: int | None = None, request_id: int | None = None
) -> Export:
    """`adult_id`: for which adult a child's data is given; without one only what is no adult's."""
    person = Person(who.kind, who.id, adult_id)
    found = subject.collect(scope, db, person)
    decided = {
        (one.place, one.row_id): one.decision
        for one in (rights.reviews(scope, db, request_id) if request_id else ())
        if one.decision
    }
    kept = _Kept(found, decided, person)
    redact = redactor(scope, db, who, adult_id)
    reader = _Reader(db, person, redact)
    sections = tuple(reader.section(one, kept.left(one)) for one in TABLES if kept.left(one))
    files = tuple((row["blob"], row["mime"]) for row in kept.left_of("media") if row["blob"])
    return Export(
        person=who,
        made_at=now,
        sections=tuple(one for one in sections if one.rows),
        kept_back=tuple(kept.waiting()),
        media=files,
    )


def redactor(scope: Scope, db: Db, who: Named, adult_id: int | None) -> Redactor:
    """Hides every other family's names; the reader's own, and their children's, stay."""
    adult = who.id if who.kind == "guardian" else adult_id
    children = persons.children_of(scope, db, adult) if adult else frozenset()
    own = {(who.kind, who.id), ("guardian", adult), *(("pupil", one) for one in children)}
    hide: list[str] = []
    keep: list[str] = []
    for kind in ("pupil", "guardian"):
        for one in persons.everybody(scope, db, kind):
            (keep if (kind, one.id) in own else hide).append(one.full)
    known: list[str] = []
    if adult is not None:
        known = [one.value for one in numbers.of(scope, db, guardian_id=adult)]
    if who.kind == "staff":
        keep.append(who.full)
        known = [one.value for one in numbers.of(scope, db, staff_id=who.id)]
    return Redactor(hide, keep, known)


class _Kept:
    """Divides what was found into what is given and what somebody must look at first."""

    def __init__(self, found: Found, decided: dict[tuple[str, int], str], person: Person) -> None:
        self._found, self._decided = found, decided
        self._items = dict(self._sensitive_items()) if person.kind != "staff" else {}
        self._messages = {
            row["message_id"]: self._items[row["item_id"]]
            for row in found.rows["item_message"]
            if row["item_id"] in self._items
        }

    def _sensitive_items(self) -> Iterator[tuple[int, str]]:
        for row in self._found.rows["item"]:
            why = why_kept(row)
            if why:
                yield row["id"], why

    def left(self, one: Table) -> list[Row]:
        return self.left_of(one.name)

    def left_of(self, name: str) -> list[Row]:
        return [row for row in self._found.rows[name] if not self._waits(name, row)]

    def _waits(self, name: str, row: Row) -> bool:
        item = row["id"] if name == "item" else row.get("item_id")
        message = row["id"] if name == "message" else row.get("message_id")
        if name == "audit" and row["subject_kind"] == "item":
            item = row["subject_id"]
        if _tells_of_danger(name, row) and self._decided.get((name, row["id"])) != "released":
            return True
        return self._hidden("item", item, self._items) or self._hidden("message", message, self._messages)

    def _hidden(self, name: str, row_id: int | None, sensitive: dict[int, str]) -> bool:
        return row_id in sensitive and self._decided.get((name, row_id or 0)) != "released"

    def waiting(self) -> Iterator[tuple[str, int, str]]:
        yield from (("item", one, why) for one, why in self._items.items())
        yield from (("message", one, why) for one, why in self._messages.items())
        for name in _TELLING:
            yield from ((name, row["id"], "safeguarding") for row in self._found.rows[name] if _tells_of_danger(name, row))
        yield from ((name, one, "third_party") for name, one in self._found.others)


def _tells_of_danger(name: str, row: Row) -> bool:
    """That something is held because of a child's safety says as much as the thing itself."""
    return name in _TELLING and row[_TELLING[name]] in _SAFEGUARDING


def why_kept(row: Row) -> str | None:
    """Which kind of matter an item is that is looked at first, or kept while a hold stands."""
    if row["subject"] in _SAFEGUARDING:
        return "safeguarding"
    return "complaint" if row["subject"] in _COMPLAINT or row["kind"] in {"report", "concern"} else None


class _Reader:
    """Cells as a person reads them."""

    def __init__(self, db: Db, person: Person, redact: Redactor) -> None:
        self._db, self._person, self._redact = db, person, redact

    def section(self, one: Table, rows: list[Row]) -> Section:
        made = (self._row(one, row) for row in rows)
        return Section(one.name, INVENTORY[one.line], tuple(row for row in made if row))

    def _row(self, one: Table, row: Row) -> dict[str, Any]:
        told = {name: self._cell(one.name, name, row[name]) for name in one.gives}
        people = {name.removesuffix("_id"): self._who(name, row[name]) for name in one.people}
        return {name: value for name, value in {**people, **told}.items() if value is not None}

    def _cell(self, table: str, name: str, value: Any) -> Any:
        if (table, name) == ("outbox", "content"):
            return _WAYS.get(json.loads(value)[0], "a message")
        text = subject.opened(self._db.keys, table, name, value)
        if isinstance(text, datetime | date):
            return text.isoformat()
        return self._hide(text) if name in _TOLD else text

    def _hide(self, value: Any) -> Any:
        if isinstance(value, dict):
            return {name: self._hide(one) for name, one in value.items()}
        if isinstance(value, list):
            return [self._hide(one) for one in value]
        return self._redact(value) if isinstance(value, str) else value

    def _who(self, name: str, value: int | None) -> str | None:
        if value is None:
            return None
        if value == self._person.id:
            return "you" if self._person.kind != "pupil" else "the child"
        if name == "guardian_id":
            return "you" if value == self._person.adult else "another adult"
        return "a child of yours" if name == "pupil_id" and self._person.kind == "guardian" else _STANDS[name]


_WAYS = {"Words": "an automatic text", "Letter": "an answer of the school's", "Notice": "a class post"}
_STANDS = {
    "pupil_id": "a child",
    "staff_id": "the school",
    "actor_id": "the school",
    "made_by": "the school",
    "taken_by": "the school",
    "recorded_by": "the school",
    "confirmed_by": "the school",
    "approved_by": "the school",
    "checked_by": "the school",
    "ended_by": "the school",
    "owner_id": "the school",
}

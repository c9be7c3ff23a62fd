"""Somebody's rows deleted, all of them in one transaction; the keys that sealed them are the caller's to destroy after it.

The list of erasures is the key store itself: a destroyed key keeps its id there, so a restored backup that still has a
row under it is erased again (`unfinished`).
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Mapping, Set
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Table, and_, bindparam, delete, or_, select, update

from bot.domain.access import Scope
from bot.domain.protection.tables import BY_NAME
from storage import copies, messages, subject, tables
from storage.db import Db
from storage.ids import new_id
from storage.subject import Found, Person, Row, of_metadata

_erasure = tables.erasure
_CHUNK = 500
_FORMER = ("Former", "colleague")  # what stands where a member of staff signed
_LIST = select(_erasure).where(_erasure.c.school_id == bindparam("school")).order_by(_erasure.c.id)
_KINDS = ("guardian", "pupil", "staff")


@dataclass(frozen=True, slots=True)
class Erased:
    """`keys` and `blobs` (files) are destroyed once the transaction is durable."""

    id: int
    keys: tuple[int, ...]
    blobs: tuple[str, ...]


def erase(scope: Scope, db: Db, now: datetime, person: Person, reason: str) -> Erased:
    """Delete every row of theirs; queue what carriers still hold; note ids, keys and counts."""
    found, made = subject.collect(scope, db, person, whole=True), new_id()
    outside = copies.queue(scope, db, now, found, made)
    keys = tuple(_keys(found, person))
    blobs = tuple(row["blob"] for row in found.rows["media"] if row["blob"] and _goes("media", person))
    counts = _delete(scope, db, found, person)
    _note(scope, db, now, person, made, reason, keys, counts, outside)
    return Erased(made, keys, blobs)


def _note(
    scope: Scope, db: Db, now: datetime, person: Person, made: int, reason: str, keys: tuple[int, ...],
    counts: dict[str, int], outside: Any,
) -> None:  # fmt: skip
    db.run(
        _erasure.insert(),
        school_id=scope.school_id,
        id=made,
        person_kind=person.kind,
        person_id=person.id,
        reason=reason,
        data_keys=json.dumps(keys),
        counts=json.dumps(counts),
        outside=json.dumps(outside),
        made_by=scope.actor_id,
        at=now,
    )


@dataclass(frozen=True, slots=True)
class Kept:
    """Matters that may not be erased yet: items with these ids, and all that belongs to them."""

    items: frozenset[int]


_WORDS = frozenset({"messages", "photos", "comments", "absences"})  # lines of the inventory that hold what somebody wrote


def items_of(scope: Scope, db: Db, person: Person) -> list[Row]:
    return subject.collect(scope, db, person, whole=True).rows["item"]


def erase_words(scope: Scope, db: Db, now: datetime, person: Person, kept: Kept, reason: str) -> Erased:
    """What they wrote and were sent, but for the matters kept; who they are stays until nothing is kept any more."""
    found, made = _but(subject.collect(scope, db, person, whole=True), kept), new_id()
    outside = copies.queue(scope, db, now, found, made)
    keys = tuple(row["key_id"] for row in found.rows["thread"])
    blobs = tuple(row["blob"] for row in found.rows["media"] if row["blob"])
    counts = _delete(scope, db, found, person)
    _note(scope, db, now, person, made, reason, keys, counts, outside)
    return Erased(made, keys, blobs)


def _but(found: Found, kept: Kept) -> Found:
    """The rows that go: of no item kept, of no message in one, of no thread that either is in."""
    items = kept.items | {row["item_id"] for row in found.rows["conduct_entry"] if row["item_id"]}
    inside = {row["message_id"] for row in found.rows["item_message"] if row["item_id"] in items}
    held = {"item_id": items, "message_id": inside}
    rows = [row for row in found.rows["item"] if row["id"] in items]
    rows += [row for row in found.rows["message"] if row["id"] in inside]
    threads = {row["thread_id"] for row in rows}
    own = {"item": items, "message": inside, "thread": threads}
    left = Found()
    for name, each in found.rows.items():
        if BY_NAME[name].line in _WORDS:
            left.rows[name] = [row for row in each if not _belongs(row, own.get(name, set()), held)]
    return left


def _belongs(row: Row, own: Set[int], held: Mapping[str, Set[int]]) -> bool:
    return row.get("id") in own or any(row.get(column) in ids for column, ids in held.items())


def _keys(found: Found, person: Person) -> Iterator[int]:
    """Of the person and of their threads: never a class's, never the school's."""
    yield from (row["key_id"] for row in found.rows[person.kind])
    if person.kind != "staff":
        yield from (row["key_id"] for row in found.rows["thread"])


def _goes(name: str, person: Person) -> bool:
    return person.kind not in BY_NAME[name].stays


def _delete(scope: Scope, db: Db, found: Found, person: Person) -> dict[str, int]:
    """Children before their parents; what is somebody else's too stays, with this person taken out of it."""
    counts: dict[str, int] = {}
    for target in reversed(tables.METADATA.sorted_tables):
        rows = found.rows.get(target.name, [])
        if not rows:
            continue
        if _goes(target.name, person):
            counts[target.name] = _gone(db, target, rows)
        elif BY_NAME[target.name].empties:
            _emptied(db, target, rows, person)
    if person.kind == "staff":
        _former(scope, db, person.id)
    return counts


def _gone(db: Db, target: Table, rows: list[dict[str, Any]]) -> int:
    """Rows are named by their whole key."""
    key = list(target.primary_key.columns)
    done = 0
    for at in range(0, len(rows), _CHUNK):
        these = [and_(*(column == row[column.name] for column in key)) for row in rows[at : at + _CHUNK]]
        done += db.run(delete(target).where(or_(*these)))
    return done


def _emptied(db: Db, target: Table, rows: list[dict[str, Any]], person: Person) -> None:
    """A column that must hold something gets what leads to nobody."""
    for row in rows:
        here = and_(*(column == row[column.name] for column in target.primary_key.columns))
        names = [name for name in BY_NAME[target.name].empties if target.name == "inbox" or row[name] == person.id]
        values = {name: None if target.c[name].nullable else os.urandom(32) for name in names}
        if values:
            db.run(update(target).where(here).values(values))


def _former(scope: Scope, db: Db, staff_id: int) -> None:
    """Families keep what the school wrote to them; who wrote it is nobody any more."""
    key = messages.school_key(scope, db)
    staff = of_metadata("staff")
    first, last = _FORMER
    db.run(
        update(staff)
        .where(staff.c.school_id == scope.school_id, staff.c.id == staff_id)
        .values(
            key_id=key,
            first_name=db.keys.seal(key, "staff.first_name", first),
            last_name=db.keys.seal(key, "staff.last_name", last),
            name_blind=os.urandom(32),
        )
    )


def erasures(scope: Scope, db: Db) -> list[Any]:
    """Oldest first."""
    return db.all(_LIST, school=scope.school_id)


_EVERY = select(_erasure.c.data_keys)


def keys_listed(db: Db) -> frozenset[int]:
    """Data keys that every school's erasures name."""
    return frozenset(key for row in db.all(_EVERY) for key in json.loads(row.data_keys))


def unfinished(scope: Scope, db: Db, destroyed: frozenset[int]) -> list[Person]:
    """People whose key is destroyed though a row of theirs is here: a backup from before brought them back (DPIA21)."""
    found = []
    for kind in _KINDS:
        target = of_metadata(kind)
        rows = db.all(select(target.c.id, target.c.key_id).where(target.c.school_id == scope.school_id))
        found += [Person(kind, row.id) for row in rows if row.key_id in destroyed]
    return found

"""Somebody erased: rows, files and carriers' copies go, then their keys, and a certificate says honestly what is left.

A hold with a reason and an end stops it. Erasing one adult leaves the other's threads readable: every adult has keys of
their own (DPIA21, B14).
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

from bot.domain.access import Action, Scope
from bot.domain.faults import Mendable
from bot.permit import demand
from bot.privacy.exporting import why_kept
from storage import audit, copies, persons, rights
from storage import erasing as rows_erasing
from storage.crypto import Keyring
from storage.db import Db
from storage.erasing import Erased, Kept
from storage.subject import Person


class Held(Mendable):
    """A hold stands against the erasure; the text names its kind, number and last day."""


@dataclass(frozen=True, slots=True)
class Certificate:
    """What went and what did not: counts and ids, never a name."""

    erasure: dict[str, Any]
    carriers: dict[str, dict[str, int]]

    @property
    def finished(self) -> bool:
        return not any("waiting" in states for states in self.carriers.values())


def erase(scope: Scope, db: Db, now: datetime, day: date, kind: str, person_id: int, reason: str) -> list[Erased]:
    """The person; of a child also the adults who have no other child here. Raises Held, NotAllowed."""
    if reason == "asked":
        demand(scope, Action.ERASE, now)
    _must_not_be_held(scope, db, kind, person_id, day)
    with_them = _adults_of_nobody_else(scope, db, person_id) if kind == "pupil" else ()
    people = [Person(kind, person_id), *(Person("guardian", one) for one in with_them)]
    free = [one for one in people if not rights.holds(scope, db, one.kind, one.id, day)]
    return [_one(scope, db, now, one, reason) for one in free]


def erase_words(scope: Scope, db: Db, now: datetime, day: date, guardian_id: int, reason: str) -> list[Erased]:
    """What an adult wrote, but for the matters that holds are about; nothing while a legal matter keeps all of it (BNV8)."""
    person = Person("guardian", guardian_id)
    holds = rights.holds(scope, db, person.kind, person.id, day)
    kinds, named = {one.kind for one in holds}, {one.item_id for one in holds}
    if "legal" in kinds:
        return []
    rows = rows_erasing.items_of(scope, db, person)
    kept = Kept(frozenset(row["id"] for row in rows if row["id"] in named or why_kept(row) in kinds))
    done = rows_erasing.erase_words(scope, db, now, person, kept, reason)
    audit.record(scope, db, now, "erased_words", person.kind, person.id, reason=reason)
    return [done]


def _one(scope: Scope, db: Db, now: datetime, person: Person, reason: str) -> Erased:
    done = rows_erasing.erase(scope, db, now, person, reason)
    audit.record(scope, db, now, "erased", person.kind, person.id, reason=reason)
    return done


def _must_not_be_held(scope: Scope, db: Db, kind: str, person_id: int, day: date) -> None:
    for one in rights.holds(scope, db, kind, person_id, day):
        owner = persons.one(scope, db, "staff", one.owner_id) if one.owner_id else None
        whose = f", {owner.full}'s" if owner else ""
        raise Held(f"held until {one.until:%d %B %Y}{whose}: {one.kind} ({one.reason}); release hold {one.id} first")


def _adults_of_nobody_else(scope: Scope, db: Db, pupil_id: int) -> list[int]:
    """Adults tied to this child alone."""
    adults = [row["guardian_id"] for row in persons.ties_of(scope, db, pupil_id)]
    return [one for one in dict.fromkeys(adults) if persons.children_of(scope, db, one) <= {pupil_id}]


def destroy(keys: Keyring, media: Path, erased: Iterable[Erased]) -> None:
    """Once the rows are durably gone: nothing sealed under these keys opens again, here or in any backup."""
    for one in erased:
        for blob in one.blobs:
            (media / blob).unlink(missing_ok=True)
        keys.destroy(one.keys)


def replay(scope: Scope, db: Db, now: datetime, destroyed: frozenset[int]) -> list[Erased]:
    """A backup from before brought somebody back: they are erased again, from the key store's own list."""
    back = rows_erasing.unfinished(scope, db, destroyed)
    return [_one(scope, db, now, one, "replayed") for one in back]


def keys_listed(db: Db) -> frozenset[int]:
    return rows_erasing.keys_listed(db)


def certificate(scope: Scope, db: Db, erasure_id: int) -> Certificate | None:
    row = next((one for one in rows_erasing.erasures(scope, db) if one.id == erasure_id), None)
    if row is None:
        return None
    told = {
        "id": str(row.id),
        "person": {"kind": row.person_kind, "id": str(row.person_id)},
        "reason": row.reason,
        "at": row.at.isoformat(),
        "keys_destroyed": len(json.loads(row.data_keys)),
        "rows_deleted": json.loads(row.counts),
        "outside": json.loads(row.outside),
    }
    return Certificate(told, copies.states(scope, db, erasure_id))

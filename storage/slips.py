"""What people signed, and the texts they signed: written once, read whole, never changed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from datetime import datetime
from typing import Any

from sqlalchemy import Row, bindparam, select

from bot.domain.access import Scope
from bot.domain.consent import Papers, Signed, Version
from storage import tables
from storage.contacts import person_key
from storage.db import Db, opened
from storage.ids import new_id

_slip, _line, _version = tables.slip, tables.slip_line, tables.paper_version
_SCHOOL: Any = bindparam("school")
SIGNER = "slip.signer"
_SLIPS = select(_slip).where(_slip.c.school_id == _SCHOOL).order_by(_slip.c.at, _slip.c.id)
_OF_GUARDIAN = _SLIPS.where(_slip.c.guardian_id == bindparam("person"))
_OF_STAFF = _SLIPS.where(_slip.c.staff_id == bindparam("person"))
_OF_GUARDIANS = _SLIPS.where(_slip.c.guardian_id.in_(bindparam("people", expanding=True)))
_LINES = select(_line).where(_line.c.school_id == _SCHOOL, _line.c.slip_id.in_(bindparam("slips", expanding=True)))
_VERSIONS = (
    select(_version)
    .where(_version.c.school_id == _SCHOOL, _version.c.audience == bindparam("of"))
    .order_by(_version.c.published_at, _version.c.id)
)
_AT_ONCE = 500  # ids in one list


def sign(scope: Scope, db: Db, signed: Signed, *, guardian_id: int | None = None, staff_id: int | None = None) -> None:
    """Store one signing with its lines. The caller has asked `may`."""
    key_id = person_key(scope, db, guardian_id=guardian_id, staff_id=staff_id)
    db.run(
        _slip.insert(),
        school_id=scope.school_id,
        id=signed.id,
        guardian_id=guardian_id,
        staff_id=staff_id,
        pupil_id=signed.pupil_id,
        class_id=signed.class_id,
        version=signed.version,
        version_id=signed.version_id,
        language=signed.language,
        channel=signed.channel,
        form=signed.form,
        signer=db.keys.seal(key_id, SIGNER, signed.signer) if signed.signer else None,
        signed_on=signed.signed_on,
        recorded_by=signed.recorded_by,
        at=signed.at,
    )
    rows = [
        {"school_id": scope.school_id, "slip_id": signed.id, "line": name, "answer": given}
        for name, given in signed.answers.items()
    ]
    db.many(_line.insert(), rows)


def of_guardian(scope: Scope, db: Db, guardian_id: int) -> Papers:
    rows = db.all(_OF_GUARDIAN, school=scope.school_id, person=guardian_id)
    return Papers(signed=_read(scope, db, rows), versions=versions(scope, db, "families"))


def of_staff(scope: Scope, db: Db, staff_id: int) -> Papers:
    rows = db.all(_OF_STAFF, school=scope.school_id, person=staff_id)
    return Papers(signed=_read(scope, db, rows), versions=versions(scope, db, "staff"))


def of_guardians(scope: Scope, db: Db, guardian_ids: Collection[int]) -> dict[int, Papers]:
    """For many at once; whoever has signed nothing has empty papers."""
    published, people = versions(scope, db, "families"), sorted(guardian_ids)
    found: dict[int, list[Row[Any]]] = defaultdict(list)
    for start in range(0, len(people), _AT_ONCE):
        for row in db.all(_OF_GUARDIANS, school=scope.school_id, people=people[start : start + _AT_ONCE]):
            found[row.guardian_id].append(row)
    signed = {slip.id: slip for slip in _read(scope, db, [row for rows in found.values() for row in rows])}
    return {one: Papers(signed=tuple(signed[row.id] for row in found[one]), versions=published) for one in people}


def versions(scope: Scope, db: Db, audience: str) -> tuple[Version, ...]:
    return tuple(
        Version(id=row.id, label=row.label, published_at=row.published_at, renews=row.renews)
        for row in db.all(_VERSIONS, school=scope.school_id, of=audience)
    )


def publish(scope: Scope, db: Db, now: datetime, audience: str, label: str, lines: str, *, renews: bool) -> int:
    """A new text is in force from now on. The database refuses a label that was used before."""
    made = new_id()
    db.run(
        _version.insert(),
        school_id=scope.school_id,
        id=made,
        audience=audience,
        label=label,
        lines=lines,
        renews=renews,
        published_at=now,
        published_by=scope.actor_id,
    )
    return made


def _read(scope: Scope, db: Db, rows: list[Row[Any]]) -> tuple[Signed, ...]:
    answers: dict[int, dict[str, str]] = defaultdict(dict)
    ids = [row.id for row in rows]
    for start in range(0, len(ids), _AT_ONCE):
        for line in db.all(_LINES, school=scope.school_id, slips=ids[start : start + _AT_ONCE]):
            answers[line.slip_id][line.line] = line.answer
    return tuple(
        Signed(
            id=row.id,
            at=row.at,
            answers=answers[row.id],
            pupil_id=row.pupil_id,
            class_id=row.class_id,
            version=row.version,
            version_id=row.version_id,
            language=row.language,
            channel=row.channel,
            form=row.form,
            signer=opened(db.keys, SIGNER, row.signer) or "",
            signed_on=row.signed_on,
            recorded_by=row.recorded_by,
        )
        for row in rows
    )

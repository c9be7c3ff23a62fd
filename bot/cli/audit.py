"""`bookbag audit`: who looked at what is held about somebody, what somebody did, and whether the trail is whole (DPIA25)."""

from __future__ import annotations

from typing import Annotated, Any

import typer
from sqlalchemy import Row

from bot.cli.export import By, Json, KindOf, PersonId, School
from bot.cli.finding import acting_for, person
from bot.cli.opened import Desk, desk
from bot.cli.out import fail, load_settings, plain_faults, say, say_json, tell
from bot.domain.access import Action, Scope
from storage import audit as trail_
from storage import persons, trail
from storage.db import Db

Name = Annotated[str, typer.Argument(help="An adult, a child or a member of staff.")]
audit = typer.Typer(help="Who did what, when and why; never a message's text.", no_args_is_help=True)


@audit.command("about")
def about(
    name: Name, by: By, kind: KindOf = None, person_id: PersonId = None, as_json: Json = False, school: School = None
) -> None:
    """Everything done about one person: who read, sent, exported, changed."""
    with plain_faults(), desk(load_settings(), school) as work:
        scope, who = acting_for(work, by, Action.READ_AUDIT), person(work, name, kind, person_id)
        rows = work.write(lambda db: _read(work, db, scope, (who.kind, who.id), trail.about(scope, db, who.id)))
    _say(rows, as_json=as_json)


@audit.command("by")
def done_by(
    name: Name, by: By, kind: KindOf = None, person_id: PersonId = None, as_json: Json = False, school: School = None
) -> None:
    """Everything one person did."""
    with plain_faults(), desk(load_settings(), school) as work:
        scope, who = acting_for(work, by, Action.READ_AUDIT), person(work, name, kind, person_id)
        rows = work.write(lambda db: _read(work, db, scope, (who.kind, who.id), trail.by(scope, db, who.id)))
    _say(rows, as_json=as_json)


@audit.command("verify")
def verify(by: By, as_json: Json = False, school: School = None) -> None:
    """Check the chain: a row that was changed or taken out breaks it."""
    with plain_faults(), desk(load_settings(), school) as work:
        acting_for(work, by, Action.READ_AUDIT)
        broken = work.read(lambda db: trail_.broken_at(db, work.school.id))
    if broken is not None:
        fail(
            f"the trail is broken at entry {broken}: somebody changed the record; restore from a backup and find out who"
        )
    tell({"whole": True}, "The trail is whole.", as_json=as_json)


def _read(work: Desk, db: Db, scope: Scope, who: tuple[str, int], rows: list[Row[Any]]) -> list[dict[str, Any]]:
    """With the names of those who acted; reading the trail is on record too."""
    names = {one.id: one.full for kind in ("staff", "guardian") for one in persons.everybody(scope, db, kind)}
    trail_.record(scope, db, work.now, "audit_read", *who, reason=scope.reason)
    return [
        {
            "at": row.at.isoformat(),
            "actor": names.get(row.actor_id or 0, row.actor_kind),
            "action": row.action,
            "about": row.subject_kind,
            "id": str(row.subject_id) if row.subject_id else None,
            "reason": row.reason,
        }
        for row in rows
    ]


def _say(rows: list[dict[str, Any]], *, as_json: bool) -> None:
    if as_json:
        say_json(rows)
        return
    for row in rows:
        say(f"{row['at'][:16]}  {row['actor']}  {row['action']}  {row['about']}  {row['reason']}")
    if not rows:
        say("Nothing is on record.")

"""`bookbag retention`: how long things are kept, what a change would delete, what each night deleted (DPIA20)."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path
from typing import Annotated, Any

import typer

from bot.cli.export import By, Json, School
from bot.cli.finding import acting_for
from bot.cli.opened import Desk, desk
from bot.cli.out import load_settings, plain_faults, say, say_json, tell
from bot.domain.access import Action, Scope
from bot.domain.policy import Policy
from bot.policyfile import load
from bot.privacy import erasing, keeping, nightly
from storage import persons, policies
from storage import retention as rows
from storage.db import Db
from storage.erasing import Erased

retention = typer.Typer(help="How long things are kept; what goes, and when.", no_args_is_help=True)
_KEYS = (
    "leaver",
    "leaver_notice_days",
    "inactive_months",
    "inactive_notice_days",
    "feedback_days",
    "access_log_years",
    "backup_purge_days",
)


@retention.command("preview")
def preview(
    by: By,
    policy: Annotated[Path | None, typer.Option(help="A changed policy file, to see what it would delete.")] = None,
    as_json: Json = False,
    school: School = None,
) -> None:
    """How many a run today would delete under the policy in force, and under a changed one. Deletes nothing."""
    with plain_faults(), desk(load_settings(), school) as work:
        scope = acting_for(work, by, Action.READ_RETENTION)
        other = load(policy.read_text("utf-8"), str(policy)) if policy else None
        now = _counts(work, scope, work.policy)
        then = _counts(work, scope, other) if other else None
    told: dict[str, Any] = {"today": now, **({"changed": then} if then is not None else {})}
    if as_json:
        say_json(told)
        return
    for category, number in now.items():
        more = f"; with the change {then[category]}" if then is not None else ""
        say(f"{category}: {number}{more}")


def _counts(work: Desk, scope: Scope, policy: Policy) -> dict[str, int]:
    """All whose time has come, told or not: notices go out first."""
    return work.read(lambda db: keeping.due(scope, db, policy, work.day, keeping.last_active(scope, db, policy), warned=False)).counts()


@retention.command("schedule")
def schedule(by: By, as_json: Json = False, school: School = None) -> None:
    """How long each kind is kept, since when and by whose decision, and what each night's run deleted."""
    with plain_faults(), desk(load_settings(), school) as work:
        scope = acting_for(work, by, Action.READ_RETENTION)
        kept = {name: getattr(work.policy.retention, name) for name in _KEYS}
        changes = _changes(work, scope)
        runs = work.read(lambda db: rows.runs(scope, db))
    told = [{"day": row.day.isoformat(), "category": row.category, "deleted": row.number} for row in runs]
    if as_json:
        say_json({"kept": kept, "changes": changes, "runs": told})
        return
    for name, value in kept.items():
        say(f"{name.replace('_', ' ')}: {value}")
    for one in changes:
        say(f"{one['at'][:16]}  {one['key']}: {one['old']} -> {one['new']}, by {one['by']}")
    for row in told:
        say(f"{row['day']}  {row['category']}: {row['deleted']}")


def _changes(work: Desk, scope: Scope) -> list[dict[str, Any]]:
    """Each time a policy version changed a period."""
    found: list[dict[str, Any]] = []
    names = {one.id: one.full for one in work.read(lambda db: list(persons.everybody(scope, db, "staff")))}
    versions = work.read(lambda db: policies.versions(scope, db))
    policies_then = [load(version.document, "a policy on record") for version in versions]
    for version, (before, after) in zip(versions[1:], pairwise(policies_then), strict=True):
        for key in _KEYS:
            old, new = getattr(before.retention, key), getattr(after.retention, key)
            if old != new:
                who = names.get(version.made_by or 0, "the command line")
                found.append({"key": key, "old": old, "new": new, "at": version.made_at.isoformat(), "by": who})
    return found


@retention.command("run")
def run(by: By, as_json: Json = False, school: School = None) -> None:
    """Delete now what is due, without waiting for the night."""
    with plain_faults(), desk(load_settings(), school) as work:
        scope = acting_for(work, by, Action.ERASE)
        last = work.read(lambda db: keeping.last_active(scope, db, work.policy))  # before the hub has to wait for this
        done = work.write(lambda db: _ended(work, scope, db, last))
        erasing.destroy(work.keys, work.settings.data_folder / "media", done)
    tell({"erased": len(done)}, f"Erased: {len(done)}.", as_json=as_json)


def _ended(work: Desk, scope: Scope, db: Db, last: keeping.Active) -> list[Erased]:
    active = keeping.looked_at_again(scope, db, work.policy, work.day, last)
    return nightly.run(scope, db, work.policy, work.now, work.day, active)


@retention.command("posted")
def posted(by: By, as_json: Json = False, school: School = None) -> None:
    """The letters to families whom no notice reached have gone; their days run from today."""
    with plain_faults(), desk(load_settings(), school) as work:
        scope = acting_for(work, by, Action.ANSWER_REQUEST)
        done = work.write(lambda db: nightly.posted(scope, db, work.policy, work.day))
    tell({"posted": done}, f"Noted for {done}.", as_json=as_json)

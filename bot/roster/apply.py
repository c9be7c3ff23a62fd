"""The last step: load the roll, compare, and carry out exactly what was shown, in the caller's one transaction.

Reading files is slow and needs no database: `read_files` runs before the writer's unit, `take_in` inside it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from bot.domain.access import Action, Scope
from bot.permit import demand
from bot.roster.answers import Answers
from bot.roster.build import Outcome, read_plan
from bot.roster.changes import Difference
from bot.roster.diff import compare
from bot.roster.options import Options
from bot.roster.plan import RosterPlan
from bot.roster.read import Source
from bot.roster.store import store
from bot.roster.work import Work
from storage import roster
from storage.db import Db

_DEFAULTS = Options()


class RosterRefused(Exception):  # noqa: N818 - the operator reads the report, not this name
    """Nothing was imported: there are errors to put right or questions to answer, all in `imported`."""

    def __init__(self, imported: Imported) -> None:
        super().__init__("nothing was imported: the report says what to put right or to answer")
        self.imported = imported


@dataclass(frozen=True, slots=True)
class Imported:
    """How the files were read, what differed (None when there was no plan), and whether it was carried out."""

    outcome: Outcome
    difference: Difference | None
    applied: bool

    @property
    def stopped(self) -> bool:
        return self.difference is None or self.difference.stopped


def preview(scope: Scope, db: Db, plan: RosterPlan, answers: Answers, now: datetime, day: date) -> Difference:
    """What `apply_plan` would do. `day` is the school's date. Raises NotAllowed."""
    demand(scope, Action.IMPORT_ROSTER, now)
    return compare(roster.load(scope, db, day), plan, answers)


def apply_plan(scope: Scope, db: Db, plan: RosterPlan, answers: Answers, now: datetime, day: date) -> Difference:
    """Compare and store; when the comparison has errors or questions nothing is stored, and its findings say why.

    Leavers are cut with this transaction (DPIA55) and marked, not deleted. Raises NotAllowed.
    """
    demand(scope, Action.IMPORT_ROSTER, now)
    roll = roster.load(scope, db, day)
    difference = compare(roll, plan, answers)
    if difference and not difference.stopped:
        store(Work(scope, db, now, day, roll, difference))
    return difference


def read_files(files: Mapping[str, str | bytes], options: Options = _DEFAULTS) -> Outcome:
    """Files by name, as a plan or with what stands in its way. Takes seconds for thousands of rows."""
    return read_plan([Source(name, data.encode() if isinstance(data, str) else data) for name, data in files.items()], options)


def take_in(
    scope: Scope, db: Db, outcome: Outcome, now: datetime, day: date, options: Options = _DEFAULTS, *, dry_run: bool = False
) -> Imported:
    """What was read, compared and (unless `dry_run`) stored. `day` is the school's date.

    Raises NotAllowed, and RosterRefused when a real import could not be carried out; a dry run returns its findings.
    """
    step = preview if dry_run else apply_plan
    difference = step(scope, db, outcome.plan, options.answers, now, day) if outcome.plan else None
    stopped = difference is None or difference.stopped
    imported = Imported(outcome, difference, applied=not dry_run and not stopped)
    if stopped and not dry_run:
        raise RosterRefused(imported)
    return imported


def import_roster(
    scope: Scope,
    db: Db,
    files: Mapping[str, str | bytes],
    now: datetime,
    *,
    day: date | None = None,
    options: Options = _DEFAULTS,
    dry_run: bool = False,
) -> Imported:
    """Both in one, for a command that nobody else waits for. `day` defaults to the date of `now`. Raises what `take_in` raises."""
    return take_in(scope, db, read_files(files, options), now, day or now.date(), options, dry_run=dry_run)

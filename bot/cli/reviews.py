"""`bookbag policy review` and `reviewed`: when the policy is looked at again, what has changed, and that it was done."""

from __future__ import annotations

from dataclasses import asdict
from typing import Annotated

import typer

from bot.cli.export import By, Json, School
from bot.cli.finding import acting_for, day_of
from bot.cli.opened import desk
from bot.cli.out import load_settings, plain_faults, say, say_json, tell
from bot.domain.access import Action
from bot.privacy import reviews
from bot.privacy.reviews import Look
from storage import audit, books
from storage.db import Db


def review(by: By, as_json: Json = False, school: School = None) -> None:
    """When the policy is to be reviewed, whether that is late, and what has changed since it last was."""
    with plain_faults(), desk(load_settings(), school) as work:
        scope = acting_for(work, by, Action.READ_PAPERS)
        found = work.read(lambda db: reviews.look(scope, db, work.policy, work.now, work.day))
    if as_json:
        say_json(_told(found) if found else {"due": None})
        return
    for line in _lines(found) if found else ("No review of this policy is laid down.",):
        say(line)


def _told(found: Look) -> dict[str, object]:
    rest = asdict(found)
    del rest["next"]
    return {"since": found.next.since.isoformat(), "due": found.next.due.isoformat(), **rest}


def _lines(found: Look) -> tuple[str, ...]:
    late = "OVERDUE since" if found.late else "Due by"
    return (
        f"{late} {found.next.due:%d %B %Y}.",
        f"Changed since {found.next.since:%d %B %Y}:" if found.changes else f"Nothing has changed since {found.next.since:%d %B %Y}.",
        *(f"  {line}" for line in found.changes),
        f"Since then {found.written} messages from families and {found.posted} posts; families on the roll now: {found.families}.",
        f"Open cases: {found.open_cases}.",
    )  # fmt: skip


def reviewed(
    detail: Annotated[str, typer.Option(help="What was decided.")],
    by: By,
    on: Annotated[str | None, typer.Option(help="The day; today if not given.")] = None,
    as_json: Json = False,
    school: School = None,
) -> None:
    """The policy has been reviewed: on record, and the next review is an interval away."""
    with plain_faults(), desk(load_settings(), school) as work:
        scope, day = acting_for(work, by, Action.KEEP_REGISTER), day_of(on, "on") if on else work.day

        def unit(db: Db) -> int:
            audit.record(scope, db, work.now, "policy_reviewed", "school", work.school.id)
            return books.write(scope, db, work.now, reviews.BOOK, day, detail=detail)

        made = work.write(unit)
    tell({"id": str(made)}, "Noted. The next review is an interval away.", as_json=as_json)


def add_to(policy: typer.Typer) -> None:
    policy.command("review")(review)
    policy.command("reviewed")(reviewed)

"""`bookbag posts`: the school's record of what went home, class by class."""

from __future__ import annotations

from typing import Annotated

import typer

from bot import oversight
from bot.cli.consent import Json, School
from bot.cli.finding import colleague
from bot.cli.opened import desk
from bot.cli.out import fail, load_settings, plain_faults, say, say_json
from bot.domain.access import Action, Scope
from bot.domain.people import Role
from bot.permit import demand
from bot.rules import RuleBook
from storage import audit

posts_ = typer.Typer(help="What went home: the record of posts.", no_args_is_help=True)


@posts_.command("list")
def listed(
    class_name: Annotated[str | None, typer.Option("--class", help="Only this class.")] = None,
    as_json: Json = False,
    school: School = None,
) -> None:
    """Every post once, newest last (M1)."""
    with plain_faults(), desk(load_settings(), school) as work:
        scope = work.scope(Role.HEAD)
        demand(scope, Action.READ_POSTS, work.now)
        told = work.read(lambda db: oversight.record(scope, db, class_name))
    if as_json:
        say_json(told)
        return
    for one in told:
        say(f"{str(one['sent_at'])[:16]} {one['class']} {one['kind']}, {one['author']}: {one['text']}")


@posts_.command("report")
def report(as_json: Json = False, school: School = None) -> None:
    """Counts by class and kind, as information; where the policy sets a minimum, who is below it (LT3, PH7, PH28)."""
    with plain_faults(), desk(load_settings(), school) as work:
        scope = work.scope(Role.HEAD)
        demand(scope, Action.READ_POSTS, work.now)
        rules = work.read(lambda db: RuleBook().of(db, work.school.id, work.now))
        told = work.read(lambda db: oversight.by_class(scope, db, rules, work.now))
    if as_json:
        say_json(told)
        return
    for one in told:
        kinds = ", ".join(f"{kind} {n}" for kind, n in one["kinds"].items()) or "no posts"
        say(f"{one['class']}: {kinds}{'; below minimum' if one['below_minimum'] else ''}")


@posts_.command("comments")
def comments(
    by: Annotated[str, typer.Option(help="Your name: who looks.")],
    removed: Annotated[bool, typer.Option(help="Those that were taken down.")] = False,
    as_json: Json = False,
    school: School = None,
) -> None:
    """What families wrote under posts. What was taken down is kept for senior leaders alone (LT18)."""
    with plain_faults(), desk(load_settings(), school) as work:
        found = colleague(work, by)
        if not set(found.roles) & {Role.SENIOR_LEADER, Role.HEAD, Role.DEPUTY}:
            fail("this is for senior leaders")
        scope = Scope(work.school.id, found.id, Role.SENIOR_LEADER, "comments")
        told = work.read(lambda db: oversight.comments(scope, db, removed=removed))
        work.write(lambda db: audit.record(scope, db, work.now, "comments_viewed", "school", work.school.id))
    if as_json:
        say_json(told)
        return
    for one in told:
        say(f"{str(one['at'])[:16]} {one['adult']}: {one['text']}")

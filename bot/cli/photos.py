"""`bookbag photos`: who appears in no picture, and which of the staff have read the list as it stands."""

from __future__ import annotations

from typing import Annotated

import typer

from bot import oversight
from bot.cli.consent import Json, School
from bot.cli.finding import acting
from bot.cli.opened import desk
from bot.cli.out import fail, load_settings, plain_faults, say, say_json
from bot.domain.access import Action
from bot.domain.names import fold_name
from bot.domain.people import Role
from bot.permissions import pull_posts
from bot.permit import demand
from storage import audit, posts, roll

photos = typer.Typer(help="Children who are not to appear, and who has read the list.", no_args_is_help=True)


@photos.command("never")
def never(
    name: Annotated[str, typer.Argument(help="The child's first and last name.")],
    by: Annotated[str, typer.Option(help="Your name: who sets it.")],
    lift: Annotated[bool, typer.Option(help="The child's papers count again.")] = False,
    as_json: Json = False,
    school: School = None,
) -> None:
    """A child appears in no picture, whatever any paper says. No reason is asked for or kept (BNV37)."""
    with plain_faults(), desk(load_settings(), school) as work:
        scope = acting(work, by)
        demand(scope, Action.RECORD_CONSENT, work.now)
        wanted = fold_name(name)
        on_roll = work.read(lambda db: roll.pupils(scope, db, work.day))
        fits = [one for one in on_roll if fold_name(one.first_name, one.last_name) == wanted]
        if len(fits) != 1:
            fail("give the first and last name of one child on roll")
        pupil_id = fits[0].id
        work.write(lambda db: posts.set_never_shown(scope, db, pupil_id, work.now, never=not lift))
        action = "shown_again" if lift else "never_shown"
        work.write(lambda db: audit.record(scope, db, work.now, action, "pupil", pupil_id))
        if not lift:
            work.write(lambda db: pull_posts(scope, db, work.now, work.day, work.policy, pupil_id))
    if as_json:
        say_json({"pupil_id": str(pupil_id), "never": not lift})
    else:
        say("Noted. Staff are asked to read the list again before the next picture.")


@photos.command("acknowledged")
def acknowledged(as_json: Json = False, school: School = None) -> None:
    """Who has read which class's list as it stands, and who has not (LT10, PH11)."""
    with plain_faults(), desk(load_settings(), school) as work:
        scope = work.scope(Role.HEAD)
        demand(scope, Action.READ_POSTS, work.now)
        told = work.read(lambda db: oversight.who_read(scope, db, work.day, work.policy))
    if as_json:
        say_json(told)
        return
    for one in told:
        say(f"{one['class']} {one['staff']}: {'read ' + str(one['at'])[:16] if one['read'] else 'not read'}")

"""`bookbag extra-adult`, `bookbag pupil-number`, `bookbag trial`: what needs somebody's decision and a reason."""

from __future__ import annotations

from typing import Annotated

import typer

from bot import agreeing, office
from bot.cli.consent import AdultId, Child, Json, School, Who
from bot.cli.finding import acting, day_of, pair
from bot.cli.opened import desk
from bot.cli.out import load_settings, plain_faults, say, say_json, tell
from bot.domain.people import Role
from bot.domain.scope import trial_over

Head = Annotated[str, typer.Option(help="The head's name: who decides.")]
Reason = Annotated[str, typer.Option(help="Why, for the record.")]
trial = typer.Typer(help="A trial that ends: see it, go on, or close it.", no_args_is_help=True)


def extra_adult(
    name: Who,
    reason: Reason,
    by: Annotated[str, typer.Option(help="Your name: who allows it.")],
    child: Child = None,
    adult_id: AdultId = None,
    as_json: Json = False,
    school: School = None,
) -> None:
    """Let one adult more join for a child than the policy's number. It counts once."""
    with plain_faults(), desk(load_settings(), school) as work:
        found, scope = pair(work, name, child, adult_id), acting(work, by)
        work.write(lambda db: agreeing.approve(scope, db, work.now, work.policy, found.adult, found.tie, reason))
    tell({"allowed": True}, "Allowed. They can be given a code now.", as_json=as_json)


@trial.command("show")
def show(as_json: Json = False, school: School = None) -> None:
    """When the trial ends, and what happens then."""
    with plain_faults(), desk(load_settings(), school) as work:
        rules = work.policy.scope
        over = trial_over(rules, work.day)
    if as_json:
        say_json({"ends": rules.trial_end, "over": over, "after": rules.after_trial})
    elif rules.trial_end is None:
        say("This school's policy has no trial.")
    else:
        say(f"The trial {'ended' if over else 'runs until'} {rules.trial_end:%d %B %Y}.")
        if over:
            say("Go on with `bookbag trial extend DATE`, or end it with `bookbag trial close`.")


@trial.command("extend")
def extend(
    until: Annotated[str, typer.Argument(help="The new last day, such as 2024-12-20.")],
    by: Head,
    reason: Reason,
    as_json: Json = False,
    school: School = None,
) -> None:
    """Only the head can."""
    with plain_faults(), desk(load_settings(), school) as work:
        day, scope = day_of(until, "until"), acting(work, by)
        work.write(lambda db: agreeing.decide_trial(scope, db, work.now, work.policy, day, reason))
    tell({"ends": day}, f"The trial runs until {day:%d %B %Y}.", as_json=as_json)


@trial.command("close")
def close(by: Head, reason: Reason, as_json: Json = False, school: School = None) -> None:
    """Only the head can. What was written can then be opened by the head alone."""
    with plain_faults(), desk(load_settings(), school) as work:
        scope = acting(work, by)
        work.write(lambda db: agreeing.decide_trial(scope, db, work.now, work.policy, None, reason))
    tell({"closed": True}, "The trial is closed.", as_json=as_json)


def pupil_number(
    name: Who,
    number: Annotated[str, typer.Argument(help="The young person's own number.")],
    child: Child = None,
    adult_id: AdultId = None,
    as_json: Json = False,
    school: School = None,
) -> None:
    """Note a number as a pupil's own (NAME is an adult of theirs): nobody is ever invited with it. Only a hash is kept."""
    with plain_faults(), desk(load_settings(), school) as work:
        found, phone = pair(work, name, child, adult_id), office.mobile_or_landline(number)
        scope = work.scope(Role.OFFICE)
        work.write(lambda db: office.note_pupils_number(scope, db, work.now, found.tie.pupil_id, phone))
    tell({"noted": True}, "Noted. Nobody is invited with this number.", as_json=as_json)

"""The shape of a command that changes something: storage opened, the colleague and their role found, one transaction."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

from bot.cli.finding import acting_for, person
from bot.cli.opened import Desk, desk
from bot.cli.out import load_settings, plain_faults
from bot.domain.access import Action, Scope
from bot.domain.people import Role
from storage.db import Db
from storage.persons import Named

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Of:
    """Whose data a command is about, as it was typed. `kind` None: adult, child or colleague."""

    name: str
    kind: str | None = None
    person_id: int | None = None


def act(
    school: str | None,
    by: str,
    action: Action,
    unit: Callable[[Desk, Scope, Db], T],
    suits: Callable[[Role], bool] = lambda _: True,
) -> T:
    """Whatever is wrong ends the command with one line: no such colleague, not allowed, a value that cannot be."""
    with plain_faults(), desk(load_settings(), school) as work:
        scope = acting_for(work, by, action, suits)
        return work.write(lambda db: unit(work, scope, db))


def act_on(school: str | None, by: str, action: Action, of: Of, unit: Callable[[Desk, Scope, Db, Named], T]) -> T:
    """The same about one person; who may not do it is not told whether anything is held about them."""
    with plain_faults(), desk(load_settings(), school) as work:
        scope = acting_for(work, by, action)
        who = person(work, of.name, of.kind, of.person_id)
        return work.write(lambda db: unit(work, scope, db, who))

"""Storage opened for one command: keys, database at today's schema, the school, its policy and its clock."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from typing import TypeVar

from bot import opening
from bot.domain.access import Scope
from bot.domain.people import Role
from bot.domain.policy import Policy
from bot.opening import NotSetUp
from bot.policyfile import load
from bot.rules import as_decided, local_day
from bot.settings import Settings
from storage import accounts, clock, policies, trials
from storage.accounts import SchoolRow
from storage.crypto import Keyring
from storage.db import Db
from storage.engine import Engines
from storage.writer import Writer

T = TypeVar("T")
REASON = "command line"


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """What a command works with. `now` is school time, `day` the school's date."""

    settings: Settings
    keys: Keyring
    engines: Engines
    writer: Writer
    school: SchoolRow
    policy: Policy
    now: datetime

    @property
    def day(self) -> date:
        return local_day(self.policy, self.now)

    def scope(self, role: Role) -> Scope:
        """Whoever may run commands on this machine acts for the school; the trail says that it was from here."""
        return Scope(self.school.id, None, role, REASON)

    def read(self, query: Callable[[Db], T]) -> T:
        with self.engines.read.connect() as connection:
            return query(Db(connection, self.keys))

    def write(self, unit: Callable[[Db], T]) -> T:
        """One transaction; returns once it is durable."""
        return self.writer.run(lambda connection: unit(Db(connection, self.keys)))


@contextmanager
def desk(settings: Settings, slug: str | None) -> Iterator[Desk]:
    """`slug` chooses among several schools. Raises NotSetUp, KeyProblem, PolicyProblems or the database's error."""
    keys, engines = opening.open_keys(settings), opening.open_database(settings)
    writer = Writer(engines.write)
    try:
        with engines.read.connect() as connection:
            db = Db(connection, keys)
            school, now = _school(db, slug), clock.school_now(db)
            found, choices = policies.in_force(db, school.id, now), trials.choices(db, school.id)
            policy = as_decided(load(found[1], "policy in force") if found else Policy(), choices)
        yield Desk(
            settings=settings,
            keys=keys,
            engines=engines,
            writer=writer,
            school=school,
            policy=policy,
            now=now,
        )
    finally:
        writer.close()
        engines.dispose()
        keys.close()


def _school(db: Db, slug: str | None) -> SchoolRow:
    schools = accounts.schools(db)
    if not schools:
        raise NotSetUp("there is no school yet: run `bookbag init`")
    fits = [school for school in schools if slug in (None, school.slug)]
    if len(fits) == 1:
        return fits[0]
    names = ", ".join(school.slug for school in schools)
    raise NotSetUp(f"no school {slug}; schools here: {names}" if slug else f"name one with --school: {names}")

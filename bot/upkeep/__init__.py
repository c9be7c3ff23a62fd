"""What the hub sees to by itself as days pass: agreements renewed, terms begun, children who left, trials that end.

Each is decided by the database: a chore is done once, however many processes run and however long the hub was down.
What is due is looked for in one reading of all schools, so that hundreds on one machine cost little while nothing is.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from bot.hub import Hub
from bot.upkeep import changes, leavers, morning, posting, renewals, rollover, slots, terms, trials
from storage import accounts
from storage.db import Db

Due = Callable[[Hub, Db, int], Any]
Do = Callable[[Hub, Db, int, Any], bool]
_CHORES: tuple[tuple[Due, Do], ...] = (
    (changes.due, changes.do),
    (renewals.due, renewals.do),
    (terms.due, terms.do),
    (rollover.due, rollover.do),
    (leavers.due, leavers.do),
    (trials.due, trials.do),
    (posting.due, posting.do),
    (morning.due, morning.do),
    (slots.due, slots.do),
)


async def run_once(hub: Hub) -> None:
    for school_id, do, found in await hub.read(lambda db: list(_due(hub, db))):
        if await _done(hub, do, school_id, found):
            hub.deliver_bell.ring()


async def _done(hub: Hub, do: Do, school_id: int, found: Any) -> bool:
    return await hub.write(lambda db: do(hub, db, school_id, found))


def _due(hub: Hub, db: Db) -> Iterator[tuple[int, Do, Any]]:
    for school in accounts.schools(db):
        for due, do in _CHORES:
            found = due(hub, db, school.id)
            if found:
                yield school.id, do, found

"""What the hub sees to by itself as days pass: agreements renewed, terms begun, children who left, trials that end.

Each is decided by the database: a chore is done once, however many processes run and however long the hub was down.
"""

from __future__ import annotations

from bot.hub import Hub
from bot.upkeep import leavers, renewals, terms, trials
from storage import accounts

_CHORES = (renewals.run, terms.run, leavers.run, trials.run)


async def run_once(hub: Hub) -> None:
    for school in await hub.read(accounts.schools):
        for chore in _CHORES:
            if await chore(hub, school.id):
                hub.deliver_bell.ring()

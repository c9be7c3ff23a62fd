"""What the rows of a batch will each be asked for, asked for all together: the answers lie ready when a row comes to it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime

from bot.domain.messages import Address, Carrier, Side
from bot.hub import Hub, as_hub
from bot.rules import SchoolRules, local_day
from storage import contacts, itemfacts, rights, roll
from storage.db import Db
from storage.outbox import OutboxRow


def ask_ahead(hub: Hub, db: Db, rows: Sequence[OutboxRow], rules: SchoolRules, now: datetime) -> None:
    """Of rows of one school: their items, the people they go to, those people's addresses and switches, their children."""
    scope, day = as_hub(rows[0].school_id, "deliver"), local_day(rules.policy, now)
    guardians = {row.guardian_id for row in rows if row.guardian_id is not None} | _known(hub, db, rows)
    staff = {row.staff_id for row in rows if row.staff_id is not None}
    itemfacts.ask_ahead(scope, db, {row.item_id for row in rows if row.item_id is not None})
    contacts.ask_ahead(scope, db, guardians, staff)
    rights.ask_ahead(scope, db, guardians, now)
    roll.ask_ahead(scope, db, day, guardians=guardians, staff=staff)


def _known(hub: Hub, db: Db, rows: Sequence[OutboxRow]) -> set[int]:
    """Adults at the addresses that are answered as they came."""
    places: dict[tuple[Carrier, Side], set[Address]] = defaultdict(set)
    for row in rows:
        account = hub.accounts.get(row.account_id or 0)
        if account is not None and row.to_value is not None:
            places[account.carrier, account.side].add(Address(account.carrier, row.to_value))
    found = set()
    for (carrier, side), addresses in places.items():
        contacts.ask_ahead_by_address(db, addresses, carrier, side)
        for address in addresses:
            found |= {one.guardian_id for one in contacts.by_address(db, address, side, rows[0].school_id) if one.guardian_id}
    return found

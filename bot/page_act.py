"""Use case: what an adult writes on their private page. The same handlers decide as for a text; the page is a third door.

What a decision would answer its writer is handed back, to be shown at once; nothing is acknowledged before it is stored.
"""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, replace

from bot import facts
from bot.act import account_of, parted
from bot.domain.choosing import by_school
from bot.domain.messages import Address, Carrier, Inbound, Kind, Side
from bot.domain.people import Guardian, Role
from bot.domain.sending import Content
from bot.domain.subjects import Triage
from bot.facts import Arrival
from bot.handlers import families as families_
from bot.hub import Hub, as_hub
from bot.rules import local_day
from storage import contacts, conversations, decisions, sessions
from storage.clock import lease_now
from storage.db import Db
from storage.effects.work import Origin


@dataclass(frozen=True, slots=True)
class Written:
    """`once` names the form: sent twice it is one message."""

    school_id: int
    guardian: Guardian
    text: str
    once: int


async def write(hub: Hub, written: Written) -> tuple[Content, ...]:
    """Decides and stores in one transaction; the answers for the page."""
    triage = await asyncio.to_thread(hub.triager, written.text, written.guardian.language)
    shown = await hub.decide(lambda db: _stored(hub, db, written, triage))
    hub.deliver_bell.ring()
    return shown


def _stored(hub: Hub, db: Db, written: Written, triage: Triage) -> tuple[Content, ...]:
    scope, now = as_hub(written.school_id, "page"), hub.now()
    if not sessions.once(scope, db, written.once, lease_now()):
        return ()
    rules, guardian_id = hub.rules.of(db, written.school_id, now), written.guardian.id
    account = replace(account_of(db, written.school_id), side=Side.FAMILIES, external_id="page")
    event = Inbound(
        provider_id=f"page:{written.once}",
        message_id=str(written.once),
        sender=Address(Carrier.WEB, f"page:{guardian_id}"),
        sent_at=now,
        kind=Kind.TEXT,
        text=written.text,
    )
    hashed = contacts.hashed(db, event.sender)
    contact = next(iter(contacts.by_address(db, event.sender, Side.FAMILIES, written.school_id)), None)
    conversation = conversations.load(scope, db, account.id, hashed)
    read = by_school(triage, rules.policy.triage)
    arrival = Arrival(account, event, read, None, conversation, contact, rules, now, local_day(rules.policy, now))
    decision, shown = parted(families_.decide(facts.family(scope, db, arrival)), 0)
    key = contacts.person_key(scope, db, guardian_id=guardian_id, staff_id=None)
    origin = Origin(account, event, written.once, hashed, contact.id if contact else None, key)
    decisions.store(replace(scope, actor_id=guardian_id, role=Role.GUARDIAN), db, origin, decision, now)
    return shown

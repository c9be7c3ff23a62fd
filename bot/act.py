"""Use case: what a person does in the web console. The same handlers decide as for the staff bot; it is a second door.

What a decision would send to its author's phone is handed back instead, to be shown on the page.
"""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field, replace

from bot import facts, tongues
from bot.domain.access import Scope
from bot.domain.choosing import by_school
from bot.domain.decision import Decision
from bot.domain.effects.items import ThreadOf
from bot.domain.effects.telling import Send
from bot.domain.messages import Address, Carrier, Inbound, Kind, MediaRef, Side
from bot.domain.people import Role
from bot.domain.sending import Card, Content
from bot.domain.subjects import Triage
from bot.facts import Arrival, Desk
from bot.handlers import staff as staff_
from bot.handlers.base import StaffContext
from bot.hub import Hub, as_hub
from bot.rules import local_day
from storage import accounts, contacts, conversations, decisions, sessions
from storage.accounts import AccountRow
from storage.clock import lease_now
from storage.db import Db
from storage.effects.work import Origin
from storage.ids import new_id


@dataclass(frozen=True, slots=True)
class Actor:
    """A member of staff who is signed in."""

    school_id: int
    staff_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """A pressed button (`choice`), written words (`text`), or both, about an item or for a family. `once` names the form."""

    once: int = field(default_factory=new_id)
    choice: str | None = None
    text: str = ""
    item_id: int | None = None
    spoken_for: ThreadOf | None = None
    media: tuple[MediaRef, ...] = ()  # files that are in our own folder already, by their names there
    sorted: bool = False  # a family's own words: triage reads them for danger


@dataclass(frozen=True, slots=True)
class Answer:
    """What the hub answers. `repeated`: this form was sent before, and nothing was done again."""

    contents: tuple[Content, ...] = ()
    repeated: bool = False


def account_of(db: Db, school_id: int) -> AccountRow:
    """The console as the accounts' rows would have it: no carrier, nothing to fetch or send."""
    key_id = next(school.key_id for school in accounts.schools(db) if school.id == school_id)
    return AccountRow(0, school_id, Carrier.WEB, Side.STAFF, "console", None, key_id, None, None, None)


async def act(hub: Hub, actor: Actor, wish: Wish) -> Answer:
    """Decides and stores in one transaction."""
    triage = Triage()
    if wish.sorted and wish.text.strip():
        triage = await asyncio.to_thread(hub.triager, wish.text, None)

    def unit(db: Db) -> Answer:
        scope = as_hub(actor.school_id, "console")
        if not sessions.once(scope, db, wish.once, lease_now()):
            return Answer(repeated=True)
        context, origin = _context(hub, scope, db, actor, wish, triage)
        decision, shown = parted(staff_.decide(context), actor.staff_id)
        doer = replace(scope, actor_id=actor.staff_id, role=Role.SUPPORT_STAFF)
        decisions.store(doer, db, origin, decision, context.now)
        return Answer(shown)

    answer = await hub.decide(unit)
    hub.deliver_bell.ring()
    return answer


def context_for(hub: Hub, db: Db, actor: Actor, *, item_id: int | None = None, text: str = "") -> StaffContext:
    """What the rules know of somebody who looks at a page: whom they are, where they stand, what the policy says.

    `text`: a command whose facts the page shows.
    """
    return _context(hub, as_hub(actor.school_id, "console"), db, actor, Wish(item_id=item_id, text=text), Triage())[0]


def _context(
    hub: Hub, scope: Scope, db: Db, actor: Actor, wish: Wish, triage: Triage
) -> tuple[StaffContext, Origin]:
    now, account = hub.now(), account_of(db, actor.school_id)
    rules = hub.rules.of(db, actor.school_id, now)
    sender = Address(Carrier.WEB, str(actor.staff_id))
    hashed = contacts.hashed(db, sender)
    event = Inbound(
        provider_id=f"console:{wish.once}",
        message_id=str(wish.once),
        sender=sender,
        sent_at=now,
        kind=Kind.CHOICE if wish.choice else Kind.TEXT,
        text=wish.text,
        media=wish.media,
        choice=wish.choice,
        reply_to=str(wish.item_id) if wish.item_id is not None and not wish.choice else None,
    )
    conversation = conversations.load(scope, db, account.id, hashed)
    day, read = local_day(rules.policy, now), by_school(triage, rules.policy.triage)
    arrival = Arrival(account, event, read, None, conversation, None, rules, now, day)
    context = facts.staff(scope, db, arrival, Desk(staff_id=actor.staff_id, item_id=wish.item_id, spoken_for=wish.spoken_for))
    key = contacts.person_key(scope, db, guardian_id=None, staff_id=actor.staff_id)
    return replace(tongues.known(hub, context), triage=read), Origin(account, event, wish.once, hashed, None, key)


def parted(decision: Decision, staff_id: int) -> tuple[Decision, tuple[Content, ...]]:
    """What is stored, and what is for the author's own eyes."""
    shown = tuple(one.parcel.content for one in decision.effects if isinstance(one, Send) and _for_author(one, staff_id))
    kept = tuple(one for one in decision.effects if not (isinstance(one, Send) and _for_author(one, staff_id)))
    return replace(decision, effects=kept), shown


def _for_author(sent: Send, staff_id: int) -> bool:
    parcel = sent.parcel
    if parcel.staff_id == staff_id:
        return isinstance(parcel.content, Card)
    return not (parcel.staff_id or parcel.guardian_id or parcel.role or parcel.contact_id)

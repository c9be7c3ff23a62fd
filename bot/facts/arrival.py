"""One parsed update on its way to a decision, whose address it came from, and the code it may carry."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime

from bot import serving
from bot.domain.access import Scope
from bot.domain.conversation import Asked, Conversation
from bot.domain.messages import Inbound, Kind
from bot.domain.subjects import Triage
from bot.handlers.families.join import bare_code, typed_code
from bot.handlers.known import InviteFacts
from bot.rules import SchoolRules
from storage import (
    contacts,
    invites,
)
from storage.accounts import AccountRow
from storage.contacts import ContactRow
from storage.db import Db

FRESH = 96  # ids a decision may use: thirty pupils' worth of items, messages and replies


@dataclass(frozen=True, slots=True)
class Arrival:
    """One parsed update with what was prepared before the transaction."""

    account: AccountRow
    event: Inbound
    triage: Triage
    alone: Triage | None  # this text without the rest of its minute; None: there is no rest
    conversation: Conversation
    contact: ContactRow | None
    rules: SchoolRules
    now: datetime
    day: date
    has_pages: bool = False  # whether the hub has an address that families can open


def invite(scope: Scope, db: Db, arrival: Arrival) -> InviteFacts | None:
    """A code just typed, or the one whose second fact the hub is waiting for; only of this school."""
    typed = typed_code(arrival.event.text) if arrival.event.kind is Kind.TEXT else None
    if typed is not None:
        bare = bare_code(arrival.event.text) is not None
        found = invites.find(db, typed, arrival.now, arrival.day)
        if found is not None:
            return _for_whom(scope, db, arrival, replace(found[1], typed=bare)) if found[0] == scope.school_id else None
    asked = arrival.conversation.open_question(arrival.now)
    waits = asked is not None and asked.kind in {Asked.JOIN_PROOF, Asked.INVITED, Asked.WHOSE_DEVICE}
    if waits and arrival.conversation.join_invite is not None:
        proved = invites.by_id(scope, db, arrival.conversation.join_invite, arrival.now, arrival.day)
        return _for_whom(scope, db, arrival, proved) if proved else None
    return None


def _for_whom(scope: Scope, db: Db, arrival: Arrival, found: InviteFacts) -> InviteFacts:
    """The invite with the children it links now: in scope, agreed for, and with a place left for this adult."""
    policy = arrival.rules.policy
    if found.guardian_id is None:
        return found
    served = serving.guardian(scope, db, found.guardian_id, arrival.day, policy)
    if served is None:
        return found
    pupils, awaiting = served.guardian.pupils, served.awaiting
    return replace(found, pupils=pupils, awaiting=awaiting, papers=served.papers)


def sender_contact(db: Db, account: AccountRow, event: Inbound, school_id: int) -> ContactRow | None:
    """Whose address this is in one school: on a shared account another school's people are nobody here."""
    found = contacts.by_address(db, event.sender, account.side, school_id)
    return found[0] if found else None


def schools_of(db: Db, account: AccountRow, event: Inbound) -> tuple[int, ...]:
    """The schools that know this address, in order of their ids."""
    found = contacts.by_address(db, event.sender, account.side, None)
    return tuple(sorted({one.school_id for one in found}))

"""Whoever wrote of danger without being known here. The safeguarding lead must be able to ring back, or give the number to
those who find a child; once the matter is no danger any more, nobody sees it.
"""

from __future__ import annotations

from datetime import datetime

from bot.domain.access import Scope
from bot.domain.messages import Carrier
from bot.domain.subjects import Subject
from bot.domain.wording import Phrase, When, say
from bot.handlers.known import ItemFacts
from storage import itemfacts
from storage.db import Db
from storage.items import Claim


def number(scope: Scope, db: Db, item: ItemFacts) -> str | None:
    """The number danger's words came from, for the lead alone: a Telegram account has none to show."""
    claim = _claim(scope, db, item)
    return claim.address.value if claim and claim.address.carrier is Carrier.SMS else None


def lines(scope: Scope, db: Db, item: ItemFacts, made: datetime) -> list[Phrase]:
    """What a card says in place of an adult's name."""
    claim, found = _claim(scope, db, item), number(scope, db, item)
    account = claim is not None and found is None
    head = say("staff.card.from_unknown_account" if account else "staff.card.from_unknown", when=When(made))
    return [head, *([say("staff.card.number", number=found)] if found else [])]


def _claim(scope: Scope, db: Db, item: ItemFacts) -> Claim | None:
    alarming = item.guardian_id is None and item.subject is Subject.SAFEGUARDING
    return itemfacts.claim_of(scope, db, item.id) if alarming else None

"""Bringing what phones show of an item up to date."""

from __future__ import annotations

from datetime import datetime

from bot.domain.access import Scope
from bot.domain.sending import Parcel
from storage import on_phones, outbox
from storage.db import Db
from storage.ids import new_id


def refresh_cards(scope: Scope, db: Db, item_id: int, now: datetime) -> None:
    """An edit for every phone that shows the item; one waiting edit for each is enough."""
    for card in on_phones.cards(scope, db, item_id):
        made = new_id()
        content = on_phones.refreshed(card)
        if content is not None and not on_phones.waits(scope, db, card, content):
            parcel = Parcel(content=content, due_at=now, staff_id=card.staff_id, intent=f"refresh:{made}")
            outbox.add(scope, db, parcel, made, now)

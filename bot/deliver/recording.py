"""What the carrier has taken is written down: the row, the files that follow a card, the edit it will need."""

from __future__ import annotations

from datetime import datetime, timedelta

from bot.deliver import translating
from bot.deliver.preparing import Ready
from bot.deliver.recovery import taken_back
from bot.deliver.theirs import is_theirs
from bot.domain.access import Scope
from bot.domain.messages import Address, Carrier, Sent
from bot.domain.sending import Card, Retraction
from bot.hub import Hub, as_hub
from storage import itemfacts, medias, on_phones, outbox, sending
from storage.db import Db
from storage.ids import new_id


async def sent(hub: Hub, ready: Ready, answer: Sent) -> None:
    latest = await translating.delay(hub, ready.row.school_id) if ready.untranslated else None
    await hub.write(lambda db: _record(hub, db, ready, answer, hub.now(), latest))
    if ready.untranslated:
        translating.aside(hub, ready.row, ready.untranslated)


def place(address: Address) -> str:
    """Where an id is unique: SMS ids are so by themselves, and a status report does not say to whom; Telegram's are per chat."""
    return "" if address.carrier is Carrier.SMS else address.value


def _record(hub: Hub, db: Db, ready: Ready, answer: Sent, now: datetime, latest: timedelta | None) -> None:
    row, to = ready.row, ready.to
    sending.sent(
        db,
        row,
        state=answer.state,
        account_id=to.account.id,
        contact_id=to.contact_id,
        to=place(to.address),
        ids=answer.ids or (answer.message_id,),
        key_id=to.person_key,
        parts=answer.parts,
        now=now,
    )
    scope = as_hub(row.school_id, "deliver")
    if isinstance(row.content, Retraction):
        taken_back(scope, db, row, row.content, now)
    elif isinstance(row.content, Card) and row.staff_id is not None:
        _carded(hub, scope, db, ready, row.content, row.staff_id, now)
        if latest is not None:
            outbox.edit_when_translated(scope, db, row, now + latest, now)


def _carded(hub: Hub, scope: Scope, db: Db, ready: Ready, card: Card, staff_id: int, now: datetime) -> None:
    """Files follow the card they belong to; once each."""
    on_phones.files_gone(scope, db, staff_id, (ready.outgoing.deletes or "").split())
    rules = hub.rules.of(db, scope.school_id, now)
    if not card.opened or not is_theirs(scope, db, staff_id, card.item_id, rules, now):
        return
    for message in itemfacts.full_messages(scope, db, card.item_id):
        for media in medias.of_message(scope, db, message.id):
            outbox.add_attachment(scope, db, media.id, media.kind, staff_id, now, new_id())

"""Words that were kept, and the items that pass them to somebody."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from bot.domain.effects import items as effects
from bot.domain.effects.telling import RefreshCards
from storage import (
    items,
    meetings,
    messages,
    outbox,
)
from storage.effects.telling import refresh
from storage.effects.work import Work


def _keep(work: Work, effect: effects.Keep) -> None:
    messages.keep(
        work.scope, work.db, effect, work.origin.event, work.origin.account.id, work.origin.inbox_id, work.now
    )


def _open(work: Work, effect: effects.OpenItem) -> None:
    account = work.origin.account
    claim = items.Claim(work.origin.event.sender, account.id, account.side) if effect.claims else None
    items.open_item(work.scope, work.db, effect, work.now, claim)


def _add_to_item(work: Work, effect: effects.AddToItem) -> None:
    items.add_message(work.scope, work.db, effect.item_id, effect.message_id)
    refresh(work, RefreshCards(effect.item_id))


def _move(work: Work, effect: effects.MoveItem) -> None:
    items.move(work.scope, work.db, effect, work.now)
    if effect.private:
        messages.unfile(work.scope, work.db, effect.item_id)
    outbox.cancel_notices(work.scope, work.db, effect.item_id, work.now)


def _settle(work: Work, effect: effects.SettleItem) -> None:
    items.settle(work.scope, work.db, effect, work.now)


def _attribute(work: Work, effect: effects.AttributeItem) -> None:
    items.attribute(work.scope, work.db, effect.item_id, effect.thread, work.now)


def _reopen(work: Work, effect: effects.ReopenItem) -> None:
    items.reopen(work.scope, work.db, effect.item_id)


def _forget_words(work: Work, effect: effects.ForgetWords) -> None:
    messages.forget(work.scope, work.db, effect.message_id)


def _file(work: Work, effect: effects.FileMessages) -> None:
    messages.file(work.scope, work.db, effect.message_ids, effect.thread, work.now)


def _share(work: Work, effect: effects.ShareItem) -> None:
    items.share_with(work.scope, work.db, effect.item_id, effect.role, work.now)


def _rung(work: Work, effect: effects.SetRung) -> None:
    items.set_rung(work.scope, work.db, effect.item_id, effect.rung)


def _offer(work: Work, effect: effects.OfferMeeting) -> None:
    meetings.offer(work.scope, work.db, effect, work.now)


def _settle_meeting(work: Work, effect: effects.SettleMeeting) -> None:
    meetings.settle(work.scope, work.db, effect)


WRITERS: dict[type[Any], Callable[[Work, Any], None]] = {
    effects.Keep: _keep,
    effects.OpenItem: _open,
    effects.AddToItem: _add_to_item,
    effects.MoveItem: _move,
    effects.SettleItem: _settle,
    effects.AttributeItem: _attribute,
    effects.ReopenItem: _reopen,
    effects.FileMessages: _file,
    effects.ShareItem: _share,
    effects.SetRung: _rung,
    effects.OfferMeeting: _offer,
    effects.SettleMeeting: _settle_meeting,
    effects.ForgetWords: _forget_words,
}

"""What is sent to people, and what is taken back of it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from bot.domain.effects import telling as effects
from bot.domain.sending import Lane, Parcel, Reminder, Teaser
from storage import outbox, outbox_state
from storage.effects.work import LostRaceError, Work
from storage.ids import new_id
from storage.refreshing import refresh_cards


def _notify(work: Work, effect: effects.Notify) -> None:
    made = new_id()
    parcel = Parcel(
        content=Teaser(effect.item_id),
        due_at=effect.due_at,
        lane=Lane.DANGER if effect.urgent else Lane.TALK,
        role=effect.role,
        class_id=effect.class_id,
        intent=f"{outbox.ASKED if effect.asked else 'notify:'}{effect.item_id}:{made}",
    )
    outbox.add(work.scope, work.db, parcel, made, work.now)


def _remind(work: Work, effect: effects.Remind) -> None:
    at = int(effect.due_at.timestamp())
    parcel = Parcel(
        content=Reminder(effect.item_id, effect.step, effect.opens),
        due_at=effect.due_at,
        lane=Lane.DANGER if effect.step.until_taken else Lane.TALK,
        role=effect.role,
        class_id=effect.class_id,
        expires_at=effect.until,
        intent=f"remind:{effect.item_id}:{effect.step}:{effect.role}:{at}",
    )
    outbox.add(work.scope, work.db, parcel, new_id(), work.now)


def refresh(work: Work, effect: effects.RefreshCards) -> None:
    refresh_cards(work.scope, work.db, effect.item_id, work.now)


def _send(work: Work, effect: effects.Send) -> None:
    parcel, origin = effect.parcel, work.origin
    elsewhere = parcel.staff_id or parcel.guardian_id or parcel.role or parcel.contact_id
    if elsewhere:
        outbox.add(work.scope, work.db, parcel, effect.id, work.now)
        return
    # An answer goes back the way the question came, even to somebody we cannot tie to a child.
    outbox.add(
        work.scope,
        work.db,
        parcel,
        effect.id,
        work.now,
        account_id=origin.account.id,
        to_value=origin.event.sender.value,
        to_key=origin.account.key_id,
    )


def _cancel(work: Work, effect: effects.CancelSend) -> None:
    """Raises LostRaceError when it left after the decision had read that it waits: what is said is not unsaid."""
    taken_back = outbox.cancel(work.scope, work.db, effect.outbox_id, work.now)
    if not taken_back and outbox_state.any_left(work.scope, work.db, (effect.outbox_id,)):
        raise LostRaceError


def _hasten(work: Work, effect: effects.HastenSend) -> None:
    outbox.hasten(work.scope, work.db, effect.outbox_id, effect.due_at)


WRITERS: dict[type[Any], Callable[[Work, Any], None]] = {
    effects.Notify: _notify,
    effects.Remind: _remind,
    effects.RefreshCards: refresh,
    effects.Send: _send,
    effects.CancelSend: _cancel,
    effects.HastenSend: _hasten,
}

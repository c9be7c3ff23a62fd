"""Carriers' copies removed, one by one, by a tick: deleted, else their words taken out, else named as left."""

from __future__ import annotations

from datetime import timedelta

import structlog

from bot.channels.base import Forgotten
from bot.domain.messages import SendError, Side
from bot.domain.wording import say
from bot.hub import Hub
from bot.phrases import Reader, render
from storage import copies
from storage.clock import lease_now
from storage.copies import Copy

log = structlog.get_logger()
_PAUSE, _TRIES = timedelta(seconds=60), 12
_BLANK = {"old_card": "staff.card.blanked", "staff_left": "staff.card.left"}


async def run_once(hub: Hub) -> int:
    """One batch; returns how many were tried."""
    due = await hub.write(lambda db: copies.claim(db, lease_now(), _PAUSE))
    for one in due:
        await _remove(hub, one)
    return len(due)


async def _remove(hub: Hub, copy: Copy) -> None:
    account, channel = hub.accounts.get(copy.account_id), hub.channels.get(copy.account_id)
    if account is None or channel is None:
        state = "left"  # the account is not ours any more
    else:
        try:
            blank = _blank(copy, staff=account.side is Side.STAFF)
            done = await channel.forget(copy.chat, copy.message_id, blank, only_blank=copy.why in _BLANK)
            state = str(done)
        except SendError as error:
            if copy.attempts < _TRIES:
                log.warning("copy_not_removed", copy_id=copy.id, trouble=str(error.trouble))
                return
            state = str(Forgotten.LEFT)
    now = hub.now()
    await hub.write(lambda db: copies.settle(db, copy, state, now))


def _blank(copy: Copy, *, staff: bool) -> str:
    """Families' language is not known any more; English is."""
    if copy.why == "old_card":
        phrase = say("staff.card.blanked")
    elif copy.why == "staff_left":
        phrase = say("staff.card.left")
    else:
        phrase = say("staff.card.removed") if staff else say("copy.removed")
    return render(phrase, Reader("en", "Europe/London", lease_now(), str))

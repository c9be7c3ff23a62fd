"""Long polling by hand: python-telegram-bot's own confirms updates before anyone has stored them."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import datetime

from bot.channels.base import Polled
from bot.channels.telegram_bot import RawBot, UnreadableError
from bot.channels.telegram_trim import READ, dead, number_of, receive
from bot.domain.messages import SendError, Trouble

Now = Callable[[], datetime]
_BATCH = 100
_UPDATE_ID = re.compile(rb'"update_id"\s*:\s*(\d{1,18})\b')


async def fetch_updates(bot: RawBot, cursor: str | None, now: Now, poll_s: int, read_s: float) -> Polled:
    """One bad update makes a whole answer unreadable: then ask for one at a time until it is past."""
    try:
        return await _batch(bot, cursor, now, _BATCH, poll_s, read_s)
    except UnreadableError:
        pass
    try:
        return await _batch(bot, cursor, now, 1, poll_s, read_s)
    except UnreadableError as error:
        poison = error.body
    return _step_over(poison)


async def _batch(bot: RawBot, cursor: str | None, now: Now, count: int, poll_s: int, read_s: float) -> Polled:
    offset = int(cursor) if cursor and cursor.isdecimal() else None
    updates = await bot.call(
        "getUpdates", read_s, offset=offset, limit=count, timeout=poll_s, allowed_updates=list(READ)
    )
    if not isinstance(updates, list):
        raise SendError(Trouble.AMBIGUOUS, "telegram: no list of updates")
    arrived = now()
    received = tuple(one for update in updates if (one := receive(update, arrived)))
    numbers = [number for update in updates if (number := number_of(update)) is not None]
    return Polled(received, str(max(numbers) + 1) if numbers else cursor)


def _step_over(body: bytes) -> Polled:
    """What nobody can read is kept as it came. Raises SendError when it does not even have a number."""
    found = _UPDATE_ID.search(body)
    if found is None:
        raise SendError(Trouble.AMBIGUOUS, "telegram: unreadable answer")
    number = int(found[1])
    return Polled((dead(number, body),), str(number + 1))

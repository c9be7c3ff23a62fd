"""A bot's queue of updates: confirmed by offset or by a webhook's 2xx, expired after 24 hours of school time."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.sandbox.bell import Bell

KEPT_FOR = timedelta(hours=24)
NOT_BY_DEFAULT = frozenset({"chat_member", "message_reaction", "message_reaction_count"})


@dataclass(slots=True)
class Update:
    """`payload` is finished JSON. `lane` keeps a chat's updates in order when pushed. `copies` > 1 is a fault."""

    id: int
    lane: str
    payload: str
    expires: datetime
    copies: int = 1


class UpdateQueue:
    """Updates nobody has confirmed yet, oldest first. Ids only grow."""

    def __init__(self, first_id: int) -> None:
        self.bell = Bell()
        self.poll = 0  # which getUpdates call is the current one
        self.on_add: Callable[[Update], None] | None = None
        self._next_id = first_id
        self._pending: dict[int, Update] = {}
        self._wanted: frozenset[str] | None = None

    def want(self, kinds: Iterable[str]) -> None:
        """`allowed_updates`: nothing means every kind that comes by default."""
        self._wanted = frozenset(kinds) or None

    @property
    def wanted(self) -> list[str]:
        return sorted(self._wanted or ())

    def takes(self, kind: str) -> bool:
        return kind in self._wanted if self._wanted else kind not in NOT_BY_DEFAULT

    def add(self, lane: str, body: str, at: datetime, copies: int = 1) -> Update:
        """Append an update; `body` is the JSON after `update_id`, for instance `"message":{…}`."""
        update = Update(self._next_id, lane, f'{{"update_id":{self._next_id},{body}}}', at + KEPT_FOR, copies)
        self._next_id += 1
        self._pending[update.id] = update
        if self.on_add:
            self.on_add(update)
        self.bell.ring()
        return update

    def __contains__(self, update_id: int) -> bool:
        return update_id in self._pending

    def __len__(self) -> int:
        return len(self._pending)

    def batch(self, limit: int) -> list[Update]:
        return [update for update, _ in zip(self._pending.values(), range(limit), strict=False)]

    def confirm_below(self, offset: int) -> list[Update]:
        """Forget what is before `offset`; a negative one keeps that many of the newest. Returns what is forgotten."""
        ids = list(self._pending)
        gone = [i for i in ids if i < offset] if offset >= 0 else ids[:offset]
        return [self._pending.pop(i) for i in gone]

    def confirm(self, update: Update) -> bool:
        return self._pending.pop(update.id, None) is not None

    def expire(self, now: datetime) -> list[Update]:
        gone = [update for update in self._pending.values() if update.expires < now]
        for update in gone:
            del self._pending[update.id]
        return gone

    def drop_all(self) -> None:
        self._pending.clear()

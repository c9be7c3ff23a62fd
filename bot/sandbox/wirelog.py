"""Everything that crossed the wire, with times, for checkers that count what was lost or doubled."""

from __future__ import annotations

import itertools
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from bot.sandbox.clock import real_now
from bot.sandbox.shapes import Json


class What(StrEnum):
    REQUEST = "request"  # the hub asked a carrier for something
    UPDATE = "update"  # a Telegram update came into being
    CONFIRMED = "confirmed"  # the hub acknowledged a Telegram update, by offset or by a 2xx
    EXPIRED = "expired"  # nobody fetched it within 24 h
    INBOUND = "inbound"  # an SMS arrived at the carrier
    PUSH = "push"  # the carrier called the hub's webhook


@dataclass(slots=True, kw_only=True)
class Entry:
    """One line of the log. `account` is a bot's username or an account SID, never a token. Times are aware UTC."""

    number: int
    at: datetime
    school_at: datetime
    what: What
    account: str
    name: str
    params: Json = field(default_factory=dict)
    done: bool = False  # the carrier acted on it
    status: int | None = None  # the answer that left, None while (or when never) answered
    answer: str = ""
    answered_at: datetime | None = None
    fault: str | None = None

    def answered(self, status: int, answer: str = "") -> None:
        self.status, self.answer, self.answered_at = status, answer, real_now()


class WireLog:
    """The newest `keep` entries; `forgotten` counts what fell out, so nobody takes a short log for a whole one."""

    def __init__(self, keep: int = 200_000) -> None:
        self._entries: deque[Entry] = deque(maxlen=keep)
        self._numbers = itertools.count(1)
        self.forgotten = 0

    def add(self, what: What, account: str, name: str, school_at: datetime, params: Json | None = None) -> Entry:
        if len(self._entries) == self._entries.maxlen:
            self.forgotten += 1
        entry = Entry(
            number=next(self._numbers),
            at=real_now(),
            school_at=school_at,
            what=what,
            account=account,
            name=name,
            params=params or {},
        )
        self._entries.append(entry)
        return entry

    def __iter__(self) -> Iterator[Entry]:
        return iter(tuple(self._entries))

    def since(self, number: int) -> list[Entry]:
        """Entries after `number`, oldest first."""
        return [entry for entry in self._entries if entry.number > number]

    def of(self, what: What, name: str = "*", account: str = "*") -> list[Entry]:
        """Entries of one kind; `*` is any name or account."""
        return [e for e in self._entries if e.what is what and name in ("*", e.name) and account in ("*", e.account)]

"""What every carrier must be able to do: verify, parse, send. Retry, leases and pacing live in `bot/deliver.py`."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Collection, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from bot.domain.messages import Address, Carrier, Event, MediaRef, Outgoing, Received, Sent


@dataclass(frozen=True, slots=True)
class WebRequest:
    """A webhook call: the path below the public URL with its query, lower-case headers (last one wins), raw body."""

    path: str
    headers: Mapping[str, str]
    body: bytes
    header_counts: Mapping[str, int]


class Forgotten(StrEnum):
    """What became of a carrier's copy of one message."""

    DELETED = "deleted"
    BLANKED = "blanked"  # too old to delete: its words were taken out
    GONE = "gone"  # there was nothing any more
    LEFT = "left"  # the carrier keeps it: outside our control


class ForgedError(Exception):
    """The request does not prove that it comes from the carrier: answer 403 and store nothing."""


@dataclass(frozen=True, slots=True)
class Polled:
    """What a poll brought. `cursor` goes into the next poll once everything in `received` is on disk."""

    received: tuple[Received, ...]
    cursor: str | None


Recorded = Callable[[str], Awaitable[Collection[str]]]
"""The carrier's number of a message sent to the same address → the numbers of all parts of what is on record with it."""


class Channel(Protocol):
    """One account at one carrier."""

    @property
    def carrier(self) -> Carrier: ...

    def verify(self, request: WebRequest) -> tuple[Received, ...]:
        """Authenticate a webhook call and strip it. Raises ForgedError."""

    def parse(self, payload: bytes) -> Event:
        """Read what `verify` or `poll` returned. Raises ValueError when it cannot be understood."""

    async def poll(self, cursor: str | None) -> Polled:
        """Fetch what has not come by webhook. Raises SendError when the carrier cannot be reached."""

    async def send(self, message: Outgoing) -> Sent:
        """Hand over one message. Raises SendError."""

    async def find_sent(self, message: Outgoing, since_s: float, recorded: Recorded) -> Sent | None:
        """Look for an ambiguous send among the last `since_s` seconds; None when absent or unknowable. What is `recorded` was another's.

        Raises SendError while the carrier does not answer: then nothing may be sent a second time either.
        """

    async def answer_button(self, callback_id: str) -> None:
        """Stop a pressed button's spinner. Best effort: never raises."""

    async def fetch(self, media: MediaRef, limit: int) -> bytes:
        """Fetch a file of at most `limit` bytes. Raises SendError."""

    async def listen(self, url: str | None) -> None:
        """Ask for webhook calls to this URL, or (None) for updates to wait until polled. Raises SendError."""

    async def leave(self, place: Address) -> None:
        """Get out of a group somebody put us into. Best effort: never raises."""

    async def forget(self, chat: str, message_id: str, blank: str, *, only_blank: bool = False) -> Forgotten:
        """Remove the carrier's copy, or take its words out (`blank` stands there then). Raises SendError for "not now"."""

    async def check(self) -> str:
        """Ask the carrier who we are; returns its name for the account. Raises SendError."""

    async def close(self) -> None: ...

"""A message in several parts that failed halfway goes on where it stopped when it is tried again."""

from __future__ import annotations

import hashlib
from collections import OrderedDict

from bot.domain.messages import Outgoing

_ROOM = 512  # unfinished messages remembered; a restart forgets them and may repeat the parts already sent


class Progress:
    """Carrier ids of the parts already sent, by our reference. Keeps a hash of the text, never the text."""

    def __init__(self) -> None:
        self._sent: OrderedDict[tuple[str, str, bytes], tuple[str, ...]] = OrderedDict()

    def of(self, message: Outgoing) -> tuple[str, ...]:
        return self._sent.get(_key(message), ())

    def note(self, message: Outgoing, ids: tuple[str, ...]) -> None:
        """Without a reference of ours two equal messages could not be told apart, so nothing is remembered."""
        if message.reference:
            self._sent[_key(message)] = ids
            while len(self._sent) > _ROOM:
                self._sent.popitem(last=False)

    def done(self, message: Outgoing) -> None:
        self._sent.pop(_key(message), None)


def _key(message: Outgoing) -> tuple[str, str, bytes]:
    digest = hashlib.sha256(message.text.encode("utf-8", "backslashreplace")).digest()
    return message.reference, message.to.value, digest


class Remembered:
    """The newest few thousand ids, to tell what we know we sent from what we do not."""

    def __init__(self, room: int = 4096) -> None:
        self._ids: OrderedDict[str, None] = OrderedDict()
        self._room = room

    def add(self, carrier_id: str) -> None:
        self._ids[carrier_id] = None
        if len(self._ids) > self._room:
            self._ids.popitem(last=False)

    def __contains__(self, carrier_id: object) -> bool:
        return carrier_id in self._ids

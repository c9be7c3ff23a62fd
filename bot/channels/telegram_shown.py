"""What our newest messages show, as a digest: an edit that would change nothing is not asked of Telegram.

Held in memory, for one process sends (decision 39): after a start the first such edit goes out and is refused, at no cost but
its place in the pace.
"""

from __future__ import annotations

import hashlib
import json
from collections import OrderedDict
from typing import Any, Final

_MOST: Final = 4096  # messages remembered: a day of a large school, some 300 bytes each
_SHOWN: Final = ("text", "caption", "reply_markup")
_WORDS: Final = frozenset({"sendMessage", "editMessageText"})


class Shown:
    """Digests of words and keys, by chat and message; the oldest give way."""

    def __init__(self) -> None:
        self._known: OrderedDict[tuple[int, str], bytes] = OrderedDict()

    def already(self, method: str, params: dict[str, Any]) -> bool:
        """Whether the message to be edited stands there with these very words and keys."""
        if method != "editMessageText":
            return False
        return self._known.get(_place(params, params["message_id"])) == _digest(params)

    def note(self, method: str, params: dict[str, Any], message_id: str) -> None:
        """After Telegram has done it. Anything but words makes us forget what stood there."""
        place = _place(params, message_id)
        self._known.pop(place, None)
        if method in _WORDS:
            self._known[place] = _digest(params)
        while len(self._known) > _MOST:
            self._known.popitem(last=False)

    def forget(self, chat: str, message_id: str) -> None:
        """It was changed or removed another way."""
        self._known.pop((int(chat), message_id), None)


def _place(params: dict[str, Any], message_id: object) -> tuple[int, str]:
    return int(params["chat_id"]), str(message_id)


def _digest(params: dict[str, Any]) -> bytes:
    shown = [params.get(name) for name in _SHOWN]
    return hashlib.sha256(json.dumps(shown).encode("utf-8", "surrogatepass")).digest()

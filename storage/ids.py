"""Time-ordered 63-bit ids: 42 bits of milliseconds since 2020, 21 random bits.

They sort by creation, need no round trip, and fit a button's 64 bytes in base 36. Ordering is for indexes and
reading only; no rule depends on it. They follow the machine's clock, never the school's movable one.
"""

from __future__ import annotations

import secrets
import threading
import time
from datetime import UTC, datetime

_EPOCH_MS = 1_577_836_800_000  # 2020-01-01T00:00:00Z
_RANDOM_BITS = 21
_lock = threading.Lock()
_last = 0


_SECOND = 1000 << _RANDOM_BITS


def milliseconds() -> int:
    """Of the machine's clock, since 1970."""
    return time.time_ns() // 1_000_000


def new_id() -> int:
    """A fresh id, strictly larger than every id this process made before."""
    global _last
    random = secrets.randbits(_RANDOM_BITS)
    made = ((milliseconds() - _EPOCH_MS) << _RANDOM_BITS) | random
    with _lock:
        # Where the clock was put back, several processes go on from one id: what each adds to it must differ.
        _last = max(made, _last + 1 + (random if _last - made > _SECOND else 0))
        return _last


def made_at(made: int) -> datetime:
    """When an id was made, by the machine's clock (aware UTC)."""
    return datetime.fromtimestamp(((made >> _RANDOM_BITS) + _EPOCH_MS) / 1000, UTC)


def first_of(moment: datetime) -> int:
    """What ids made from a moment of the machine's clock on are not smaller than."""
    return (int(moment.timestamp() * 1000) - _EPOCH_MS) << _RANDOM_BITS


def begin_after(newest: int) -> None:
    """Ids of this process are larger than `newest`: what came before a clock was put back stays before what came after."""
    global _last
    with _lock:
        _last = max(_last, newest)

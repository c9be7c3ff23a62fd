"""Counts of what is over, kept for an hour: a busy school's term takes a third of a second to go through, and the same
people look at the same weeks again. Numbers alone are kept, in this process's memory.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable
from datetime import datetime, timedelta
from typing import Any, TypeVar

T = TypeVar("T")
_KEPT_FOR = timedelta(hours=1)
_MOST = 2_000  # weeks and the like; who asks for more begins anew


class Counted:
    """Safe to share between threads: two that ask at once both count."""

    def __init__(self) -> None:
        self._kept: dict[Hashable, tuple[object, datetime, Any]] = {}

    def of(self, what: Hashable, rules: object, now: datetime, count: Callable[[], T]) -> T:
        """What `count` said of it within this hour under these very rules, or says now (`now`: school time)."""
        kept = self._kept.get(what)
        if kept is not None and kept[0] is rules and timedelta() <= now - kept[1] < _KEPT_FOR:
            known: T = kept[2]
            return known
        found = count()
        if len(self._kept) >= _MOST:
            self._kept = {}
        self._kept[what] = (rules, now, found)
        return found

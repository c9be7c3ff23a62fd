"""How much of a month's text messages a kind of post may use: celebrations stop first, then reminders, then announcements.

Answers, absences, closures and danger never stop: only posts are asked about at all.
"""

from __future__ import annotations

from bot.domain.emergency import KIND

_SHARE = {"celebration": 80, "learning": 80, "reminder": 90}  # per cent; every other post: all of it


def most(kind: str, limit: int) -> int | None:
    """SMS parts of a month after which posts of a kind stop; None: never."""
    return None if not limit or kind == KIND else limit * _SHARE.get(kind, 100) // 100


def stopped(kind: str, limit: int, spent: int) -> bool:
    end = most(kind, limit)
    return end is not None and spent >= end

"""Asks `may` for use cases that have nothing left to decide when the answer is no."""

from __future__ import annotations

from datetime import datetime

from bot.domain.access import Action, Facts, Refused, Scope, may
from bot.domain.faults import Mendable


class NotAllowed(Mendable):
    """The role that asked has no right to do this."""


def demand(scope: Scope, action: Action, now: datetime, facts: Facts | None = None) -> None:
    """Raises NotAllowed."""
    answer = may(scope, action, facts or Facts(), now)
    if isinstance(answer, Refused):
        raise NotAllowed(f"not allowed: {action} ({answer.reason})")

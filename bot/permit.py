"""Asks `may` for use cases that have nothing left to decide when the answer is no."""

from __future__ import annotations

from datetime import datetime

from bot.domain.access import Action, Facts, Refused, Scope, may


class NotAllowed(Exception):  # noqa: N818 - the operator reads this as one plain line
    """The role that asked has no right to do this."""


def demand(scope: Scope, action: Action, now: datetime, facts: Facts | None = None) -> None:
    """Raises NotAllowed."""
    answer = may(scope, action, facts or Facts(), now)
    if isinstance(answer, Refused):
        raise NotAllowed(f"not allowed: {action} ({answer.reason})")

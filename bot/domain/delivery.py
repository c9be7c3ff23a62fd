"""What may follow what in a message's delivery: reports come late, twice and in any order, and only move it forward."""

from __future__ import annotations

from datetime import timedelta

from bot.domain.messages import SendState

_RANK = {
    SendState.QUEUED: 0,
    SendState.RETRY: 0,
    SendState.SENDING: 1,
    SendState.UNKNOWN: 2,
    SendState.SENT: 3,
    SendState.FAILED: 4,
    SendState.DELIVERED: 5,
}
_FIRST_RETRY = timedelta(seconds=2)
_LONGEST_RETRY = timedelta(minutes=10)


def after_report(current: SendState, reported: SendState) -> SendState:
    """The higher of the two; a cancelled or expanded row keeps its state."""
    if current not in _RANK or reported not in _RANK:
        return current
    return max(current, reported, key=_RANK.__getitem__)


def retry_after(attempts: int) -> timedelta:
    """Doubling from two seconds to ten minutes: an outage of hours ends within minutes of the carrier's return."""
    doubled: timedelta = _FIRST_RETRY * 2 ** min(max(attempts - 1, 0), 12)
    return min(doubled, _LONGEST_RETRY)

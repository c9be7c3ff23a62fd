"""Whether a school holds anything for its hours at all: its hours say so, and its staff have quiet hours (LT6, LT7)."""

from __future__ import annotations

from bot.domain.policy import Policy


def keeps_hours(policy: Policy) -> bool:
    """False: staff have no quiet hours, whatever the school's hours are."""
    return policy.staff.quiet_hours != "off"


def holds_messages(policy: Policy) -> bool:
    return policy.hours.hold_incoming and keeps_hours(policy)


def holds_replies(policy: Policy) -> bool:
    return policy.hours.hold_replies and keeps_hours(policy)

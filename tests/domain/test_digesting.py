"""When a digest leaves, and what may wait for it."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from bot.domain.digesting import next_digest, waits


@pytest.mark.parametrize(
    ("choice", "now", "leaves"),
    [
        ("day", "2024-03-05T10:00", "2024-03-05T16:30"),
        ("day", "2024-03-05T16:30", "2024-03-06T16:30"),
        ("week", "2024-03-05T10:00", "2024-03-08T16:30"),
        ("week", "2024-03-08T16:29", "2024-03-08T16:30"),
        ("week", "2024-03-08T17:00", "2024-03-15T16:30"),
        ("day", "2024-07-01T10:00", "2024-07-01T15:30"),  # half past four by the clock on the wall in summer
    ],
)
def test_a_digest_leaves_at_half_past_four_today_or_on_friday(choice: str, now: str, leaves: str) -> None:
    asked = datetime.fromisoformat(now).replace(tzinfo=UTC)
    assert next_digest(choice, "Europe/London", asked).astimezone(UTC) == datetime.fromisoformat(leaves).replace(tzinfo=UTC)


@pytest.mark.parametrize(
    ("choice", "kind", "audience", "day", "may_wait"),
    [
        ("day", "notice", "class", None, True),
        ("week", "event", "school", 12, True),
        ("week", "event", "school", 8, False),  # it would be told on the day itself
        ("week", "reminder", "class", 6, False),
        ("day", "emergency", "school", None, False),
        ("week", "notice", "child", None, False),
        ("", "notice", "class", None, False),
    ],
)
def test_what_cannot_wait_does_not(choice: str, kind: str, audience: str, day: int | None, may_wait: bool) -> None:
    happens = date(2024, 3, day) if day else None
    assert waits(choice, kind, audience, happens, date(2024, 3, 8)) is may_wait

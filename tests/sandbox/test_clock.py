"""School time on the phones, and the callbacks that move it for the hub."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from bot.sandbox.clock import SchoolClock
from bot.sandbox.sandbox import Sandbox

LONDON = ZoneInfo("Europe/London")


async def nowhere(_: object) -> None:
    return None


def at(text: str) -> SchoolClock:
    moment = datetime.fromisoformat(text).replace(tzinfo=LONDON)
    return SchoolClock(lambda: moment.astimezone(UTC), nowhere, nowhere, LONDON)


@pytest.mark.parametrize(
    ("now", "morning", "sunday"),
    [
        ("2026-03-08T19:00", "2026-03-09T08:00", "2026-03-15T19:00"),
        ("2026-03-08T18:59", "2026-03-09T08:00", "2026-03-08T19:00"),
        ("2026-03-09T07:59", "2026-03-09T08:00", "2026-03-15T19:00"),
        ("2026-03-09T08:00", "2026-03-10T08:00", "2026-03-15T19:00"),
        ("2026-03-28T22:00", "2026-03-29T08:00", "2026-03-29T19:00"),
        ("2026-10-25T00:30", "2026-10-25T08:00", "2026-10-25T19:00"),
    ],
)
def test_named_moments_are_wall_time_and_after_now(now: str, morning: str, sunday: str) -> None:
    clock = at(now)
    assert clock.next_at(8).strftime("%Y-%m-%dT%H:%M") == morning
    assert clock.next_at(19, 6).strftime("%Y-%m-%dT%H:%M") == sunday


async def test_the_hub_moves_its_own_clock_through_the_injected_callbacks() -> None:
    told: list[object] = []
    moment = datetime(2026, 3, 8, 19, 0, tzinfo=UTC)

    async def move(seconds: float) -> None:
        told.append(seconds)

    async def put(to: datetime) -> None:
        told.append(to)

    sandbox = Sandbox(now=lambda: moment, move_clock=move, set_clock=put)
    await sandbox.clock.move(900)
    await sandbox.clock.go("morning")
    assert told == [900, datetime(2026, 3, 9, 8, 0, tzinfo=LONDON)]
    sandbox.add_bot("1:a", "oak_bot", "Oak")
    sandbox.add_phone("Ewa")
    sandbox.type("Ewa", "hello")
    assert sandbox.screen("Ewa")[0].at == moment


async def test_half_a_clock_is_refused_and_without_one_the_sandbox_keeps_its_own() -> None:
    with pytest.raises(ValueError, match="belong together"):
        Sandbox(move_clock=nowhere)
    sandbox = Sandbox()
    before = sandbox.clock.now()
    await sandbox.clock.move(3600)
    assert timedelta(minutes=59) < sandbox.clock.now() - before < timedelta(minutes=61)
    with pytest.raises(KeyError):
        await sandbox.clock.go("christmas")

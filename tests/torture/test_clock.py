"""The machine's clock is set by an hour again and again under a working hub: 0 resends, and nothing waits for that hour."""

from __future__ import annotations

import asyncio
import random
import signal
from collections.abc import Callable
from pathlib import Path

import pytest

from bot.sandbox.faults import Fault
from tests.torture.rig import SEED, Rig, rig

_HOUR = 3600.0
_RANGE = (0.0, _HOUR, -_HOUR)  # the school stays open


def _set(clock: Path, seconds: float) -> None:
    fresh = clock.with_suffix(".new")
    fresh.write_text(str(seconds))
    fresh.replace(clock)


def _slow(made: Rig, times: int) -> None:
    """Sends that are on their way, and accounts that must wait, while the clock is set."""
    made.sandbox.fault(Fault.DELAY, method="sendMessage", seconds=1.5, times=times)
    made.sandbox.fault(Fault.THROTTLE, method="sendMessage", retry_after=2, times=times)
    made.sandbox.fault(Fault.DELAY, method="messages.create", seconds=1.5, times=times)


@pytest.mark.one_database
@pytest.mark.timeout(3600)
@pytest.mark.parametrize("times", [pytest.param(4, marks=pytest.mark.torture), pytest.param(40, marks=pytest.mark.long)])
def test_a_clock_set_under_a_working_hub_sends_nothing_twice_and_delays_nothing(
    database_url: str,
    tmp_path: Path,
    times: int,
    monkeypatch: pytest.MonkeyPatch,
    record_property: Callable[[str, object], None],
) -> None:
    clock, rng = tmp_path / "clock", random.Random(SEED)
    _set(clock, 0.0)

    async def run() -> None:
        async with rig(database_url, tmp_path, monkeypatch) as made:
            hub, texts = made.hub("tests.torture.set_clock"), list[str]()
            hub.environment["TORTURE_CLOCK"] = str(clock)
            await hub.start()
            try:
                for number in range(times):
                    await hub.ready()
                    _slow(made, 1)
                    await made.notes(texts, 9)
                    await asyncio.sleep(rng.uniform(0.3, 1.2))
                    _set(clock, _RANGE[(number + 1) % 3])
                    if number % 3 == 2:  # and set once more while nobody looks
                        await hub.stop(signal.SIGKILL)
                        _set(clock, rng.choice(_RANGE))
                        await hub.start()
                    await made.notes(texts, 3)
                await hub.ready()
                await asyncio.sleep(1.5)
                _set(clock, 0.0)
                await made.until_quiet(texts)
                assert await hub.stop(signal.SIGTERM) == 0, made.log.read_text()[-3000:]
            finally:
                await hub.stop(signal.SIGKILL)
            shown = made.unharmed(texts)
            again = sum(one.shown - one.sent for one in shown.values())
            record_property("promise", _promise(made.store, times, len(texts), again))

    asyncio.run(run())


def _promise(store: str, times: int, count: int, again: int) -> str:
    return (
        f"the machine's clock set by an hour or two {times} times under {count} messages and {times // 3} kills, {store} "
        f"(seed {SEED}): 0 lost, 0 twice but for {again} a kill left in doubt, 0 out of order, nothing waited for the hours"
    )

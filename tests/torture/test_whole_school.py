"""A letter to a whole school while its carriers fail and its hub is killed: one copy each, and who was not reached (DPIA6)."""

from __future__ import annotations

import asyncio
import contextlib
import signal
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TypeVar

import pytest

from bot.domain.messages import Carrier
from bot.sandbox.faults import Fault
from bot.sandbox.sandbox import Sandbox
from tests import ledger
from tests.cast import Roll, adult
from tests.clauses.cast import ROLL
from tests.torture.rig import Rig, rig, running

T = TypeVar("T")
ADULTS = 420
FAIR, CORRECTED = "The summer fair is on Friday", "The summer fair is on Saturday"
BLOCKED, DEAD = "A7", "A19"  # one who blocked the bot, one whose number is gone


SCHOOL: Roll = replace(
    ROLL,
    families={f"A{place}": adult(place) for place in range(ADULTS)},
    pupils={f"c{place}": (f"Kit{place}", "Vale", "Y4" if place % 2 else "Y5") for place in range(ADULTS // 2)},
)
TEXTED = [who for who, facts in SCHOOL.families.items() if facts[3] is Carrier.SMS]
CHATTED = [who for who in SCHOOL.families if who not in TEXTED]


def copies(sandbox: Sandbox, words: str) -> dict[str, int]:
    """How many messages with the words each adult's phone shows."""
    return {who: sum(words in text for text in sandbox.received(who)) for who in SCHOOL.families}


async def _tap(made: Rig, who: str, label: str) -> None:
    def shown() -> str | None:
        bubbles = (bubble for bubble in reversed(made.sandbox.screen(who)) if not bubble.mine)
        return next((found for bubble in bubbles for found in bubble.labels if found.startswith(label)), None)

    made.sandbox.press(who, await _until(made, shown, f"{who} sees {label}"))


async def _hears(made: Rig, who: str, words: str) -> str:
    def found() -> str | None:
        return next((text for text in reversed(made.sandbox.received(who)) if words in text), None)

    return await _until(made, found, f"{who} hears {words}")


async def _until(made: Rig, found: Callable[[], T | None], what: str) -> T:
    """Looked at now and then: going through every phone at each of a thousand changes would be most of the work."""
    with contextlib.suppress(TimeoutError):
        async with asyncio.timeout(120.0):
            while not (there := found()):  # noqa: ASYNC110 - a bell would ring a thousand times
                await asyncio.sleep(1.0)
            return there
    shown = {who: made.sandbox.received(who)[-2:] for who in ("SL", "OFF")}
    pytest.fail(f"not so: {what}\n{shown}\n{made.log.read_text()[-2000:]}")


async def _announced(made: Rig) -> str:
    """A leader writes to the whole school, says to how many, the head agrees; returns the message's id."""
    (sent,) = made.sandbox.type("SL", f"/school {FAIR}")
    await _tap(made, "SL", f"Send to {ADULTS} adults")
    await _hears(made, "SL", "Type the number")
    made.sandbox.type("SL", str(ADULTS))
    await _hears(made, "SL", "waits for a second person's yes")
    await _tap(made, "HD", f"Agree, send to {ADULTS} adults")
    await _hears(made, "SL", "A second person agreed")
    return sent


def _carriers_fail(made: Rig) -> None:
    """Telegram's front answers in its place; Twilio says no to the half and, worse, takes the other half and says no."""
    made.sandbox.fault(Fault.ERROR, account="oak_lane_bot", status=502)
    made.sandbox.fault(Fault.ERROR, account="oak_lane_staff_bot", status=502)
    made.sandbox.fault(Fault.DONE_THEN_ERROR, method="messages.create", probability=0.5)
    made.sandbox.fault(Fault.ERROR, method="messages.*")
    made.sandbox.fault(Fault.ERROR, method="messages.create")
    made.sandbox.fault(Fault.ERROR, method="messages.list")


@pytest.mark.one_database
async def test_DPIA6_each_adult_of_a_whole_school_gets_one_copy_through_an_outage_and_a_kill(
    database_url: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    record_property: Callable[[str, object], None],
) -> None:
    ledger.preset("greenfield")
    ledger.database(database_url)
    for door in (ledger.STAFF_BOT, ledger.TELEGRAM, ledger.SMS):
        ledger.door(door)
    async with rig(database_url, tmp_path, monkeypatch, "greenfield", SCHOOL) as made:
        made.sandbox.block(BLOCKED)
        made.sandbox.sms_fails(SCHOOL.families[DEAD][4], 30005)
        async with running(made.hub()) as hub:
            sent = await _announced(made)
            await asyncio.to_thread(made.move_clock, 60.0)  # past the time to take it back
            await _until(made, lambda: sum(copies(made.sandbox, FAIR).values()) >= 100, "a hundred have it")
            _carriers_fail(made)
            await asyncio.sleep(1.0)  # some dozens are tried in vain
            await hub.stop(signal.SIGKILL)
        assert sum(copies(made.sandbox, FAIR).values()) < ADULTS  # it was cut off in the middle
        async with running(made.hub("tests.torture.ninety_seconds_on")) as hub:
            await asyncio.sleep(1.0)  # 90 seconds on, it still fails
            made.sandbox.faults.clear()
            report = await _hears(made, "SL", f"{ADULTS - 2} of {ADULTS} reached.")
            assert "2 to be told another way; the office has the names." in report
            expected = {who: int(who not in {BLOCKED, DEAD}) for who in SCHOOL.families}
            assert copies(made.sandbox, FAIR) | {DEAD: 0} == expected
            listed = await _hears(made, "OFF", "did not reach 2 adults")
            assert f"Nor{BLOCKED[1:]} Vale" in listed
            assert f"Nor{DEAD[1:]} Vale" in listed
            made.sandbox.edit("SL", sent, f"/school {CORRECTED}")
            await _tap(made, "SL", "Correct it")
            once = expected | {BLOCKED: 0, DEAD: 0}
            await _until(made, lambda: copies(made.sandbox, CORRECTED) | {DEAD: 0} == once, "each has the correction")
            left = copies(made.sandbox, FAIR)  # on Telegram the words have changed in their place
            assert {who for who, n in left.items() if n} - {DEAD} == {who for who in TEXTED if once[who]}
            assert await hub.stop(signal.SIGTERM) == 0, made.log.read_text()[-3000:]
        record_property("promise", _promise(made))


def _promise(made: Rig) -> str:
    return (
        f"A letter to {ADULTS} adults, {made.store}, both carriers failing for 90 s and the hub killed in it: one copy for each of "
        f"{ADULTS - 2}, the other 2 named to the office, a correction on every phone"
    )

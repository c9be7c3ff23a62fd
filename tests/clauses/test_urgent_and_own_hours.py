"""Urgent matters ring until somebody has them (BNV20); a teacher's own shorter hours (LT7)."""

from __future__ import annotations

import pytest

from tests.clauses.conftest import Opens

OFFICE = "01632 960204"


@pytest.mark.parametrize(
    "parent,words", [("P1", "moja siostra odbierze dzisiaj Adę"), ("P2", "my sister will collect Ada today")]
)
async def test_BNV20_the_office_is_rung_again_after_five_minutes_and_the_teacher_sees_nothing(
    school: Opens, parent: str, words: str
) -> None:
    async with school("bentley-new-village", "Tue 5 Mar 2024 14:50") as bentley:
        await bentley.say(parent, words)
        assert any("URGENT" in text for text in await bentley.hears("OFF"))
        assert OFFICE in await bentley.only(parent)  # told to phone to confirm
        await bentley.at("Tue 5 Mar 2024 14:55")
        assert any("Nobody has taken it yet" in text for text in await bentley.hears("OFF"))
        await bentley.silent("T4")
        assert not await bentley.waits_for("T4", words)


@pytest.mark.parametrize(
    "parent,words", [("P1", "moja siostra odbierze dzisiaj Adę"), ("P2", "my sister will collect Ada today")]
)
async def test_BNV20_in_the_evening_the_parent_hears_that_nobody_reads_and_whom_to_ring(
    school: Opens, parent: str, words: str
) -> None:
    async with school("bentley-new-village", "Tue 5 Mar 2024 17:30") as bentley:
        await bentley.say(parent, words)
        told = await bentley.only(parent)
        assert "Nobody is reading" in told or "Teraz nikt nie czyta" in told
        assert OFFICE in told
        await bentley.silent("T4")
        assert not await bentley.waits_for("T4", words)


@pytest.mark.parametrize("parent", ["P1", "P2"])
async def test_LT7_shorter_hours_are_kept_for_that_teacher_only_and_longer_ones_refused(
    school: Opens, parent: str
) -> None:
    async with school("little-thurrock", "Fri 1 Mar 2024 10:00") as thurrock:
        await thurrock.say("T5", "/hours 19:00")
        assert "never longer" in await thurrock.only("T5")
        await thurrock.at("Fri 1 Mar 2024 18:00")
        await thurrock.say(parent, "Ada cannot find her reading book")
        await thurrock.silent("T4")  # held although T4 touched no setting
        await thurrock.at("Mon 4 Mar 2024 10:00")
        await thurrock.say("T5", "/hours 16:30")
        assert "8:00 to 16:30" in await thurrock.only("T5")
        await thurrock.at("Mon 4 Mar 2024 16:45")
        await thurrock.say("P3", "Sam cannot find his reading book")
        assert "tomorrow at 8:00" in await thurrock.only("P3")  # the real time
        await thurrock.silent("T5")
        await thurrock.say(parent, "Ada has left her reading book at home")
        assert await thurrock.hears("T4")

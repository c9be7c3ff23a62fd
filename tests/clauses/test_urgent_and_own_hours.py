"""Urgent matters ring until somebody has them (BNV20); a teacher's own shorter hours (LT7)."""

from __future__ import annotations

import pytest

from tests.clauses import desk
from tests.clauses.conftest import Opens
from tests.clauses.school import School
from tests.clauses.test_scope import add_child

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
        await bentley.silent("T4", "DH", "HD")
        assert not await bentley.waits_for("T4", words)
        await bentley.at("Tue 5 Mar 2024 15:00")  # the bell is near, and the office has not looked
        for leader in ("DH", "HD"):
            told = await bentley.only(leader)
            assert told.startswith("URGENT · Y4, came today at 14:50")
            assert "see that somebody does" in told
            assert "Ada" not in told


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


async def _new_teacher_of_y6(school: School) -> None:
    """T6 starts with a code and the own phone, and touches no setting; P3 has a second child there, Sol."""
    await add_child(school, "Sol Okafor", "Y6", "6", "P3")
    await desk.paper(school, "Sola Okafor", "--child", "Sol Okafor")
    added = await desk.told(school, "staff", "add", "Tess Six", "07700 900410", "--teaches", "Y6")
    school.town.sandbox.add_phone("T6", user_id=8050, number="+447700900410", opens="oak_lane_staff_bot")
    school.town.sandbox.start("T6")
    school.town.say("T6", added["code"])
    await school.town.sees("T6", "share your phone number")
    school.town.sandbox.share_contact("T6")
    await school.town.sees("T6", "linked to the staff bot")


def _newest(school: School, who: str) -> str:
    return school.town.texts(who)[-1]


async def test_LT7_a_new_teacher_has_the_schools_hours_and_may_only_make_them_shorter(school: Opens) -> None:
    async with school("little-thurrock", "Fri 1 Mar 2024 10:00") as thurrock:
        await _new_teacher_of_y6(thurrock)
        await thurrock.at("Fri 1 Mar 2024 18:00")
        known = len(thurrock.town.texts("T6"))
        await thurrock.say("P3", "Sol cannot find his reading book")
        assert "Monday" in await thurrock.only("P3")
        assert len(thurrock.town.texts("T6")) == known  # held
        await thurrock.say("T6", "/hours 19:00")
        assert "never longer" in _newest(thurrock, "T6")
        await thurrock.at("Mon 4 Mar 2024 08:00")
        await thurrock.town.sees("T6", "Y6")
        await thurrock.say("T6", "/hours 16:30")
        assert "8:00 to 16:30" in _newest(thurrock, "T6")
        await thurrock.at("Mon 4 Mar 2024 16:45")
        known = len(thurrock.town.texts("T6"))
        await thurrock.say("P3", "Sol still has no reading book")
        assert "tomorrow at 8:00" in await thurrock.only("P3")  # the real time
        assert thurrock.town.texts("T6")[known:] == []
        for parent, words in (
            ("P1", "Ada nie może znaleźć książki do czytania"),
            ("P2", "Ada cannot find her reading book"),
        ):
            thurrock.mark()
            await thurrock.say(parent, words)
            assert await thurrock.hears("T4")  # T6's hours are T6's alone
            assert "8:00" not in await thurrock.only(parent)

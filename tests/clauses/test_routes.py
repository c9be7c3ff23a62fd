"""Where a message goes (M15, PH17)."""

from __future__ import annotations

import pytest
from sqlalchemy import func, select

from storage import tables
from tests.clauses.conftest import Opens


@pytest.mark.parametrize(
    ("parent", "words"),
    [("P1", "Pilne! Kto dzisiaj odbiera Adę ze szkoły?"), ("P2", "urgent, who is collecting Ada today")],
)
async def test_M15_the_first_line_is_the_office_s_number_and_the_teacher_still_gets_it(
    school: Opens, parent: str, words: str
) -> None:
    async with school("misson", "Tue 5 Mar 2019 14:50") as misson:
        await misson.say(parent, words)
        told = await misson.only(parent)
        assert "01632 960201" in told.splitlines()[0]
        assert await misson.waits_for("T4", words)
        assert await misson.hears("OFF")


@pytest.mark.parametrize(
    ("parent", "words"), [("P1", "Ada jest dziś chora i nie przyjdzie do szkoły"), ("P2", "Ada is ill today")]
)
async def test_PH17_a_text_is_answered_at_once_and_kept_nowhere(school: Opens, parent: str, words: str) -> None:
    async with school("papworth-hall", "Tue 5 Mar 2024 08:15") as papworth:
        await papworth.say(parent, words)
        first = await papworth.only(parent)
        assert "01632 960203" in first
        await papworth.at("Sat 9 Mar 2024 22:00")
        await papworth.say(parent, words)
        assert "01632 960203" in await papworth.only(parent)
        await papworth.at("Mon 11 Mar 2024 08:00")
        for who in ("T4", "OFF", "HD", "SL"):  # a class page may be on their minds that morning, the message never
            assert not any(word in text for text in await papworth.heard(who) for word in ("Ada", "chora", "ill today"))
        for who in ("T4", "OFF", "HD"):
            assert not await papworth.waits_for(who, "chora", "ill today")
        if parent == "P1":
            assert "szko" in first or "Szko" in first  # Polish
        counted, kept = tables.audit, tables.message
        noted = select(func.count()).where(counted.c.action == "not_received")
        assert await papworth.town.read(lambda db: db.value(noted)) == 2
        assert await papworth.town.read(lambda db: db.value(select(func.count()).select_from(kept))) == 0

"""Whoever does something while a night looks who has done nothing for a year keeps the account (DPIA17)."""

from __future__ import annotations

from datetime import UTC, datetime
from functools import partial
from pathlib import Path

from sqlalchemy import select

from bot import handle, presets
from bot.privacy import nightly
from storage import tables
from tests.still import Still, still

_POLICY = presets.read("demo") + "\n[retention]\ninactive_months = 12\n"
_FOUNDED, _TOLD, _ENDS = (datetime(*day, 3, tzinfo=UTC) for day in ((2023, 3, 1), (2024, 1, 31), (2024, 3, 2)))


async def _there(made: Still, who: str) -> bool:
    guardian = tables.guardian
    asked = select(guardian.c.id).where(guardian.c.school_id == made.cast.school_id, guardian.c.id == made.cast.guardians[who])
    return await made.hub.read(lambda db: db.first(asked)) is not None


async def test_a_text_that_comes_between_the_look_and_the_deletion_keeps_the_account(database_url: str, tmp_path: Path) -> None:
    async with still(database_url, tmp_path, now=_FOUNDED, policy=_POLICY) as made:
        school_id = made.cast.school_id
        made.at(_TOLD)
        await nightly.run_once(made.hub)
        made.at(_ENDS)
        last = await made.hub.read(partial(nightly._last_active, made.hub, school_id=school_id))
        assert {made.cast.guardians[who] for who in ("marta", "piotr")} <= last.keys()
        await made.hear("marta", "reading record is in the bag")
        while await handle.run_once(made.hub):
            pass
        await made.hub.write(partial(nightly._night, made.hub, school_id=school_id, name=f"retention:{_ENDS.date()}", last=last))
        assert await _there(made, "marta")
        assert not await _there(made, "piotr")

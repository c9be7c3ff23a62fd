"""Who is staff, and until when (DPIA55)."""

from __future__ import annotations

import pytest

from tests.clauses import desk
from tests.clauses.conftest import Opens


@pytest.mark.parametrize(
    ("parent", "words"),
    [("P1", "Ada nie może znaleźć książki do czytania"), ("P2", "Ada cannot find her reading book")],
)
async def test_DPIA55_no_account_for_whom_the_school_does_not_employ_and_none_from_the_minute_of_leaving(
    school: Opens, parent: str, words: str
) -> None:
    async with school("greenfield", "Fri 1 Mar 2024 10:00") as greenfield:
        for name, role in (("Gail Gray", "governor"), ("Cal Cook", "caterer")):
            done = await desk.run(greenfield, "staff", "add", name, "07700 900410", "--role", role)
            assert done.exit_code != 0
            assert "is not a role" in done.stderr
        await greenfield.say(parent, words)
        assert await greenfield.waits_for("T4", words)
        (card,) = await greenfield.listed("T4")
        await greenfield.at("Fri 1 Mar 2024 15:00")
        await greenfield.say("HD", "/cover")
        await greenfield.press("HD", "Y4")
        await greenfield.press("HD", "Chris Cover")
        await greenfield.press("HD", "The next day too")
        await greenfield.at("Fri 1 Mar 2024 15:30")
        assert (await desk.told(greenfield, "staff", "leave", "Tara Four"))["passed_on"] == 1
        assert any("Y4" in text for text in await greenfield.hears("C4"))
        assert await greenfield.waits_for("C4", words)

        await greenfield.at("Sat 2 Mar 2024 10:00")
        for tries in ("/list", "/announce Hello"):
            greenfield.mark()
            await greenfield.say("T4", tries)
            assert "This bot is for staff" in await greenfield.only("T4")
        greenfield.mark()
        greenfield.forge("T4", card)
        assert "This bot is for staff" in await greenfield.only("T4")
        await greenfield.at("Mon 4 Mar 2024 10:00")
        await greenfield.say(
            parent, {"P1": "Ada ma już książkę do czytania", "P2": "Ada has her reading book now"}[parent]
        )
        assert await greenfield.hears("C4")
        await greenfield.silent("T4")

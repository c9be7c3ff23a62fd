"""Whether a parent learns that a message was read (BNV30): only in teachers' hours, and never at the other schools."""

from __future__ import annotations

from tests.clauses.conftest import Opens
from tests.web.browser import at_console

NOTE = "Ada nie może znaleźć książki do czytania"
SEEN = "wiadomość przeczytana"


async def test_BNV30_a_message_opened_on_saturday_is_marked_as_seen_when_it_is_opened_in_hours(school: Opens) -> None:
    async with school("bentley-new-village", "Fri 1 Mar 2024 16:55") as bentley:
        await bentley.say("P1", NOTE)
        await bentley.only("P1")
        await bentley.at("Fri 1 Mar 2024 17:05")
        await bentley.say("P1", "Ada zostawiła książkę do czytania w domu")
        await bentley.at("Sat 2 Mar 2024 10:00")
        assert await bentley.waits_for("T4", "nie może znaleźć")  # it came in hours
        assert not await bentley.waits_for("T4", "w domu")  # held: cannot be opened
        async with at_console(bentley.town) as at:
            await (tara := await at("T4")).get("/console")
            assert "w domu" not in tara.seen.text
            await tara.open("Ada Kowalska")
            assert "nie może znaleźć" in tara.seen.text
        await bentley.silent("P1")
        await bentley.at("Mon 4 Mar 2024 08:00")
        await bentley.silent("P1")
        await bentley.at("Mon 4 Mar 2024 08:05")
        await bentley.open_all("T4")
        assert await bentley.waits_for("T4", "nie może znaleźć")
        heard = [text for text in await bentley.heard("P1") if SEEN in text]
        assert len(heard) == 2  # one for each message, however often it is opened


async def test_BNV30_elsewhere_nobody_is_told(school: Opens) -> None:
    async with school("little-thurrock", "Tue 5 Mar 2024 10:00") as thurrock:
        await thurrock.say("P1", NOTE)
        await thurrock.open_all("T4")
        assert not any(SEEN in text for text in await thurrock.heard("P1"))

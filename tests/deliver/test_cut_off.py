"""An adult whom a court order keeps from every child of theirs: no answer of anybody's reaches them."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from sqlalchemy import update

from storage import tables
from storage.db import Db
from tests.still import still
from tests.town import TUESDAY


async def test_the_offices_answer_does_not_go_and_its_author_hears_so(database_url: str, tmp_path: Path) -> None:
    async with still(database_url, tmp_path) as made:
        tie = tables.guardianship

        def court(db: Db) -> None:
            db.run(update(tie).where(tie.c.guardian_id == made.cast.guardians["beth"]).values(restricted=True))

        await made.write(court)
        await made.hear("beth", "Finn cannot find his reading book")
        await made.turn()
        answered = len(made.texts("beth"))
        await made.press("office", "open")
        card, _ = made.sent("office")[-1]
        await made.hear("office", "It is on his desk", reply_to=card)
        await made.turn()
        made.at(TUESDAY + timedelta(minutes=2))
        await made.turn()
        assert len(made.texts("beth")) == answered
        assert any("was not sent" in text for text in made.texts("office")), made.texts("office")

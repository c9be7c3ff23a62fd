"""Which items hold which words: what leads a search, what was written down before, and what is written down first."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from bot import searching
from bot.domain import finding as words
from bot.domain.people import Role
from bot.hub import as_hub
from storage import finding, tables, wording
from storage.db import Db
from tests.still import Still, still

ITEM, TOKEN = tables.item, tables.search_token


@pytest.fixture
async def school(database_url: str, tmp_path: Path) -> AsyncIterator[Still]:
    async with still(database_url, tmp_path) as made:
        yield made


async def _said(made: Still, *notes: tuple[str, str]) -> list[int]:
    """One note a day, each an item of the class teacher's; their ids in that order."""
    for who, text in notes:
        made.at(made.hub.now() + timedelta(days=1))
        await made.hear(who, text)
        await made.turn()
    return [row.id for row in await made.hub.read(lambda db: db.all(select(ITEM.c.id).order_by(ITEM.c.id)))]


async def _found(made: Still, text: str) -> list[int]:
    scope, classes = as_hub(made.cast.school_id, "test"), made.cast.classes.values()
    wanted, roles = words.asked(text), {Role.CLASS_TEACHER, Role.OFFICE}
    return await made.hub.read(lambda db: [*searching.Candidates(scope, db, wanted, roles, classes)])


async def test_a_word_whose_items_can_be_gone_through_leads_whatever_else_is_asked_for(
    school: Still, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(finding, "_RARE", 2)
    monkeypatch.setattr(finding, "_SCANNED", 2)
    bag, *_ = await _said(
        school,
        ("sana", "please look for the purple bag"),
        ("sana", "thank you for the picture"),
        ("marta", "Ola and Zain made a picture"),
        ("marta", "Ola sat beside Zain"),
        *[("marta", f"Ola has the purple bag number {number}") for number in range(3)],
    )
    await searching.run_once(school.hub)
    assert await _found(school, "zain purple") == [bag]
    assert len(await _found(school, "purple")) == 4


async def test_names_written_down_among_the_words_are_found_until_all_is_written_anew(school: Still) -> None:
    note, other = await _said(school, ("sana", "the purple bag is lost"), ("marta", "Ola has the purple bag"))
    scope = as_hub(school.cast.school_id, "test")

    def as_before(db: Db) -> None:
        held = wording.Reading(scope, db, "en").of_items([note, other])
        readers = f"{Role.CLASS_TEACHER}:{school.cast.classes['3B']}"
        db.run(TOKEN.delete())
        for item_id, one in held.items():
            tokens = finding.hashed(scope, db, readers, words.terms(one.words)).values()
            db.many(TOKEN.insert(), [{"school_id": scope.school_id, "item_id": item_id, "token": token} for token in tokens])
        finding.want_all(db.connection)

    await searching.run_once(school.hub)
    assert await _found(school, "zain") == [note]
    await school.write(as_before)
    assert await _found(school, "zain") == [note]
    assert await _found(school, "purple zain") == [note]
    await searching.run_once(school.hub)
    assert await _found(school, "zain purple") == [note]
    assert await school.hub.read(lambda db: finding.wanted(db, 10)) == []


async def test_what_has_just_come_is_written_down_before_ten_years_are(school: Still) -> None:
    before = await _said(school, ("sana", "the purple bag"), ("marta", "the green bag"))
    await searching.run_once(school.hub)
    await school.write(lambda db: finding.want_all(db.connection))
    *_, last = await _said(school, ("sana", "the yellow bag"))
    assert [one.item_id for one in await school.hub.read(lambda db: finding.wanted(db, 2))] == [last, before[1]]


async def test_one_look_goes_on_until_all_that_has_changed_is_written_down(school: Still, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(searching, "_AT_ONCE", 2)
    notes = await _said(school, *[("sana", f"the purple bag number {number}") for number in range(5)])
    await searching.run_once(school.hub)
    assert await school.hub.read(lambda db: finding.wanted(db, 10)) == []
    assert await _found(school, "purple") == notes[::-1]

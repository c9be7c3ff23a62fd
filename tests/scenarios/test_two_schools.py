"""Two schools on one host, one bot and one number for both: everything goes to the right one, and neither sees the other."""

from __future__ import annotations

import functools
from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import func, select

from bot import presets
from bot.domain.messages import Address, Carrier, Side
from storage import accounts, contacts, invites, tables
from storage.db import Db
from tests.cast import Cast, settle
from tests.town import TUESDAY, Town, town

HILL = presets.read("demo").replace("Oak Lane", "Hill Road")
_item = tables.item


@dataclass(slots=True)
class Two:
    town: Town
    hill: Cast

    async def items(self, cast: Cast, subject: str | None = None) -> int:
        query = select(func.count()).select_from(_item).where(_item.c.school_id == cast.school_id)
        query = query.where(_item.c.subject == subject) if subject else query
        return int(await self.town.read(lambda db: db.value(query)) or 0)


def _link(db: Db, cast: Cast, side: Side, address: Address, **person: int | None) -> None:
    fits = [one for one in accounts.accounts(db) if one.carrier is address.carrier and one.side is side]
    who = {"guardian_id": None, "staff_id": None} | person
    contacts.link(
        cast.scope, db, TUESDAY, side=side, address=address, account_id=fits[0].id, proof="office",
        guardian_id=who["guardian_id"], staff_id=who["staff_id"],
    )  # fmt: skip


@pytest.fixture
async def two(database_url: str, tmp_path: Path) -> AsyncIterator[Two]:
    """Beth has a child at each school; Hill Road's teacher and lead have phones of their own."""
    async with town(database_url, tmp_path) as made:
        hill = await made.hub.write(lambda db: settle(db, HILL, TUESDAY, linked=False, slug="hill-road"))
        for name, user, role in (("hill_t3", 7001, "t3"), ("hill_dsl", 7007, "dsl")):
            made.sandbox.add_phone(
                name, user_id=user, number=f"+4477009003{user - 7000:02}", opens="oak_lane_staff_bot"
            )
            place = Address(Carrier.TELEGRAM, str(user))
            link = functools.partial(_link, cast=hill, side=Side.STAFF, address=place, staff_id=hill.staff[role])
            await made.hub.write(link)
            made.sandbox.start(name)
        number = Address(Carrier.SMS, "+447700900104")
        await made.hub.write(lambda db: _link(db, hill, Side.FAMILIES, number, guardian_id=hill.guardians["beth"]))
        made.sandbox.add_phone("stranger", carrier=Carrier.SMS, number="+447700900177", opens="+447700900001")
        await made.settled()
        yield Two(made, hill)


async def test_a_parent_with_a_child_at_each_is_asked_by_name_and_the_message_goes_there_alone(two: Two) -> None:
    two.town.say("beth", "Finn left his scarf on the hook, could he look for it?")
    asked = await two.town.sees("beth", "Which school is your message for")
    assert asked.startswith("Which school")
    digit = "1" if "1 Hill Road" in asked else "2"
    assert f"{digit} Hill Road" in asked
    await two.town.settled()
    assert await two.items(two.town.cast) == await two.items(two.hill) == 0
    two.town.say("beth", digit)
    await two.town.sees("hill_t3", "3B")
    await two.town.sees("beth", "Hill Road: Passed to")
    two.town.say("beth", "He also needs his blue reading book on Friday please")
    await two.town.settled()
    assert await two.items(two.town.cast) == 0
    assert not any("3B" in text for text in two.town.texts("t3"))
    assert sum("Which school" in text for text in two.town.texts("beth")) == 1


async def test_a_parent_of_one_school_is_never_asked(two: Two) -> None:
    two.town.say("omar", "Huda has left her reading book at home")
    await two.town.sees("t5", "5A")
    await two.town.settled()
    assert await two.items(two.hill) == 0
    assert not any("which school" in text.lower() for text in two.town.texts("omar"))


async def test_while_offices_are_closed_the_question_says_whom_to_ring_in_danger(two: Two) -> None:
    two.town.say("beth", "Finn left his scarf on the hook")
    assert "999" not in await two.town.sees("beth", "Which school is your message for")
    await two.town.at(TUESDAY + timedelta(hours=11))
    two.town.say("stranger", "Good evening, when does term end?")
    await two.town.sees("stranger", r"in danger call 999\.(?s:.*)Which school is your message for")


async def test_words_of_danger_go_to_every_candidate_schools_lead_at_once(two: Two) -> None:
    two.town.say("stranger", "her stepdad hits her with a belt every night")
    await two.town.sees("dsl", "Please open now")
    await two.town.sees("hill_dsl", "Please open now")
    await two.town.settled()
    assert len(two.town.texts("stranger")) == 1
    assert "Number: +447700900177" in await two.town.open_card("hill_dsl")  # whom the lead rings back


async def test_a_stranger_is_asked_and_then_told_whom_to_ask_and_nothing_is_kept(two: Two) -> None:
    two.town.say("stranger", "Good morning, I have a question about a place")
    asked = await two.town.sees("stranger", "Which school")
    two.town.say("stranger", "1" if "1 Hill Road" in asked else "2")
    await two.town.sees("stranger", "Hill Road: .*do not know your number")
    assert await two.items(two.town.cast) == await two.items(two.hill) == 0


async def test_a_code_says_which_school_without_a_question(two: Two) -> None:
    scope, now, adult = two.hill.scope, two.town.hub.now(), two.hill.guardians["sana"]
    made = await two.town.hub.write(lambda db: invites.issue(scope, db, now, 14, handed_over=True, guardian_id=adult))
    two.town.say("stranger", f"JOIN {made.printed}")
    await two.town.sees("stranger", "Hill Road: .*بچے کا پہلا نام")  # in the language of whom the code was made for
    assert not any("Which school" in text for text in two.town.texts("stranger"))


async def test_a_question_nobody_answers_ends_at_a_school_that_knows_the_parent(two: Two) -> None:
    two.town.say("beth", "Finn left his scarf on the hook, could he look for it?")
    await two.town.sees("beth", "Which school")
    await two.town.at(TUESDAY + timedelta(minutes=15))
    await two.town.sees("beth", "Passed to")
    assert await two.items(two.town.cast) + await two.items(two.hill) == 1

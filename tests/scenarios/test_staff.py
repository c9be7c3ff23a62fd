"""What staff do, through the wires: one-tap actions, answers and their correction, cover, announcements, joining."""

from __future__ import annotations

import asyncio
import re
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from bot import presets
from bot.domain.refs import button
from storage import invites, tables
from storage.db import Db
from storage.invites import NewInvite
from tests.town import TUESDAY, Town, town

WEDNESDAY = datetime(2024, 3, 6, 13, 20, tzinfo=UTC)
NIGHT = datetime(2024, 3, 5, 22, 0, tzinfo=UTC)


async def _card(oak_lane: Town, text: str = "Finn has new glasses, can he sit at the front today?") -> str:
    """A note of Beth's opened by the 3B teacher; returns the card's id on the teacher's phone."""
    oak_lane.say("beth", text)
    await oak_lane.sees("t3", "Message · 3B")
    await oak_lane.open_card("t3")
    return next(bubble.id for bubble in reversed(oak_lane.screen("t3")) if "Finn Marlow" in bubble.text)


async def _actions(oak_lane: Town) -> list[str]:
    return [
        row.action for row in await oak_lane.read(lambda db: db.all(select(tables.audit).order_by(tables.audit.c.id)))
    ]


async def test_a_reply_to_any_part_of_a_card_that_took_several_messages_is_an_answer(oak_lane: Town) -> None:
    long = ("Huda has left her reading book at home. " + "The reading book is blue. " * 170)[:4090]
    oak_lane.say("omar", long)
    await oak_lane.sees("t5", "Message · 5A")
    await oak_lane.open_card("t5")
    await oak_lane.settled()
    parts = [bubble for bubble in oak_lane.screen("t5") if "reading book is blue" in bubble.text]
    assert len(parts) > 1
    for part, words in ((parts[0], "It is in the class box"), (parts[-1], "And so is her scarf")):
        oak_lane.say("t5", words, reply_to=part.id)
        await oak_lane.settled()
        await oak_lane.at(oak_lane.hub.now() + timedelta(minutes=1))  # until then it could be taken back
        await oak_lane.sees("omar", words)


@pytest.mark.parametrize(
    "button,family,teacher",
    [
        ("To office", "Passed to the school office", "This is with school office now"),
        ("Please phone", "would like to speak", "by phone"),
        ("Meeting", "would like to meet", "meeting"),
        ("Seen", None, "seen"),
    ],
)
async def test_one_tap_does_it_and_tells_the_family_by_role(
    oak_lane: Town, button: str, family: str | None, teacher: str
) -> None:
    await _card(oak_lane)
    before = len(oak_lane.texts("beth"))
    oak_lane.press("t3", button)
    await oak_lane.sees("t3", teacher)
    if family:
        await oak_lane.sees("beth", family)
    await oak_lane.settled()
    assert len(oak_lane.texts("beth")) == before + (1 if family else 0)
    if button == "To office":
        await oak_lane.sees("office", "Office matter · 3B")
        assert "glasses" not in "".join(oak_lane.texts("t3"))  # nothing of it stays on the phone it left


async def test_a_list_stays_when_one_of_its_messages_is_opened_so_that_the_next_can_be(oak_lane: Town) -> None:
    oak_lane.say("beth", "Finn has new glasses, can he sit at the front today?")
    oak_lane.say("sana", "Zain ki homework copy ghar par reh gayi hai")
    await oak_lane.settled()
    oak_lane.say("t3", "/list")
    await oak_lane.sees("t3", "2 messages wait")
    waiting = await oak_lane.read(lambda db: db.all(select(tables.item.c.id).order_by(tables.item.c.id)))
    for row in waiting:
        oak_lane.press("t3", button("open", row.id))
        await oak_lane.settled()
    await oak_lane.sees("t3", "new glasses")
    await oak_lane.sees("t3", "homework copy")
    await oak_lane.sees("t3", "2 messages wait")


async def test_what_staff_see_as_danger_goes_to_the_lead_and_the_lead_can_pass_it_on(oak_lane: Town) -> None:
    await _card(oak_lane)
    oak_lane.press("t3", "Safeguarding")
    await oak_lane.sees("dsl", "Please open now")
    await oak_lane.open_card("dsl")
    await oak_lane.settled()
    assert "glasses" not in "".join(oak_lane.texts("t3"))
    oak_lane.press("dsl", "Not safeguarding: pass on")
    await oak_lane.sees("t3", r"Message · 3B\. Tap Open")
    await oak_lane.settled()
    assert "raise_danger" not in await _actions(oak_lane)
    assert "moved" in await _actions(oak_lane)


async def test_an_answer_can_be_undone_before_it_leaves_and_taken_back_after(oak_lane: Town) -> None:
    oak_lane.say("omar", "Huda cannot find her reading book")
    await oak_lane.sees("t5", "5A")
    await oak_lane.open_card("t5")
    card = next(bubble.id for bubble in reversed(oak_lane.screen("t5")) if "Huda Rashid" in bubble.text)
    oak_lane.say("t5", "No she may not", reply_to=card)
    await oak_lane.sees("t5", "Goes")
    oak_lane.press("t5", "Undo")
    await oak_lane.sees("t5", "Nothing was sent")
    await oak_lane.at(TUESDAY + timedelta(minutes=5))
    await oak_lane.settled()
    assert not any("may not" in text for text in oak_lane.texts("omar"))

    oak_lane.say("t5", "Yes of course", reply_to=card)
    await oak_lane.sandbox.until(lambda: len([t for t in oak_lane.texts("t5") if "Goes" in t]) == 2, 10)
    await oak_lane.at(TUESDAY + timedelta(minutes=10))
    await oak_lane.sees("omar", "Yes of course")
    oak_lane.press("t5", "Undo")
    await oak_lane.sees("t5", "gone already")
    oak_lane.press("t5", "Wrong recipient")
    await oak_lane.sandbox.until(lambda: not any("Yes of course" in text for text in oak_lane.texts("omar")), 10)
    assert "wrong_recipient" in await _actions(oak_lane)


async def test_an_answer_at_night_waits_for_the_morning(oak_lane: Town) -> None:
    card = await _card(oak_lane)
    await oak_lane.at(NIGHT)
    oak_lane.say("t3", "I will move him tomorrow", reply_to=card)
    await oak_lane.sees("t3", "Goes tomorrow at 8:00")
    await oak_lane.at(NIGHT + timedelta(minutes=5))
    await oak_lane.settled()
    assert not any("move him" in text for text in oak_lane.texts("beth"))
    await oak_lane.at(datetime(2024, 3, 6, 8, 0, tzinfo=UTC))
    await oak_lane.sees("beth", "I will move him tomorrow")


async def test_text_that_answers_no_card_is_sent_nowhere_until_a_choice_is_tapped(oak_lane: Town) -> None:
    await _card(oak_lane)
    oak_lane.say("t3", "He can sit in front from tomorrow")
    await oak_lane.sees("t3", "Nothing is sent until you choose")
    await oak_lane.settled()
    assert not any("in front" in text for text in oak_lane.texts("beth"))
    oak_lane.press("t3", "Answer Beth Marlow about Finn Marlow")
    await oak_lane.sees("t3", "To Beth Marlow")
    await oak_lane.at(TUESDAY + timedelta(minutes=2))
    await oak_lane.sees("beth", "in front from tomorrow")
    oak_lane.say("t3", "Never mind this")
    await oak_lane.sandbox.until(lambda: "Cancel" in oak_lane.screen("t3")[-1].labels, 10)
    oak_lane.press("t3", "Cancel")
    await oak_lane.sees("t3", "Cancelled")
    oak_lane.sandbox.attach("t3", "sticker")
    await oak_lane.sees("t3", "write in words")
    oak_lane.say("t3", "/help")
    oak_lane.say("t3", "/list")
    await oak_lane.sees("t3", "Nothing waits for you")


async def test_the_cover_gets_the_slots_mail_and_another_class_cannot_open_it(oak_lane: Town) -> None:
    await oak_lane.at(WEDNESDAY)
    oak_lane.say("beth", "Finn left his coat, can he look for it?")
    await oak_lane.sees("c3", r"3B\. Tap Open")
    card = await oak_lane.open_card("c3")
    assert "coat" in card
    await oak_lane.settled()
    assert not [text for text in oak_lane.texts("t3") if "Tap Open" in text]
    oak_lane.say("t3", "/list")
    await oak_lane.sees("t3", "1 message waits")
    # The same button pressed by the 5A teacher opens nothing and is on record.
    data = next(key.data for bubble in oak_lane.screen("t3") for row in bubble.keys for key in row)
    _inject_press(oak_lane, "t5", data)
    await oak_lane.sees("t5", "not yours")
    assert "coat" not in "".join(oak_lane.texts("t5"))
    assert "refused" in await _actions(oak_lane)
    await oak_lane.at(WEDNESDAY + timedelta(hours=3))
    oak_lane.say("beth", "Thank you, found it")
    await oak_lane.sees("t3", r"3B\. Tap Open")


def _inject_press(oak_lane: Town, who: str, data: str) -> None:
    person = oak_lane.sandbox.phone(who).user_id
    user = f'{{"id": {person}, "is_bot": false, "first_name": "X"}}'
    message = f'{{"message_id": 1, "date": 1709632800, "chat": {{"id": {person}, "type": "private"}}}}'
    update = f'"callback_query": {{"id": "77", "from": {user}, "chat_instance": "1", "message": {message}, "data": "{data}"}}'
    oak_lane.sandbox.inject("oak_lane_staff_bot", update)


async def test_an_announcement_is_checked_confirmed_once_and_can_be_undone(oak_lane: Town) -> None:
    oak_lane.say("t3", "/announce Spelling test on Friday")
    preview = await oak_lane.sees("t3", "To 4 family adults of 3B")
    assert "English, Polish, Urdu" in preview
    assert "SMS parts: 2" in preview
    oak_lane.press("t3", "Send to 4 adults")
    await oak_lane.sees("t3", "Goes to 4 adults")
    oak_lane.press("t3", "Send to 4 adults")
    await oak_lane.sees("t3", "It goes once")
    await oak_lane.settled()
    undo = next(bubble.id for bubble in reversed(oak_lane.screen("t3")) if "Undo" in bubble.labels)
    oak_lane.sandbox.press("t3", "Undo", message=undo)
    await oak_lane.sees("t3", "Nobody gets it")
    await oak_lane.at(TUESDAY + timedelta(minutes=5))
    await oak_lane.settled()
    assert not any("Spelling" in text for who in ("marta", "beth") for text in oak_lane.texts(who))
    oak_lane.say("a3", "/announce")
    await oak_lane.sees("a3", "Write /announce and then your text")
    oak_lane.say("office", "/announce Hello")
    await oak_lane.sees("office", "no class to announce")
    oak_lane.say("head", "/announce Hello from the head")
    await oak_lane.sees("head", "To which class")
    oak_lane.press("head", "Announce to 5A")
    await oak_lane.sees("head", "family adults of 5A")
    oak_lane.press("head", "Discard")
    await oak_lane.sees("head", "Nobody gets it")


async def test_above_the_limit_the_number_is_typed(sqlite_url: str, tmp_path: Path) -> None:
    policy = re.sub(r"confirm_above = \d+", "confirm_above = 2", presets.read("demo"))
    if "confirm_above" not in policy:
        policy += "\n[send]\nconfirm_above = 2\n"
    async with town(sqlite_url, tmp_path, policy=policy) as oak_lane:
        oak_lane.say("t3", "/announce Trip money by Friday")
        await oak_lane.sees("t3", "family adults")
        oak_lane.press("t3", "Send to 4 adults")
        await oak_lane.sees("t3", "Type the number")
        oak_lane.say("t3", "3")
        await oak_lane.sees("t3", "not the number")
        oak_lane.say("t3", "four")
        await oak_lane.settled()
        oak_lane.say("t3", "4")  # at once, without another press
        await oak_lane.sees("t3", "Goes to 4 adults")


@pytest.fixture
async def joining(sqlite_url: str, tmp_path: Path) -> AsyncIterator[Town]:
    """Nobody is linked yet."""
    async with town(sqlite_url, tmp_path, linked=False) as made:
        yield made


async def _invite(oak_lane: Town, who: str, *, staff: bool = False, handed_over: bool = False) -> NewInvite:
    cast, now = oak_lane.cast, oak_lane.hub.now()
    person = {"staff_id": cast.staff[who]} if staff else {"guardian_id": cast.guardians[who]}
    return await oak_lane.hub.write(
        lambda db: invites.issue(cast.scope, db, now, 14, handed_over=handed_over, **person)
    )


async def _verified(oak_lane: Town) -> int:
    contact = tables.contact
    return len(await oak_lane.read(lambda db: db.all(select(contact.c.id).where(contact.c.state == "verified"))))


async def test_families_join_by_their_own_number_and_nobody_elses(joining: Town) -> None:
    made = await _invite(joining, "marta")
    joining.sandbox.start("marta", made.link)
    await joining.sees("marta", r"\w")
    assert not any("Ola" in text for text in joining.texts("marta"))
    joining.sandbox.share_contact("marta", number="+447700900999", user_id=4242)  # somebody else's contact
    await joining.settled()
    assert await _verified(joining) == 0
    joining.sandbox.share_contact("marta")
    await joining.sees("marta", "Ola")
    assert await _verified(joining) == 1
    # The same link on a second phone is refused without a detail.
    joining.sandbox.start("piotr", made.link)
    await joining.sees("piotr", "code")
    assert await _verified(joining) == 1

    texted = await _invite(joining, "beth")
    joining.say("beth", f"join {texted.printed.lower()}")
    await joining.sees("beth", "Finn")
    assert await _verified(joining) == 2


async def test_a_wrong_number_goes_to_the_office_and_a_handed_over_code_asks_for_child_and_class(joining: Town) -> None:
    made = await _invite(joining, "lena")
    joining.sandbox.start("omar", made.link)
    joining.sandbox.share_contact("omar")
    await joining.settled()
    assert await _verified(joining) == 0
    assert not any("Mira" in text for text in joining.texts("omar"))
    handed = await _invite(joining, "sana", handed_over=True)
    joining.say("beth", f"JOIN {handed.printed}")
    await joining.sees("beth", ":")
    joining.say("beth", "Zain, class 5A")
    await joining.settled()
    assert await _verified(joining) == 0
    again = await _invite(joining, "sana", handed_over=True)
    joining.say("beth", f"JOIN {again.printed}")
    await joining.settled()
    joining.say("beth", "zain 3b")
    await joining.settled()
    assert await _verified(joining) == 1
    await joining.at(TUESDAY + timedelta(days=15))
    late = "ABCD-EFGH-JKMN"
    joining.say("sana", f"JOIN {late}")
    await joining.settled()
    assert await _verified(joining) == 1


async def test_staff_join_with_their_own_number(joining: Town) -> None:
    made = await _invite(joining, "t3", staff=True)
    joining.sandbox.start("t3", made.link)
    await joining.sees("t3", "share your phone number")
    joining.sandbox.share_contact("t3")
    await joining.sees("t3", "You are linked")
    other = await _invite(joining, "t5", staff=True)
    joining.sandbox.start("office", other.link)
    joining.sandbox.share_contact("office")
    await joining.sees("office", "not the number")
    joining.say("head", "/start AAAA-BBBB-CCCC")
    await joining.sees("head", "does not work")
    assert await _verified(joining) == 1


async def test_fifty_at_once_make_one_link(joining: Town) -> None:
    made = await _invite(joining, "beth")
    scope, now = joining.cast.scope, joining.hub.now()

    def use(db: Db) -> bool:
        return invites.use(scope, db, made.id, now)

    winners = await asyncio.gather(*(joining.hub.write(use) for _ in range(50)))
    assert sum(winners) == 1


async def test_an_adult_more_than_the_school_links_to_a_child_is_for_the_office_to_decide(
    database_url: str, tmp_path: Path
) -> None:
    policy = presets.read("demo").replace("max_adults = 4", "max_adults = 1")
    async with town(database_url, tmp_path, policy=policy, linked=False) as made:
        first, second = await _invite(made, "marta"), await _invite(made, "piotr")
        chief = await _invite(made, "office", staff=True)
        made.sandbox.start("office", chief.link)
        await made.sees("office", "share your phone number")
        made.sandbox.share_contact("office")
        await made.sees("office", "You are linked")
        for who, code in (("marta", first), ("piotr", second)):
            made.sandbox.start(who, code.link)
            await made.sees(who, r"\w")
            made.sandbox.share_contact(who)
            await made.settled()
        assert await _verified(made) == 2  # Orla and Marta
        assert not any("Ola" in text for text in made.texts("piotr"))
        await made.sees("office", "Somebody to check")
        assert "linked already: 1, the most the school links to a child: 1" in await made.open_card("office")
        made.press("office", "Link this phone")
        await made.sees("piotr", "Ola")
        assert await _verified(made) == 3

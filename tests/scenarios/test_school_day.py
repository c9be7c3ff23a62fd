"""A school day through both carriers' wires: Sunday 19:00 to Monday 15:30, twelve people, one story."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.town import Town, town


def sunday(hour: int, minute: int = 0) -> datetime:
    return datetime(2024, 3, 3, hour, minute, tzinfo=UTC)


def monday(hour: int, minute: int = 0) -> datetime:
    return datetime(2024, 3, 4, hour, minute, tzinfo=UTC)


@pytest.mark.timeout(240)
async def test_a_school_day_from_sunday_evening_to_monday_afternoon(database_url: str, tmp_path: Path) -> None:
    async with town(database_url, tmp_path, now=sunday(19)) as oak_lane:
        await sunday_evening(oak_lane)
        await sunday_night(oak_lane)
        await monday_before_school(oak_lane)
        await monday_opening(oak_lane)
        await monday_lessons(oak_lane)
        await monday_home_time(oak_lane)
        nobodys_evening_was_spoilt(oak_lane)


async def sunday_evening(oak_lane: Town) -> None:
    """Beth texts about a reading book. She hears when it will be read; the teacher's phone stays silent."""
    oak_lane.say("beth", "Finn cannot find his reading book, will look again tomorrow")
    heard = await oak_lane.sees("beth", "We have your message")
    assert heard.startswith("Oak Lane: ")
    assert "The 3B teacher will see it tomorrow at 8:00." in heard
    assert "call 999" in heard
    assert "01632 960100" in heard
    oak_lane.say("beth", "He says it may be at his gran's")
    await oak_lane.settled()
    assert len([text for text in oak_lane.texts("beth") if "We have your message" in text]) == 1

    # Marta has two children and does not say which: she is asked, in Polish, and presses a button.
    oak_lane.say("marta", "Czy jutro jest basen?")
    await oak_lane.sees("marta", r"\?")
    oak_lane.press("marta", "Ola")
    await oak_lane.sees("marta", "3B")
    assert oak_lane.texts("t3")[1:] == []


async def sunday_night(oak_lane: Town) -> None:
    """At 22:10 Sana writes something that cannot wait; the safeguarding lead's phone rings and nobody else's."""
    await oak_lane.at(sunday(22, 10))
    oak_lane.say("sana", "My husband hits Zain, I am scared for him")
    await oak_lane.sees("dsl", "Please open now")
    card = await oak_lane.open_card("dsl")
    assert "Zain Qamar" in card
    assert "My husband hits Zain" in card
    heard = await oak_lane.sees("sana", "999")
    assert "husband" not in heard
    assert oak_lane.texts("t3")[1:] == []
    assert oak_lane.texts("office")[1:] == []
    oak_lane.press("dsl", "Take")
    await oak_lane.sees("dsl", "Taken by Dana Brook")


async def monday_before_school(oak_lane: Town) -> None:
    """07:40: Lena reports an absence. It is listed at the office; their phones ring at eight."""
    await oak_lane.at(monday(7, 40))
    oak_lane.say("lena", "Mira is ill today and will not come to school")
    heard = await oak_lane.sees("lena", "999")
    assert "01632 960100" in heard
    await oak_lane.settled()
    assert oak_lane.texts("office")[1:] == []


async def monday_opening(oak_lane: Town) -> None:
    """08:00: held mail comes out in order, the office takes the absence, and its colleague sees that."""
    await oak_lane.at(monday(8, 0))
    await oak_lane.sees("office", "Sickness · 5A|Absence · 5A")
    await oak_lane.sees("office2", "Sickness · 5A|Absence · 5A")
    card = await oak_lane.open_card("office")
    assert "Mira Dubova · 5A" in card
    assert "Mira is ill today" in card
    oak_lane.press("office", "Take")
    await oak_lane.sees("office2", "Taken by Orla Penn")
    await oak_lane.settled()
    assert len(oak_lane.texts("lena")) == 2  # the acknowledgement, "the office is dealing with it"

    await oak_lane.sees("t3", r"Message · 3B\. Tap Open")
    await oak_lane.settled()
    teasers = [text for text in oak_lane.texts("t3") if "Tap Open" in text]
    assert len(teasers) == 2  # Beth's two texts are one matter; Marta's is another
    assert not any("Finn" in text or "Ola" in text for text in oak_lane.texts("t3"))


async def monday_lessons(oak_lane: Town) -> None:
    """The teacher answers at break; Omar's question goes to his child's teacher; dinners go to the office."""
    await oak_lane.at(monday(10, 35))
    first = next(bubble for bubble in oak_lane.screen("t3") if "Open" in bubble.labels)
    oak_lane.sandbox.press("t3", "Open", message=first.id)
    card = await oak_lane.sees("t3", "Finn Marlow · 3B")
    assert "at his gran's" in card
    shown = next(bubble for bubble in oak_lane.screen("t3") if bubble.text.startswith("Finn Marlow"))
    oak_lane.say("t3", "Found it in the class box. No worry.", reply_to=shown.id)
    echo = await oak_lane.sees("t3", "To Beth Marlow about Finn Marlow")
    assert "By SMS" in echo
    await oak_lane.at(monday(10, 36))
    heard = await oak_lane.sees("beth", "Found it in the class box")
    assert heard.startswith("Oak Lane: From the 3B teacher, about Finn:")

    oak_lane.say("omar", "What time does the trip come back on Thursday?")
    await oak_lane.sees("t5", "5A")
    oak_lane.say("beth", "I would like to pay Finn's dinner money, how much is it?")
    await oak_lane.sees("office", "Dinners · 3B")
    assert not any("dinner" in text for text in oak_lane.texts("t3"))


async def monday_home_time(oak_lane: Town) -> None:
    """15:00: a change of who collects is urgent; 15:10: one announcement reaches every adult of 3B once."""
    await oak_lane.at(monday(15, 0))
    oak_lane.say("piotr", "Moja siostra odbierze dzisiaj Olę ze szkoły zamiast mnie")
    await oak_lane.sees("office", r"URGENT · 3B")
    heard = await oak_lane.sees("piotr", "01632 960100")
    assert "01632 960100" in heard.splitlines()[0]

    await oak_lane.at(monday(15, 10))
    oak_lane.say("t3", "PE kit tomorrow, please")
    await oak_lane.sees("t3", "Nothing is sent until you choose")
    oak_lane.press("t3", "Announce to 3B")
    preview = await oak_lane.sees("t3", "To 4 family adults of 3B")
    assert "Telegram 2, SMS 2, no route 0" in preview
    oak_lane.press("t3", "Send to 4 adults")
    await oak_lane.sees("t3", "Goes to 4 adults")
    await oak_lane.at(monday(15, 12))
    for who in ("marta", "piotr", "sana", "beth"):
        await oak_lane.sees(who, "PE kit tomorrow")
    await oak_lane.sees("t3", "4 of 4 reached")
    await oak_lane.at(monday(15, 30))
    await oak_lane.settled()
    for who in ("marta", "piotr", "sana", "beth"):
        assert sum("PE kit tomorrow" in text for text in oak_lane.texts(who)) == 1
    for who in ("lena", "omar"):
        assert not any("PE kit" in text for text in oak_lane.texts(who))


def nobodys_evening_was_spoilt(oak_lane: Town) -> None:
    """No member of staff got anything while the school was closed, but for the safeguarding lead."""
    for who in ("t3", "t5", "c3", "office", "office2", "head"):
        told = [bubble for bubble in oak_lane.screen(who) if not bubble.mine][1:]
        assert all(monday(8) <= bubble.at <= monday(15, 31) for bubble in told), who

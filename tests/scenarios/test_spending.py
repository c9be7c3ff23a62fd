"""The month's limit of text messages: praise stops before reminders, reminders before news; answers and closures never."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from bot import presets
from bot.domain.spending import stopped
from tests.town import Town, town


@pytest.mark.parametrize(
    ("spent", "stops"),
    [
        (79, set()),
        (80, {"celebration", "learning"}),
        (90, {"celebration", "learning", "reminder"}),
        (100, {"celebration", "learning", "reminder", "event", "notice", ""}),
        (999, {"celebration", "learning", "reminder", "event", "notice", ""}),
    ],
)
def test_kinds_of_post_stop_in_their_order_and_an_emergency_never(spent: int, stops: set[str]) -> None:
    kinds = ("celebration", "learning", "reminder", "event", "notice", "", "emergency")
    assert {kind for kind in kinds if stopped(kind, 100, spent)} == stops
    assert not any(stopped(kind, 0, spent) for kind in kinds)


async def _post(school: Town, text: str) -> str:
    school.say("t3", text)
    preview = await school.sees("t3", f"(?s)Text message parts this month.*{text.split(' ', 1)[1]}")
    school.press("t3", "Send to 4 adults")
    await school.settled()
    await school.at(school.hub.now() + timedelta(minutes=5))
    await school.settled()
    return preview


async def test_praise_over_the_limit_goes_to_the_app_alone_and_the_office_has_the_names(database_url: str, tmp_path: Path) -> None:
    document = presets.read("demo") + "\n[send]\nsms_parts_a_month = 4\n"
    async with town(database_url, tmp_path, policy=document) as school:
        assert "over the limit" not in await _post(school, "/announce We planted beans")
        await school.sees("beth", "planted beans")
        preview = await _post(school, "/celebrate Well done everybody")
        assert "up to 2 adults on SMS may not get it" in preview
        await school.sees("marta", "Well done everybody")
        assert not any("Well done" in text for who in ("beth", "sana") for text in school.texts(who))
        await school.sees("office", "limit of 4 text message parts a month is reached for this kind of post: Celebration")
        assert "Finn Marlow (3B): Beth Marlow, English, the month's limit" in await school.sees("office", "did not reach 2 adults")
        school.say("beth", "Finn cannot find his reading book")
        await school.sees("t3", r"3B\. Tap Open")
        await school.open_card("t3")
        card = next(bubble.id for bubble in reversed(school.screen("t3")) if "Finn Marlow" in bubble.text)
        school.say("t3", "It is on his desk", reply_to=card)
        await school.sees("t3", "Goes today")
        await school.at(school.hub.now() + timedelta(minutes=5))
        await school.sees("beth", "on his desk")
        school.say("t3", "/emergency coach 16:15")
        await school.sees("t3", "type COACH")
        school.say("t3", "COACH")
        await school.sees("beth", "The coach is late")

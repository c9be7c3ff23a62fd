"""What reached, or showed to, the wrong person leaves their phone: every part, every picture; what cannot is listed."""

from __future__ import annotations

from datetime import timedelta

from bot.sandbox.views import Bubble
from tests.town import TUESDAY, Town

LONG = ("This is a long answer about the lunchbox cover and the trip, and it goes on. " * 60)[:4080]
"""As much as Telegram lets somebody type at once: with a heading it becomes two messages."""


async def _answered(both: Town, family: str, teacher: str, child: str, text: str) -> None:
    """A parent asks, the teacher opens the card and answers; the answer has left."""
    both.say(family, "We cannot find the reading book")
    await both.sees(teacher, "Message")
    await both.open_card(teacher)
    card = next(bubble.id for bubble in reversed(both.screen(teacher)) if child in bubble.text)
    both.say(teacher, text, reply_to=card)
    await both.sees(teacher, "Goes")
    await both.at(TUESDAY + timedelta(minutes=10))
    await both.settled()


def _shown(both: Town, who: str, words: str) -> list[Bubble]:
    return [bubble for bubble in both.screen(who) if not bubble.mine and words in bubble.text]


async def test_every_part_of_a_long_answer_is_taken_back_and_its_author_hears_so(both: Town) -> None:
    await _answered(both, "omar", "t5", "Huda Rashid", LONG)
    assert len(_shown(both, "omar", "it goes on")) == 2
    both.press("t5", "Wrong recipient")
    await both.sees("t5", "has been taken back")
    assert _shown(both, "omar", "it goes on") == []
    assert not _shown(both, "office", "wrong family")


async def test_an_answer_too_old_to_take_back_is_listed_for_the_office_and_its_author_hears_how_much_stays(
    both: Town,
) -> None:
    await _answered(both, "omar", "t5", "Huda Rashid", LONG)
    parts = len(_shown(both, "omar", "it goes on"))
    await both.at(TUESDAY + timedelta(days=3))
    both.press("t5", "Wrong recipient")
    await both.sees("t5", rf"{parts} messages of your answer about Huda Rashid could not be taken back")
    assert len(_shown(both, "omar", "it goes on")) == parts
    await both.sees("office", "An answer that went to the wrong family")
    card = await both.open_card("office")
    assert "Omar Rashid" in card
    await both.sees("office", f"{parts} of {parts} messages")


async def test_a_text_message_to_the_wrong_family_is_listed_for_the_office_at_once(both: Town) -> None:
    await _answered(both, "beth", "t3", "Finn Marlow", "He forgot it twice")
    both.press("t3", "Wrong recipient")
    await both.sees("t3", "cannot be taken back")
    await both.sees("office", "An answer that went to the wrong family")
    assert "He forgot it twice" in await both.open_card("office")


async def test_an_answer_is_taken_back_from_the_phone_it_reached_though_that_phone_was_unlinked_since(both: Town) -> None:
    await _answered(both, "omar", "t5", "Huda Rashid", "She may bring it")
    both.say("omar", "STOP")
    await both.sees("omar", "START")
    both.press("t5", "Wrong recipient")
    await both.sees("t5", "has been taken back")
    assert _shown(both, "omar", "She may bring it") == []


async def test_pictures_and_every_part_of_a_card_leave_the_phone_it_moves_away_from_and_come_back_with_it(
    both: Town,
) -> None:
    both.sandbox.send_photos("omar", 2, caption="Huda has read this book at home. " * 30)
    both.say("omar", LONG)
    await both.sees("t5", "Message · 5A")
    await both.open_card("t5")

    def photos(who: str) -> int:
        return sum(bubble.kind == "photo" for bubble in both.screen(who))

    await both.sandbox.until(lambda: photos("t5") == 2, 20)
    both.press("t5", "To office")
    await both.sees("t5", "This is with school office now")
    await both.settled()
    assert photos("t5") == 0
    assert not any("Huda" in text or "goes on" in text for text in both.texts("t5"))
    await both.sees("office", "Office matter")
    both.press("office", "Open")
    await both.sandbox.until(lambda: photos("office") == 2, 20)
    both.press("office", "Not for us")
    await both.sandbox.until(lambda: photos("office") == 0, 20)
    await both.settled()
    both.press("t5", "Open")
    await both.sandbox.until(lambda: photos("t5") == 2, 20)

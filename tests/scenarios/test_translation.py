"""Words that need a translator: a card never waits for one, nothing private or named reaches one, danger overtakes."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from datetime import timedelta

import pytest

from bot.domain.protection.processors import Processor
from bot.translation.base import Reach
from bot.translation.lane import Lane
from bot.translation.service import TranslationService
from storage import processors
from tests.town import Town
from tests.translation.stub import FakeEngine

KNOWN = {
    "Вона забула шапку у класі": "She forgot her hat in the classroom",
    "The green folder is on her chair": "Зелена папка на її стільці",
    "She sang beautifully this morning": "Вона чудово співала сьогодні вранці",
}


def _known(text: str) -> str:
    return KNOWN.get(text, text)


class Slow:
    """An engine that answers once it is let go."""

    def __init__(self) -> None:
        self.go = threading.Event()

    def __call__(self, text: str) -> str:
        self.go.wait(30)
        return _known(text)


def _engine(both: Town, work: Callable[[str], str], reach: Reach = Reach.OWN_NETWORK) -> FakeEngine:
    engine = FakeEngine(work)
    both.hub.translation = TranslationService([Lane(engine, reach, clock=time.monotonic)])
    return engine


async def _card(both: Town, text: str) -> str:
    both.say("lena", text)
    await both.sees("t5", "5A. Tap Open")
    return await both.open_card("t5")


async def test_a_card_goes_at_once_in_the_parents_words_and_the_translation_is_edited_in(both: Town) -> None:
    slow = Slow()
    _engine(both, slow)
    card = await _card(both, "Вона забула шапку у класі")
    assert "забула шапку" in card
    assert "the translation follows" in card
    slow.go.set()
    done = await both.sees("t5", "She forgot her hat")
    assert "забула шапку" in done
    assert "follows" not in done
    assert sum("забула шапку" in text for text in both.texts("t5")) == 1


async def test_an_engine_that_never_answers_ends_in_the_original_labelled(both: Town) -> None:
    def broken(text: str) -> str:
        raise RuntimeError(text)

    _engine(both, broken)
    await _card(both, "Вона забула шапку у класі")
    await both.sees("t5", "not translated: language Ukrainian")


async def test_no_engine_sees_the_name_of_the_parent_or_of_any_of_their_children(both: Town) -> None:
    engine = _engine(both, _known)
    await _card(both, "Мира Дубова забула книжку для читання. Mira Dubova i Lena Dubova prosiat")
    await both.settled()
    engine.asked.clear()
    both.say("lena", "Lena Dubova prosyt шапку Huda, дякую дуже щиро Mira")
    await both.settled()
    both.press("t5", "Seen")
    both.say("marta", "Dzień dobry, mama Marta Zielona pyta o zeszyt, Ola i Jan zapomnieli go w klasie")
    await both.sandbox.until(lambda: any("3B. Tap Open" in text for text in both.texts("t3")), 20)
    both.press("t3", "Open")
    await both.sandbox.until(lambda: any("pyta o" in text for text in engine.asked), 20)
    asked = " ".join(engine.asked)
    for name in ("Marta", "Zielona", "Ola", "Jan", "Lena", "Dubova"):
        assert name not in asked


async def _answer(both: Town, text: str) -> None:
    card = next(bubble.id for bubble in reversed(both.screen("t5")) if bubble.text.startswith("Mira Dubova"))
    both.say("t5", text, reply_to=card)
    await both.sees("t5", "Goes")
    await both.at(both.hub.now() + timedelta(minutes=5))


async def test_a_letter_waits_for_its_translation_and_danger_overtakes_it(both: Town) -> None:
    slow = Slow()
    _engine(both, slow)
    await _card(both, "Вона забула шапку у класі")
    await _answer(both, "The green folder is on her chair")
    both.say("omar", "my husband hits Huda with a belt")
    await both.sees("dsl", "Please open now", within_s=10)
    assert not any("on her chair" in text for text in both.texts("lena"))
    slow.go.set()
    assert "Зелена папка" in await both.sees("lena", "on her chair")
    assert sum("on her chair" in text for text in both.texts("lena")) == 1
    both.say("lena", "WRONG")  # of an answer: its writer reads it, as no post was translated
    await both.settled()
    assert not any("не перекладав" in text for text in both.texts("lena"))


async def test_a_letter_about_health_never_reaches_an_engine_outside(both: Town) -> None:
    engine = _engine(both, _known, Reach.ALLOWED)
    await _card(both, "Вона забула шапку у класі")
    await _answer(both, "Mira was sick and vomited, please bring her medicine tomorrow")
    await both.sees("lena", "medicine")
    await both.settled()
    assert engine.asked == []


@pytest.mark.meaning
async def test_an_everyday_letter_may_go_to_an_engine_the_installation_has_on_record(both: Town) -> None:
    engine = _engine(both, _known, Reach.ALLOWED)
    row = Processor(name=engine.name, kind="translator", country="GB", purpose="letters", no_training=True)
    await both.hub.write(lambda db: processors.add(both.cast.scope, db, both.hub.now(), row, ""))
    await _card(both, "Вона забула книжку для читання вдома")
    await _answer(both, "She sang beautifully this morning")
    await both.sees("lena", "чудово співала")
    assert engine.asked == ["She sang beautifully this morning"]


async def test_an_answer_written_by_hand_in_every_language_needs_no_engine_and_no_label(both: Town) -> None:
    await _card(both, "Вона забула книжку для читання вдома")
    both.press("t5", "Ready answers")
    await both.sees("t5", "reply to the card with the code")
    both.press("t5", "Meet, ring")
    await both.settled()
    both.press("t5", "r35 I will ring you on {day} at {time}.")
    await both.sees("t5", "Which day and time")
    both.say("t5", "when school is out")
    await both.settled()
    both.say("t5", "Friday 15:30")
    assert "Ready in Ukrainian, written by hand." in await both.sees("t5", "Goes")
    await both.at(both.hub.now() + timedelta(minutes=5))
    said = await both.sees("lena", "Я подзвоню вам: .*8 березня, о 15:30")
    assert "will ring" not in said
    await _answer(both, "The green folder is on her chair")
    await both.sees("t5", "In English only: this family reads Ukrainian")
    both.press("t5", "Office rings with interpreter")
    await both.sees("lena", "Офіс зателефонує")
    both.say("office", "/list")
    await both.sees("office", "1 message waits")
    engine = _engine(both, _known)
    await _answer(both, "r1")
    await both.settled()
    await both.at(both.hub.now() + timedelta(minutes=1))  # until then it could be taken back
    await both.sees("lena", "Дякуємо, що повідомили")
    assert not any("telling" in text for text in engine.asked)

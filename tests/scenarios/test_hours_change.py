"""Hours, dates or policy change while messages wait: what is held goes by the new times, and families hear once."""

from __future__ import annotations

from datetime import UTC, date, datetime

from sqlalchemy import or_, select

from bot import presets
from bot.domain.access import Scope
from bot.domain.people import Role
from storage import dates, policies, tables
from storage.db import Db
from tests.town import Town

EVENING = datetime(2024, 3, 5, 20, 0, tzinfo=UTC)  # Tuesday; open again on Wednesday at 8:00
_out = tables.outbox
WEDNESDAY, THURSDAY = date(2024, 3, 6), date(2024, 3, 7)


def _head(both: Town) -> Scope:
    return Scope(both.cast.school_id, None, Role.HEAD, "test")


async def _snow(both: Town, first: date, last: date, class_name: str | None = None) -> None:
    class_id = both.cast.classes[class_name] if class_name else None
    await both.hub.write(lambda db: policies.add_closure(_head(both), db, "snow", first, last, class_id=class_id))


async def _held(both: Town, who: str, text: str) -> None:
    await both.at(EVENING)
    both.say(who, text)
    await both.sees(who, "Wednesday|tomorrow|We have your message")
    await both.settled()


async def test_a_snow_closure_moves_what_is_held_and_the_parent_promised_wednesday_hears_of_thursday(
    both: Town,
) -> None:
    await _held(both, "beth", "Finn has new glasses, can he sit at the front today?")
    await _snow(both, WEDNESDAY, WEDNESDAY)
    await both.at(datetime(2024, 3, 6, 7, 40, tzinfo=UTC))
    told = await both.sees("beth", "opening times have changed")
    assert "tomorrow at 8:00" in told
    assert "999" in told
    await both.at(datetime(2024, 3, 6, 10, 0, tzinfo=UTC))
    await both.settled()
    assert not any("Message · 3B" in text for text in both.texts("t3"))
    await both.at(datetime(2024, 3, 7, 8, 0, tzinfo=UTC))
    await both.sees("t3", "Message · 3B")
    assert sum("have changed" in text for text in both.texts("beth")) == 1


async def test_an_earlier_opening_brings_the_message_forward_and_nobody_is_told_a_second_time(both: Town) -> None:
    await _snow(both, WEDNESDAY, THURSDAY)
    await _held(both, "beth", "Finn has new glasses, can he sit at the front today?")
    assert any("Friday at 8:00" in text for text in both.texts("beth"))

    def reopen(db: Db) -> None:
        dates.clear(_head(both), db)
        policies.add_term(_head(both), db, date(2024, 2, 19), date(2024, 3, 28))

    await both.hub.write(reopen)
    await both.at(datetime(2024, 3, 6, 8, 0, tzinfo=UTC))
    await both.sees("t3", "Message · 3B")
    await both.settled()
    assert not any("have changed" in text for text in both.texts("beth"))


async def test_a_policy_that_opens_the_evening_shows_at_once_what_was_held(both: Town) -> None:
    await _held(both, "beth", "Finn has new glasses, can he sit at the front today?")
    document = presets.read("demo").replace('close = "17:00"', 'close = "22:00"')
    now = both.hub.now()
    await both.hub.write(lambda db: policies.add_version(_head(both), db, document, now, "test", in_force_from=now))
    await both.sees("t3", "Message · 3B")


async def test_a_closure_of_one_class_moves_that_class_alone(both: Town) -> None:
    await _held(both, "beth", "Finn has new glasses, can he sit at the front today?")
    both.say("omar", "Huda cannot find her reading book")
    await both.settled()
    await _snow(both, WEDNESDAY, WEDNESDAY, "3B")
    await both.at(datetime(2024, 3, 6, 8, 0, tzinfo=UTC))
    await both.sees("t5", "Message · 5A")
    await both.sees("beth", "have changed")
    await both.settled()
    assert not any("Message · 3B" in text for text in both.texts("t3"))


async def test_news_of_a_change_that_was_taken_back_before_morning_is_never_sent(both: Town) -> None:
    await _held(both, "beth", "Finn has new glasses, can he sit at the front today?")
    await both.at(datetime(2024, 3, 6, 5, 0, tzinfo=UTC))
    await _snow(both, WEDNESDAY, WEDNESDAY)
    await both.sandbox.until(lambda: _due(both) == datetime(2024, 3, 7, 8, 0, tzinfo=UTC), 20)
    await both.hub.write(lambda db: dates.clear(_head(both), db))
    await both.hub.write(lambda db: policies.add_term(_head(both), db, date(2024, 2, 19), date(2024, 3, 28)))
    await both.sandbox.until(lambda: _due(both) == datetime(2024, 3, 6, 8, 0, tzinfo=UTC), 20)
    await both.at(datetime(2024, 3, 6, 8, 0, tzinfo=UTC))
    await both.sees("t3", "Message · 3B")
    assert not any("have changed" in text for text in both.texts("beth"))


async def test_an_answer_written_at_night_leaves_at_the_new_opening(both: Town) -> None:
    both.say("beth", "Finn has new glasses, can he sit at the front today?")
    await both.sees("t3", "Message · 3B")
    await both.open_card("t3")
    card = next(bubble.id for bubble in reversed(both.screen("t3")) if "Finn Marlow" in bubble.text)
    await both.at(EVENING)
    both.say("t3", "I will move him", reply_to=card)
    await both.sees("t3", "Goes tomorrow at 8:00")
    await _snow(both, WEDNESDAY, WEDNESDAY)
    await both.sandbox.until(lambda: _due(both) == datetime(2024, 3, 7, 8, 0, tzinfo=UTC), 20)
    await both.at(datetime(2024, 3, 6, 9, 0, tzinfo=UTC))
    await both.settled()
    assert not any("move him" in text for text in both.texts("beth"))
    await both.at(datetime(2024, 3, 7, 8, 0, tzinfo=UTC))
    await both.sees("beth", "I will move him")


async def test_when_nobody_knows_the_next_opening_the_office_has_it_at_once(both: Town) -> None:
    await _held(both, "beth", "Finn has new glasses, can he sit at the front today?")
    await both.hub.write(lambda db: dates.clear(_head(both), db))
    await both.hub.write(lambda db: policies.add_term(_head(both), db, date(2024, 2, 19), date(2024, 3, 5)))
    await both.sees("office", "Message · 3B")
    await both.at(datetime(2024, 3, 6, 8, 0, tzinfo=UTC))
    assert "Passed to the school office" in await both.sees("beth", "have changed")


def _due(both: Town) -> datetime | None:
    """When what waits for the opening, a message or an answer, is due."""
    kinds = or_(_out.c.intent.like("notify:%"), _out.c.message_id.is_not(None))
    with both.hub.reading() as db:
        when: datetime | None = db.value(select(_out.c.due_at).where(_out.c.state == "queued", kinds))
        return when

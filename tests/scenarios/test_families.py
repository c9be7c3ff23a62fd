"""What families do, through the wires: questions and answers, corrections, stops, things that cannot be taken."""

from __future__ import annotations

import contextlib
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from unittest import mock

import pytest
from sqlalchemy import func, select

from bot.domain.subjects import Finding, Subject, Triage
from storage import audit, inbox, tables
from tests.town import TUESDAY, Town, town

NIGHT = datetime(2024, 3, 5, 22, 0, tzinfo=UTC)


async def _kept(oak_lane: Town) -> int:
    return int(await oak_lane.read(lambda db: db.value(select(func.count()).select_from(tables.message))))


async def test_which_child_is_answered_by_button_by_name_and_remembered(oak_lane: Town) -> None:
    oak_lane.say("marta", "Czy jutro jest basen?")
    await oak_lane.sees("marta", r"\?$")
    oak_lane.press("marta", "Ola")
    await oak_lane.sees("marta", "3B")
    await oak_lane.sees("t3", "Message · 3B")
    oak_lane.say("marta", "Dziękuję, a o której?")  # remembered: no question, but "another child" is offered
    await oak_lane.settled()
    await oak_lane.at(TUESDAY + timedelta(minutes=10))
    oak_lane.say("marta", "Jeszcze jedno pytanie o strój")
    await oak_lane.settled()
    labels = [label for bubble in oak_lane.screen("marta") for label in bubble.labels]
    assert len([text for text in oak_lane.texts("marta") if text.endswith("?")]) == 1
    assert len(labels) > 4
    oak_lane.press("marta", labels[-1])  # another child
    await oak_lane.settled()
    oak_lane.say("marta", "Jan")
    await oak_lane.sees("t5", "Message · 5A")


async def test_an_unanswered_question_shows_itself_to_the_office_after_ten_minutes(oak_lane: Town) -> None:
    oak_lane.say("marta", "Czy jutro jest basen?")
    await oak_lane.sees("marta", r"\?$")
    await oak_lane.settled()
    assert oak_lane.texts("office")[1:] == []
    await oak_lane.at(TUESDAY + timedelta(minutes=11))
    await oak_lane.sees("office", "Tap Open")
    card = await oak_lane.open_card("office")
    assert "Child not known yet" in card
    assert oak_lane.texts("t3")[1:] == []
    oak_lane.press("office", "Take")
    await oak_lane.sees("office", "Taken by")


async def test_both_children_make_an_item_for_each_teacher(oak_lane: Town) -> None:
    oak_lane.say("marta", "Czy jutro jest basen?")
    await oak_lane.sees("marta", r"\?$")
    both = oak_lane.screen("marta")[-1].labels[2]
    oak_lane.press("marta", both)
    await oak_lane.sees("t3", "Message · 3B")
    await oak_lane.sees("t5", "Message · 5A")


async def test_a_wrong_guess_is_put_right_with_a_digit(oak_lane: Town) -> None:
    oak_lane.say("beth", "Finn is ill and will not be in today")
    await oak_lane.sees("beth", "9 ")
    await oak_lane.sees("office", "Sickness · 3B")
    oak_lane.say("beth", "٩")
    await oak_lane.sees("beth", "3B teacher")
    await oak_lane.sees("t3", "Message · 3B")
    oak_lane.say("beth", "9")  # asked and answered: a second 9 does nothing
    await oak_lane.sees("beth", "No question is open")
    await oak_lane.settled()
    entries = await oak_lane.read(lambda db: audit.broken_at(db, oak_lane.cast.school_id))
    assert entries is None


async def test_zero_always_means_please_ring_me(oak_lane: Town) -> None:
    oak_lane.say("sana", "۰")
    await oak_lane.sees("office", "Please ring a parent")
    card = await oak_lane.open_card("office")
    assert "Sana Qamar" in card
    assert "+447700900103" in card
    await oak_lane.at(NIGHT)
    before = len(oak_lane.texts("office"))
    oak_lane.say("beth", "0")
    await oak_lane.sees("beth", "closed now")
    await oak_lane.settled()
    assert len(oak_lane.texts("office")) == before


async def test_language_is_a_menu_and_changes_only_by_choice(oak_lane: Town) -> None:
    oak_lane.say("beth", "LANGUAGE")
    menu = await oak_lane.sees("beth", "2 Polski")
    assert "1 English" in menu
    oak_lane.say("beth", "2")
    await oak_lane.sees("beth", "polsk")
    oak_lane.say("beth", "help")
    await oak_lane.settled()
    assert "999" in oak_lane.texts("beth")[-1]
    assert "note to the teacher" not in oak_lane.texts("beth")[-1]
    oak_lane.say("beth", "język Italiano")  # by its name, in words of the language it was
    await oak_lane.sees("beth", "Le scriveremo in italiano")
    oak_lane.say("beth", "Aiuto")
    await oak_lane.sees("beth", "scriva LANGUAGE")
    oak_lane.say("beth", "Стоп")  # no word of the carrier's: obeyed and answered by us
    await oak_lane.sees("beth", "Per ricominciare scriva START")
    oak_lane.say("beth", "старт")
    await oak_lane.sees("beth", "di nuovo i messaggi della scuola")


async def test_stop_is_obeyed_at_once_and_start_brings_it_back(oak_lane: Town) -> None:
    oak_lane.say("omar", "STOP")
    await oak_lane.settled()
    oak_lane.say("t5", "Trip on Friday")
    await oak_lane.sees("t5", "Nothing is sent until you choose")
    oak_lane.press("t5", "Announce to 5A")
    preview = await oak_lane.sees("t5", "family adults of 5A")
    assert "no route 1" in preview
    oak_lane.say("omar", "/start")
    await oak_lane.settled()
    oak_lane.say("beth", "stop")
    await oak_lane.settled()
    oak_lane.say("beth", "please stop giving Finn the window seat")  # inside a sentence it is a message
    await oak_lane.settled()
    assert len(oak_lane.texts("beth")) >= 1


@pytest.mark.parametrize("kind,reason", [("sticker", "words"), ("location", "locations")])
async def test_what_cannot_be_taken_is_refused_with_a_reason(oak_lane: Town, kind: str, reason: str) -> None:
    oak_lane.say("lena", "LANGUAGE")
    await oak_lane.settled()
    oak_lane.press("lena", "English")
    await oak_lane.settled()
    before = await _kept(oak_lane)
    oak_lane.sandbox.attach("lena", kind)
    await oak_lane.sees("lena", reason)
    assert await _kept(oak_lane) == before


async def test_a_voice_note_is_sorted_by_its_sender_and_playable_by_staff(oak_lane: Town) -> None:
    oak_lane.sandbox.attach("omar", "voice", seconds=4)
    await oak_lane.settled()
    options = oak_lane.screen("omar")[-1].labels
    assert len(options) == 4
    oak_lane.press("omar", options[2])
    await oak_lane.sees("t5", "Message · 5A")
    card = await oak_lane.open_card("t5")
    assert "voice message" in card
    await oak_lane.sandbox.until(lambda: any(bubble.kind == "voice" for bubble in oak_lane.screen("t5")), 15)
    # Unanswered, the office has it after ten minutes.
    oak_lane.sandbox.attach("lena", "voice", seconds=2)
    await oak_lane.settled()
    await oak_lane.at(TUESDAY + timedelta(minutes=11))
    await oak_lane.sees("office", "Tap Open")


async def test_thirty_photos_are_one_matter_and_one_answer(oak_lane: Town) -> None:
    oak_lane.sandbox.send_photos("omar", 30, caption="Huda made this at home")
    await oak_lane.sees("t5", "Message · 5A")
    await oak_lane.settled(30)
    assert len([text for text in oak_lane.texts("t5") if "Tap Open" in text]) == 1
    assert len(oak_lane.texts("omar")) == 1
    card = await oak_lane.open_card("t5")
    assert card.count("(sent a photo)") == card.count("(sent 29 photos)") == 1  # the one with words, and the rest


async def test_an_edit_is_a_new_version_shown_on_the_card(oak_lane: Town) -> None:
    sent = oak_lane.sandbox.type("lena", "Що задали на п'ятницю?")
    await oak_lane.sees("t5", "Message · 5A")
    await oak_lane.open_card("t5")
    before = len(oak_lane.texts("lena"))
    oak_lane.sandbox.edit("lena", sent[0], "Що задали на четвер?")
    await oak_lane.sees("t5", "четвер")
    await oak_lane.settled()
    assert "п'ятницю" not in "".join(oak_lane.texts("t5"))
    assert len(oak_lane.texts("lena")) == before
    assert await _kept(oak_lane) >= 2


async def test_danger_reaches_the_lead_at_night_whoever_wrote(sqlite_url: str, tmp_path: Path) -> None:
    """A linked parent, a stranger, and a school that only announces: only this text is kept there."""
    async with town(sqlite_url, tmp_path, preset="papworth-hall", now=NIGHT) as school:
        school.say("beth", "Finn has a cold")
        heard = await school.sees("beth", "not answered")
        assert "999" in heard
        assert await _kept(school) == 0
        school.say("beth", "My partner hits Finn and I am frightened for him")
        await school.sees("dsl", "Please open now")
        assert await _kept(school) == 1
        card = await school.open_card("dsl")
        assert "frightened for him" in card
        assert "hits" not in "".join(school.texts("beth"))
        school.sandbox.add_phone("stranger", user_id=9999, opens="oak_lane_bot")
        school.sandbox.start("stranger")
        await school.sees("stranger", "code")
        school.say("stranger", "The man next door beats his little girl every night")
        await school.sandbox.until(lambda: len([t for t in school.texts("dsl") if "open now" in t]) >= 1, 10)
        await school.settled()
        assert await _kept(school) == 2
        assert "From a Telegram account we do not know" in await school.open_card("dsl")
        assert school.texts("t3")[1:] == []


async def test_one_held_notice_a_quiet_period_and_a_minute_of_texts_is_one_matter(oak_lane: Town) -> None:
    await oak_lane.at(NIGHT)
    for text in ("Hello", "Finn needs new plimsolls", "Size 2 if you have them"):
        oak_lane.say("beth", text)
        await oak_lane.settled()
    await oak_lane.at(NIGHT + timedelta(hours=2))
    oak_lane.say("beth", "And thank you for today")
    await oak_lane.settled()
    assert len(oak_lane.texts("beth")) == 1
    await oak_lane.at(datetime(2024, 3, 6, 8, 0, tzinfo=UTC))
    await oak_lane.sandbox.until(lambda: len([t for t in oak_lane.texts("t3") if "Tap Open" in t]) == 2, 15)
    await oak_lane.settled()
    assert len(oak_lane.texts("beth")) == 1  # nobody hears "we are closed" once it is open


async def test_what_a_family_heard_that_the_teacher_has_stays_there_and_only_what_follows_goes_to_the_office(
    oak_lane: Town,
) -> None:
    oak_lane.say("beth", "Finn needs new plimsolls")
    await oak_lane.sees("beth", "Passed to the 3B teacher")
    oak_lane.say("beth", "I wish to make a formal complaint about bullying")  # within the minute
    await oak_lane.sees("beth", "Passed to the school office")
    await oak_lane.settled()
    note, matter = await oak_lane.open_card("t3"), await oak_lane.open_card("office")
    assert "plimsolls" in note and "complaint" not in note
    assert "about bullying" in matter and "plimsolls" not in matter
    oak_lane.say("omar", "Huda needs new plimsolls")
    await oak_lane.settled()
    oak_lane.say("omar", "Her uncle hits her with a belt at night")  # danger takes all of the minute along
    await oak_lane.sees("dsl", "open now")
    whole = await oak_lane.open_card("dsl")
    assert "plimsolls" in whole and "belt" in whole
    await oak_lane.settled()
    assert "joined" not in "".join(oak_lane.texts("t3"))
    oak_lane.say("piotr", "I wish to make a formal complaint about bullying")
    await oak_lane.sees("piotr", "sekretariat")
    await oak_lane.settled()
    heard = len(oak_lane.texts("piotr"))
    oak_lane.say("piotr", "Ola is ill and will not be in today")  # the office has both, and both as what they are
    await oak_lane.sees("office", r"Sickness · 3B")
    away = await oak_lane.open_card("office")
    assert "Away today" in away and "bullying" not in away
    await oak_lane.settled()
    assert len(oak_lane.texts("piotr")) == heard + 1


async def test_hello_first_and_then_the_reason_brings_the_office_the_reason_and_the_teacher_the_hello(
    oak_lane: Town,
) -> None:
    await oak_lane.at(NIGHT)
    oak_lane.say("beth", "Good evening")
    await oak_lane.sees("beth", "3B teacher")
    oak_lane.say("beth", "Finn is ill and will not be in tomorrow")
    await oak_lane.settled()
    await oak_lane.at(datetime(2024, 3, 6, 8, 0, tzinfo=UTC))
    await oak_lane.sees("office", "Sickness · 3B")
    reason = await oak_lane.open_card("office")
    assert "Finn is ill" in reason and "Good evening" not in reason
    await oak_lane.sees("t3", "Message · 3B")
    assert "Good evening" in await oak_lane.open_card("t3")  # as the family was told at night


async def test_odd_texts_are_kept_whole_and_disturb_nobody(database_url: str, tmp_path: Path) -> None:
    async with town(database_url, tmp_path) as oak_lane:
        long = "Finn read this " + "very " * 1995 + "well"
        for text in (long, "Finn\x00 and \ud800 are odd", "👍", "\u202eevil\u202c Finn"):
            oak_lane.say("omar", text.replace("Finn", "Huda"))
        await oak_lane.settled(30)
        counts = await oak_lane.read(inbox.counts)
        assert counts.get("dead", 0) == 0
        assert await _kept(oak_lane) >= 4
        oak_lane.sandbox.inject("oak_lane_bot", '"message": {"what": "is", "this": [[[[1]]]]}')
        oak_lane.say("lena", "Мира забула зошит з математики вдома")
        await oak_lane.settled()
        assert await _kept(oak_lane) >= 5
        assert (await oak_lane.read(inbox.counts)).get("new", 0) == 0


async def test_a_group_is_left_and_a_stranger_hears_nothing_about_any_child(oak_lane: Town) -> None:
    group = oak_lane.sandbox.add_to_group("omar", "5A parents")
    oak_lane.sandbox.write_in_group("omar", group.id, "Hello bot")
    await oak_lane.settled()
    assert await _kept(oak_lane) == 0
    oak_lane.sandbox.add_phone("nosy", user_id=7777, opens="oak_lane_bot")
    oak_lane.sandbox.start("nosy")
    oak_lane.say("nosy", "Is Huda Rashid at your school?")
    await oak_lane.settled()
    assert not any("Huda" in text for text in oak_lane.texts("nosy"))
    oak_lane.sandbox.add_phone("nosy staff", user_id=7778, opens="oak_lane_staff_bot")
    oak_lane.say("nosy staff", "/list")
    await oak_lane.sees("nosy staff", "for staff")


async def test_what_the_teacher_gets_is_not_called_an_office_matter_to_the_parent(oak_lane: Town) -> None:
    oak_lane.say("beth", "Where do I pay for the trip")
    assert "office matter" not in await oak_lane.sees("beth", "3B teacher")
    await oak_lane.sees("t3", "3B. Tap Open")


async def test_what_an_unclear_message_is_about_is_asked_by_button_and_the_answer_sends_it_there(oak_lane: Town) -> None:
    oak_lane.say("lena", "Ми ще думаємо про це")
    await oak_lane.sees("lena", r"\?")
    await oak_lane.settled()
    *choices, ring = oak_lane.screen("lena")[-1].labels
    assert len(choices) == 3
    assert ring == "подзвоніть мені, будь ласка"
    assert (oak_lane.texts("t5")[1:], oak_lane.texts("office")[1:]) == ([], [])
    oak_lane.press("lena", next(label for label in choices if "вчителю" in label))
    await oak_lane.sees("t5", "Message · 5A")
    assert "думаємо про це" in await oak_lane.open_card("t5")


async def test_everything_unclear_of_a_minute_goes_along_with_what_makes_it_clear(oak_lane: Town) -> None:
    oak_lane.say("beth", "he has a dentist appointment at two")
    await oak_lane.sees("beth", "What is it about")
    oak_lane.say("beth", "thank you for today")
    await oak_lane.settled()
    oak_lane.say("beth", "he cannot find his reading book")
    await oak_lane.sees("t3", "3B. Tap Open")
    await oak_lane.settled()
    card = await oak_lane.open_card("t3")
    assert [part for part in ("dentist", "thank you", "reading book") if part not in card] == []


async def test_an_unclear_text_that_may_be_an_absence_is_the_offices_after_ten_minutes_without_an_answer(oak_lane: Town) -> None:
    oak_lane.say("beth", "Finn is a bit like that today")
    asked = await oak_lane.sees("beth", "What is it about")
    assert "absence or illness" in asked
    await oak_lane.settled()
    assert oak_lane.texts("office")[1:] == []
    await oak_lane.at(TUESDAY + timedelta(minutes=11))
    await oak_lane.sees("office", "Tap Open")
    assert "a bit like that" in await oak_lane.open_card("office")
    assert oak_lane.texts("t3")[1:] == []


async def test_a_digit_is_never_read_together_with_the_words_before_it(oak_lane: Town) -> None:
    """Whatever triage makes of a minute: a digit answers, or is asked about again, and 0 rings a parent up."""
    real = oak_lane.hub.triager

    def hears_danger(text: str, language: str | None) -> Triage:
        found = real(text, language)
        danger = Finding(Subject.SAFEGUARDING, 0.9, ("8",))
        return replace(found, findings=(danger,)) if text[-1:].isdecimal() else found

    with mock.patch.object(oak_lane.hub, "triager", hears_danger):
        oak_lane.say("beth", "I have a question about something")
        await oak_lane.sees("beth", "teacher")
        oak_lane.say("beth", "8")
        await oak_lane.sees("beth", "What is it about|No question is open")
        oak_lane.say("beth", "0")
        await oak_lane.sees("beth", "The school office will ring you")
        await oak_lane.settled()
    assert oak_lane.texts("dsl") == []


async def test_words_of_the_same_minute_reach_the_teacher_though_the_first_are_dealt_with(oak_lane: Town) -> None:
    """Twenty seconds later the teacher has ticked the first; what is added to it would lie where nobody looks."""
    oak_lane.say("beth", "Can Finn bring his football boots home on Thursday please?")
    await oak_lane.sees("t3", "3B. Tap Open")
    await oak_lane.open_card("t3")
    oak_lane.press("t3", "Seen")
    await oak_lane.settled()
    oak_lane.say("beth", "And his trumpet for the lesson please")
    await oak_lane.settled()
    assert sum("Tap Open" in text for text in oak_lane.texts("t3")) == 1  # the first was opened, and is a card now
    assert "trumpet" in await oak_lane.open_card("t3")
    oak_lane.say("t3", "/list")
    await oak_lane.sees("t3", "1 message waits")


@pytest.mark.parametrize("who,teacher,child", [("beth", "t3", "Finn"), ("omar", "t5", "Huda")])
async def test_the_rest_of_a_long_minute_of_danger_is_the_leads_too_and_the_teacher_reads_none_of_the_danger(
    oak_lane: Town, who: str, teacher: str, child: str
) -> None:
    """Triage reads the end of a minute: after so many words the danger is out of its sight."""
    oak_lane.say(who, f"My husband hits {child}, zeppelin")
    for number in range(7):
        oak_lane.say(who, f"and {child} has left the reading book and the PE kit at home again, number {number}")
    await oak_lane.settled()
    oak_lane.say(teacher, "/list")
    await oak_lane.settled()
    for _ in range(3):
        with contextlib.suppress(ValueError):
            oak_lane.press(teacher, "Open")
        await oak_lane.settled()
    assert not any("zeppelin" in text for text in oak_lane.texts(teacher))
    assert not any("number" in text for text in oak_lane.texts(teacher)), "what was written in the minute goes along"
    card = await oak_lane.open_card("dsl")
    assert "zeppelin" in card
    assert "number 6" in card

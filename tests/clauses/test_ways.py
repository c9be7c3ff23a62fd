"""Whom a parent may write to, and which way a message goes that is not for them."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest
from sqlalchemy import func, select
from typer.testing import CliRunner

from bot import presets
from bot.__main__ import cli
from bot.domain.refs import button
from storage import tables
from storage.db import Db
from tests import ledger
from tests.clauses import desk
from tests.clauses.conftest import Opens
from tests.clauses.school import School, times

POLISH_PARENT, TEXTING_PARENT = "P1", "P2"
BOTH = pytest.mark.parametrize("parent", [POLISH_PARENT, TEXTING_PARENT])


async def count(school: School, action: str, reason: str | None = None) -> int:
    """Entries of the audit trail with this action."""
    audit = tables.audit
    wanted = select(func.count()).select_from(audit).where(audit.c.action == action)
    if reason is not None:
        wanted = wanted.where(audit.c.reason == reason)
    return int(await school.town.read(lambda db: db.value(wanted)))


def labels(school: School, who: str) -> list[str]:
    """The buttons under the newest text; on SMS the digits' words."""
    return list(school.town.screen(who)[-1].labels)


# Misson ------------------------------------------------------------------------------------------------------------


@BOTH
async def test_M11_a_long_note_is_delivered_whole_and_an_appointment_is_suggested(school: Opens, parent: str) -> None:
    words = "Ada bardzo lubi czytać. " if parent == POLISH_PARENT else "Ada loves her reading book. "
    note = (words * 60)[:899] + "Z"
    assert len(note) == 900
    async with school("misson", "Tue 5 Mar 2019 10:00") as misson:
        await misson.say(parent, note)
        told = await misson.only(parent)
        assert "01632 960201" in told
        assert ("sekretaria" in told) if parent == POLISH_PARENT else ("appointment" in told)
        assert (
            any("spotkanie" in one or "ask to meet" in one for one in labels(misson, parent)) or "6 ask to meet" in told
        )
        assert await misson.finds("T4", note)


@BOTH
async def test_M12_a_question_about_learning_goes_to_the_door_or_the_office(school: Opens, parent: str) -> None:
    async with school("misson", "Tue 5 Mar 2019 10:00") as misson:
        await misson.say(parent, "Why has Ada moved down a reading group?")
        told = await misson.only(parent)
        assert "01632 960201" in told
        assert (
            ("po lekcjach" in told and "sekretariacie" in told) if parent == POLISH_PARENT else "end of the day" in told
        )
        assert not await misson.finds("T4", "reading group")
        assert not await misson.waits_for("T4", "reading group")
        assert await count(misson, "redirected", "progress") == 1
        booking = "prośba o spotkanie" if parent == POLISH_PARENT else "ask to meet"
        assert booking in (told if parent == "P2" else labels(misson, parent))
        note = "to tylko krótka notatka" if parent == POLISH_PARENT else "it is just a short note"
        await misson.press(parent, note)
        assert await misson.waits_for("T4", "reading group")


@BOTH
async def test_M14_the_answer_promises_no_time_and_nothing_is_ever_late(school: Opens, parent: str) -> None:
    words = (
        "Ada nie może znaleźć książki do czytania" if parent == POLISH_PARENT else "Ada cannot find her reading book"
    )
    async with school("misson", "Tue 5 Mar 2019 10:00") as misson:
        await misson.say(parent, words)
        told = await misson.only(parent)
        assert "maybe not today" in told or "może nie dziś" in told or "niekoniecznie dziś" in told
        assert not re.search(r"\d+ ?(h|hours?|godz)", told)
        assert times(told) == []
        await misson.at("Tue 12 Mar 2019 10:00")
        await misson.say("T4", "/late")
        assert "No answer is late" in (await misson.heard("T4"))[-1]
        await misson.say("T4", "/list")
        assert not any("LATE" in label for label in labels(misson, "T4"))


@BOTH
async def test_M15_urgent_begins_with_the_office_number_and_still_reaches_the_teacher(
    school: Opens, parent: str
) -> None:
    async with school("misson", "Tue 5 Mar 2019 14:50") as misson:
        await misson.say(parent, "urgent, who is collecting Ada today")
        assert "01632 960201" in (await misson.only(parent)).splitlines()[0]
        assert await misson.waits_for("T4", "who is collecting")


@pytest.mark.parametrize(("preset", "where"), [("misson", "M15"), ("little-thurrock", "LT41")])
def test_M15_LT41_a_policy_without_the_office_number_is_refused(tmp_path: Path, preset: str, where: str) -> None:
    lines = presets.read(preset).splitlines()
    file = tmp_path / "policy.toml"
    ledger.door(ledger.CLI)
    ledger.preset(preset)
    for kept in ([], ['office_phone = ""']):  # no line, and an empty one
        given = [line for line in lines if not line.startswith("office_phone")]
        given[given.index("[school]") + 1 : 0] = kept
        file.write_text("\n".join(given), "utf-8")
        result = CliRunner().invoke(cli, ["check", str(file)])
        assert result.exit_code != 0, where
        assert "office_phone" in result.output
        assert "Traceback" not in result.output


async def test_M16_the_office_offers_a_time_the_parent_accepts_and_the_teacher_sees_it(school: Opens) -> None:
    async with school("misson", "Tue 5 Mar 2019 10:00") as misson:
        await misson.say("P1", "Why has Ada moved down a reading group?")
        await misson.press("P1", "prośba o spotkanie")
        await misson.say("P1", "w czwartek po 15")
        card = await misson.town.open_card("OFF")
        assert "Ada Kowalska · Y4" in card
        assert "w czwartek po 15" in card
        shown = next(bubble for bubble in misson.town.screen("OFF") if bubble.text == card)
        misson.mark()
        await misson.say("OFF", "Thu 15:30", reply_to=shown.id)
        offered = await misson.only("P1")
        assert "czwartek" in labels(misson, "P1")[0]
        assert "15:30" in labels(misson, "P1")[0]
        assert "Y4" in offered
        await misson.silent("T4")  # not asked to arrange anything
        await misson.press("P1", labels(misson, "P1")[0])
        assert "15:30" in (await misson.heard("P1"))[-1]
        assert any("15:30" in text for text in await misson.hears("T4"))
        await misson.say("T4", "/meet")
        assert "Ada Kowalska" in (await misson.heard("T4"))[-1]
        assert "15:30" in (await misson.heard("T4"))[-1]


@pytest.mark.parametrize(
    ("parent", "words", "button"),
    [
        ("P1", "Proszę o spotkanie z wychowawczynią Ady", "prośba o spotkanie"),
        ("P2", "I would like an appointment with Ada's class teacher", "ask to meet"),
    ],
)
async def test_M16_an_appointment_asked_for_in_words_is_the_offices_to_arrange(
    school: Opens, parent: str, words: str, button: str
) -> None:
    async with school("misson", "Tue 5 Mar 2019 10:00") as misson:
        await misson.say(parent, words)
        assert "01632 960201" in await misson.only(parent)
        await misson.press(parent, button)
        await misson.say(parent, "after three" if parent == "P2" else "po piętnastej")
        card = await misson.town.open_card("OFF")
        assert "Y4" in card
        assert ("after three" if parent == "P2" else "po piętnastej") in card
        await misson.silent("T4")


async def test_M16_by_text_message_the_times_have_numbers_of_their_own(school: Opens) -> None:
    async with school("misson", "Tue 5 Mar 2019 10:00") as misson:
        await misson.say("P2", "MEET")
        await misson.say("P2", "1")  # any time
        card = await misson.town.open_card("OFF")
        shown = next(bubble for bubble in misson.town.screen("OFF") if bubble.text == card)
        misson.mark()
        await misson.say("OFF", "Thu 15:30 or Fri 8:15", reply_to=shown.id)
        assert "21 on Thursday at 15:30" in await misson.only("P2")
        await misson.say("P2", "٢٢")
        assert "Friday at 8:15" in (await misson.heard("P2"))[-1]
        await misson.say("OFF", "/meet")
        assert "Ada Marsh" in (await misson.heard("OFF"))[-1]


async def test_M31_HELP_names_the_office_the_head_and_the_commissioner(school: Opens) -> None:
    async with school("misson", "Tue 5 Mar 2019 10:00") as misson:
        await misson.say("P2", "HELP")
        told = await ours(misson, "P2")
        assert "01632 960201" in told
        assert "head teacher: through the office" in told
        assert "ICO 0303 123 1113" in told
        assert "council" in told
        await misson.silent("T4", "OFF", "HD", "SL", "DH")


async def ours(school: School, who: str) -> str:
    """The one text of ours: an SMS carrier has its own answer to HELP."""
    (told,) = [text for text in await school.hears(who) if text.startswith("Misson Primary:")]
    return told


async def test_M31_HELP_in_quiet_hours(school: Opens) -> None:
    async with school("misson", "Sat 9 Mar 2019 22:00") as misson:
        await misson.say("P2", "HELP")
        told = await ours(misson, "P2")
        assert "01632 960201" in told
        assert "head teacher: through the office" in told
        assert "ICO 0303 123 1113" in told
        await misson.silent("T4", "OFF", "HD", "SL", "DH")


# Little Thurrock ---------------------------------------------------------------------------------------------------


@BOTH
async def test_LT17_urgent_on_a_saturday_gives_the_office_and_999_and_waits_for_monday(
    school: Opens, parent: str
) -> None:
    async with school("little-thurrock", "Sat 2 Mar 2024 20:00") as thurrock:
        await thurrock.say(parent, "urgent")
        told = await thurrock.only(parent)
        assert "Nobody is reading" in told or "nikt nie czyta" in told
        assert "01632 960202" in told.splitlines()[0]
        assert re.search(r"otwarcie: poniedziałek 8:00|open again on Monday at 8:00", told)
        assert "999" in told
        await thurrock.at("Mon 4 Mar 2024 07:59")
        await thurrock.silent("T4")
        await thurrock.at("Mon 4 Mar 2024 08:00")
        assert await thurrock.hears("T4")
        assert await thurrock.waits_for("T4", "urgent")


@pytest.mark.parametrize(
    ("parent", "asks"),
    [("P1", "/message head"), ("P1", "Chciałabym porozmawiać z dyrektorem szkoły"), ("P2", "/message head")],
    ids=["P1", "P1-in-words", "P2"],
)
async def test_LT21_the_head_takes_no_messages(school: Opens, parent: str, asks: str) -> None:
    async with school("little-thurrock", "Tue 5 Mar 2024 10:00") as thurrock:
        await thurrock.say(parent, asks)
        told = await thurrock.only(parent)
        assert "01632 960202" in told
        assert ("Przy bramie" in told) if parent == POLISH_PARENT else ("At the gate or through the office" in told)
        await thurrock.silent("HD", "DH", "T4")
        assert not await thurrock.waits_for("HD", "head", asks)
        assert await thurrock.town.read(_threads) == 0
        if asks == "/message head":  # another class's teacher is no step of a ladder: the office has the words
            await thurrock.say(parent, "Dear Mr Five, Ada forgot her shoes")
            assert await thurrock.waits_for("OFF", "shoes")


async def test_LT40_the_complaints_policy_by_web_or_on_paper(school: Opens) -> None:
    async with school("little-thurrock", "Sat 2 Mar 2024 20:00") as thurrock:
        await thurrock.say("P2", "COMPLAINT")
        told = await thurrock.only("P2")
        assert "https://little-thurrock.example/complaints" in told
        assert "01632 960202" in told
        assert "PAPER" in told
        await thurrock.say("P2", "Paper")
        assert "paper copy" in (await thurrock.heard("P2"))[-1]
        assert any("Paper copy" in label for label in await listed(thurrock, "OFF"))


async def listed(school: School, who: str) -> list[str]:
    await school.say(who, "/list")
    return labels(school, who)


# Papworth Hall -----------------------------------------------------------------------------------------------------


@BOTH
async def test_PH4_every_answer_names_the_policy_its_link_and_the_phone(school: Opens, parent: str) -> None:
    async with school("papworth-hall", "Tue 5 Mar 2024 10:00") as papworth:
        await papworth.say(parent, "Ada cannot find her reading book")
        told = await papworth.only(parent)
        assert "Parent/Carer School Communication Policy" in told
        assert "https://papworth-hall.example/communication" in told
        assert "01632 960203" in told


@BOTH
async def test_PH17_a_message_is_answered_at_once_and_never_kept(
    school: Opens, parent: str, caplog: pytest.LogCaptureFixture
) -> None:
    words = "Ada jest dzisiaj chora" if parent == POLISH_PARENT else "Ada is ill today"
    async with school("papworth-hall", "Tue 5 Mar 2024 08:15") as papworth:
        answers = set()
        for number, at in enumerate(("Tue 5 Mar 2024 08:16", "Sat 9 Mar 2024 22:00"), 1):
            await papworth.at(at)
            await papworth.say(parent, words)
            told = await papworth.only(parent)
            answers.add(told.rpartition("\n")[0])  # below it stands when the office can be rung, which is not the same
            assert "01632 960203" in told
            assert ("Prosimy" in told or "Proszę" in told) if parent == POLISH_PARENT else "Please ring" in told
            assert await papworth.town.read(_texts_kept) == 0
            assert await papworth.town.read(_payloads_kept) == 0
            assert await count(papworth, "not_received") == number
        assert len(answers) == 1  # on a Saturday night the same words
        for who in ("T4", "OFF", "HD", "SL", "DSL"):
            assert not await papworth.finds(who, words), who
        assert words not in caplog.text


async def test_PH17_account_commands_still_work(school: Opens) -> None:
    async with school("papworth-hall", "Sat 9 Mar 2024 22:00") as papworth:
        await papworth.say("P1", "/language")
        await papworth.press("P1", "English")
        assert "English" in (await papworth.heard("P1"))[-1]


def _threads(db: Db) -> int:
    return int(db.value(select(func.count()).select_from(tables.thread)))


def _texts_kept(db: Db) -> int:
    return int(db.value(select(func.count()).select_from(tables.message)))


def _payloads_kept(db: Db) -> int:
    """Of what was handled: a carrier's word that the answer arrived may come in at any moment."""
    inbox = tables.inbox
    kept = inbox.c.payload.is_not(None) & (inbox.c.state != "new")
    return int(db.value(select(func.count()).select_from(inbox).where(kept)))


async def test_PH31_the_thirteen_policies_with_their_links(school: Opens) -> None:
    async with school("papworth-hall", "Sat 9 Mar 2024 22:00") as papworth:
        await papworth.say("P1", "/policies")
        told = await papworth.only("P1")
        links = re.findall(r"https://papworth-hall\.example/[a-z-]+", told)
        linked = tomllib.loads(presets.read("papworth-hall"))["governance"]["linked_policies"]
        assert len(linked) == 13
        await papworth.say("P2", "policies")
        texted = await papworth.only("P2")
        for one in linked:
            assert one["title"] in told
            assert one["link"] in links
            assert one["title"] in texted


# Bentley New Village -----------------------------------------------------------------------------------------------


@pytest.mark.meaning
@BOTH
async def test_M12_what_cannot_wait_is_never_kept_back_for_a_talk(school: Opens, parent: str) -> None:
    async with school("misson", "Tue 5 Mar 2019 10:00") as misson:
        await misson.say(parent, "urgent, can we talk about who is collecting Ada today")
        assert "01632 960201" in (await misson.only(parent)).splitlines()[0]
        assert await misson.waits_for("T4", "who is collecting")
        await misson.at("Wed 6 Mar 2019 08:10")
        await misson.say(parent, "Ada is ill and not in school today. Can we talk about her trip later?")
        await misson.hears(parent)
        assert await misson.waits_for("T4", "Ada is ill") or await misson.waits_for("OFF", "Ada is ill")


@BOTH
async def test_BNV17_other_staff_get_nothing_and_the_parent_knows_at_once(school: Opens, parent: str) -> None:
    async with school("bentley-new-village", "Tue 5 Mar 2024 10:00") as bentley:
        for words in ("Dear Mr Five, is there a place in football club?", "/message head"):
            bentley.mark()
            await bentley.say(parent, words)
            told = await bentley.only(parent)
            assert ("nauczyciela klasy dziecka" in told) if parent == POLISH_PARENT else ("your child's class teacher only" in told)
            assert "01632 960204" in told
        await bentley.silent("T5", "HD", "T4", "OFF")
        for who in ("T5", "HD", "T4", "OFF"):
            assert not await bentley.waits_for(who, "football", "head")


@BOTH
async def test_BNV18_progress_is_not_asked_by_message_but_a_meeting_can_be(school: Opens, parent: str) -> None:
    async with school("bentley-new-village", "Tue 5 Mar 2024 10:00") as bentley:
        await bentley.say(parent, "How is Ada doing in maths?")
        told = await bentley.only(parent)
        assert ("postępy" in told) if parent == POLISH_PARENT else ("not answered by message" in told)
        await bentley.silent("T4")
        await bentley.press(parent, "prośba o spotkanie" if parent == POLISH_PARENT else "ask to meet")
        assert "asks to meet" in await bentley.only("T4")
        card = await bentley.town.open_card("T4")
        assert "progress" in card
        assert "maths" not in card
        assert not await bentley.waits_for("T4", "maths")


async def test_BNV31_one_tap_asks_the_parent_to_phone(school: Opens) -> None:
    async with school("bentley-new-village", "Tue 5 Mar 2024 10:00") as bentley:
        for parent, words, who in (
            ("P1", "Ada nie może znaleźć książki do czytania", "nauczyciel"),
            ("P2", "Ada cannot find her reading book", "the teacher would like to speak"),
        ):
            await bentley.say(parent, words)
            await bentley.town.open_card("T4")
            bentley.mark()
            await bentley.press("T4", "Please phone")
            told = await bentley.only(parent)
            assert "01632 960204" in told
            assert who in told.lower()
            assert any("by phone" in text for text in bentley.town.texts("T4"))


@BOTH
async def test_BNV32_one_tap_gives_a_sickness_note_to_the_office(school: Opens, parent: str) -> None:
    words = (
        "Dziękuję za piękną kartkę dla Ady, czyta ją pod kocem"
        if parent == POLISH_PARENT
        else "Thank you for being so kind to Ada, she is snuggled up with soup now"
    )
    async with school("bentley-new-village", "Tue 5 Mar 2024 10:00") as bentley:
        await bentley.say(parent, words)
        if not await bentley.waits_for("T4", words):
            pytest.fail("the teacher did not get it")
        bentley.mark()
        await bentley.press("T4", "To office")
        told = await bentley.only(parent)
        assert ("sekretariat" in told) if parent == POLISH_PARENT else ("Passed to the school office" in told)
        assert await bentley.waits_for("OFF", words)
        assert not await bentley.waits_for("T4", words)
        counted = await desk.told(
            bentley, "triage", "corrections"
        )  # what was learned of it is a number, without the text
        assert [(one["kind"], one["by"], one["number"]) for one in counted] == [("wrong", "staff", 1)]
        await bentley.at("Fri 8 Mar 2024 10:00")
        await bentley.say("T4", "/late")
        assert "No answer is late" in (await bentley.heard("T4"))[-1]


async def test_BNV35_nobody_but_their_teacher_opens_or_answers(school: Opens) -> None:
    async with school("bentley-new-village", "Thu 7 Mar 2024 10:00") as bentley:
        await bentley.say("P2", "Ada cannot find her reading book")
        await bentley.sees("T4", "Tap Open")
        outbox = tables.outbox
        item = await bentley.town.read(
            lambda db: db.value(select(outbox.c.item_id).where(outbox.c.item_id.is_not(None)))
        )
        for who in ("T5", "C4"):  # C4 covers on Wednesdays
            for verb in ("open", "phone", "seen"):
                inject_press(bentley, who, button(verb, item))
                await bentley.town.settled()
            heard = await bentley.hears(who)
            assert all("not yours" in text for text in heard)
            assert not any("reading book" in text for text in heard)
        assert await count(bentley, "refused") == 6  # each on record
        assert await bentley.waits_for("T4", "reading book")


def inject_press(school: School, who: str, data: str) -> None:
    """A button of somebody else's, as a hostile or forwarded client would send it."""
    person = school.town.sandbox.phone(who).user_id
    user = f'{{"id": {person}, "is_bot": false, "first_name": "X"}}'
    message = f'{{"message_id": 1, "date": 1709632800, "chat": {{"id": {person}, "type": "private"}}}}'
    update = f'"callback_query": {{"id": "77", "from": {user}, "chat_instance": "1", "message": {message}, "data": "{data}"}}'
    school.town.sandbox.inject("oak_lane_staff_bot", update)

"""Topics, ladders, meetings, complaints and concerns at Little Thurrock; serious behaviour at Greenfield."""

from __future__ import annotations

import itertools
import re
from datetime import date

import pytest

from bot.domain.access import Scope
from bot.domain.people import Role
from storage import policies
from tests.clauses import desk
from tests.clauses.conftest import Opens
from tests.clauses.school import School
from tests.clauses.test_feed import post, tap
from tests.clauses.test_ways import BOTH, POLISH_PARENT, count, labels, listed
from tests.translation.stub import serving

UNCLEAR = {"P1": "Mam pytanie", "P2": "It is about Ada"}
TOPIC = {
    "P1": {"learning": "nauka", "pastoral": "zmartwienia, koledzy", "sen_physical": "specjalne potrzeby",
           "staff": "pracownik szkoły", "admin": "sprawa biurowa"},
    "P2": {"learning": "learning", "pastoral": "worries, friends", "sen_physical": "special needs",
           "staff": "a member of staff", "admin": "office matter"},
}  # fmt: skip
NOT_RESOLVED = {"P1": "nierozwiązane", "P2": "not resolved"}


async def ask_about(school: School, parent: str, topic: str, words: str | None = None) -> None:
    await school.say(parent, words or UNCLEAR[parent])
    await school.press(parent, TOPIC[parent][topic])


async def answer(school: School, who: str, words: str) -> None:
    """Open the newest card and reply to it; the undo window passes."""
    card = await school.town.open_card(who)
    shown = next(bubble for bubble in school.town.screen(who) if bubble.text == card)
    await school.say(who, words, reply_to=shown.id)


@BOTH
async def test_LT12_five_topics_are_offered_and_unanswered_it_is_the_class_teachers(school: Opens, parent: str) -> None:
    async with school("little-thurrock", "Tue 5 Mar 2024 10:00") as thurrock:
        await thurrock.say(parent, UNCLEAR[parent])
        told = await thurrock.only(parent)
        for label in TOPIC[parent].values():
            assert label in (told if parent == "P2" else labels(thurrock, parent)), label
        await thurrock.silent("T4", "OFF")
        assert not await thurrock.waits_for("T4", UNCLEAR[parent])
        await thurrock.at("Tue 5 Mar 2024 10:11")
        assert await thurrock.waits_for("T4", UNCLEAR[parent])


async def test_what_may_be_a_complaint_is_asked_about_as_one_and_unanswered_no_class_teacher_gets_it(
    school: Opens,
) -> None:
    words = "Nie jestem zadowolona z tego jak to załatwiono"
    async with school("little-thurrock", "Tue 5 Mar 2024 10:00") as thurrock:
        await thurrock.say("P1", words)
        told = await thurrock.only("P1")
        assert "nauczyciel" not in told
        assert "skarga" in labels(thurrock, "P1")
        await thurrock.at("Tue 5 Mar 2024 10:11")
        await thurrock.silent("T4")
        assert await thurrock.waits_for("OFF", words)
        assert not await thurrock.waits_for("T4", words)
        await thurrock.press("P1", "skarga")
        assert not await thurrock.waits_for("T4", words)
        await thurrock.say("P2", UNCLEAR["P2"])
        await thurrock.say("P2", "it is about Ms Four")  # so what waited for her waits elsewhere (LT37)
        await thurrock.at("Tue 5 Mar 2024 10:23")
        await thurrock.silent("T4")
        assert await thurrock.waits_for("OFF", "about Ms Four")
        assert not await thurrock.waits_for("T4", "about Ms Four", UNCLEAR["P2"])


async def test_LT12_a_change_of_the_hours_shows_nothing_that_is_still_being_asked_about(school: Opens) -> None:
    async with school("little-thurrock", "Tue 5 Mar 2024 10:00") as thurrock:
        await thurrock.say("P2", UNCLEAR["P2"])
        town = thurrock.town
        head, easter = Scope(town.cast.school_id, None, Role.HEAD, "test"), date(2024, 3, 28)
        await town.hub.write(lambda db: policies.add_closure(head, db, "inset", easter, easter, class_id=None))
        await thurrock.at("Tue 5 Mar 2024 10:05")
        assert not await thurrock.waits_for("T4", UNCLEAR["P2"])
        await thurrock.at("Tue 5 Mar 2024 10:11")
        assert await thurrock.waits_for("T4", UNCLEAR["P2"])


@BOTH
async def test_LT12_a_late_digit_asks_again_and_never_acts(school: Opens, parent: str) -> None:
    async with school("little-thurrock", "Tue 5 Mar 2024 10:00") as thurrock:
        await thurrock.say(parent, UNCLEAR[parent])
        await thurrock.at("Tue 5 Mar 2024 10:30")
        if parent == "P2":
            await thurrock.say(parent, "4")
        else:
            await thurrock.press(parent, TOPIC[parent]["staff"])
        again = (await thurrock.heard(parent))[-1]
        assert "What is it about?" in again or "Czego to dotyczy?" in again
        assert "Passed to the Y4 teacher" in again or "Wiadomość ma teraz nauczyciel Y4" in again
        assert await thurrock.waits_for("T4", UNCLEAR[parent])
        await thurrock.press(parent, TOPIC[parent]["staff"])
        assert not await thurrock.waits_for("T4", UNCLEAR[parent])
        assert await thurrock.waits_for("OFF", UNCLEAR[parent])


async def test_a_digit_too_late_at_night_asks_again_and_says_by_day_whether_it_is_done(school: Opens) -> None:
    async with school("little-thurrock", "Tue 5 Mar 2024 19:00") as thurrock:
        await thurrock.say("P2", UNCLEAR["P2"])
        assert "The Y4 teacher will see it tomorrow at 8:00" in await thurrock.only("P2")
        await thurrock.at("Tue 5 Mar 2024 19:30")
        await thurrock.say("P2", "4")
        again = await thurrock.only("P2")
        assert "What is it about?" in again
        assert "will see it" not in again, "a quiet period has one such notice"
        await thurrock.at("Wed 6 Mar 2024 10:00")
        await thurrock.town.open_card("T4")
        await thurrock.press("T4", "Seen")
        await thurrock.say("P2", "4")
        assert "already dealt with" in (await thurrock.heard("P2"))[-1]


async def test_a_lost_coat_that_nobody_sorts_is_an_unsorted_message_and_nothing_worse(school: Opens) -> None:
    words = "Ada is not very happy about it"
    async with school("bentley-new-village", "Tue 5 Mar 2024 10:00") as bentley:
        await bentley.say("P2", words)
        assert "0 please ring me" in await bentley.only("P2")
        await bentley.at("Tue 5 Mar 2024 10:11")
        assert (await bentley.only("OFF")).startswith("Message · Y4")
        assert "perhaps a complaint" in await bentley.town.open_card("OFF")


@BOTH
async def test_LT14_the_teacher_offers_times_the_parent_picks_and_everybody_knows(school: Opens, parent: str) -> None:
    async with school("little-thurrock", "Tue 5 Mar 2024 10:00") as thurrock:
        await ask_about(thurrock, parent, "learning")
        await thurrock.town.open_card("T4")
        await thurrock.press("T4", "Meeting")
        thurrock.mark()
        asked = thurrock.town.screen("T4")[-1].id  # as Telegram invites to do: in reply to the question itself
        await thurrock.say("T4", "Thu 15:30 or Fri 08:15", reply_to=asked)
        offered = await thurrock.only(parent)
        assert "Y4" in offered
        slots = labels(thurrock, parent)
        if parent == "P2":
            assert "21 on Thursday at 15:30" in offered
            await thurrock.say(parent, "22")
        else:
            assert "15:30" in slots[0]
            assert "8:15" in slots[1]
            await thurrock.press(parent, slots[1])
        assert "8:15" in (await thurrock.heard(parent))[-1]
        assert any("Friday at 8:15" in text for text in await thurrock.hears("T4"))
        assert any("Friday at 8:15" in text for text in await thurrock.hears("OFF"))
        assert any("Done: meeting" in text for text in thurrock.town.texts("T4"))  # closed, with the outcome
        assert not await thurrock.waits_for("T4", UNCLEAR[parent])
        await thurrock.say("OFF", "/meet")
        assert "8:15" in (await thurrock.heard("OFF"))[-1]


@BOTH
async def test_LT27_a_complaint_gets_the_procedure_and_is_nobodys_until_asked(school: Opens, parent: str) -> None:
    async with school("little-thurrock", "Tue 5 Mar 2024 10:00") as thurrock:
        await thurrock.say(parent, "I want to make a complaint about bullying")
        told = await thurrock.only(parent)
        assert "the trust's complaints procedure" in told
        assert "https://little-thurrock.example/complaints" in told
        assert "01632 960202" in told
        await thurrock.silent("T4", "OFF")
        await thurrock.press(
            parent, "ask the office to ring me" if parent == "P2" else "proszę, niech sekretariat zadzwoni"
        )
        assert await thurrock.waits_for("OFF", "complaint about bullying")
        assert not await thurrock.waits_for("T4", "bullying")
        assert not await thurrock.finds("T4", "bullying")
        if parent == "P1":  # a comment that does the same; by text message nobody can answer one post
            await desk.announce(thurrock, "T4", "We planted beans", "Tue 5 Mar 2024 10:10")
            await thurrock.say("P1", "I want to make a complaint about the head", reply_to=post(thurrock, "P1", "beans").id)
            told = (await thurrock.heard("P1"))[-1]
            assert "Komentarz nie jest widoczny" in told
            assert "https://little-thurrock.example/complaints" in told
            assert "No comments yet" in await tap(thurrock, "P1b", "beans", "Comments")
            assert any("complaint about the head" in text for text in await thurrock.heard("SL"))
            assert not any("complaint about the head" in text for text in thurrock.town.texts("T4"))
            await desk.taps(thurrock, "SL", "Show it")
            assert "complaint about the head" in await tap(thurrock, "P1b", "beans", "Comments")


@BOTH
async def test_LT34_each_step_opens_only_when_the_one_before_is_on_record(school: Opens, parent: str) -> None:
    async with school("little-thurrock", "Tue 5 Mar 2024 09:00") as thurrock:
        await thurrock.say(parent, "/message head")
        assert "wychowaw" in (first := await thurrock.only(parent)) or "nauczyciel Y4" in first or "Y4 teacher" in first
        await ask_about(thurrock, parent, "learning")
        await thurrock.at("Tue 5 Mar 2024 09:10")
        await thurrock.say(parent, "/message head")
        assert "Y4" in await thurrock.only(parent)  # it is with the class teacher
        await answer(thurrock, "T4", "Let us look at the reading book together")
        await thurrock.at("Tue 5 Mar 2024 09:30")
        await thurrock.say(parent, "STEPS")
        thurrock.mark()
        await thurrock.press(parent, NOT_RESOLVED[parent])
        assert "asks to meet" in await thurrock.only("T4")
        await thurrock.silent("OFF", "DH", "HD")
        await answer(thurrock, "T4", "Wed 15:30")
        await thurrock.say(parent, "21") if parent == "P2" else await thurrock.press(
            parent, labels(thurrock, parent)[0]
        )
        await thurrock.say(parent, "STEPS")
        assert "Y4" in (await thurrock.heard(parent))[-1]  # agreed is not yet held
        await thurrock.at("Wed 6 Mar 2024 16:00")
        await thurrock.heard("T4")  # reminders that fell due meanwhile
        await thurrock.say("T4", "/meet")
        await thurrock.press("T4", labels(thurrock, "T4")[0])
        await thurrock.say(parent, "STEPS")
        told = (await thurrock.heard(parent))[-1]
        assert "deputy head" in told or "wicedyrektor" in told or "zastępca" in told
        thurrock.mark()
        await thurrock.press(parent, NOT_RESOLVED[parent])
        await thurrock.silent("DH", "HD", "T4")
        assert any("Appointment wanted" in label for label in await listed(thurrock, "OFF"))
        assert await thurrock.waits_for("OFF", "with the deputy")
        await thurrock.say(parent, "/message head")
        assert not await thurrock.waits_for("OFF", "with the head")  # only when the deputy's step is on record
        await close(thurrock, "OFF")
        await thurrock.say(parent, "STEPS")
        await thurrock.press(parent, NOT_RESOLVED[parent])
        assert await thurrock.waits_for("OFF", "with the head")
        await thurrock.silent("HD")


async def close(school: School, who: str) -> None:
    """Everything that waits for the person is opened and done."""
    await school.say(who, "/list")
    shown = school.town.screen(who)[-1]
    for label in dict.fromkeys(shown.labels):
        school.town.sandbox.press(who, label, message=shown.id)
        await school.town.settled()
    for shown in school.town.screen(who):
        now = next((bubble for bubble in school.town.screen(who) if bubble.id == shown.id), shown)
        if "Done" in now.labels:
            school.town.sandbox.press(who, "Done", message=now.id)
            await school.town.settled()


@BOTH
async def test_LT35_the_pastoral_lead_gets_it_with_the_parents_agreement(school: Opens, parent: str) -> None:
    async with school("little-thurrock", "Tue 5 Mar 2024 09:00") as thurrock:
        await ask_about(thurrock, parent, "pastoral")
        await answer(thurrock, "T4", "I will keep an eye on it")
        await thurrock.at("Tue 5 Mar 2024 09:30")
        letter = (await thurrock.hears(parent))[-1]
        assert "STEPS" in letter
        if parent == POLISH_PARENT:
            await thurrock.press(parent, "nierozwiązane")  # under the letter
        else:
            await thurrock.say(parent, "STEPS")
        await thurrock.press(parent, NOT_RESOLVED[parent])
        await thurrock.silent("PL")
        thurrock.mark()
        await thurrock.press(parent, "tak" if parent == POLISH_PARENT else "yes")
        assert await thurrock.waits_for("PL", UNCLEAR[parent])
        assert await thurrock.waits_for("PL", "I will keep an eye on it")  # and what was answered
        assert await thurrock.waits_for("T4", UNCLEAR[parent])  # keeps sight
        told = (await thurrock.heard(parent))[-1]
        assert "pastoral lead" in told or "opiekun" in told
        assert not await thurrock.waits_for("T5", UNCLEAR[parent])


@BOTH
async def test_LT36_needs_go_to_the_senco_by_appointment_and_the_line_names_none(school: Opens, parent: str) -> None:
    async with school("little-thurrock", "Tue 5 Mar 2024 09:00") as thurrock:
        if parent == POLISH_PARENT:
            await ask_about(thurrock, parent, "sen_physical")
        else:
            await thurrock.say(parent, "xyz dyslexia zzz")  # plainly about needs: nothing to ask
        await answer(thurrock, "T4", "Thank you")
        await thurrock.at("Tue 5 Mar 2024 09:30")
        await thurrock.say(parent, "STEPS")
        thurrock.mark()
        await thurrock.press(parent, NOT_RESOLVED[parent])
        lines = [*await thurrock.hears("OFF"), *await listed(thurrock, "OFF")]
        assert any("Appointment wanted" in line for line in lines)
        assert not any("dyslexia" in line for line in lines)
        assert await thurrock.waits_for("OFF", "with the senco")
        assert not await thurrock.waits_for("OFF", "dyslexia")
        await thurrock.silent("SENCO")


@BOTH
async def test_LT38_the_support_officer_gets_what_is_for_the_office(school: Opens, parent: str) -> None:
    said = "pieniądze na obiady Ady" if parent == POLISH_PARENT else "I have a question about Ada's dinner money"
    async with school("little-thurrock", "Tue 5 Mar 2024 10:00") as thurrock:
        await ask_about(thurrock, parent, "admin")
        await thurrock.at("Wed 6 Mar 2024 10:00")
        await thurrock.say(parent, said)  # plainly so: nothing to pick
        assert await thurrock.waits_for("SO", UNCLEAR[parent])
        assert await thurrock.waits_for("SO", said)
        assert not await thurrock.waits_for("T4", UNCLEAR[parent], said)
        assert not await thurrock.finds("T4", UNCLEAR[parent])


@BOTH
async def test_LT39_the_chair_is_reached_through_the_office_when_every_step_is_done(school: Opens, parent: str) -> None:
    async with school("little-thurrock", "Tue 5 Mar 2024 09:00") as thurrock:
        await ask_about(thurrock, parent, "pastoral")
        await thurrock.say(parent, "/message chair of governors")
        shown = (await thurrock.heard(parent))[-1]
        assert "01632 960202" in shown
        assert "Y4" in shown  # what remains
        await answer(thurrock, "T4", "I will keep an eye on it")
        await thurrock.at("Tue 5 Mar 2024 09:30")
        await thurrock.say(parent, "STEPS")
        await thurrock.press(parent, NOT_RESOLVED[parent])
        await thurrock.press(parent, "tak" if parent == POLISH_PARENT else "yes")
        await answer(thurrock, "PL", "We talked at lunch")
        await thurrock.at("Tue 5 Mar 2024 10:30")
        for _ in ("deputy", "head"):
            await thurrock.say(parent, "STEPS")
            await thurrock.press(parent, NOT_RESOLVED[parent])
            await close(thurrock, "OFF")
        await thurrock.say(parent, "/message chair of governors")
        assert "chair of governors" in (await thurrock.heard(parent))[-1]
        assert await thurrock.waits_for("OFF", "with the chair of governors")
        words = ("staff", "add", "Gus Chair", "07700 900410", "--role")
        for role in ("chair of governors", "governor"):  # there is no such account
            assert "is not a role" in (await desk.run(thurrock, *words, role)).stderr


@BOTH
async def test_a_staff_issue_is_the_offices_alone_and_given_to_a_person_on_record(school: Opens, parent: str) -> None:
    """LT37 but for search and export, which wait for the console."""
    async with school("little-thurrock", "Tue 5 Mar 2024 10:00") as thurrock:
        await ask_about(thurrock, parent, "staff")
        for who in ("T4", "SL", "HD"):
            assert not await thurrock.waits_for(who, UNCLEAR[parent])
        assert await thurrock.waits_for("OFF", UNCLEAR[parent])
        await thurrock.press("OFF", "Give to")
        await thurrock.press("OFF", "Head teacher")
        assert await thurrock.waits_for("HD", UNCLEAR[parent])
        assert not await thurrock.waits_for("OFF", UNCLEAR[parent])
        assert await count(thurrock, "moved", "to head") == 1
        assert not await thurrock.finds("T4", UNCLEAR[parent])


def _english(text: str) -> str:
    """An engine of the school's own."""
    for said, english in (
        ("List o wycieczce przyszedł późno", "The letter about the trip came late"),
        ("List na czas", "A letter in good time"),
    ):
        text = text.replace(said, english)
    return text


@BOTH
async def test_LT42_a_concern_has_three_headings_and_any_may_be_left_out(school: Opens, parent: str) -> None:
    english = ("The letter about the trip came late", "A letter in good time")
    said = english if parent == "P2" else ("List o wycieczce przyszedł późno", "List na czas")
    with serving() as stub:
        stub.translate = _english
        async with school("little-thurrock", "Tue 5 Mar 2024 10:00", translator_url=stub.url) as thurrock:
            await thurrock.say(parent, "CONCERN")
            await thurrock.say(parent, said[0])
            await thurrock.press(parent, "leave this out" if parent == "P2" else "pomiń")
            await thurrock.say(parent, said[1])
            told = (await thurrock.heard(parent))[-1]
            assert "reference" in told or "Numer sprawy" in told
            card = await thurrock.town.open_card("OFF")
            if parent == POLISH_PARENT:
                card = await thurrock.sees("OFF", english[1])  # the English follows as soon as there is one
            below = _below(card, "WHAT HAPPENED", "WHO WAS PART OF IT", "WHAT THE PARENT WOULD LIKE")
            if parent == POLISH_PARENT:
                computer = "In English (by computer):"
                assert below[0] == [said[0], computer, english[0]]
                assert below[2][:3] == [said[1], computer, english[1]]
            else:
                assert below[0] == [said[0]]
                assert below[2][0] == said[1]
            assert below[1] == ["(not given)"]


def _below(card: str, *heads: str) -> list[list[str]]:
    """The lines under each heading, in this order."""
    lines = card.splitlines()
    at = [*(lines.index(head) for head in heads), len(lines)]
    assert at == sorted(at)
    return [lines[start + 1 : end] for start, end in itertools.pairwise(at)]


async def test_LT29_a_concern_about_a_post_is_for_the_deputy_or_head(school: Opens) -> None:
    async with school("little-thurrock", "Tue 5 Mar 2024 10:00") as thurrock:
        await thurrock.say("T4", "/announce Swimming tomorrow, bring a towel")
        await thurrock.press("T4", next(label for label in labels(thurrock, "T4") if label.startswith("Send to")))
        await thurrock.at("Tue 5 Mar 2024 10:05")
        await thurrock.hears("P1")
        await thurrock.press("P1", "Mam uwagę do tego")
        thurrock.mark()
        await thurrock.say("P1", "Zdjęcie jest nieostre")
        await thurrock.press("P1", "wyślij teraz")
        told = (await thurrock.heard("P1"))[-1]
        reference = told.split("Numer sprawy: ")[1].split(".")[0]
        assert len(reference) == 6
        card = await thurrock.town.open_card("OFF")
        assert "for Deputy or Head; post " in card
        assert "nieostre" in card
        await thurrock.say("P2", "CONCERN")  # a text message has no button under a post
        await thurrock.press("P2", "this message service")
        await thurrock.say("P2", "The swimming post is wrong")
        await thurrock.press("P2", "send it now")
        assert re.search(r"[Rr]eference: ?[A-Z0-9-]{6}", (await thurrock.heard("P2"))[-1])
        assert "for Deputy or Head" in await thurrock.town.open_card("OFF")
        assert not await thurrock.finds("T4", "nieostre")
        assert not await thurrock.waits_for("T4", "nieostre", "is wrong")


@pytest.mark.meaning
@BOTH
async def test_LT8_after_four_exchanges_the_teacher_is_asked_better_by_phone(school: Opens, parent: str) -> None:
    async with school("little-thurrock", "Tue 5 Mar 2024 10:00") as thurrock:
        await ask_about(thurrock, parent, "learning")
        for turn in range(4):
            await answer(thurrock, "T4", f"Answer {turn}")
            await thurrock.at(f"Tue 5 Mar 2024 10:{turn + 1}0")
            assert not any("Better by phone" in text for text in thurrock.town.texts("T4"))
            await thurrock.say(
                parent, f"Nr {turn}" if parent == POLISH_PARENT else f"All right then {turn}, and the book?"
            )
        thurrock.mark()
        await answer(thurrock, "T4", "Answer 5")
        assert any("Better by phone" in text for text in await thurrock.heard("T4"))
        await thurrock.press("T4", "Ask for a call")
        asked = (await thurrock.heard(parent))[-1]
        assert "ring" in asked or "telefon" in asked
        assert any("A call to arrange" in label for label in await listed(thurrock, "OFF"))
        await thurrock.at("Tue 5 Mar 2024 10:50")
        assert any("Answer 5" in text for text in await thurrock.hears(parent))  # sending stayed possible


@pytest.mark.parametrize("parent", ["P1", "P2"])
async def test_DPIA52_a_draft_about_serious_behaviour_is_asked_about_and_never_goes_to_a_class(
    school: Opens, parent: str
) -> None:
    words = (
        "Ada nie może znaleźć książki do czytania" if parent == POLISH_PARENT else "Ada cannot find her reading book"
    )
    async with school("greenfield", "Tue 5 Mar 2024 10:00") as greenfield:
        await greenfield.say(parent, words)
        await answer(greenfield, "T4", "Ada hit another child and is excluded")
        assert "better by phone or at a meeting" in (await greenfield.heard("T4"))[-1]
        assert {"Please phone", "Meeting", "Send anyway"} <= set(labels(greenfield, "T4"))
        await greenfield.at("Tue 5 Mar 2024 10:05")
        await greenfield.silent(parent)
        await greenfield.press("T4", "Send anyway")
        await greenfield.at("Tue 5 Mar 2024 10:10")
        assert any("excluded" in text for text in await greenfield.hears(parent))
        greenfield.mark()
        await greenfield.say("T4", "/announce Ada hit another child and is excluded")
        assert "never go to a class" in await greenfield.only("T4")
        await greenfield.silent("P1", "P2", "PBen")


@pytest.mark.parametrize(
    ("parent", "words"),
    [
        ("P1", "Ktoś ukradł Adzie piórnik"),
        ("P2", "Somebody stole pens from Ada"),
    ],
)
async def test_DPIA52_a_parents_account_of_it_is_the_offices(school: Opens, parent: str, words: str) -> None:
    async with school("greenfield", "Tue 5 Mar 2024 10:00") as greenfield:
        await greenfield.say(parent, words)
        assert "01632 960205" in await greenfield.only(parent)
        assert await greenfield.waits_for("OFF", words)
        assert not await greenfield.waits_for("T4", words)

"""What is done about misuse, by whom, and what the machine never does (BNV26, BNV29, LT33, DPIA36)."""

from __future__ import annotations

import pytest

from tests.clauses import desk
from tests.clauses.conftest import Opens
from tests.clauses.school import School
from tests.clauses.test_ways import count, listed

OFFICE = "01632 960204"


async def _report(bentley: School, parent: str, words: str) -> None:
    """The class teacher opens the parent's newest note and reports it."""
    await bentley.say(parent, words)
    await bentley.hears("T4")
    await bentley.open_all("T4")
    await bentley.press("T4", "Report")


@pytest.mark.one_database
async def test_a_threat_to_hurt_somebody_is_the_safeguarding_leads_at_once_and_no_complaint(school: Opens) -> None:
    async with school("bentley-new-village", "Mon 4 Mar 2024 16:50") as bentley:
        await bentley.say("P2", "I will come to school and hurt you if you shout at Ada again")
        assert await bentley.hears("DSL")
        assert await bentley.waits_for("DSL", "hurt you")
        assert "999" in (await bentley.heard("P2"))[-1]
        await bentley.silent("OFF", "T4")
        assert not await bentley.waits_for("OFF", "hurt you")


@pytest.mark.parametrize("parent", ["P1", "P2"])
async def test_BNV26_the_line_manager_hears_and_the_teacher_reads_no_more(school: Opens, parent: str) -> None:
    async with school("bentley-new-village", "Mon 4 Mar 2024 16:50") as bentley:
        await _report(bentley, parent, "Ada has lost her water bottle, you useless idiot")
        assert any("A reported message" in text for text in await bentley.hears("DH"))
        assert await bentley.waits_for("DH", "useless idiot")
        bentley.mark()
        await bentley.say(parent, "Ada has her reading book in the green bag")
        assert OFFICE in await bentley.only(parent)  # the office's route, while the manager has it
        await bentley.silent("T4")
        assert not await bentley.waits_for("T4", "green bag", "useless idiot")
        assert await bentley.waits_for("DH", "green bag")


async def test_BNV26_reported_in_the_evening_the_manager_hears_at_eight(school: Opens) -> None:
    async with school("bentley-new-village", "Mon 4 Mar 2024 16:50") as bentley:
        await bentley.say("P2", "Ada has lost her water bottle, you useless idiot")
        await bentley.open_all("T4")
        await bentley.at("Mon 4 Mar 2024 20:00")
        await bentley.press("T4", "Report")
        await bentley.silent("DH")
        await bentley.at("Tue 5 Mar 2024 07:59:59", still=True)
        await bentley.silent("DH")
        await bentley.at("Tue 5 Mar 2024 08:00")
        assert await bentley.hears("DH")


async def _decide(bentley: School, button: str) -> list[str]:
    """The deputy passes the report on; the head opens it and takes the one step that is offered."""
    await bentley.sees("DH", "A reported message")
    await bentley.open_all("DH")
    await bentley.press("DH", "To whoever decides")
    await bentley.sees("HD", "A reported message")
    await bentley.open_all("HD")
    shown = bentley.town.screen("HD")
    labels = [label for bubble in shown[-3:] for label in bubble.labels]
    await bentley.press("HD", button)
    return labels


@pytest.mark.parametrize("parent", ["P1", "P2"])
async def test_BNV29_first_a_warning_then_removal_each_by_the_head_never_by_the_machine(
    school: Opens, parent: str
) -> None:
    async with school("bentley-new-village", "Mon 4 Mar 2024 10:00") as bentley:
        await _report(bentley, parent, "Ada has lost her water bottle, you useless idiot")
        bentley.mark()
        offered = await _decide(bentley, "Warn")
        assert "Warn" in offered
        assert "Remove" not in offered
        letter = await bentley.only(parent)  # the warning, and the way that stays open
        assert OFFICE in letter
        assert ("ostrzeżenie" if parent == "P1" else "warning") in letter
        await bentley.at("Mon 11 Mar 2024 10:00")
        await _report(bentley, parent, "Ada lost her bottle because you are a stupid cow")
        passed, *seen = await bentley.heard(parent)  # nothing more happens by itself
        assert "Y4" in passed
        assert ["przeczytana" in text for text in seen] == ([True] if parent == "P1" else [])  # no seen marks by SMS
        bentley.mark()
        offered = await _decide(bentley, "Remove")
        assert "Remove" in offered
        assert "Warn" not in offered
        letter = await bentley.only(parent)
        assert OFFICE in letter
        assert ("sekretariat" if parent == "P1" else "office") in letter
        bentley.mark()
        await bentley.say(parent, "Ada has her reading book in the green bag")
        await bentley.silent("T4", "DH", "HD")  # removed: answered with the office's number, and read by nobody


async def test_BNV29_a_redirected_subject_is_no_misuse(school: Opens) -> None:
    async with school("bentley-new-village", "Mon 4 Mar 2024 10:00") as bentley:
        await bentley.say("P2", "Ada is being sick and will not be in today")
        await bentley.silent("T4", "DH", "HD")
        await bentley.at("Mon 4 Mar 2024 10:10")
        await _report(bentley, "P2", "Ada has lost her water bottle, you useless idiot")
        assert "Warn" in await _decide(bentley, "Warn")  # the redirect cost no warning: this is still the first step


@pytest.mark.parametrize(("parent", "name"), [("P1", "Anna Kowalska"), ("P2", "Mary Marsh")])
async def test_LT33_access_that_the_head_ends_is_told_once_and_the_office_stays_open(
    school: Opens, parent: str, name: str
) -> None:
    office = "01632 960202"
    async with school("little-thurrock", "Tue 5 Mar 2024 10:00") as thurrock:
        await _report(thurrock, parent, "Ada has lost her water bottle, you useless idiot")
        await thurrock.sees("HD", "A reported message")
        await thurrock.open_all("HD")
        thurrock.mark()
        await thurrock.press("HD", "Remove")
        assert office in await thurrock.only(parent)
        thurrock.mark()
        await thurrock.say(parent, "Ada cannot find her reading book")
        assert office in await thurrock.only(parent)
        await thurrock.silent("T4", "HD", "OFF")
        assert not await thurrock.waits_for("T4", "cannot find her reading book")
        on_paper = await desk.told(thurrock, "families", "--without-account", "--class", "Y4")
        assert name in {one["adult"] for one in on_paper}
        thurrock.mark()
        await desk.announce(thurrock, "T4", "Please bring a coat", "Tue 5 Mar 2024 10:20")
        await thurrock.silent(parent)
        assert "coat" in await thurrock.only("P1b")  # the child's other adult is not concerned


@pytest.mark.parametrize("parent", ["P1", "P2"])
async def test_DPIA36_two_abusive_notes_are_read_by_a_person_and_cost_nothing_by_themselves(
    school: Opens, parent: str
) -> None:
    async with school("greenfield", "Tue 5 Mar 2024 10:00") as greenfield:
        for thing in ("reading book", "water bottle"):
            await greenfield.say(parent, f"Ada has lost her {thing}, you useless idiot")
            assert await greenfield.waits_for("T4", thing) or await greenfield.waits_for("OFF", thing)
        await greenfield.at("Thu 7 Mar 2024 10:00")
        for outcome in ("report", "warning", "suspension", "removal"):
            assert await count(greenfield, f"conduct_{outcome}") == 0
        await greenfield.say(parent, "Ada cannot find her maths book")
        assert await greenfield.waits_for("T4", "maths book")  # nothing was taken away
        await greenfield.say(parent, "0")  # and a person can be asked for
        assert any(
            "ring" in label.casefold() or "call" in label.casefold() for label in await listed(greenfield, "OFF")
        )

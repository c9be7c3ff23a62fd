"""What is done about misuse, by whom, and what the machine never does (BNV26, BNV29)."""

from __future__ import annotations

import pytest

from tests.clauses.conftest import Opens
from tests.clauses.school import School

OFFICE = "01632 960204"


async def _report(bentley: School, parent: str, words: str) -> None:
    """The class teacher opens the parent's newest note and reports it."""
    await bentley.say(parent, words)
    await bentley.hears("T4")
    await bentley.open_all("T4")
    await bentley.press("T4", "Report")


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
        await bentley.at("Tue 5 Mar 2024 07:59:50")
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
        assert len(await bentley.hears(parent)) == 1  # the warning, and the way that stays open
        await bentley.at("Mon 11 Mar 2024 10:00")
        await _report(bentley, parent, "Ada lost her bottle because you are a stupid cow")
        assert len(await bentley.heard(parent)) == 1  # only that it was passed on: nothing happens by itself
        bentley.mark()
        offered = await _decide(bentley, "Remove")
        assert "Remove" in offered
        assert "Warn" not in offered
        assert len(await bentley.hears(parent)) == 1
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

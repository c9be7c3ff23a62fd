"""Whoever runs the machine finds ciphertext and shut doors, but for an hour that the school has approved (DPIA29)."""

from __future__ import annotations

import re

from tests.clauses import desk
from tests.clauses.conftest import Opens
from tests.clauses.school import School
from tests.clauses.test_console import _all_rows as all_rows
from tests.web.browser import Browser, at_console

WORDS = "Ada left her purple umbrella, quetzalcoatl"
DANGER = "her uncle hits Ada and she is scared to go home"


async def _technician(greenfield: School) -> None:
    made = await desk.told(greenfield, "staff", "add", "Terry Cable", "07700 900411", "--role", "technician")
    greenfield.town.cast.staff["TECH"] = int(made["staff_id"])
    done = ("--of", "Terry Cable", "--detail", "course", "--by", "Dot Data")
    await desk.ok(greenfield, "papers", "note", "training", *done)


async def test_DPIA29_a_technician_finds_ciphertext_and_refusals_and_an_approved_hour_that_ends(school: Opens) -> None:
    async with school("greenfield", "Tue 5 Mar 2024 10:00") as greenfield, at_console(greenfield.town) as at:
        await _technician(greenfield)
        await greenfield.say("P2", WORDS)
        await greenfield.say("P2", DANGER)
        rows = await greenfield.town.read(all_rows)  # what whoever opens the database sees
        for word in ("quetzalcoatl", "umbrella", "Marsh"):
            assert word not in rows
        terry, hal, tara = await at("TECH"), await at("HD"), await at("T4")
        await tara.get("/console/threads")
        there = next(path for said, path in tara.seen.links.items() if "Ada Marsh" in said)
        number = there.rpartition("/")[2]
        inside = f"/console/support/{number}"
        for shut in (there, f"/console/classes/thread/{number}", "/console/trail?search=Marsh"):
            assert (await terry.get(shut)).status == 403, shut
        assert (await terry.get(inside)).status == 404
        await _let_in(greenfield, terry, hal)
        await terry.get("/console/support")
        await terry.open("Open these messages")
        assert "quetzalcoatl" in terry.seen
        assert "uncle" not in terry.seen  # the safeguarding lead's alone
        await hal.get("/console/trail?search=Terry%20Cable")
        assert "support viewed" in hal.seen
        await hal.get("/console/trail?search=Ada%20Marsh")
        assert re.search(r"10:0\d\nTerry Cable\nsupport viewed\npupil\nMary Marsh gets no receipts", hal.seen.text)
        await greenfield.at("Tue 5 Mar 2024 10:59")
        assert (await terry.get(inside)).status == 200
        await greenfield.at("Tue 5 Mar 2024 11:30")
        assert (await terry.get(inside)).status == 404
        assert "Open these messages" not in (await terry.get("/console/support")).text


async def _let_in(greenfield: School, terry: Browser, hal: Browser) -> None:
    """Asked with a reason; the head hears that, finds the family, and lets in to its messages alone."""
    greenfield.mark()
    await terry.get("/console/support")
    await terry.send("/console/support", reason="Mary Marsh gets no receipts")
    assert "It waits for the head" in terry.seen
    assert any("Terry Cable asks to see" in text for text in await greenfield.hears("HD"))
    await hal.get("/console/support?search=marsh")
    assert "Mary Marsh gets no receipts" in hal.seen
    await hal.press("Let in for one hour")
    assert "Let in for one hour, to these messages alone." in hal.seen
    assert "Mary Marsh about Ada Marsh" in hal.seen


async def test_nobody_lets_themselves_in_and_a_refusal_opens_nothing(school: Opens) -> None:
    async with school("greenfield", "Tue 5 Mar 2024 10:00") as greenfield, at_console(greenfield.town) as at:
        await _technician(greenfield)
        terry, dot = await at("TECH"), await at("DPO")
        await terry.get("/console/support")
        await terry.send("/console/support", reason="no receipts")
        csrf = terry.form("/console/sign-out").fields["csrf"]
        assert (await terry.post("/console/support/decide", {"csrf": csrf, "ask": "1", "thread": "1"})).status == 403
        await dot.get("/console/support")
        await dot.press("Refuse")
        assert "Refused, and on record." in dot.seen
        assert "Nobody asks." in dot.seen

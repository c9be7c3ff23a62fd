"""A case about misuse from its beginning to the file that leaves the house (PH30)."""

from __future__ import annotations

import re

from tests.clauses.conftest import Opens
from tests.clauses.school import School
from tests.clauses.test_console import press_starting
from tests.web.browser import At, Browser, at_console


async def _post(papworth: School, tara: Browser, words: str, at: str) -> None:
    await tara.get("/console/announce")
    await tara.send("/console/announce", text=words)
    await tara.press("Celebration")
    if any(label.startswith("Send it all the same") for label in tara.labels):
        await press_starting(tara, "Send it all the same")
    await press_starting(tara, "Send to ")
    await papworth.at(at)


async def test_PH30_a_case_of_two_posts_and_a_call_leaves_as_one_file_with_times_viewers_and_no_other_pupil(school: Opens) -> None:
    async with school("papworth-hall", "Tue 5 Mar 2024 10:00") as papworth, at_console(papworth.town) as at:
        tara, sue = await at("T4"), await at("SL")
        await _post(papworth, tara, "Ada and Cal baked bread", "Tue 5 Mar 2024 10:05")
        await _post(papworth, tara, "Cal read aloud", "Tue 5 Mar 2024 11:05")
        await _gathered(papworth, sue)
        await _decided(papworth, at, sue)
        there = re.sub(r"/(file|letter)$", "", sue.seen.path)
        file = await sue.get(f"{there}/export")
        assert "attachment" in file.headers["Content-Disposition"]
        for words in ("Mary Marsh", "Ada Marsh", "baked bread", "read aloud", "She is sorry and took it down."):
            assert words in file.text, words
        for moment in ("Tue 5 Mar 2024 10:05", "Tue 5 Mar 2024 11:05", "Tue 5 Mar 2024 11:10"):
            assert moment in file.text, moment
        for other in ("Cal", "Reed", "Ben", "Tully", "Kowalska"):
            assert not re.search(rf"\b{other}\b", file.raw), other
        viewers = file.text.partition("Who has looked at this file")[2]
        for line in ("Sue Leader\nbegun", "Sue Leader\nviewed", "Hal Head\nviewed", "Sue Leader\nexported"):
            assert line in viewers, viewers
        assert len(re.findall(r"[A-Z][a-z]{2} \d+ [A-Z][a-z]{2} 2024 \d\d:\d\d\n", viewers)) >= 8
        for other_role in ("T4", "OFF"):
            assert (await (await at(other_role)).get(f"{there}/export")).status == 403


async def _gathered(papworth: School, sue: Browser) -> None:
    """Begun about P2, with both posts as evidence and a note of a call."""
    await sue.get("/console/cases?search=marsh")
    chosen = re.search(r'value="(guardian\.\d+)"', sue.seen.raw)
    assert chosen, sue.seen.text
    await sue.send("/console/cases", whom=chosen[1], text="A picture of Cal Reed was passed on")
    there = sue.seen.path
    posts = re.findall(r'name="(post_\d+)"', sue.seen.raw)
    assert len(posts) == 2
    await sue.send(there, **dict.fromkeys(posts, "1"), text="")
    await papworth.at("Tue 5 Mar 2024 11:30")
    await sue.get(there)
    words = "She is sorry and took it down. She had it from Cora Reed, 07700 900307."
    await sue.send(there, kind="call", day="2024-03-05", time="11:10", text=words)
    assert words in sue.seen


async def _decided(papworth: School, at: At, sue: Browser) -> None:
    """Decided by whom the rules name, told once, the letter says what the phone said; the head looks, and it ends."""
    there = sue.seen.path
    papworth.mark()
    await sue.send(f"{there}/decide", what="image_breach", reason="Passed on a picture of Cal Reed")
    assert "Decided, and on record." in sue.seen
    told = await papworth.only("P2")
    await sue.get(f"{there}/letter")
    letter = next(line for line in sue.seen.text.splitlines() if line and line in told)
    assert letter in told
    hal = await at("HD")
    await hal.get("/console/cases")
    await hal.open("Mary Marsh")
    assert "Passed on a picture of Cal Reed" in hal.seen  # inside the house nothing is taken out
    await sue.get(there)
    await sue.send(f"{there}/end", text="Met on Friday. Agreed.")
    await sue.get(f"{there}/file")
    assert "Ended" in sue.seen
    assert "Cal Reed" not in sue.seen

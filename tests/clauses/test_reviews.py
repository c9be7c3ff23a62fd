"""The policy's own review: the head is reminded with what has changed, and it is shown when it is late (LT43, BNV4)."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot import presets
from bot.privacy import tick
from tests.clauses import desk
from tests.clauses.conftest import Opens
from tests.clauses.school import School
from tests.web.browser import at_console

_BY = ("--by", "Hal Head")


async def change(school: School, folder: Path, preset: str, before: str, after: str) -> None:
    policy = folder / "policy.toml"
    text = presets.read(preset)
    assert before in text
    policy.write_text(text.replace(before, after))
    await desk.ok(school, "policy", "set", str(policy), "--reason", "agreed with staff", "--yes")


async def night(school: School, morning: str) -> list[str]:
    """The night's run of that day; what the head reads in the morning."""
    await school.at(morning)
    await tick.run_once(school.town.hub)
    return [text for text in await school.heard("HD") if "policy" in text]


@pytest.mark.one_database
async def test_LT43_the_head_is_reminded_in_january_with_what_changed_and_in_march_it_is_overdue(
    school: Opens, tmp_path: Path
) -> None:
    async with school("little-thurrock", "Tue 5 Mar 2024 10:00") as thurrock:
        await change(thurrock, tmp_path, "little-thurrock", "promise_hours = 24", "promise_hours = 48")
        assert await night(thurrock, "Tue 31 Dec 2024 09:00") == []
        (told,) = await night(thurrock, "Wed 1 Jan 2025 09:00")
        assert "due for review by 28 February" in told
        assert "The governing body reviews it" in told
        assert "1 setting has changed since 28 February" in told
        assert "24 hours" in told
        assert "48 hours" in told
        assert await night(thurrock, "Thu 2 Jan 2025 09:00") == []
        assert not (await desk.told(thurrock, "policy", "review", *_BY))["late"]
        (told,) = await night(thurrock, "Sat 1 Mar 2025 09:00")
        assert "overdue" in told
        assert (await desk.told(thurrock, "policy", "review", *_BY))["late"]
        async with at_console(thurrock.town) as at:
            assert "Review overdue" in (await (await at("HD")).get("/console/policy")).text
        await desk.ok(thurrock, "policy", "reviewed", "--detail", "no change for a year", *_BY)
        found = await desk.told(thurrock, "policy", "review", *_BY)
        assert (found["late"], found["due"], found["changes"]) == (False, "2026-03-01", [])


@pytest.mark.one_database
async def test_BNV4_a_year_after_the_last_review_the_head_hears_of_changes_counts_and_open_cases(
    school: Opens, tmp_path: Path
) -> None:
    async with school("bentley-new-village", "Tue 5 Mar 2024 10:00") as bentley:
        await desk.ok(bentley, "policy", "reviewed", "--detail", "kept as it is", *_BY)
        await bentley.say("P2", "Ada forgot her reading book")
        await desk.announce(bentley, "T4", "We planted beans", "Tue 5 Mar 2024 10:05")
        await desk.ok(bentley, "breach", "report", "lost_device", "--affected", "3", "--detail", "a tablet", *_BY)
        await change(bentley, tmp_path, "bentley-new-village", 'close = "17:00"', 'close = "16:30"')
        told = [text for text in await night(bentley, "Wed 5 Mar 2025 09:00") if "due for review" in text][-1]
        assert "due for review by 5 March" in told
        assert "17:00" in told
        assert "16:30" in told
        assert "1 messages from families, 1 posts" in told
        assert "Open cases: 1." in told

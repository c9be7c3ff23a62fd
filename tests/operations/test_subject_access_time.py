"""Everything about one adult who wrote a hundred thousand messages: complete, and how long it takes (DPIA38)."""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.bench.filling import big_roll, fill
from tests.clauses import desk
from tests.clauses.school import School
from tests.town import town

MESSAGES, SEED = 100_000, 20240305


@pytest.mark.long
@pytest.mark.timeout(7200)
async def test_what_is_held_of_an_adult_with_a_hundred_thousand_messages_is_all_given(
    database_url: str, tmp_path: Path, record_property: Callable[[str, object], None]
) -> None:
    async with town(database_url, tmp_path, roll=big_roll(), start=False) as made:
        await fill(made, MESSAGES, SEED, of=("f0",))
        began, worked = time.monotonic(), time.process_time()
        who = ("export", "subject", "Parent0 Family0", "--into", str(tmp_path / "out"), "--by", "Hollis Wood")
        told = await desk.told(School(made), *who)
        minutes, busy = (time.monotonic() - began) / 60, (time.process_time() - worked) / 60
    given = json.loads((tmp_path / "out" / "data.json").read_text())["data"]
    waits = sum(told["to_review"].values())
    assert len(given["message"]["rows"]) + waits >= MESSAGES > len(given["message"]["rows"]) > MESSAGES // 2
    assert not [name for name in ("Family1", "Parent2") if f'"{name}' in json.dumps(given)]
    kind = "SQLite" if database_url.startswith("sqlite") else "PostgreSQL"
    took = f"{minutes:.1f} min, {busy:.1f} of them on the processor"
    record_property("promise", f"subject access for an adult with {MESSAGES} messages, {kind}: {took}, {told['rows']} rows, {waits} wait")

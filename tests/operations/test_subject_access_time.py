"""Everything about one adult who wrote a hundred thousand messages: complete, and how long it takes (DPIA38)."""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import Table, func, select
from sqlmodel import SQLModel

from storage.db import Db, table
from storage.tables import Item, ItemMessage, Message
from tests.bench.filling import big_roll, fill
from tests.clauses import desk
from tests.clauses.school import School
from tests.town import town

MESSAGES, SEED = 100_000, 20240305
_WRITTEN, _APART = 4_000, 10**13  # ids written in five minutes are nearer to each other than that
_NAMES: dict[type[SQLModel], tuple[str, ...]] = {Message: ("id",), Item: ("id",), ItemMessage: ("item_id", "message_id")}


@pytest.mark.long
@pytest.mark.timeout(7200)
async def test_what_is_held_of_an_adult_with_a_hundred_thousand_messages_is_all_given(
    database_url: str, tmp_path: Path, record_property: Callable[[str, object], None]
) -> None:
    async with town(database_url, tmp_path, roll=big_roll(), start=False) as made:
        await fill(made, _WRITTEN, SEED, of=("f0",))
        for number in range(1, MESSAGES // _WRITTEN):
            await made.hub.write(lambda db, number=number: _again(db, number))  # type: ignore[misc]
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


def _again(db: Db, number: int) -> None:
    """The database copies what the hub wrote to other ids: the same sealed rows, in seconds where writing takes an hour.

    Without the search's words: an export reads none.
    """
    message = table(Message)
    newest = int(db.connection.execute(select(func.max(message.c.id))).scalar_one())
    for kind, ids in _NAMES.items():
        source: Table = table(kind)
        whose = [source.c[name] >= newest - _APART // 2 for name in ids]
        columns = [one - number * _APART if one.name in ids else one for one in source.c]
        db.connection.execute(source.insert().from_select([one.name for one in source.c], select(*columns).where(*whose)))


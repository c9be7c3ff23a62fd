"""Inbox → decision, with what can go wrong on the way: nothing is lost, nobody waits behind a hostile update."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from datetime import datetime
from pathlib import Path
from typing import cast

import pytest
from sqlalchemy import select
from sqlalchemy.exc import OperationalError

from bot import handle
from bot.accept import accept, accept_polled
from bot.domain.decision import Decision
from bot.domain.effects.items import OpenItem, SettleItem
from bot.domain.messages import Address, Carrier, Kind, Received, Side
from bot.domain.people import Role
from bot.domain.subjects import Finding, Subject, Triage
from bot.handlers import families as family_handlers
from bot.triage import Triager
from storage import accounts, inbox, items, sending, tables
from storage.clock import lease_now
from storage.db import Db
from storage.effects.work import LostRaceError
from storage.ids import new_id
from tests.databases import Postgres
from tests.still import Still, _or_raise, still
from tests.town import TUESDAY


@pytest.fixture
async def oak_lane(database_url: str, tmp_path: Path) -> AsyncIterator[Still]:
    async with still(database_url, tmp_path) as made:
        yield made


def failing(monkeypatch: pytest.MonkeyPatch, *errors: Exception) -> list[int]:
    """The next decisions fail so, one after another; then all is well. Returns a list that counts them."""
    real: Callable[[object], Decision] = family_handlers.decide  # type: ignore[assignment]
    left, tries = list(errors), list[int]()

    def decide(context: object) -> Decision:
        tries.append(1)
        if left:
            raise left.pop(0)
        return real(context)

    monkeypatch.setattr(family_handlers, "decide", decide)
    return tries


async def test_a_text_is_handled_once_and_its_payload_wiped(oak_lane: Still) -> None:
    await oak_lane.hear("beth", "Finn lost his cap")
    await oak_lane.turn()
    assert await oak_lane.inbox_states() == ["done"]
    assert await handle.run_once(oak_lane.hub) == 0
    assert len(oak_lane.texts("beth")) == 1


async def test_an_item_is_joined_with_another_only_when_that_holds_its_words(oak_lane: Still) -> None:
    await oak_lane.hear("beth", "Finn lost his cap")
    await oak_lane.turn()
    scope, item, link = oak_lane.cast.scope, tables.item, tables.item_message

    def join(db: Db) -> str:
        first = db.all(select(item.c.id).order_by(item.c.id))[0].id
        items.settle(scope, db, SettleItem(item_id=first, state="withdrawn", outcome="merged"), oak_lane.hub.now())
        return str(db.value(select(item.c.state).where(item.c.id == first)))

    def take_over(db: Db) -> None:
        words = tuple(row.message_id for row in db.all(select(link.c.message_id)))
        opened = OpenItem(
            id=new_id(), role=Role.OFFICE, subject=Subject.NOTE, visible_from=oak_lane.hub.now(), message_ids=words
        )
        items.open_item(scope, db, opened, oak_lane.hub.now())

    assert await oak_lane.write(join) == "open"
    await oak_lane.write(take_over)
    assert await oak_lane.write(join) == "withdrawn"


async def test_accepting_nothing_writes_nothing_and_a_repeat_counts_once(oak_lane: Still) -> None:
    account = oak_lane.account(Side.FAMILIES, Carrier.SMS)
    assert await accept(oak_lane.hub, account, ()) == 0
    received = (Received(provider_id="a", sender="1", payload=b"x"),)
    assert await accept(oak_lane.hub, account, received) == 1
    assert await accept(oak_lane.hub, account, received) == 0


async def test_the_polling_offset_moves_with_what_it_acknowledges_and_without_any(oak_lane: Still) -> None:
    account = oak_lane.account(Side.FAMILIES, Carrier.TELEGRAM)
    received = (Received(provider_id="a", sender="1", payload=b"x"),)
    assert await accept_polled(oak_lane.hub, account, received, "7") == 1
    assert await accept_polled(oak_lane.hub, account, received, "8") == 0
    assert await accept_polled(oak_lane.hub, account, (), "9") == 0
    found = await oak_lane.hub.read(accounts.accounts)
    assert [one.cursor for one in found if one.id == account.id] == ["9"]


async def test_what_every_look_at_a_list_brings_again_is_written_once_and_forgotten_only_when_it_is_on_disk(
    oak_lane: Still, monkeypatch: pytest.MonkeyPatch
) -> None:
    account = oak_lane.account(Side.FAMILIES, Carrier.SMS)
    listed = tuple(Received(provider_id=name, sender="1", payload=b"x") for name in ("a", "b"))
    written: list[str] = []
    real, refuses = inbox.insert, [OperationalError("", {}, Exception("full"))]

    def insert(
        db: Db, account_id: int, key_id: int, received: tuple[Received, ...], now: datetime, mark: str | None = None
    ) -> int:
        if refuses:
            raise refuses.pop()
        written.extend(one.provider_id for one in received)
        return real(db, account_id, key_id, received, now, mark)

    monkeypatch.setattr(inbox, "insert", insert)
    with pytest.raises(OperationalError):
        await accept_polled(oak_lane.hub, account, listed, "7")
    assert await accept_polled(oak_lane.hub, account, listed, "7") == 2
    assert await accept_polled(oak_lane.hub, account, listed, "7") == 0
    newer = Received(provider_id="c", sender="1", payload=b"x")
    assert await accept_polled(oak_lane.hub, account, (*listed, newer), "7") == 1
    assert written == ["a", "b", "c"]


async def test_what_cannot_be_read_is_dead_at_once_and_its_neighbour_is_handled(oak_lane: Still) -> None:
    account = oak_lane.account(Side.FAMILIES, Carrier.SMS)
    bad = Received(provider_id="bad", sender="+447700900104", payload=b"{{{")
    await accept(oak_lane.hub, account, (bad,))
    await accept(oak_lane.hub, account, (Received(provider_id="b2", sender=None, payload=b"", readable=False),))
    await oak_lane.hear("beth", "Finn lost his cap")
    await oak_lane.turn()
    assert await oak_lane.inbox_states() == ["dead", "dead", "done"]
    assert await oak_lane.hub.read(inbox.counts) == {"dead": 2, "done": 1}
    assert await oak_lane.hub.read(inbox.oldest_waiting) is None


async def test_a_bug_is_tried_eight_times_in_order_and_then_shown_as_dead(
    oak_lane: Still, monkeypatch: pytest.MonkeyPatch
) -> None:
    tries = failing(monkeypatch, *(RuntimeError("a bug") for _ in range(8)))
    await oak_lane.hear("beth", "first")
    await oak_lane.hear("beth", "second")
    for _ in range(8):
        await oak_lane.turn()
        await oak_lane.later()
    await oak_lane.turn()
    assert await oak_lane.inbox_states() == ["dead", "done"]
    assert len(tries) == 9


async def test_a_database_in_trouble_costs_no_try(oak_lane: Still, monkeypatch: pytest.MonkeyPatch) -> None:
    failing(monkeypatch, *(OperationalError("select", {}, Exception("locked")) for _ in range(9)))
    await oak_lane.hear("beth", "Finn lost his cap")
    for _ in range(10):
        await oak_lane.turn()
        await oak_lane.later()
    assert await oak_lane.inbox_states() == ["done"]


async def test_who_lost_a_race_decides_again_on_what_is_true_now(
    oak_lane: Still, monkeypatch: pytest.MonkeyPatch
) -> None:
    tries = failing(monkeypatch, LostRaceError())
    await oak_lane.hear("beth", "Finn lost his cap")
    await oak_lane.turn()
    await oak_lane.later()
    await oak_lane.turn()
    assert (await oak_lane.inbox_states(), len(tries)) == (["done"], 2)
    assert len(oak_lane.texts("beth")) == 1
    losses = [LostRaceError()]
    assert await oak_lane.hub.decide(lambda _: _or_raise(losses.pop() if losses else "stored")) == "stored"  # at a page


async def test_what_leaves_while_the_next_text_is_decided_is_not_unsaid(
    postgres: Postgres, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Only PostgreSQL has two writers: here another process begins to send between the reading and the commit."""
    with postgres.lent() as url:
        async with still(url, tmp_path) as oak_lane:
            await oak_lane.hear("beth", "Finn has new plimsolls")
            await handle.run_once(oak_lane.hub)
            real: Callable[[object], Decision] = family_handlers.decide  # type: ignore[assignment]
            left: list[int] = []

            def decide(context: object) -> Decision:
                if not left:
                    left.extend(_answer_begun(oak_lane))
                return real(context)

            monkeypatch.setattr(family_handlers, "decide", decide)
            await oak_lane.hear("beth", "Finn is ill and will not be in tomorrow")
            await handle.run_once(oak_lane.hub)
            await oak_lane.later()
            await oak_lane.turn()
            assert [(await oak_lane.row(one)).state for one in left] == ["sending"]
            assert any("Message · 3B" in text for text in oak_lane.texts("t3"))
            assert any("Sickness · 3B" in text for text in oak_lane.texts("office"))


def _answer_begun(oak_lane: Still) -> list[int]:
    """Another process begins to send the one answer that waits, in a transaction of its own."""
    with oak_lane.hub.engines.write.connect() as connection, connection.begin():
        db, now, lease = Db(connection, oak_lane.hub.keys), oak_lane.hub.now(), lease_now()
        rows = sending.claim(db, "host:2:other", now, lease, 60.0, 10)
        for row in rows:
            if row.to_value is None:
                sending.postpone(db, row, row.due_at)
        return [row.id for row in rows if row.to_value and sending.begin(db, row, "host:2:other", lease, 60.0)]


async def test_a_row_another_worker_finished_is_not_decided_twice(
    oak_lane: Still, monkeypatch: pytest.MonkeyPatch
) -> None:
    tries = failing(monkeypatch)
    await oak_lane.hear("beth", "Finn lost his cap")
    account = oak_lane.account(Side.FAMILIES, Carrier.SMS)
    wire, real = oak_lane.wires[account.id], oak_lane.wires[account.id].events

    class Slow(dict):  # type: ignore[type-arg]
        """While this worker reads the payload, another stores its decision."""

        def __getitem__(self, payload: bytes) -> object:
            oak_lane.hub.writer.run(lambda connection: _finish_all(Db(connection, oak_lane.hub.keys)))
            return real[payload]

    wire.events = Slow(real)
    await oak_lane.turn()
    assert (await oak_lane.inbox_states(), len(tries), oak_lane.texts("beth")) == (["done"], 0, [])


def _finish_all(db: Db) -> None:
    for row in db.all(tables.inbox.select()):
        inbox.done(db, row.id, None, TUESDAY)


async def test_a_pressed_button_stops_spinning_and_a_group_is_left(oak_lane: Still) -> None:
    wire = oak_lane.wire("lena")
    await oak_lane.hear("lena", kind=Kind.CHOICE, choice="q.1.x", callback_id="77")
    await oak_lane.hear(Address(Carrier.TELEGRAM, "-100"), kind=Kind.GROUP)
    await oak_lane.turn()
    for task in list(oak_lane.hub.side_tasks):
        await task
    assert sorted(wire.done) == ["left -100", "spinner 77"]


async def test_an_account_that_is_gone_leaves_its_mail_waiting(oak_lane: Still) -> None:
    await oak_lane.hear("beth", "Finn lost his cap")
    account = oak_lane.account(Side.FAMILIES, Carrier.SMS)
    del oak_lane.hub.accounts[account.id]
    assert await handle.run_once(oak_lane.hub) == 1
    assert await oak_lane.inbox_states() == ["new"]


async def test_on_a_shared_account_the_school_is_the_senders_whichever_others_there_are(
    sqlite_url: str, tmp_path: Path
) -> None:
    async with still(sqlite_url, tmp_path, shared=True) as oak_lane:
        stranger = Address(Carrier.TELEGRAM, "999")
        await oak_lane.hear("lena", "Mira lost her cap")
        await oak_lane.hear(stranger, "Hello")
        await oak_lane.turn()
        assert await oak_lane.inbox_states() == ["done", "done"]
        await oak_lane.write(lambda db: accounts.add_school(db, "elm-road", TUESDAY))
        await oak_lane.hear("lena", "Mira lost her scarf")
        await oak_lane.hear(stranger, "Hello again")
        await oak_lane.turn()
        assert (await oak_lane.inbox_states())[:3] == ["done", "done", "done"]


async def test_what_a_text_says_by_itself_is_not_drowned_by_the_note_a_moment_before_it(oak_lane: Still) -> None:
    by_itself = oak_lane.hub.triager

    def drowning(text: str, language: str | None = None) -> Triage:
        """Reads a minute of several texts as a note, as a learned reader may."""
        return Triage((Finding(Subject.NOTE, 0.9, ("plimsolls",)),)) if "\n" in text else by_itself(text, language)

    oak_lane.hub.triager = cast(Triager, drowning)
    await oak_lane.hear("beth", "Finn needs new plimsolls")
    await oak_lane.turn()
    await oak_lane.hear("beth", "I wish to make a formal complaint about the trip money")
    await oak_lane.turn()
    assert any("Passed to the school office" in text for text in oak_lane.texts("beth"))
    assert any("Complaint" in text for text in oak_lane.texts("office"))
    await oak_lane.hear("omar", "Huda needs new plimsolls")
    await oak_lane.turn()
    await oak_lane.hear("omar", "Her uncle hits her with a belt at night")
    await oak_lane.turn()
    assert oak_lane.texts("dsl")

"""Group commit: together on disk, alone in failure."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable
from contextlib import suppress

import pytest
from sqlalchemy import event, text
from sqlalchemy.engine import Connection
from sqlalchemy.exc import IntegrityError, OperationalError

from storage.engine import Engines, make_engines
from storage.writer import Unit, Writer


def _insert(slug: str) -> Unit[str]:
    def unit(connection: Connection) -> str:
        statement = text(
            "INSERT INTO school (id, slug, key_id, made_at) VALUES (:id, :slug, 1, '2024-03-01 00:00:00+00:00')"
        )
        connection.execute(statement, {"id": abs(hash(slug)) % 10**9, "slug": slug})
        return slug

    return unit


def _slugs(engines: Engines) -> set[str]:
    with engines.read.connect() as connection:
        return {row.slug for row in connection.execute(text("SELECT slug FROM school"))}


async def _together(writer: Writer, *units: Unit[object]) -> list[object]:
    """What each returned or raised, when all waited for the same commit."""
    gate = threading.Event()
    first = asyncio.ensure_future(writer.submit(lambda connection: gate.wait(5)))
    await asyncio.sleep(0.05)
    waiting = [asyncio.ensure_future(writer.submit(one)) for one in units]
    await asyncio.sleep(0.05)
    gate.set()
    await first
    return list(await asyncio.wait_for(asyncio.gather(*waiting, return_exceptions=True), 10))


async def test_units_that_wait_share_a_commit_and_a_failing_one_takes_nobody_with_it(engines: Engines) -> None:
    writer = Writer(engines.write)
    gate = threading.Event()
    first = asyncio.ensure_future(writer.submit(lambda connection: gate.wait(5)))
    await asyncio.sleep(0.05)
    waiting = [asyncio.ensure_future(writer.submit(_insert(slug))) for slug in ("a", "b", "a2", "b", "c")]
    await asyncio.sleep(0.05)
    assert _slugs(engines) == set()
    gate.set()
    results = await asyncio.gather(first, *waiting, return_exceptions=True)
    assert isinstance(results[4], IntegrityError)
    assert [result for result in results[1:] if isinstance(result, str)] == ["a", "b", "a2", "c"]
    assert _slugs(engines) == {"a", "b", "a2", "c"}
    writer.close()


async def test_a_batch_is_done_apart_only_when_one_of_it_fails(engines: Engines) -> None:
    writer, said, ran = Writer(engines.write), list[str](), list[str]()
    event.listen(engines.write, "before_cursor_execute", lambda *told: said.append(told[2]))

    def unit(slug: str, *, fails: bool = False) -> Callable[[Connection], str]:
        def run(connection: Connection) -> str:
            ran.append(slug)
            _insert(slug)(connection)
            if fails:
                raise ValueError(slug)
            return slug

        return run

    assert await _together(writer, unit("a"), unit("b"), unit("c")) == ["a", "b", "c"]
    assert ran == ["a", "b", "c"]
    assert not [one for one in said if "SAVEPOINT" in one]
    ran.clear()
    made, failed, last = await _together(writer, unit("d"), unit("half", fails=True), unit("e"))
    assert (made, str(failed), last) == ("d", "half", "e")
    assert ran == ["d", "half", "d", "half", "e"]
    assert _slugs(engines) == {"a", "b", "c", "d", "e"}
    writer.close()


async def test_a_unit_that_runs_out_is_answered_alone_and_in_a_batch(engines: Engines) -> None:
    writer = Writer(engines.write)

    def runs_out(_: Connection) -> None:
        next(iter(()))

    with pytest.raises(RuntimeError, match="ran out"):
        await asyncio.wait_for(writer.submit(runs_out), 5)
    with pytest.raises(RuntimeError, match="ran out"):
        await asyncio.to_thread(writer.run, runs_out)
    made, failed, last = await _together(writer, _insert("a"), runs_out, _insert("b"))
    assert (made, type(failed), last) == ("a", RuntimeError, "b")
    writer.close()


async def test_a_unit_that_overlooks_a_failed_statement_takes_nobody_with_it(engines: Engines) -> None:
    """PostgreSQL takes nothing more in such a transaction, and would answer the COMMIT of all by undoing it."""
    writer = Writer(engines.write)
    await writer.submit(_insert("there"))

    def overlooks(connection: Connection) -> str:
        with suppress(IntegrityError):
            _insert("there")(connection)
        return "overlooked"

    made, overlooked, last = await _together(writer, _insert("a"), overlooks, _insert("b"))
    assert (made, last) == ("a", "b")
    assert isinstance(overlooked, OperationalError) == (engines.write.dialect.name == "postgresql")
    assert _slugs(engines) == {"there", "a", "b"}
    writer.close()


async def test_a_unit_alone_that_fails_half_way_leaves_nothing(engines: Engines) -> None:
    writer = Writer(engines.write)

    def half(connection: Connection) -> None:
        _insert("half")(connection)
        raise ValueError("and then this")

    with pytest.raises(ValueError, match="and then this"):
        await writer.submit(half)
    assert await writer.submit(_insert("whole")) == "whole"
    assert _slugs(engines) == {"whole"}
    writer.close()


async def test_cancelling_the_caller_does_not_undo_the_unit_and_the_writer_goes_on(engines: Engines) -> None:
    writer = Writer(engines.write)
    started, gate = threading.Event(), threading.Event()

    def slow(connection: Connection) -> str:
        started.set()
        gate.wait(5)
        return _insert("slow")(connection)

    task = asyncio.ensure_future(writer.submit(slow))
    await asyncio.to_thread(started.wait, 5)
    task.cancel()
    gate.set()
    assert await writer.submit(_insert("next")) == "next"
    assert _slugs(engines) == {"slow", "next"}
    writer.close()


def test_closing_drains_what_waits_and_then_refuses(engines: Engines) -> None:
    writer = Writer(engines.write)
    assert writer.run(_insert("one")) == "one"
    writer.close()
    writer.close()
    with pytest.raises(RuntimeError, match="closed"):
        writer.run(_insert("two"))


async def test_when_the_commit_fails_every_caller_hears_of_it(engines: Engines) -> None:
    writer = Writer(engines.write)

    def breaks_the_connection(connection: Connection) -> None:
        connection.invalidate()
        raise ConnectionError("gone")

    results = await asyncio.gather(
        writer.submit(breaks_the_connection), writer.submit(_insert("later")), return_exceptions=True
    )
    assert all(isinstance(result, Exception) for result in results[:1])
    assert await writer.submit(_insert("after")) == "after"
    writer.close()


async def test_nobody_is_told_of_success_when_a_full_disk_undid_the_commit_they_shared(sqlite_url: str) -> None:
    """SQLite undoes the whole transaction by itself when one statement finds no room (SQLITE_FULL)."""
    engines = make_engines(sqlite_url)
    writer, gate = Writer(engines.write), threading.Event()

    def no_room(connection: Connection) -> None:
        pages = connection.exec_driver_sql("PRAGMA page_count").scalar()
        connection.exec_driver_sql(f"PRAGMA max_page_count = {pages}")
        try:
            _insert("x" * 100_000)(connection)
        finally:
            connection.exec_driver_sql("PRAGMA max_page_count = 1000000")

    first = asyncio.ensure_future(writer.submit(lambda connection: gate.wait(5)))
    await asyncio.sleep(0.05)
    waiting = [asyncio.ensure_future(writer.submit(unit)) for unit in (_insert("a"), no_room, _insert("b"))]
    await asyncio.sleep(0.05)
    gate.set()
    results = await asyncio.gather(first, *waiting, return_exceptions=True)
    told = {result for result in results if isinstance(result, str)}
    assert isinstance(results[2], OperationalError)
    assert told == _slugs(engines)
    assert await writer.submit(_insert("after")) == "after"
    assert _slugs(engines) == told | {"after"}
    writer.close()
    engines.dispose()


async def test_a_unit_that_overlooks_a_full_disk_is_not_told_of_success(sqlite_url: str) -> None:
    engines = make_engines(sqlite_url)
    writer = Writer(engines.write)

    def overlooks(connection: Connection) -> str:
        _insert("before")(connection)
        connection.exec_driver_sql("ROLLBACK")  # as SQLite does by itself
        return "done"

    with pytest.raises(OperationalError):
        await writer.submit(overlooks)
    assert await writer.submit(_insert("after")) == "after"
    assert _slugs(engines) == {"after"}
    writer.close()
    engines.dispose()


async def test_what_somebody_waits_for_passes_the_rest_after_the_unit_it_is_at_and_starves_nobody(engines: Engines) -> None:
    writer, gate, done = Writer(engines.write), threading.Event(), list[str]()
    loop, late = asyncio.get_running_loop(), list[asyncio.Future[str]]()

    def noted(name: str) -> Unit[str]:
        def unit(connection: Connection) -> str:
            done.append(name)
            return _insert(name)(connection)

        return unit

    def knocked(connection: Connection) -> str:
        """While it runs somebody outside comes, twice, and one of the rest."""
        for name, first in (("letter", True), ("last", False), ("card", True)):
            late.append(asyncio.wrap_future(writer._enqueue(noted(name), first).future, loop=loop))
        return noted("one")(connection)

    held = asyncio.ensure_future(writer.submit(lambda connection: gate.wait(5)))
    await asyncio.sleep(0.05)
    rest = [asyncio.ensure_future(writer.submit(unit)) for unit in (knocked, noted("two"), noted("three"))]
    early = asyncio.ensure_future(writer.submit(noted("parcel"), first=True))
    await asyncio.sleep(0.05)
    gate.set()
    await asyncio.gather(held, early, *rest)
    await asyncio.gather(*late)
    assert done == ["parcel", "one", "letter", "card", "two", "three", "last"]
    assert _slugs(engines) == set(done)
    writer.close()


async def test_a_writer_that_closes_does_what_it_has_put_off(engines: Engines) -> None:
    writer, gate, begun, go = Writer(engines.write), threading.Event(), threading.Event(), threading.Event()
    loop, late = asyncio.get_running_loop(), list[asyncio.Future[str]]()

    def knocked(connection: Connection) -> str:
        late.append(asyncio.wrap_future(writer._enqueue(_insert("letter"), first=True).future, loop=loop))
        begun.set()
        go.wait(5)
        return _insert("one")(connection)

    held = asyncio.ensure_future(writer.submit(lambda connection: gate.wait(5)))
    await asyncio.sleep(0.05)
    rest = [asyncio.ensure_future(writer.submit(unit)) for unit in (knocked, _insert("two"), _insert("three"))]
    await asyncio.sleep(0.05)
    gate.set()
    await asyncio.to_thread(begun.wait, 5)
    closing = asyncio.ensure_future(asyncio.to_thread(writer.close))
    await asyncio.sleep(0.05)
    go.set()
    await asyncio.gather(closing, held, *rest, *late)
    assert _slugs(engines) == {"one", "letter", "two", "three"}


async def test_one_of_the_rest_is_done_with_each_commit_however_many_knock(engines: Engines) -> None:
    writer, gate, knocked, done = Writer(engines.write), threading.Event(), threading.Event(), list[str]()

    def knocks(left: int) -> Unit[None]:
        def unit(_: Connection) -> None:
            done.append("knock")
            if left:
                writer._enqueue(knocks(left - 1), first=True)
            else:
                knocked.set()

        return unit

    def one(number: int) -> Unit[None]:
        return lambda _: done.append(f"rest {number}")

    held = asyncio.ensure_future(writer.submit(lambda connection: gate.wait(5)))
    await asyncio.sleep(0.05)
    rest = [asyncio.ensure_future(writer.submit(one(number))) for number in range(3)]
    knocking = asyncio.ensure_future(writer.submit(knocks(20), first=True))
    await asyncio.sleep(0.05)
    gate.set()
    await asyncio.gather(held, knocking, *rest)
    assert done.index("rest 2") < 8  # each passes one knock, not twenty
    assert await asyncio.to_thread(knocked.wait, 5)
    assert done.count("knock") == 21
    await asyncio.to_thread(writer.close)

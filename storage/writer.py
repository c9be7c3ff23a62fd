"""The one way to write: units wait in a queue, and whatever waits shares a commit (group commit).

A unit is a function of a connection that loads, decides and stores; it may be run more than once, and only what it does last
stands. Those that share a commit take nobody with them when they fail: the batch is undone and done again with a savepoint for
each. Every caller hears of success only after the commit that holds its work is on disk. No timer: a batch forms while the
previous commit syncs, so a lone unit pays one fsync.

What somebody outside waits for, such as a carrier for its answer, is submitted as `first`: it passes what the hub does by
itself, and a batch that is at that lets it in after the unit it is at.
"""

from __future__ import annotations

import asyncio
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future
from contextlib import contextmanager, suppress
from queue import SimpleQueue
from typing import Any, TypeVar

from sqlalchemy.engine import Connection, Engine, Transaction
from sqlalchemy.exc import OperationalError

T = TypeVar("T")
Unit = Callable[[Connection], T]
_BATCH = 128
_RETRIES = 3
_UNDONE = "this transaction was undone by the database itself, as on a full disk"


_NOBODY: Future[Any] = Future()
"""In place of one for each coroutine's unit: to make one takes as long as a statement."""


class _Work:
    """A unit and who waits for it: a thread by `future`, or a coroutine by `waiter`, which belongs to its loop."""

    __slots__ = ("error", "first", "future", "result", "told", "tries", "unit", "waiter")

    def __init__(self, unit: Unit[Any], first: bool, waiter: asyncio.Future[Any] | None) -> None:
        self.unit = unit
        self.first = first
        self.waiter = waiter
        self.future: Future[Any] = _NOBODY if waiter is not None else Future()
        self.result: Any = None
        self.error: Exception | None = None
        self.told = False
        self.tries = 0

    def begin(self) -> bool:
        """False when nobody waits any more; else it is done from now on whether anybody does or not."""
        return self.future.set_running_or_notify_cancel() if self.waiter is None else not self.waiter.cancelled()


def _tell(works: Iterable[_Work]) -> None:
    """Their callers hear what became of them: all of one loop by one knock, which is a system call here and one there."""
    loops: dict[asyncio.AbstractEventLoop, list[_Work]] = {}
    for work in works:
        work.told = True
        if work.waiter is not None:
            loops.setdefault(work.waiter.get_loop(), []).append(work)
        elif work.error is not None:
            work.future.set_exception(work.error)
        else:
            work.future.set_result(work.result)
    for loop, theirs in loops.items():
        with suppress(RuntimeError):  # closed: nobody waits there any more
            loop.call_soon_threadsafe(_heard, theirs)


def _refuse(works: Iterable[_Work], error: Exception) -> None:
    """No future takes a StopIteration, which a `next` of the unit's may have raised: whoever waited would do so for ever."""
    refused, reason = [*works], error
    if isinstance(error, StopIteration):
        reason = RuntimeError("a unit ran out of what it went through")
        reason.__cause__ = error
    for work in refused:
        work.error = reason
    _tell(refused)


def _heard(works: Iterable[_Work]) -> None:
    for work in works:
        if work.waiter is None or work.waiter.done():
            continue
        if work.error is not None:
            work.waiter.set_exception(work.error)
        else:
            work.waiter.set_result(work.result)


class _UndoneError(Exception):
    """One unit's trouble undid what everybody had written in the transaction; `error` is what its caller hears."""

    def __init__(self, work: _Work, error: Exception) -> None:
        super().__init__(str(error))
        self.work, self.error = work, error


class _ApartError(Exception):
    """A unit of a batch has failed: what the others wrote is undone with it, and each is done again by itself."""


def _gone(connection: Connection) -> bool:
    """SQLite ends the transaction by itself when a statement finds no room on the disk or cannot read it. What was
    written is undone then, and a COMMIT after it would succeed and hold nothing.
    """
    return getattr(_raw(connection), "in_transaction", True) is False


def _spoilt(connection: Connection) -> bool:
    """After any error PostgreSQL takes nothing more in a transaction, and answers its COMMIT by undoing it."""
    state = getattr(_raw(connection), "info", None)  # psycopg's; its library is for hubs on PostgreSQL alone to load
    return state is not None and state.transaction_status.name == "INERROR"


def _raw(connection: Connection) -> object:
    return None if connection.invalidated else connection.connection.dbapi_connection


def _stands(connection: Connection) -> None:
    """Raises OperationalError if a unit has overlooked that its transaction is gone."""
    if _gone(connection) or _spoilt(connection):
        raise OperationalError("COMMIT", None, RuntimeError(_UNDONE))


@contextmanager
def _undone_by_failure(transaction: Transaction) -> Iterator[None]:
    try:
        yield
    except BaseException:
        transaction.rollback()
        raise


@contextmanager
def _savepoint(connection: Connection) -> Iterator[None]:
    """In two bare statements: SQLAlchemy's own nested transaction costs as much as the INSERT it is for."""
    connection.exec_driver_sql("SAVEPOINT unit")
    try:
        yield
    except BaseException:
        if not (connection.invalidated or _gone(connection)):
            connection.exec_driver_sql("ROLLBACK TO SAVEPOINT unit")
            connection.exec_driver_sql("RELEASE SAVEPOINT unit")
        raise
    connection.exec_driver_sql("RELEASE SAVEPOINT unit")


class Writer:
    """One writer thread per process. `close` drains what waits; `submit` after it raises RuntimeError."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._first: deque[_Work] = deque()
        self._rest: deque[_Work] = deque()
        self._knocks: SimpleQueue[bool] = SimpleQueue()  # one for each unit; False is the last
        self._put_off: list[_Work] = []  # of the batch before, which made room
        self._closed = False
        self._thread = threading.Thread(target=self._loop, name="bookbag-writer", daemon=True)
        self._thread.start()

    async def submit(self, unit: Unit[T], *, first: bool = False) -> T:
        """Run `unit` and return its result once it is durable. Raises what the unit raised, or the database's error.
        Units of one kind, `first` or not, run in the order they were submitted in.

        Cancelling the caller does not undo the unit: cancellation is not rollback (reliability 4.4).
        """
        waiter: asyncio.Future[T] = asyncio.get_running_loop().create_future()
        self._enqueue(unit, first, waiter)
        return await waiter

    def run(self, unit: Unit[T]) -> T:
        """`submit` for synchronous callers (command line, threads)."""
        result: T = self._enqueue(unit).future.result()
        return result

    def close(self) -> None:
        if not self._closed:
            self._closed = True
            self._knocks.put(False)
            self._thread.join()

    def _enqueue(self, unit: Unit[Any], first: bool = False, waiter: asyncio.Future[Any] | None = None) -> _Work:
        if self._closed:
            raise RuntimeError("the writer is closed")
        work = _Work(unit, first, waiter)
        (self._first if first else self._rest).append(work)
        self._knocks.put(True)
        return work

    def _loop(self) -> None:
        last = False
        while not last or self._put_off:
            batch, last = self._gather(last)
            if batch:
                self._commit(batch)

    def _gather(self, last: bool) -> tuple[list[_Work], bool]:
        """What was put off and what has come since, in that order, but before both what is `first`; and whether nothing comes
        any more."""
        batch, self._put_off = self._put_off, []
        while not last and (not batch or (len(batch) < _BATCH and not self._knocks.empty())):
            if not self._knocks.get():
                last = True
                break
            work = (self._first or self._rest).popleft()
            if work.begin():
                batch.append(work)
        return sorted(batch, key=lambda work: not work.first), last

    def _makes_room(self, batch: list[_Work], place: int) -> bool:
        """Whether the rest of the batch is put off for what has just come; one unit of it at least is done each time."""
        return place > 0 and bool(self._first) and not batch[place].first and not batch[place - 1].first

    def _commit(self, batch: list[_Work], *, apart: bool = False) -> None:
        done: list[_Work] = []
        again: list[_Work] = []
        try:
            with self._engine.connect() as connection, connection.begin() as whole:
                alone = whole if len(batch) == 1 else None
                for place, work in enumerate(batch):
                    if self._makes_room(batch, place):
                        batch, self._put_off = batch[:place], batch[place:] + self._put_off
                        break
                    if apart or alone is not None:
                        self._attempt(connection, alone, work, done, again)
                    else:
                        self._together(connection, work)
                        done.append(work)
        except _ApartError:
            self._commit(batch, apart=True)
            return
        except _UndoneError as undone:
            _refuse([undone.work], undone.error)
            self._commit_without(batch)
            return
        except Exception as error:
            _refuse([work for work in batch if not work.told], error)
            return
        _tell(done)
        if again:
            self._commit(again)

    @staticmethod
    def _together(connection: Connection, work: _Work) -> None:
        """Nearly every unit succeeds, and a savepoint for each is two statements beside its one or two."""
        try:
            work.result = work.unit(connection)
            _stands(connection)
        except Exception as error:
            if connection.invalidated:
                raise
            raise _ApartError from error

    def _commit_without(self, batch: list[_Work]) -> None:
        """The others once more: a unit for which there is no room must not take smaller ones with it."""
        left = [work for work in batch if not work.told]
        if left:
            self._commit(left, apart=True)

    def _attempt(
        self, connection: Connection, alone: Transaction | None, work: _Work, done: list[_Work], again: list[_Work]
    ) -> None:
        try:
            # Alone, a unit needs no savepoint in its transaction: two statements less.
            with _savepoint(connection) if alone is None else _undone_by_failure(alone):
                work.result = work.unit(connection)
                _stands(connection)
            done.append(work)
        except OperationalError as error:
            # PostgreSQL asks for a repeat with 40001 (serialisation) and 40P01 (deadlock).
            if getattr(error.orig, "sqlstate", None) in {"40001", "40P01"} and work.tries < _RETRIES:
                work.tries += 1
                again.append(work)
            elif connection.invalidated:
                raise
            else:
                self._failed(connection, work, error)
        except Exception as error:
            self._failed(connection, work, error)

    @staticmethod
    def _failed(connection: Connection, work: _Work, error: Exception) -> None:
        if _gone(connection):
            raise _UndoneError(work, error) from error
        _refuse([work], error)

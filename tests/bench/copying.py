"""The same history once more and again, earlier: SQLite copies the rows to other ids and days, a million in seconds.

What they are found by is made when all are there: kept up to date row by row it is most of the work.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import (
    Column,
    ColumnElement,
    Connection,
    Date,
    FromClause,
    String,
    Table,
    case,
    cast,
    create_engine,
    func,
    literal,
    select,
)

from storage import tables
from storage.columns import Moment
from tests.bench.history import APART, OPEN, WRITTEN, History

_REFERS = frozenset({"item_id", "message_id", "inbox_id", "absence_id", "report_id", "subject_id"})
_ONCE = frozenset({"provider_id", "intent"})  # unique besides the id
_QUICK = ("foreign_keys=OFF", "synchronous=OFF", "cache_size=-1000000")  # this connection's alone


def copied(url: str, history: History, times: int) -> None:
    """Each copy lies its number of whole spans before the history. What is left to do in that is done in them."""
    engine = create_engine(url)
    with engine.connect() as connection:
        for pragma in _QUICK:
            connection.exec_driver_sql(f"PRAGMA {pragma}")
        indexes = [index for model in WRITTEN for index in model.indexes]
        for index in indexes:
            index.drop(connection)
        for earlier in range(1, times):
            for model in WRITTEN[:-1]:
                _copy(connection, model, history, literal(earlier))
            connection.commit()
        _tokens(connection, history, times)
        for index in indexes:
            index.create(connection)
            connection.commit()
    engine.dispose()


def _copy(connection: Connection, target: Table, history: History, earlier: ColumnElement[int]) -> None:
    made = [_moved(one, history, earlier).label(one.name) for one in target.c]
    connection.execute(target.insert().from_select([one.name for one in target.c], select(*made).where(_of(target, history))))


def _tokens(connection: Connection, history: History, times: int) -> None:
    """Most of the rows: all copies of one before the next, as they are kept."""
    found = tables.search_token
    copies = select(literal(1).label("n")).cte("copies", recursive=True)
    copies = copies.union_all(select(copies.c.n + 1).where(copies.c.n < times - 1))
    moved = found.c.item_id - copies.c.n * (history.total * APART)
    rows = select(found.c.school_id, found.c.token, moved).select_from(found.join(copies, literal(1) == 1))
    connection.execute(found.insert().from_select(["school_id", "token", "item_id"], rows.where(_of(found, history)).order_by(found.c.token)))
    connection.commit()


def _of(target: Table, history: History) -> ColumnElement[bool]:
    """Those of `history` that are done."""
    first = history.first
    key = next(target.c[name] for name in ("id", "item_id", "absence_id") if name in target.c)
    here = key.between(first, first + (history.total - 2 * OPEN) * APART - 1)
    return here if target is tables.inbox else (target.c.school_id == history.school_id) & here


def _moved(column: Column[Any], history: History, earlier: ColumnElement[int]) -> ColumnElement[Any]:
    back = earlier * (history.total * APART)
    if column.name == "id" or column.name in _REFERS:
        return column - back
    if column.name == "content":
        return _content(column.table, back)
    if column.name in _ONCE:
        return column + ":" + cast(earlier, String)
    days = "-" + cast(earlier * history.span.days, String) + " days"
    if isinstance(column.type, Moment):
        return func.strftime("%Y-%m-%d %H:%M:%f000", column, days)
    if isinstance(column.type, Date):
        return func.date(column, days)
    return column


def _content(out: FromClause, back: ColumnElement[int]) -> ColumnElement[str]:
    """A teaser of its item or an answer to it: the ids in it go back with the row's own."""
    item, message = cast(out.c.item_id - back, String), cast(out.c.message_id - back, String)
    letter = literal('["Letter",{"message_id":') + message + ',"item_id":' + item + "}]"
    return case((out.c.message_id.is_(None), literal('["Teaser",{"item_id":') + item + "}]"), else_=letter)

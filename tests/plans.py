"""No statement of a hub at work goes through the whole of a table that grows with every message or post, and each says of which school.

Each statement is explained by SQLite the first time a story's hub says it. What tests ask for themselves is left out, and
so is what has its reason here.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import event

from storage.engine import Engines
from tests import scoped

GROWING = frozenset((
    "message", "message_translation", "inbox", "outbox", "item", "item_message", "item_role", "audit", "media",
    "search_token", "absence", "absence_source", "announcement", "announcement_text", "recipient", "post_file",
))  # fmt: skip
# Who asks, and why a whole table is no harm there.
ASKED_SELDOM = {
    "storage/subject.py:_where": "all that is held of one person, a few times a year, within the minutes it may take",
}
_REPOSITORY = Path(__file__).parents[1]
_PASSING_ON = {"db.py", "moment.py", "plans.py"}
_explained: set[str] = set()


@contextmanager
def watched(engines: Engines) -> Iterator[None]:
    """Raises AssertionError at the end for each statement newly seen to go through a whole table."""
    found: list[str] = []
    if not engines.sqlite:
        yield
        return

    def look(_connection: Any, cursor: Any, statement: str, values: Any, _context: Any, many: bool) -> None:
        if statement not in _explained and not many:
            _explained.add(statement)
            found.extend(_faults(cursor, statement, values))
            found.extend(_without_school(statement))

    for engine in (engines.read, engines.write):
        event.listen(engine, "after_cursor_execute", look)
    yield
    assert not found, "\n".join(found)


def _faults(cursor: Any, statement: str, values: Any) -> Iterator[str]:
    if not statement.startswith(("SELECT", "UPDATE", "DELETE", "INSERT")):
        return
    by = _asked_by()
    if by.startswith("tests/") or by in ASKED_SELDOM:
        return
    other = cursor.connection.cursor()  # the statement's own cursor still has its rows to give
    for row in other.execute(f"EXPLAIN QUERY PLAN {statement}", values).fetchall():
        name = row[3].removeprefix("SCAN ").split()[0]
        if row[3].startswith("SCAN ") and name in GROWING and not _by_partial_index(other, row[3]):
            yield f"{by} goes through all of {name}: {row[3]}\n{' '.join(statement.split())[:600]}"


def _without_school(statement: str) -> Iterator[str]:
    for name in scoped.unscoped(statement):
        by = _asked_by()
        if not by.startswith("tests/") and by not in scoped.ACROSS:
            yield f"{by} asks {name} without saying of which school\n{' '.join(statement.split())[:600]}"


def _by_partial_index(cursor: Any, said: str) -> bool:
    """An index of only what waits, say: all of it is little."""
    name = said.split("INDEX ")[-1].split()[0]
    made = cursor.execute("SELECT sql FROM sqlite_master WHERE type = 'index' AND name = ?", (name,)).fetchone()
    return bool(made and made[0] and " WHERE " in made[0])


def _asked_by() -> str:
    """The nearest function of ours that asked, as `file:function`."""
    frame = sys._getframe()
    while frame := frame.f_back:  # type: ignore[assignment]
        path = Path(frame.f_code.co_filename)
        ours = path.is_relative_to(_REPOSITORY) and ".venv" not in path.parts
        if ours and path.name not in _PASSING_ON:
            return f"{path.relative_to(_REPOSITORY)}:{frame.f_code.co_name}"
    return "?"

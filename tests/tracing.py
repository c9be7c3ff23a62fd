"""Where coverage looks away: code is traced once, on SQLite, and not again line by line on PostgreSQL.

Tracing costs a third of a test's time. What is not traced is not counted: the figures can only come out lower.
"""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from coverage import Coverage


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item: pytest.Item) -> Iterator[None]:
    tracing = Coverage.current() if _looks_away(item) else None
    if tracing is not None:
        tracing.stop()
    try:
        return (yield)
    finally:
        if tracing is not None:
            tracing.start()


def _looks_away(item: pytest.Item) -> bool:
    """`untraced` marks what goes through thousands of messages or rows by the same few lines."""
    chosen = getattr(item, "callspec", None)
    second = chosen is not None and chosen.params.get("database_url") == "postgresql"
    return second or item.get_closest_marker("untraced") is not None

"""Where coverage looks away: what was traced is not traced again, line by line, where nothing new is to be seen.

Tracing costs a third of a test's time. So code is not watched again on PostgreSQL, nor in a test that goes only ways
which others go too (`tests/untraced.txt`, written by `make traced`). What is not traced is not counted: the figures
can only come out lower.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from coverage import Coverage

UNTRACED = Path(__file__).with_name("untraced.txt")


class Tracing:
    """Looks away during some tests, or (`measured`) sets apart what each of them goes through."""

    def __init__(self, measured: bool) -> None:
        self.measured = measured
        self.untraced = frozenset(UNTRACED.read_text("utf-8").splitlines() if UNTRACED.exists() else ())

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_protocol(self, item: pytest.Item) -> Iterator[None]:
        tracing = Coverage.current()
        away = tracing is not None and self._looks_away(item)
        if tracing is not None:
            self._before(tracing, item.nodeid, away)
        try:
            return (yield)
        finally:
            if tracing is not None and away:
                tracing.start()

    def _before(self, tracing: Coverage, test: str, away: bool) -> None:
        if away:
            tracing.stop()
        elif self.measured:
            tracing.switch_context(test)

    def _looks_away(self, item: pytest.Item) -> bool:
        """`untraced` marks what goes through thousands of messages or rows by the same few lines."""
        chosen = getattr(item, "callspec", None)
        second = chosen is not None and chosen.params.get("database_url") == "postgresql"
        known = not self.measured and item.nodeid in self.untraced
        return second or known or item.get_closest_marker("untraced") is not None


class Seconds:
    """How long each test took, collected in the process that reports."""

    def __init__(self, target: Path) -> None:
        self.target = target
        self.taken: Counter[str] = Counter()

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        self.taken[report.nodeid] += report.duration  # type: ignore[assignment]

    def pytest_sessionfinish(self, session: pytest.Session) -> None:
        if not hasattr(session.config, "workerinput"):
            self.target.write_text(json.dumps(self.taken), "utf-8")


def pytest_addoption(parser: pytest.Parser) -> None:
    told = "trace every test under its own name and write to this file how long each took"
    parser.addoption("--seconds-to", default="", help=told)


def pytest_configure(config: pytest.Config) -> None:
    target = str(config.getoption("--seconds-to"))
    config.pluginmanager.register(Tracing(measured=bool(target)), "tracing")
    if target:
        config.pluginmanager.register(Seconds(Path(target)), "seconds")

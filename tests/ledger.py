"""Which doors a test went through, said by the doors themselves, and what that proves of a school's clauses.

A test whose name begins with clause ids (`test_BNV16_…`, several allowed) proves them when it passes and went
in by a door that people use. `pytest --clauses-to FILE` keeps what was found; `python -m tests.clauses` writes the page.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from pathlib import Path

import pytest

TELEGRAM, SMS, STAFF_BOT, CLI, BROWSER, WEB = "Telegram wire", "SMS wire", "staff bot", "CLI", "browser", "web page"
DOORS = (TELEGRAM, SMS, STAFF_BOT, CLI, BROWSER, WEB)

_ID = re.compile(r"(?:M|LT|PH|BNV|DPIA)\d+")
_SEEN: dict[str, set[str]] = {"doors": set(), "presets": set(), "databases": set()}


@dataclass(slots=True)
class Ran:
    """One test that names clauses. `outcome`: passed, failed, skipped (an expected failure is skipped)."""

    test: str
    clauses: list[str]
    outcome: str
    doors: list[str] = field(default_factory=list)
    presets: list[str] = field(default_factory=list)
    databases: list[str] = field(default_factory=list)


def door(name: str) -> None:
    """Called by a door as a person goes through it."""
    _SEEN["doors"].add(name)


def preset(name: str) -> None:
    """Called by what founds the school."""
    _SEEN["presets"].add(name)


def database(url: str) -> None:
    _SEEN["databases"].add("PostgreSQL" if url.startswith("postgresql") else "SQLite")


def clauses_of(name: str) -> list[str]:
    """ "test_M13_LT6_held[P1]" → ["M13", "LT6"]; lower case counts too."""
    words = name.split("[")[0].removeprefix("test_").split("_")
    return list(dict.fromkeys(_leading(words)))


def _leading(words: list[str]) -> Iterator[str]:
    for word in words:
        if not _ID.fullmatch(word.upper()):
            return
        yield word.upper()


class Ledger:
    """Collects in the process that reports: with xdist, the one that hands the work out."""

    def __init__(self, target: Path | None) -> None:
        self.target = target
        self.ran: dict[str, Ran] = {}

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        found = dict(report.user_properties).get("clauses")
        if not isinstance(found, str):
            return
        kept = json.loads(found)
        ran = self.ran.setdefault(report.nodeid, Ran(report.nodeid, kept["clauses"], "passed"))
        if report.outcome != "passed" or hasattr(report, "wasxfail"):
            ran.outcome = "failed" if report.failed else "skipped"
        ran.doors, ran.presets, ran.databases = kept["doors"], kept["presets"], kept["databases"]

    def pytest_sessionfinish(self, session: pytest.Session) -> None:
        if self.target and not hasattr(session.config, "workerinput"):
            self.target.write_text(json.dumps([asdict(one) for one in self.ran.values()], indent=1), "utf-8")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--clauses-to", default="", help="write what the tests prove of schools' clauses to this file")
    parser.addoption("--clauses-only", action="store_true", help="run only tests whose names begin with clause ids")


def pytest_configure(config: pytest.Config) -> None:
    target = str(config.getoption("--clauses-to"))
    config.pluginmanager.register(Ledger(Path(target) if target else None), "ledger")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    if config.getoption("--clauses-only"):
        named = [item for item in items if clauses_of(item.name)]
        config.hook.pytest_deselected(items=[item for item in items if item not in named])
        items[:] = named


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item: pytest.Item) -> None:
    for kept in _SEEN.values():
        kept.clear()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo[None]) -> Iterator[None]:
    clauses = clauses_of(item.name)
    if clauses and call.when in {"call", "setup"}:
        said = {name: sorted(kept) for name, kept in _SEEN.items()} | {"clauses": clauses}
        item.user_properties[:] = [one for one in item.user_properties if one[0] != "clauses"]
        item.user_properties.append(("clauses", json.dumps(said)))
    return (yield)

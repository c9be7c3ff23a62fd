"""A story with several tellings (by Telegram and by text message, say) runs each on one database, and all on both.

Every pair of telling and database would double the suite for what carriers and databases do not share. The pairs left
out are `long`: `make test` runs a half of them, `make test-long` the other.
"""

from __future__ import annotations

from collections import defaultdict
from zlib import crc32

import pytest

STORIES = ("tests/clauses/", "tests/scenarios/", "tests/model/")
_DATABASES = ("sqlite", "postgresql")


@pytest.hookimpl(tryfirst=True)  # before `-m` looks at the marks
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    stories: dict[str, dict[str, list[tuple[str, pytest.Item]]]] = defaultdict(lambda: defaultdict(list))
    for item in items:
        params = dict(item.callspec.params) if hasattr(item, "callspec") else {}
        story = item.nodeid.startswith(STORIES) or item.get_closest_marker("one_database")
        if story and "database_url" in params:
            database = str(params.pop("database_url"))
            stories[item.nodeid.split("[")[0]][item.nodeid.replace(database, "")].append((database, item))
    for name, tellings in stories.items():
        if len(tellings) > 1 or any(_told_once(telling) for telling in tellings.values()):
            for place, telling in enumerate(tellings.values(), crc32(name.encode())):
                _leave_out(telling, _DATABASES[place % 2])


def _told_once(telling: list[tuple[str, pytest.Item]]) -> bool:
    """A long story marked `one_database`: what it asks of a database is tried on both elsewhere."""
    return len(telling) > 1 and any(item.get_closest_marker("one_database") for _, item in telling)


def _leave_out(telling: list[tuple[str, pytest.Item]], database: str) -> None:
    for on, item in telling:
        if on == database:
            item.add_marker(pytest.mark.long)

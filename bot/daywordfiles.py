"""Reads the shipped words for days and reasons (`bot/daywords`), one TOML file per language, at start.

`weekdays` (Monday first), `months` and `numbers` (from one) are lists; every other key is one line. Wordings stand
between bars; `wor*` is any word that begins so. `day_first` lists the marks that stand behind their day; with
`close` "until" and "from" must stand right beside it.
"""

from __future__ import annotations

import functools
import tomllib
from collections.abc import Iterator
from importlib.resources import files
from typing import Any

from bot.domain.daywords import DayTongue, DayWords, Mark, table
from bot.domain.folding import words
from bot.domain.patterns import Phrase

_DAYS = {"today": 0, "tomorrow": 1, "overmorrow": 2, "yesterday": -1}
_LISTS = {"weekdays": (Mark.WEEKDAY, 0), "months": (Mark.MONTH, 1), "numbers": (Mark.COUNT, 1)}
_HEAD = {"language", "day_first", "close"}


class DayWordError(ValueError):
    """A file of day words is not as it should be; the message names it."""


@functools.cache
def load() -> DayWords:
    """All shipped languages. Raises DayWordError; the hub must not start with a broken file."""
    found = sorted(files("bot.daywords").iterdir(), key=lambda path: path.name)
    tongues = (read(path.name, path.read_bytes()) for path in found if path.name.endswith(".toml"))
    return DayWords({tongue.language: tongue for tongue in tongues})


def read(name: str, raw: bytes) -> DayTongue:
    """One file. `name` is used in errors only."""
    try:
        head = tomllib.loads(raw.decode())
        day_first = frozenset(Mark(one) for one in head.get("day_first", ()))
        return table(head["language"], list(_entries(head)), day_first, close=head.get("close", False))
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise DayWordError(f"{name}: {error}") from error


def _entries(head: dict[str, Any]) -> Iterator[tuple[Phrase, Mark, int]]:
    for key, value in head.items():
        if key in _HEAD:
            continue
        if key in _LISTS:
            mark, first = _LISTS[key]
            for number, line in enumerate(value, first):
                yield from ((phrase, mark, number) for phrase in _phrases(line))
        else:
            mark = Mark.DAY if key in _DAYS else Mark(key)
            yield from ((phrase, mark, _DAYS.get(key, 0)) for phrase in _phrases(value))


def _phrases(line: str) -> Iterator[Phrase]:
    for wording in line.split("|"):
        phrase = words(wording.removesuffix("*"))
        if not phrase:
            raise DayWordError(f"no word in {wording!r}")
        yield (*phrase[:-1], phrase[-1] + "*") if wording.endswith("*") else phrase

"""`make bank-holidays`: writes bot/bankholidays.json from the package `holidays`, which a hub need not load for it."""

from __future__ import annotations

import json
from importlib.metadata import version
from pathlib import Path

import holidays

import bot

FILE = Path(bot.__file__).with_name("bankholidays.json")
FIRST, LAST = 2000, 2100
PARTS = ("ENG", "NIR", "SCT", "WLS")


def made() -> dict[str, object]:
    return {"first": FIRST, "last": LAST, "source": f"holidays {version('holidays')}", **{part: _days(part) for part in PARTS}}


def _days(part: str) -> str:
    """One string of dates with spaces between: a line to read, not a column of a thousand."""
    return " ".join(str(day) for day in sorted(holidays.country_holidays("GB", subdiv=part, years=range(FIRST, LAST + 1))))


if __name__ == "__main__":
    FILE.write_text(json.dumps(made(), indent=1) + "\n", encoding="utf-8")

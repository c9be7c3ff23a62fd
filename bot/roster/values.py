"""Small values of a school's cells: yes and no, priorities, and the marks of a spreadsheet that knew better."""

from __future__ import annotations

import re

_YES = frozenset({"yes", "y", "true", "t", "1", "x", "✓", "✔", "☑", "ja", "tak"})
_NO = frozenset({"no", "n", "false", "f", "0", "none", "-", "–", "✗", "✘", "☐"})
_MONTHS = "jan|feb|mar|apr|may|jun|jul|aug|sep|sept|oct|nov|dec"
_DATE = re.compile(
    rf"\d{{1,2}}[-/ .]({_MONTHS})[a-z]*([-/ .]\d{{2,4}})?|({_MONTHS})[a-z]*[-/ .]\d{{2,4}}"
    r"|\d{4}-\d{2}-\d{2}(T.*)?|\d{1,2}[-/.]\d{1,2}[-/.](\d{2}|\d{4})",
    re.IGNORECASE,
)


def yes_or_no(text: str) -> bool | None:
    folded = text.strip().casefold().removesuffix(".0")
    return True if folded in _YES else False if folded in _NO else None


def looks_like_date(text: str) -> bool:
    """Excel turned it into a date ("3-Mar" may have been class 3M or 3/Mar): told, never guessed back."""
    return bool(_DATE.fullmatch(text.strip()))


def looks_like_power(text: str) -> bool:
    """Excel took class "5E1" for a number."""
    return bool(re.fullmatch(r"\d([.,]\d+)?E[+-]?\d+", text.strip(), re.IGNORECASE))


def priority(text: str) -> int | None:
    match = re.fullmatch(r"(?:priority\s*)?(\d{1,2})(?:\.0+|st|nd|rd|th)?", text.strip().casefold())
    return int(match[1]) if match else None

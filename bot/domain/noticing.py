"""Since when a notice to staff is due again: each term, or each school year (DPIA39)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

_AUTUMN = 9
_WITHOUT_DATES = (1, 4, _AUTUMN)  # months in which terms begin where the school has entered none


def due_since(often: str, term_days: Iterable[date], day: date) -> date | None:
    """The first day of the period that `day` is in; None where staff are never told.

    `often`: "never", "termly" or "annual". `term_days`: the first days of the school's terms.
    """
    if often == "never":
        return None
    if often == "annual":
        return max(one for year in (day.year - 1, day.year) if (one := date(year, _AUTUMN, 1)) <= day)
    begun = [one for one in term_days if one <= day]
    guessed = [date(day.year, month, 1) for month in _WITHOUT_DATES]
    return max(begun, default=max(one for one in guessed if one <= day))


def is_due(since: date | None, last: date | None) -> bool:
    """Whether somebody who last acknowledged it on `last` is shown it now."""
    return since is not None and (last is None or last < since)

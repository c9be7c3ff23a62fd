"""What a process has read of people and classes, kept until a row it was read from changes, whichever process changes it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Executable
from sqlalchemy.engine import Row

Question = tuple[Executable, tuple[tuple[str, Any], ...]]
_MOST = 4_000  # questions: about 10 MB; who asks more begins anew


@dataclass(slots=True)
class Kept:
    """Rows as the database gave them: what is sealed there is sealed here. Safe to share between threads."""

    _page: tuple[int, dict[Question, Sequence[Row[Any]]]] = field(default=(0, {}), repr=False)

    def at(self, revision: int | None) -> dict[Question, Sequence[Row[Any]]]:
        """What was answered at this revision; a fresh page at another, and while nothing says when rows change."""
        if revision is None:
            return {}
        page = self._page  # looked at once: another thread may turn it meanwhile
        if page[0] != revision or len(page[1]) >= _MOST:
            page = self._page = (revision, {})
        return page[1]


def question(statement: Executable, values: dict[str, Any]) -> Question:
    """The statement itself, not its text: those built at import are the same object each time."""
    return statement, tuple((name, _fixed(value)) for name, value in sorted(values.items()))


def _fixed(value: Any) -> Any:
    return tuple(value) if isinstance(value, list) else value

"""One moment's reading: what is asked again in a read transaction is not read again, and many are asked for at once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Executable
from sqlalchemy.engine import Row

from storage import revisions
from storage.db import Db
from storage.kept import Question, question


@dataclass(frozen=True, slots=True)
class Moment(Db):
    """A read transaction's connection that puts every question once. Short-lived: it keeps all it was told, and no writer
    may have one, since what it reads would change under it.
    """

    _told: dict[Question, list[Row[Any]]] = field(default_factory=dict, repr=False)

    def all(self, statement: Executable, **values: Any) -> list[Row[Any]]:
        asked = question(statement, values)
        if asked not in self._told:
            self._told[asked] = Db.all(self, statement, **values)
        return self._told[asked].copy()

    def first(self, statement: Executable, **values: Any) -> Row[Any] | None:
        rows = self.all(statement, **values)
        return rows[0] if rows else None

    def value(self, statement: Executable, **values: Any) -> Any:
        row = self.first(statement, **values)
        return row[0] if row else None


def ahead(db: Db, one: Executable, many: Executable, name: str, column: str, wanted: Collection[Any], **shared: Any) -> None:
    """Answers `one` for each of the `wanted` values of its parameter `name` by asking `many` for `these`, whose rows have the
    same columns and say in `column` whose they are. Where a question is asked once only, or anew each time, it does nothing.
    """
    if not isinstance(db, Moment):
        return
    questions = {each: question(one, {**shared, name: each}) for each in wanted}
    kept = db.kept.at(db.revision(revisions.PEOPLE))
    unasked = [each for each, asked in questions.items() if asked not in db._told and asked not in kept]
    if len(unasked) < 2:
        return
    found: dict[Any, list[Row[Any]]] = defaultdict(list)
    for row in Db.all(db, many, these=unasked, **shared):
        found[row._mapping[column]].append(row)
    for each in unasked:
        db._told[questions[each]] = found[each]

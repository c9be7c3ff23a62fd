"""What items say and whose they are, for many at once: a search goes through hundreds before it shows thirty."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from sqlalchemy import Row, bindparam, select

from bot.domain.access import Scope
from storage import persons, tables
from storage.crypto import ErasedError, KeyProblem
from storage.db import Db
from storage.messages import BODY, TRANSLATED

_item, _link, _out = tables.item, tables.item_message, tables.outbox
_message, _translation = tables.message, tables.message_translation
_SCHOOL: Any = bindparam("school")
_THESE: Any = bindparam("these", expanding=True)
_WHOSE = select(_item.c.id, _item.c.pupil_id, _item.c.guardian_id).where(_item.c.school_id == _SCHOOL, _item.c.id.in_(_THESE))
# What families wrote, and what they were answered.
_HOLDS = (
    select(_link.c.item_id, _link.c.message_id)
    .where(_link.c.school_id == _SCHOOL, _link.c.item_id.in_(_THESE))
    .union(
        select(_out.c.item_id, _out.c.message_id).where(
            _out.c.school_id == _SCHOOL, _out.c.item_id.in_(_THESE), _out.c.message_id.is_not(None)
        )
    )
    .cte("holds")
)
_SEALED = (
    select(
        _HOLDS.c.item_id,
        _message.c.id,
        _message.c.replaces,
        _message.c.staff_id,
        _message.c.kind,
        _message.c.language,
        _message.c.body,
        _translation.c.body.label("translated"),
    )
    .select_from(_HOLDS)
    .join(_message, (_message.c.school_id == _SCHOOL) & (_message.c.id == _HOLDS.c.message_id))
    .outerjoin(
        _translation,
        (_translation.c.school_id == _SCHOOL)
        & (_translation.c.message_id == _message.c.id)
        & (_translation.c.language == bindparam("into"))
        & (_translation.c.status == "translated"),
    )
)  # put in order outside: SQLite might walk a school's messages for it


class Text(NamedTuple):
    """One message as it stands, in the order written, and a machine's rendering of what a family wrote if there is one."""

    body: str
    language: str | None
    rendered: str = ""


@dataclass(frozen=True, slots=True)
class Held:
    """`names`: of the child it is about and of the adult who wrote it, as far as they are known."""

    texts: Sequence[Text]
    names: Sequence[str]

    @property
    def said(self) -> Iterator[str]:
        for one in self.texts:
            yield from (one.body, one.rendered) if one.rendered else (one.body,)

    @property
    def words(self) -> Iterator[str]:
        """All that it is found by."""
        yield from self.said
        yield from self.names


@dataclass(frozen=True, slots=True)
class Reading:
    """One look through many items. Names come again with every batch: each is opened once.

    `into`: the language (BCP 47) of the renderings.
    """

    scope: Scope
    db: Db
    into: str
    _names: dict[tuple[str, int | None], str] = field(default_factory=dict)  # empty: erased or damaged

    def of_items(self, item_ids: Collection[int]) -> dict[int, Held]:
        """Of an edited message the newest, and no draft. What is erased or damaged is left out: it keeps nobody from the others."""
        rows = self.db.all(_WHOSE, school=self.scope.school_id, these=sorted(item_ids)) if item_ids else []
        self._learn("pupil", {row.pupil_id for row in rows})
        self._learn("guardian", {row.guardian_id for row in rows})
        sealed = _sealed(self.scope, self.db, [row.id for row in rows], self.into)
        found: dict[int, Held] = {}
        for row in rows:
            names = self._names.get(("pupil", row.pupil_id)), self._names.get(("guardian", row.guardian_id))
            try:
                found[row.id] = Held(_texts(self.db, sealed[row.id]), [name for name in names if name])
            except (ErasedError, KeyProblem):
                continue
        return found

    def _learn(self, kind: str, people: Collection[int | None]) -> None:
        new = {one for one in people if one is not None and (kind, one) not in self._names}
        known = persons.several(self.scope, self.db, kind, new)
        self._names.update({(kind, one): known[one].full if one in known else "" for one in new})


def _sealed(scope: Scope, db: Db, item_ids: Collection[int], into: str) -> dict[int, list[Row[Any]]]:
    found: dict[int, list[Row[Any]]] = defaultdict(list)
    for row in db.all(_SEALED, school=scope.school_id, these=sorted(item_ids), into=into) if item_ids else ():
        found[row.item_id].append(row)
    return found


def _texts(db: Db, rows: Sequence[Row[Any]]) -> list[Text]:
    replaced = {row.replaces for row in rows}
    return [_text(db, row) for row in sorted(rows, key=lambda row: row.id) if row.id not in replaced and row.kind != "draft"]


def _text(db: Db, row: Row[Any]) -> Text:
    rendered = db.keys.open(TRANSLATED, row.translated) if row.translated and row.staff_id is None else ""
    return Text(db.keys.open(BODY, row.body), row.language, rendered)

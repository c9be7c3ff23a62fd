"""What items say and whose they are, words alone: for a search that goes through hundreds of items before it shows thirty."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from itertools import chain
from typing import Any

from sqlalchemy import bindparam, select

from bot.domain.access import Scope
from storage import persons, tables
from storage.crypto import ErasedError, KeyProblem
from storage.db import Db, table
from storage.messages import BODY, TRANSLATED

_item, _link, _out = table(tables.Item), table(tables.ItemMessage), table(tables.Outbox)
_message, _translation = table(tables.Message), table(tables.MessageTranslation)
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
    select(_HOLDS.c.item_id, _message.c.body, _translation.c.body.label("translated"))
    .select_from(_HOLDS)
    .join(_message, (_message.c.school_id == _SCHOOL) & (_message.c.id == _HOLDS.c.message_id))
    .outerjoin(
        _translation,
        (_translation.c.school_id == _SCHOOL) & (_translation.c.message_id == _message.c.id) & (_translation.c.language == bindparam("into")),
    )
)


def of_items(scope: Scope, db: Db, item_ids: Collection[int], into: str) -> dict[int, list[str] | None]:
    """Of each item that is there: every text it ever held or was answered with, their renderings in one language, and the
    names of child and adult. None where some of it does not open, being erased or damaged.
    """
    rows = db.all(_WHOSE, school=scope.school_id, these=sorted(item_ids))
    whose = {row.id: (("pupil", row.pupil_id), ("guardian", row.guardian_id)) for row in rows}
    people = {(kind, one) for kind, one in chain(*whose.values()) if one is not None}
    for kind in ("pupil", "guardian"):
        persons.ask_ahead(scope, db, kind, {one for of, one in people if of == kind})
    named = {(kind, one): persons.one(scope, db, kind, one) for kind, one in people}
    found: dict[int, list[str] | None] = {}
    for item_id, both in whose.items():
        found[item_id] = [who.full for one in both if (who := named.get(one)) is not None]
    for item_id, sealed in _sealed(scope, db, found, into).items():
        texts = found[item_id]
        try:
            found[item_id] = [*(texts or ()), *(db.keys.open(place, one) for place, one in sealed)]
        except (ErasedError, KeyProblem):
            found[item_id] = None
    return found


def _sealed(scope: Scope, db: Db, item_ids: Collection[int], into: str) -> dict[int, list[tuple[str, bytes]]]:
    found: dict[int, list[tuple[str, bytes]]] = defaultdict(list)
    for row in db.all(_SEALED, school=scope.school_id, these=sorted(item_ids), into=into) if item_ids else ():
        found[row.item_id] += [(BODY, row.body), *([(TRANSLATED, row.translated)] if row.translated else [])]
    return found

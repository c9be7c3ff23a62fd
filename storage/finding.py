"""Search: which items hold which words, without the words.

A token is a keyed hash of a word's beginning and of the readers it is for, under a key of the school's own: whoever reads
the table without the key file learns how many items of one group of readers share a word, and no more.
"""

from __future__ import annotations

import hmac
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from sqlalchemy import Executable, Select, bindparam, delete, func, select
from sqlalchemy.engine import Connection

from bot.domain.access import Scope
from storage import tables
from storage.db import Db, insert_of
from storage.ids import new_id

_token, _wanted = tables.search_token, tables.search_wanted
_item, _link, _school = tables.item, tables.item_message, tables.school
TOKEN_BYTES = 8
_RARE = 500  # words rarer than that are told apart by how rare
_SCANNED = 20_000  # of the items of the token that leads, the newest: what a search may cost
_SCHOOL: Any = bindparam("school")
_ITEM: Any = bindparam("item")
_KEY = select(_school.c.key_id).where(_school.c.id == _SCHOOL)
_NEXT = select(_wanted).order_by(_wanted.c.mark.desc()).limit(bindparam("most"))
_OF_MESSAGE = select(_link.c.item_id).where(_link.c.school_id == _SCHOOL, _link.c.message_id == bindparam("message"))
_THERE = select(_item.c.id).where(_item.c.school_id == _SCHOOL, _item.c.id == _ITEM)
_DROP = delete(_token).where(_token.c.school_id == _SCHOOL, _token.c.item_id == _ITEM)
_DONE = delete(_wanted).where(
    _wanted.c.school_id == _SCHOOL, _wanted.c.item_id == _ITEM, _wanted.c.mark == bindparam("mark")
)
_HAS = (_token.c.school_id == _SCHOOL, _token.c.token == bindparam("token"))
_OFTEN = select(func.count()).select_from(select(_token.c.item_id).where(*_HAS).limit(bindparam("most")).subquery())
_FLOOR = select(_token.c.item_id).where(*_HAS).order_by(_token.c.item_id.desc()).offset(bindparam("passed")).limit(1)
_EVERY = select(_item.c.school_id, _item.c.id, _item.c.id.label("mark"))


@cache
def _want(dialect: str) -> Executable:
    made = insert_of(dialect)(_wanted)
    return made.on_conflict_do_update(index_elements=["school_id", "item_id"], set_={"mark": made.excluded.mark})


@dataclass(frozen=True, slots=True)
class Wanted:
    school_id: int
    item_id: int
    mark: int


def want(scope: Scope, db: Db, item_id: int) -> None:
    """Its words are to be written down, again if they were."""
    db.run(_want(db.connection.dialect.name), school_id=scope.school_id, item_id=item_id, mark=new_id())


def want_of_message(scope: Scope, db: Db, message_id: int) -> None:
    """Every item that holds the message."""
    for row in db.all(_OF_MESSAGE, school=scope.school_id, message=message_id):
        want(scope, db, row.item_id)


def want_all(connection: Connection) -> None:
    """Everything anew: after a restore, which brings none of it back."""
    connection.execute(delete(_wanted))
    connection.execute(_wanted.insert().from_select(["school_id", "item_id", "mark"], _EVERY))


def wanted(db: Db, most: int) -> list[Wanted]:
    """Of any school, what changed last first: what has just come is found at once even while all is written down anew."""
    return [Wanted(row.school_id, row.item_id, row.mark) for row in db.all(_NEXT, most=most)]


def hashed(scope: Scope, db: Db, readers: str, terms: Iterable[str]) -> dict[str, bytes]:
    """The token of each term. Raises ErasedError when the school's key was destroyed."""
    key = db.keys.search_key(db.value(_KEY, school=scope.school_id))
    return {term: hmac.digest(key, f"{readers}\0{term}".encode(), "sha256")[:TOKEN_BYTES] for term in terms}


def put(scope: Scope, db: Db, one: Wanted, tokens: Collection[bytes]) -> None:
    """In place of what was there. An item that was erased meanwhile stays so."""
    here = {"school": scope.school_id, "item": one.item_id}
    db.run(_DONE, **here, mark=one.mark)
    db.run(_DROP, **here)
    if db.first(_THERE, **here):
        rows = [{"school_id": scope.school_id, "item_id": one.item_id, "token": token} for token in sorted(tokens)]
        db.many(_token.insert(), rows)


@dataclass(frozen=True, slots=True)
class _Token:
    """How many items have it, up to `_RARE`, and of those that many have the item so many back: the older that is, the rarer the word."""

    token: bytes
    often: int
    back: int = 0


def holding(scope: Scope, db: Db, wanted: Sequence[Collection[bytes]], most: int) -> tuple[list[int], bool]:
    """Items that have one at least of each, the newest first, and whether older ones were not looked at. The rarest leads, so that
    common words beside it cost little; before all others one whose items are few enough to be gone through to the end.
    """
    there = sorted((_there(scope, db, one) for one in wanted), key=_how_common)
    lead, floors = _leading(scope, db, there)
    others = [[token.token for token in one] for one in there if one is not lead]
    beside = {f"also_{place}": tokens for place, tokens in enumerate(others)}
    found: set[int] = set()
    for token, floor in zip(lead, floors, strict=True):
        rows = db.all(_all_of(len(others)), school=scope.school_id, token=token.token, floor=floor, most=most, **beside)
        found.update(row.item_id for row in rows)
    return sorted(found, reverse=True)[:most], any(floors)


def _there(scope: Scope, db: Db, tokens: Collection[bytes]) -> list[_Token]:
    """Those of them that any item has."""
    looked = (_looked_up(scope, db, token) for token in sorted(tokens))
    return [one for one in looked if one.often]


def _looked_up(scope: Scope, db: Db, token: bytes) -> _Token:
    here = {"school": scope.school_id, "token": token}
    back = db.value(_FLOOR, **here, passed=_RARE - 1)
    return _Token(token, _RARE, int(back)) if back is not None else _Token(token, int(db.value(_OFTEN, **here, most=_RARE)))


def _how_common(tokens: Sequence[_Token]) -> tuple[int, int]:
    return max((one.back for one in tokens), default=0), sum(one.often for one in tokens)


def _leading(scope: Scope, db: Db, there: Sequence[list[_Token]]) -> tuple[list[_Token], list[int]]:
    """The first that can be gone through to the end, or the first of all; and where a walk down the items of each of its tokens
    stops, 0 for after the last of them. Of a single word the newest are all that is walked through.
    """
    if len(there) == 1:
        return there[0], [0] * len(there[0])
    floors = []
    for one in there:
        floors.append([_floor(scope, db, token) for token in one])
        if not any(floors[-1]):
            return one, floors[-1]
    return there[0], floors[0]


def _floor(scope: Scope, db: Db, one: _Token) -> int:
    floor = db.value(_FLOOR, school=scope.school_id, token=one.token, passed=_SCANNED) if one.back else None
    return int(floor or 0)


@cache
def _all_of(others: int) -> Select[Any]:
    """Walks down the first token's items and stops at the last one wanted; so many other words have `:also_0` and on. Made once: it takes
    longer to make than to run.
    """
    asked = select(_token.c.item_id).where(*_HAS, _token.c.item_id >= bindparam("floor"))
    for place in range(others):
        also = _token.alias(f"also_{place}")
        asked = asked.where(
            select(also.c.item_id)
            .where(also.c.school_id == _SCHOOL, also.c.token.in_(_also(place)), also.c.item_id == _token.c.item_id)
            .exists()
        )
    return asked.order_by(_token.c.item_id.desc()).limit(bindparam("most"))


def _also(place: int) -> Any:
    return bindparam(f"also_{place}", expanding=True)

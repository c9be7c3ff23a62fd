"""Search: what of an item is looked up and by whom, written down after it was handled, and found again.

Who may read an item is asked of `may` for every item found; the readers in a token only keep apart what different
people could ever find, so that one class's words say nothing about another's.
"""

from __future__ import annotations

import asyncio
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from itertools import islice
from math import ceil

from bot.domain import finding as words
from bot.domain.access import Scope
from bot.domain.finding import Asked
from bot.domain.people import Role
from bot.handlers.known import ItemFacts
from bot.hub import Hub, as_hub
from storage import finding, itemfacts, wording
from storage.crypto import ErasedError, KeyProblem
from storage.db import Db
from storage.finding import Wanted
from storage.moment import Moment
from storage.wording import Held

_AT_ONCE, _FIRST, _LEAST, _FEW, _ENGLISH = 100, 32, 8, 120, "en"  # the first few: hardly more than a page shows
_AT_MOST = timedelta(seconds=5)  # well within the lease of the tick: two processes would write down the same
MOST_CANDIDATES = 500
"""How many items one search opens at most."""


async def run_once(hub: Hub) -> None:
    """Write down the words of what has changed, what changed last first, for a few seconds; the next look goes on. Words are written
    anew for a whole item.
    """
    full, until = True, hub.steady.now() + _AT_MOST
    while full and hub.steady.now() < until:
        todo = await hub.read(_read)
        await asyncio.gather(*(hub.write(partial(_put, one)) for one in todo))  # a unit each: others' come in between
        full = len(todo) == _AT_ONCE


Read = tuple[Wanted, frozenset[bytes]]


def _read(db: Db) -> list[Read]:
    moment = Moment(db.connection, db.keys, db.kept)
    return [(one, _tokens(moment, one)) for one in finding.wanted(db, _AT_ONCE)]


def _put(read: Read, db: Db) -> None:
    one, tokens = read
    finding.put(as_hub(one.school_id, "search"), db, one, tokens)


def _tokens(db: Db, one: Wanted) -> frozenset[bytes]:
    """Nothing for what is erased, whose rows are about to go, or damaged: it does not keep others from being found."""
    scope = as_hub(one.school_id, "search")
    item = itemfacts.one(scope, db, one.item_id)
    if item is None:
        return frozenset()
    held = wording.Reading(scope, db, _ENGLISH).of_items([item.id]).get(item.id)
    if held is None:
        return frozenset()
    try:
        kept = words.terms(held.said, held.names)
        return frozenset().union(*(finding.hashed(scope, db, one, kept).values() for one in _readers(item)))
    except (ErasedError, KeyProblem):
        return frozenset()


def _readers(item: ItemFacts) -> frozenset[str]:
    return frozenset(_group(role, item.class_id) for role in (item.role, *item.also))


def _group(role: Role, class_id: int | None) -> str:
    return f"{role}:{class_id}" if role is Role.CLASS_TEACHER else str(role)


def fitting(scope: Scope, db: Db, wanted: Asked, item_ids: Iterable[int], enough: int) -> Iterator[dict[int, Held]]:
    """Those of them that have the words, in the same order, some at a time: a token is not believed. So many more are gone through
    together as should make `enough`, going by those before; twice as many when that was not enough.
    """
    reading, ids, many = wording.Reading(scope, db, _ENGLISH), iter(item_ids), _FIRST
    looked = have = 0
    while some := list(islice(ids, many)):
        held = reading.of_items(some)
        found = {one: held[one] for one in some if one in held and words.fits(wanted, held[one].words)}
        looked, have = looked + len(some), have + len(found)
        many = min(2 * many, _more(looked, have, enough))
        yield found


def _more(looked: int, have: int, enough: int) -> int:
    """With some to spare: a second look costs more than a few too many."""
    return max(_LEAST, ceil(1.25 * looked * (enough - have) / have)) if 0 < have < enough else MOST_CANDIDATES


@dataclass(slots=True)
class Candidates:
    """Items that may hold what is wanted and that these roles, and teachers of these classes, could read; newest first.

    A few are looked for at first: to walk down to the five hundredth takes longer than to read what is shown.
    `capped`, once they are gone through: there may be more.
    """

    scope: Scope
    db: Db
    wanted: Asked
    roles: Collection[Role]
    classes: Collection[int]
    capped: bool = False

    def __iter__(self) -> Iterator[int]:
        last: int | None = None
        for most in (_FEW, MOST_CANDIDATES):
            found, cut = self._newest(most)
            self.capped = cut or len(found) == MOST_CANDIDATES
            for one in found:
                if last is None or one < last:  # by id: what has come in between would shift every place
                    last = one
                    yield one
            if len(found) < most:
                return

    def _newest(self, most: int) -> tuple[list[int], bool]:
        groups = {_group(role, None) for role in self.roles if role is not Role.CLASS_TEACHER}
        groups |= {_group(Role.CLASS_TEACHER, class_id) for class_id in self.classes}
        found: set[int] = set()
        cut = False
        for readers in groups:
            tokens = finding.hashed(self.scope, self.db, readers, frozenset().union(*self.wanted.terms))
            asked = [{tokens[term] for term in one} for one in self.wanted.terms]
            theirs, older = finding.holding(self.scope, self.db, asked, most)
            found.update(theirs)
            cut = cut or older
        return sorted(found, reverse=True)[:most], cut

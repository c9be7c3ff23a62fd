"""Search: what of an item is looked up and by whom, written down after it was handled, and found again.

Who may read an item is asked of `may` for every item found; the readers in a token only keep apart what different
people could ever find, so that one class's words say nothing about another's.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from functools import partial

from bot.domain import finding as words
from bot.domain.access import Scope
from bot.domain.finding import Asked
from bot.domain.people import Role
from bot.handlers.known import ItemFacts
from bot.hub import Hub, as_hub
from storage import finding, itemfacts, messages, on_phones, persons, wording
from storage.crypto import ErasedError, KeyProblem
from storage.db import Db
from storage.finding import Wanted
from storage.messages import MessageRow
from storage.moment import Moment

_AT_ONCE = 100
MOST_CANDIDATES = 500
"""How many items one search opens at most."""


@dataclass(frozen=True, slots=True)
class Text:
    """One message as it stands, and a machine's English for it if there is one."""

    message: MessageRow
    english: str = ""


async def run_once(hub: Hub) -> None:
    """Write down the words of what has changed. What changes meanwhile is left for the next look: words are written anew
    for a whole item, and a busy one would be read again after each of its messages.
    """
    full = True
    while full:
        todo = await hub.read(_read)
        if todo:
            await hub.write(partial(_put, todo))
        full = len(todo) == _AT_ONCE


Read = list[tuple[Wanted, frozenset[bytes]]]


def _read(db: Db) -> Read:
    moment = Moment(db.connection, db.keys, db.kept)
    return [(one, _tokens(moment, one)) for one in finding.wanted(db, _AT_ONCE)]


def _put(read: Read, db: Db) -> None:
    for one, tokens in read:
        finding.put(as_hub(one.school_id, "search"), db, one, tokens)


def _tokens(db: Db, one: Wanted) -> frozenset[bytes]:
    """None for what is erased, whose rows are about to go, or damaged: it does not keep others from being found."""
    scope = as_hub(one.school_id, "search")
    item = itemfacts.one(scope, db, one.item_id)
    if item is None:
        return frozenset()
    try:
        kept = words.terms([*said(texts(scope, db, item)), *names(scope, db, item)])
        return frozenset().union(*(finding.hashed(scope, db, one, kept) for one in _readers(item)))
    except (ErasedError, KeyProblem):
        return frozenset()


def _readers(item: ItemFacts) -> frozenset[str]:
    return frozenset(_group(role, item.class_id) for role in (item.role, *item.also))


def _group(role: Role, class_id: int | None) -> str:
    return f"{role}:{class_id}" if role is Role.CLASS_TEACHER else str(role)


def ask_ahead(scope: Scope, db: Db, found: Collection[ItemFacts]) -> None:
    """For a list that reads many: their answers and all their messages, asked for together."""
    on_phones.ask_ahead(scope, db, [one.id for one in found])
    letters = {row.message_id for one in found for row in on_phones.letters(scope, db, one.id) if row.message_id}
    messages.ask_ahead(scope, db, letters.union(*(one.message_ids for one in found)), "en")


def texts(scope: Scope, db: Db, item: ItemFacts) -> list[Text]:
    """What was written and what was answered to it; of an edited message the newest."""
    letters = [row.message_id for row in on_phones.letters(scope, db, item.id) if row.message_id]
    ids = sorted({*item.message_ids, *letters})
    messages.ask_ahead(scope, db, ids, "en")
    rows = [row for one in ids if (row := messages.one(scope, db, one)) is not None]
    replaced = {row.replaces for row in rows}
    return [_text(scope, db, row) for row in rows if row.id not in replaced and row.kind != "draft"]


def _text(scope: Scope, db: Db, row: MessageRow) -> Text:
    found = messages.translation(scope, db, row.id, "en") if row.staff_id is None else None
    return Text(row, found[0] if found and found[1] == "translated" else "")


def said(found: Collection[Text]) -> Iterator[str]:
    for one in found:
        yield from (one.message.body, one.english)


def names(scope: Scope, db: Db, item: ItemFacts) -> list[str]:
    """Whom it is about and who wrote it: an item is found by their names too."""
    people = (("pupil", item.pupil_id), ("guardian", item.guardian_id))
    found = (persons.one(scope, db, kind, person_id) for kind, person_id in people if person_id is not None)
    return [one.full for one in found if one is not None]


def may_fit(scope: Scope, db: Db, wanted: Asked, item_ids: Sequence[int]) -> list[int]:
    """Those that have the words in any version of what they hold, in the same order: what has them not need not be read whole.
    What does not open is left to the whole reading.
    """
    said = wording.of_items(scope, db, item_ids, "en")
    return [one for one in item_ids if one in said and ((texts := said[one]) is None or words.fits(wanted, texts))]


def candidates(scope: Scope, db: Db, wanted: Asked, roles: Collection[Role], classes: Collection[int]) -> list[int]:
    """Items that may hold what is wanted and that these roles, and teachers of these classes, could read; newest first."""
    groups = {_group(role, None) for role in roles if role is not Role.CLASS_TEACHER}
    groups |= {_group(Role.CLASS_TEACHER, class_id) for class_id in classes}
    found: set[int] = set()
    for readers in groups:
        found.update(finding.holding(scope, db, finding.hashed(scope, db, readers, wanted.terms), MOST_CANDIDATES))
    return sorted(found, reverse=True)[:MOST_CANDIDATES]

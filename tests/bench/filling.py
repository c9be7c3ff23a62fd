"""A school that has been at it for ten years: what stands in its tables of every message and answer, from one seed, quickly.

The rows are those the hub writes: sealed under the thread's key, words hashed for the search, each send and each update of a
carrier; only written many a statement, at moments that are long past.
"""

from __future__ import annotations

import asyncio
import random
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

from bot.domain.effects.items import ThreadOf
from bot.domain.messages import Carrier, Side
from bot.domain.people import DutyKind, Role
from storage import messages, persons, roll, statistics
from storage.db import Db
from tests.bench.copying import copied
from tests.bench.history import History, Place
from tests.cast import OAK_LANE, Roll
from tests.web.browser import House

CLASSES, CHILDREN = 14, 30
_YEARS, _AT_ONCE = 10, 5_000
FIRST_NAMES = (
    "Mohammed", "Mohammad", "Mohamed", "Amelia", "Amina", "Amira", "Isabella", "Isabelle", "Isaac", "Alexander", "Alexandra", "Alexa",
    "Maria", "Marianne", "Mariam", "Christopher", "Christina", "Oliver", "Olivia", "Olive", "Grace", "Hope", "Theodore", "Theo",
    "Zuzanna", "Zainab", "Florence", "Freddie", "Charlotte", "Charlie",
)  # fmt: skip
"""One of each in every class: as in any class, several begin alike."""


def big_roll() -> Roll:
    """Oak Lane with twelve more classes, and thirty more families in each of its classes, none with a phone of ours."""
    classes = {**OAK_LANE.classes, **{f"{year}{letter}": str(year) for year in range(1, 7) for letter in "XY"}}
    names = list(classes)
    more, pupils = {}, {}
    for n in range(CLASSES * CHILDREN):
        more[f"f{n}"] = (f"Parent{n}", f"Family{n}", "en", Carrier.SMS, f"+4477009{1000 + n:05}", (f"c{n}",))
        pupils[f"c{n}"] = (FIRST_NAMES[n // CLASSES], f"Family{n}", names[n % CLASSES])
    teachers = {f"t{name}": (f"Teacher{name}", "Long", str(7000 + place), ()) for place, name in enumerate(names[2:])}
    return replace(
        OAK_LANE,
        families={**OAK_LANE.families, **more},
        pupils={**OAK_LANE.pupils, **pupils},
        staff={**OAK_LANE.staff, **teachers, "tech": ("Teddy", "Cable", "6010", (Role.TECHNICIAN,))},
        classes=classes,
        duties=(*OAK_LANE.duties, *((f"t{name}", name, DutyKind.TEACHES, {}) for name in names[2:])),
        no_account=frozenset(more),
    )


async def fill(made: House, total: int, seed: int, of: tuple[str, ...] = (), fresh: int = 0) -> None:
    """`total` messages of families and answers to them (or with these adults alone), the newest few unanswered still, their
    words written down for the search. Once `fresh` are written (0: all) SQLite copies them, as long ago as those before came; no loops may be
    at work then.
    """
    fresh = min(total, fresh or total)
    times = total // fresh
    places = await made.hub.write(lambda db: [*_places(made, db, of)])
    key = await made.hub.read(lambda db: messages.school_key(made.cast.scope, db))
    accounts = {one.carrier: one.id for one in made.hub.accounts.values() if one.side is Side.FAMILIES}
    history = History(
        made.cast.school_id, made.hub.keys, made.hub.keys.search_key(key), accounts[Carrier.SMS], made.hub.now(), fresh,
        timedelta(days=365 * _YEARS // times),
    )  # fmt: skip
    chance = random.Random(seed)
    for begun in range(0, fresh, _AT_ONCE):
        await made.hub.write(history.some(chance, places, range(begun, min(begun + _AT_ONCE, fresh))))
    if times > 1:
        await asyncio.to_thread(copied, str(made.hub.engines.write.url), history, times)
    await made.hub.write(statistics.refresh)  # as the hub does each hour; ten years have many


def _places(made: House, db: Db, of: tuple[str, ...]) -> Iterator[Place]:
    scope, now = made.cast.scope, made.hub.now()
    teachers = {class_id: made.cast.staff[who] for who, name, *_ in big_roll().duties[::-1] for class_id in [made.cast.classes[name]]}
    office = made.cast.staff["office"]
    for name, guardian_id in made.cast.guardians.items():
        adult = roll.guardian(scope, db, guardian_id, now.date()) if (name in of if of else name.startswith("f")) else None
        for child in adult.pupils if adult else ():
            place = ThreadOf(guardian_id, child.id, child.school_class.id)
            thread_id, key_id = messages.ensure_thread(scope, db, place, now)
            whom = [persons.one(scope, db, kind, one) for kind, one in (("pupil", child.id), ("guardian", guardian_id))]
            yield Place(place, thread_id, key_id, teachers[child.school_class.id], office, tuple(one.full for one in whom if one))

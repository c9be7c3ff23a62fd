"""A school that has been at it for years: families, threads, messages and items by the hub's own storage, from one seed."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

from bot import searching
from bot.domain.effects.items import Keep, OpenItem, SettleItem, ThreadOf
from bot.domain.messages import Address, Carrier, Inbound
from bot.domain.people import Role
from bot.domain.subjects import Subject
from storage import items, messages, roll, statistics
from storage.db import Db
from storage.ids import new_id
from tests.cast import OAK_LANE, Roll
from tests.town import Town

FAMILIES = 60
_OPEN, _AT_ONCE = 40, 500
_WORDS = (
    "reading", "coat", "swimming", "tomorrow", "please", "forgot", "lunch", "bag", "letter", "trip", "grandma", "collect",
    "Tuesday", "homework", "spelling", "water", "bottle", "shoes", "hall", "thank", "morning", "dentist", "museum", "maths",
)  # fmt: skip
_SUBJECTS = (Subject.NOTE, Subject.NOTE, Subject.NOTE, Subject.SICKNESS, Subject.DINNERS, Subject.COMPLAINT)
FOUND = "quetzal"  # in one message of a thousand


def big_roll() -> Roll:
    """Oak Lane with sixty more families in its two classes, none with a phone of ours."""
    more = {f"f{n}": (f"Parent{n}", f"Family{n}", "en", Carrier.SMS, f"+4477009{n:05}", (f"c{n}",)) for n in range(FAMILIES)}
    pupils = {f"c{n}": (f"Child{n}", f"Family{n}", ("3B", "5A")[n % 2]) for n in range(FAMILIES)}
    return replace(OAK_LANE, families={**OAK_LANE.families, **more}, pupils={**OAK_LANE.pupils, **pupils}, no_account=frozenset(more))


async def fill(made: Town, total: int, seed: int, of: tuple[str, ...] = ()) -> None:
    """`total` messages of families (or of these adults), the newest few still open, their words written down for the search."""
    chance = random.Random(seed)
    threads = await made.read(lambda db: [*_threads(made, db, of)])
    for begun in range(0, total, _AT_ONCE):
        numbers = range(begun, min(begun + _AT_ONCE, total))
        await made.hub.write(lambda db, numbers=numbers: _some(made, db, chance, threads, numbers, total))  # type: ignore[misc]
    await searching.run_once(made.hub)
    await made.hub.write(statistics.refresh)  # as the hub does each hour; four years have many


def _threads(made: Town, db: Db, of: tuple[str, ...]) -> Iterator[ThreadOf]:
    scope, day = made.cast.scope, made.hub.now().date()
    for name, guardian_id in made.cast.guardians.items():
        adult = roll.guardian(scope, db, guardian_id, day) if (name in of if of else name.startswith("f")) else None
        yield from (ThreadOf(guardian_id, one.id, one.school_class.id) for one in (adult.pupils if adult else ()))


def _some(made: Town, db: Db, chance: random.Random, threads: list[ThreadOf], numbers: range, total: int) -> None:
    for number in numbers:
        _one(made, db, chance, chance.choice(threads), number, total)


def _one(made: Town, db: Db, chance: random.Random, of: ThreadOf, number: int, total: int) -> None:
    """The oldest first, over four years."""
    scope, at = made.cast.scope, made.hub.now() - timedelta(days=1460) * ((total - number) / total)
    text = " ".join(chance.choices(_WORDS, k=10)) + (f" {FOUND}" if number % 1000 == 0 else "")
    message_id, item_id, subject = new_id(), new_id(), chance.choice(_SUBJECTS)
    event = Inbound(provider_id=str(message_id), message_id=str(message_id), sender=Address(Carrier.SMS, "+447700900000"), sent_at=at)
    kept = Keep(id=message_id, body=text, thread=of, guardian_id=of.guardian_id, language="en")
    messages.keep(scope, db, kept, event, 1, message_id, at)
    role = Role.CLASS_TEACHER if subject is Subject.NOTE else Role.OFFICE
    opened = OpenItem(
        id=item_id, role=role, subject=subject, visible_from=at, class_id=of.class_id, thread=of, guardian_id=of.guardian_id,
        pupil_id=of.pupil_id, message_ids=(message_id,),
    )  # fmt: skip
    items.open_item(scope, db, opened, at)
    if number < total - _OPEN:
        items.settle(scope, db, SettleItem(item_id=item_id, state="done", outcome="answered", seen=True, answered=True), at)

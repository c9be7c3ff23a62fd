"""Separated parents: whatever either of them wrote or was told, not a word of it is in what the other is given."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta

import pytest

from bot import presets
from bot.domain.consent import Signed
from bot.domain.effects.items import Keep, OpenItem, ThreadOf
from bot.domain.messages import Address, Carrier, Inbound
from bot.domain.people import Role
from bot.domain.subjects import Subject
from bot.privacy import files
from bot.privacy.exporting import export
from storage import items, messages, people, persons, slips, subject
from storage.crypto import Keyring
from storage.db import Db
from storage.engine import Engines
from storage.ids import new_id
from tests.cast import Cast, settle

NOW = datetime(2024, 3, 5, 10, tzinfo=UTC)
SEED = 7
_ANYBODYS = re.compile(r"(?:secret-(?:left|right)-|Own(?:left|right)|Kid|Quill)\d+")
_WORDS = ("complaint", "note", "safeguarding", "sickness", "admin")


def _family(db: Db, cast: Cast, number: int, chance: random.Random) -> tuple[int, tuple[int, int]]:
    """A child and two adults who share nothing but the child; each with words only they may see."""
    scope, class_id = cast.scope, next(iter(cast.classes.values()))
    pupil = people.add_pupil(scope, db, f"Kid{number}", f"Quill{number}", class_id, NOW.date())
    adults = []
    for side in ("left", "right"):
        adult = people.add_guardian(scope, db, f"{side.title()}{number}", f"Own{side}{number}", "en")
        people.tie(scope, db, adult, pupil, restricted=chance.random() < 0.2)
        for _ in range(chance.randint(1, 3)):
            _writes(db, cast, adult, pupil, class_id, f"secret-{side}-{number}", chance)
        made = Signed(id=new_id(), at=NOW, answers={"photo": "yes"}, pupil_id=pupil, signer=f"secret-{side}-{number}")
        slips.sign(scope, db, made, guardian_id=adult)
        adults.append(adult)
    return pupil, (adults[0], adults[1])


def _writes(db: Db, cast: Cast, adult: int, pupil: int, class_id: int, words: str, chance: random.Random) -> None:
    thread = ThreadOf(adult, pupil, class_id) if chance.random() < 0.8 else None
    kept, item = new_id(), new_id()
    event = Inbound(
        provider_id=str(kept),
        message_id=str(kept),
        sender=Address(Carrier.TELEGRAM, str(adult)),
        sent_at=NOW,
        text=words,
    )
    staff = chance.choice([None, next(iter(cast.staff.values()))]) if thread else None
    keep = Keep(id=kept, body=words, thread=thread, guardian_id=None if staff else adult, staff_id=staff)
    messages.keep(cast.scope, db, keep, event, 0, 0, NOW)
    subject = Subject(chance.choice(_WORDS))
    opened = OpenItem(
        id=item, role=Role.OFFICE, subject=subject, visible_from=NOW, thread=thread, guardian_id=adult, pupil_id=pupil,
        because=words, message_ids=(kept,),
    )  # fmt: skip
    items.open_item(cast.scope, db, opened, NOW)


def _exports(db: Db, cast: Cast, number: int, pupil: int, adults: tuple[int, int]) -> Iterator[tuple[int, list[str]]]:
    """Four: of each adult, and of the child for each; how many rows, and the words of others, of any family, in its files."""
    for side, mine in zip(("left", "right"), adults, strict=True):
        who = persons.one(cast.scope, db, "guardian", mine)
        child = persons.one(cast.scope, db, "pupil", pupil)
        assert who is not None and child is not None
        own = {f"secret-{side}-{number}", f"Own{side}{number}", f"Kid{number}", f"Quill{number}"}
        for made in (export(cast.scope, db, NOW, who), export(cast.scope, db, NOW, child, mine)):
            text = files.as_json(made) + files.as_csv(made) + files.as_html(made)
            yield made.rows, sorted(set(_ANYBODYS.findall(text)) - own)


def _prove(engines: Engines, keys: Keyring, families: int) -> str:
    """What was proved, in words. The control: the words are in what is stored, and each adult reads their own."""
    chance = random.Random(SEED)
    with engines.write.connect() as connection, connection.begin():
        db = Db(connection, keys)
        cast = settle(db, presets.read("demo"), NOW - timedelta(days=1))
        made = [(number, *_family(db, cast, number, chance)) for number in range(families)]
        found = [one for number, pupil, adults in made for one in _exports(db, cast, number, pupil, adults)]
        whole = subject.collect(cast.scope, db, subject.Person("pupil", made[0][1], made[0][2][0]))
    assert [leaks for _, leaks in found if leaks] == []
    assert all(rows for rows, _ in found)
    assert whole.others  # the other parent's rows about the child were there to be left out
    assert "search_wanted" not in whole.rows  # what says nothing to anybody is not even read
    rows = sum(count for count, _ in found)
    return f"{len(found)} exports of {families} separated pairs and their children (seed {SEED}), {{kind}}: {rows} rows, 0 of another adult or family"


def test_not_a_word_crosses_between_ten_separated_pairs(engines: Engines, keys: Keyring) -> None:
    _prove(engines, keys, 10)


@pytest.mark.long
@pytest.mark.timeout(7200)
def test_not_a_word_crosses_in_a_thousand_exports_of_separated_pairs(
    engines: Engines, keys: Keyring, record_property: Callable[[str, object], None]
) -> None:
    said = _prove(engines, keys, 250)
    kind = "SQLite" if engines.write.dialect.name == "sqlite" else "PostgreSQL"
    record_property("promise", said.format(kind=kind))

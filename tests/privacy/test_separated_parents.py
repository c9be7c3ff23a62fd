"""Separated parents: whatever either of them wrote or was told, not a word of it is in what the other is given."""

from __future__ import annotations

import random
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
from storage import items, messages, people, persons, slips
from storage.crypto import Keyring
from storage.db import Db
from storage.engine import Engines
from storage.ids import new_id
from tests.cast import Cast, settle

NOW = datetime(2024, 3, 5, 10, tzinfo=UTC)
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


def _leaks(db: Db, cast: Cast, number: int, pupil: int, adults: tuple[int, int]) -> list[str]:
    found = []
    for place, mine in enumerate(adults):
        other = ("right", "left")[place]
        who = persons.one(cast.scope, db, "guardian", mine)
        child = persons.one(cast.scope, db, "pupil", pupil)
        assert who is not None and child is not None
        for made in (export(cast.scope, db, NOW, who), export(cast.scope, db, NOW, child, mine)):
            text = files.as_json(made) + files.as_csv(made) + files.as_html(made)
            found += [word for word in (f"secret-{other}-{number}", f"Own{other}{number}") if word in text]
            assert made.rows
    return found


def _prove(engines: Engines, keys: Keyring, families: int) -> None:
    chance = random.Random(7)
    with engines.write.connect() as connection, connection.begin():
        db = Db(connection, keys)
        cast = settle(db, presets.read("demo"), NOW - timedelta(days=1))
        made = [(number, *_family(db, cast, number, chance)) for number in range(families)]
        leaks = [leak for number, pupil, adults in made for leak in _leaks(db, cast, number, pupil, adults)]
    assert leaks == []


def test_not_a_word_crosses_between_ten_separated_pairs(engines: Engines, keys: Keyring) -> None:
    _prove(engines, keys, 10)


@pytest.mark.long
def test_not_a_word_crosses_between_a_thousand_separated_pairs(engines: Engines, keys: Keyring) -> None:
    _prove(engines, keys, 250)  # four exports each: two adults, and the child for either

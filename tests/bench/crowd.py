"""A class with as many families as a bench needs, each linked on one carrier, reading twelve languages."""

from __future__ import annotations

from datetime import date
from typing import Any

from bot.domain.effects.news import DraftAnnouncement
from bot.domain.messages import Address, Carrier
from storage import announcements, contacts, tables
from storage.db import Db
from storage.ids import new_id
from tests.still import Still

LANGUAGES = ("en", "pl", "ro", "ur", "pa", "bn", "ar", "so", "pt", "lt", "uk", "fr")
CLASS = "3B"
FIRST_CHAT = 900_000  # at Telegram, the number of the first adult; the next follow


def settle_crowd(db: Db, still: Still, size: int, carrier: Carrier = Carrier.TELEGRAM) -> list[int]:
    """Ids of the adults; one data key serves all of them, for it is not keys that are measured."""
    cast, school = still.cast, still.cast.school_id
    key_id, account = new_id(), next(one for one in still.hub.accounts.values() if one.carrier is carrier)
    db.keys.new_keys("person", [key_id])
    name = {"school_id": school, "key_id": key_id, "name_blind": b"n" * 32}
    adults, children = (
        {f"{part}_name": db.keys.seal(key_id, f"{kind}.{part}_name", "Ola") for part in ("first", "last")}
        for kind in ("guardian", "pupil")
    )
    own, of = [new_id() for _ in range(size)], [new_id() for _ in range(size)]
    rows: dict[Any, list[dict[str, Any]]] = {
        tables.guardian: [
            {**name, **adults, "id": one, "language": LANGUAGES[place % len(LANGUAGES)]}
            for place, one in enumerate(own)
        ],
        tables.pupil: [{**name, **children, "id": one} for one in of],
        tables.enrolment: [
            {"school_id": school, "id": new_id(), "pupil_id": one, "class_id": cast.classes[CLASS], "first_day": date(2023, 9, 1)}
            for one in of
        ],
        tables.guardianship: [
            {
                "school_id": school, "id": new_id(), "guardian_id": adult, "pupil_id": child, "relation": "mother",
                "responsibility": "parental", "priority": 1, "restricted": False, "parents_evening": True,
            }
            for adult, child in zip(own, of, strict=True)
        ],
        tables.contact: [
            _contact(db, school, one, key_id, account.id, _address(carrier, place), still) for place, one in enumerate(own)
        ],
    }  # fmt: skip
    for model, made in rows.items():
        known = {column.name for column in model.columns}
        db.many(model.insert(), [{name: value for name, value in row.items() if name in known} for row in made])
    return own


def _address(carrier: Carrier, place: int) -> Address:
    return Address(carrier, f"+447700{900_200 + place}" if carrier is Carrier.SMS else str(FIRST_CHAT + place))


def _contact(db: Db, school: int, adult: int, key_id: int, account_id: int, address: Address, still: Still) -> dict[str, Any]:
    return {
        "school_id": school, "id": new_id(), "side": "families", "guardian_id": adult, "carrier": str(address.carrier),
        "value": db.keys.seal(key_id, contacts.VALUE, address.value), "value_blind": contacts.hashed(db, address),
        "account_id": account_id, "state": "verified", "state_at": still.hub.now(), "proof": "office",
    }  # fmt: skip


def announce(db: Db, still: Still) -> int:
    """A post to the class that is due now."""
    cast, made, now = still.cast, new_id(), still.hub.now()
    words = DraftAnnouncement(id=made, class_id=cast.classes[CLASS], staff_id=cast.staff["t3"], body="Bring a coat on Friday")
    announcements.draft(cast.scope, db, words, now)
    announcements.confirm(cast.scope, db, made, now)
    return made

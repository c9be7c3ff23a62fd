"""A hub's store after many years, from one seed: rows and sealed files of the size that is asked for, quickly."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, select

from bot import vault
from storage import tables
from storage.crypto import Keyring
from storage.engine import make_engine
from storage.ids import new_id
from storage.medias import FILE
from storage.messages import BODY
from tests.town import TUESDAY

PICTURE = 512 << 10
_AT_ONCE, _VARIETY, _APART, _ROW = 4_000, 50, 10**13, 900  # the last: bytes of a message with its indexes, about
_WORDS = ("reading", "coat", "swimming", "tomorrow", "please", "forgot", "lunch", "letter", "trip", "grandma", "collect", "thank")
_guardian, _message, _media, _account = tables.guardian, tables.message, tables.media, tables.carrier_account


def grow_to(url: str, keys: Keyring, media: Path, size: int, seed: int) -> tuple[int, int]:
    """Makes a store of about `size` bytes, a fifth of them rows; returns how many messages and files it has."""
    chance, engine = random.Random(seed), make_engine(url)
    messages, files = size // 5 // _ROW, size * 4 // 5 // PICTURE
    with engine.connect() as connection:
        adults = [tuple(row) for row in connection.execute(select(_guardian.c.school_id, _guardian.c.id, _guardian.c.key_id))]
        account = connection.execute(select(_account.c.id)).scalars().first()
    written = [(school, guardian, _letters(keys, chance, key)) for school, guardian, key in adults]
    with engine.begin() as connection:
        rows = [*_messages(written, chance, _AT_ONCE)]
        connection.execute(_message.insert(), rows)
        for number in range(1, messages // _AT_ONCE):
            _again(connection, rows[0]["id"], rows[-1]["id"], number)
    media.mkdir(parents=True, exist_ok=True, mode=0o700)
    with engine.begin() as connection:
        connection.execute(_media.insert(), [*_pictures(connection, keys, chance, media, files, account)])
    engine.dispose()
    return messages // _AT_ONCE * _AT_ONCE, files


def _letters(keys: Keyring, chance: random.Random, key: int) -> list[bytes]:
    """What an adult writes again and again: sealing a million texts would be most of the time."""
    return [keys.seal(key, BODY, " ".join(chance.choices(_WORDS, k=75))) for _ in range(_VARIETY)]


def _messages(written: list[tuple[int, int, list[bytes]]], chance: random.Random, count: int) -> Iterator[dict[str, Any]]:
    for _ in range(count):
        school, guardian, bodies = chance.choice(written)
        at = TUESDAY - timedelta(minutes=chance.randrange(5_000_000))
        body = chance.choice(bodies)
        yield {"school_id": school, "id": new_id(), "guardian_id": guardian, "body": body, "sent_at": at, "stored_at": at}


def _again(connection: Connection, first: int, last: int, number: int) -> None:
    """The database copies what was written to other ids, earlier: a million rows in seconds."""
    names = ("school_id", "id", "guardian_id", "body", "sent_at", "stored_at")
    columns = [_message.c.id - number * _APART if name == "id" else _message.c[name] for name in names]
    connection.execute(_message.insert().from_select(names, select(*columns).where(_message.c.id.between(first, last))))


def _pictures(
    connection: Connection, keys: Keyring, chance: random.Random, folder: Path, count: int, account: int | None
) -> Iterator[dict[str, Any]]:
    wrote = select(_message.c.school_id, _message.c.id, _guardian.c.key_id).join(_guardian, _guardian.c.id == _message.c.guardian_id)
    pictures = [chance.randbytes(PICTURE) for _ in range(_VARIETY)]
    for school, message, key in connection.execute(wrote.limit(count)).all():
        name = f"{chance.getrandbits(128):032x}"
        (folder / name).write_bytes(keys.seal_bytes(key, vault.PLACE, chance.choice(pictures)))
        yield {
            "school_id": school, "id": new_id(), "message_id": message, "account_id": account, "key_id": key, "kind": "photo",
            "mime": "image/jpeg", "size": PICTURE, "carrier_id": keys.seal(key, FILE, name), "state": "stored", "blob": name,
        }  # fmt: skip

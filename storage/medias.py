"""Files that came with messages, and of those the ones still to be fetched from a carrier, claimed so that one worker fetches each."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Row, bindparam, or_, select, update

from bot.domain.access import Scope
from storage import tables
from storage.db import Db
from storage.moment import ahead

_media = tables.media
FILE, PLACE = "media.carrier_id", "media.blob"
_OF = (
    select(_media)
    .where(_media.c.school_id == bindparam("school"), _media.c.message_id == bindparam("message"))
    .order_by(_media.c.id)
)
_OF_SEVERAL = (
    select(_media)
    .where(_media.c.school_id == bindparam("school"), _media.c.message_id.in_(bindparam("these", expanding=True)))
    .order_by(_media.c.id)
)
_ONE = select(_media).where(_media.c.school_id == bindparam("school"), _media.c.id == bindparam("media"))
_WANTED = (
    select(_media)
    .where(_media.c.state == "wanted", or_(_media.c.retry_at.is_(None), _media.c.retry_at <= bindparam("now")))
    .order_by(_media.c.id)
    .limit(8)
)
_CLAIM = (
    update(_media)
    .where(_media.c.school_id == bindparam("school"), _media.c.id == bindparam("media"))
    .values(attempts=_media.c.attempts + 1, retry_at=bindparam("again"))
)
_SETTLE = (
    update(_media)
    .where(_media.c.school_id == bindparam("school"), _media.c.id == bindparam("media"))
    .values(state=bindparam("new_state"), blob=bindparam("name"))
)


_TAKEN = select(_media.c.blob).where(
    _media.c.school_id == bindparam("school"), _media.c.blob.in_(bindparam("names", expanding=True))
)


@dataclass(frozen=True, slots=True)
class MediaRow:
    id: int
    message_id: int
    account_id: int
    key_id: int
    kind: str
    mime: str
    size: int | None
    seconds: int | None
    carrier_id: str
    state: str
    blob: str | None


@dataclass(frozen=True, slots=True)
class WantedMedia:
    school_id: int
    id: int
    account_id: int
    key_id: int
    kind: str
    mime: str
    size: int | None
    carrier_id: str
    attempts: int


def of_message(scope: Scope, db: Db, message_id: int) -> list[MediaRow]:
    return [_read(db, row) for row in db.all(_OF, school=scope.school_id, message=message_id)]


def ask_ahead(scope: Scope, db: Db, message_ids: Collection[int]) -> None:
    """For `of_message` of each of these."""
    ahead(db, _OF, _OF_SEVERAL, "message", "message_id", message_ids, school=scope.school_id)


def one(scope: Scope, db: Db, media_id: int) -> MediaRow | None:
    row = db.first(_ONE, school=scope.school_id, media=media_id)
    return _read(db, row) if row else None


def _read(db: Db, row: Row[Any]) -> MediaRow:
    return MediaRow(
        row.id, row.message_id, row.account_id, row.key_id, row.kind, row.mime, row.size, row.seconds,
        db.keys.open(FILE, row.carrier_id), row.state, row.blob,
    )  # fmt: skip


def claim_wanted(db: Db, now: datetime, pause: timedelta) -> list[WantedMedia]:
    """Due files; each is left alone for `pause` (lease time) by everybody else."""
    wanted = []
    for row in db.all(_WANTED, now=now):
        db.run(_CLAIM, school=row.school_id, media=row.id, again=now + pause)
        carrier_id = db.keys.open(FILE, row.carrier_id)
        wanted.append(
            WantedMedia(
                row.school_id,
                row.id,
                row.account_id,
                row.key_id,
                row.kind,
                row.mime,
                row.size,
                carrier_id,
                row.attempts,
            )
        )
    return wanted


def settle(scope: Scope, db: Db, media_id: int, state: str, blob: str | None) -> None:
    db.run(_SETTLE, school=scope.school_id, media=media_id, new_state=state, name=blob)


def taken(scope: Scope, db: Db, names: Sequence[str]) -> frozenset[str]:
    """Which of these files some row has."""
    return frozenset(row.blob for row in db.all(_TAKEN, school=scope.school_id, names=list(names)))

"""Addresses of families' private pages. Token and code are made from the row's id with the installation's own key, so
that they can be written into a text when it leaves, and only their hashes are stored.
"""

from __future__ import annotations

import base64
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row, bindparam, select, update

from bot.domain.access import Scope
from storage import tables
from storage.db import Db
from storage.ids import new_id

_link = tables.page_link
OWN_PAGE = 0  # in the place of a post: an adult's page for all of them, to write from (BNV2)
TRIES = 5  # wrong codes until the link is dead
_SCHOOL: Any = bindparam("school")
_HERE = (_link.c.school_id == _SCHOOL) & (_link.c.id == bindparam("link"))
_BY_TOKEN = select(_link).where(_link.c.token_blind == bindparam("hashed"))
_ONE = select(_link).where(_HERE)
_OF_POST = (
    select(_link)
    .where(
        _link.c.school_id == _SCHOOL,
        _link.c.guardian_id == bindparam("guardian"),
        _link.c.announcement_id == bindparam("news"),
    )
    .order_by(_link.c.id.desc())
)
_OPENED = update(_link).where(_HERE).values(opened_at=bindparam("at"), tries=0)
_TRIED = update(_link).where(_HERE).values(tries=_link.c.tries + 1)
_OPEN_OF = (_link.c.school_id == _SCHOOL) & (_link.c.guardian_id == bindparam("guardian")) & _link.c.ended_at.is_(None)
_END_OF = update(_link).where(_OPEN_OF).values(ended_at=bindparam("at"))
_END_OWN = update(_link).where(_OPEN_OF, _link.c.announcement_id.is_(None)).values(ended_at=bindparam("at"))


@dataclass(frozen=True, slots=True)
class PageRow:
    school_id: int
    id: int
    guardian_id: int
    announcement_id: int | None  # None: it shows what is held about the adult
    code_blind: bytes
    expires_at: datetime
    tries: int
    ended_at: datetime | None

    def alive(self, now: datetime) -> bool:
        return self.ended_at is None and self.tries < TRIES and now < self.expires_at


def token_of(db: Db, link_id: int) -> str:
    """24 letters and digits: 120 bits nobody can guess."""
    return base64.b32encode(db.keys.blind("page_token", str(link_id))[:15]).decode("ascii").lower()


def code_of(db: Db, link_id: int) -> str:
    """Six digits that stand beside the address and in no address."""
    return f"{int.from_bytes(db.keys.blind('page_code', str(link_id))[:8], 'big') % 1_000_000:06}"


def make(
    scope: Scope, db: Db, guardian_id: int, news_id: int | None, now: datetime, until: datetime, link_id: int | None = None
) -> int:
    """`news_id` None: not a page of news, but of what is held about the adult (BNV8)."""
    made = link_id or new_id()
    db.run(
        _link.insert(),
        school_id=scope.school_id,
        id=made,
        guardian_id=guardian_id,
        announcement_id=news_id,
        token_blind=db.keys.blind("page_link", token_of(db, made)),
        code_blind=_code_blind(db, made, code_of(db, made)),
        made_at=now,
        expires_at=until,
        tries=0,
    )
    return made


def _code_blind(db: Db, link_id: int, code: str) -> bytes:
    return db.keys.blind("page_link_code", f"{link_id}:{code}")


def one(scope: Scope, db: Db, link_id: int) -> PageRow | None:
    row = db.first(_ONE, school=scope.school_id, link=link_id)
    return _read(row) if row else None


def of_post(scope: Scope, db: Db, guardian_id: int, news_id: int) -> PageRow | None:
    row = db.first(_OF_POST, school=scope.school_id, guardian=guardian_id, news=news_id)
    return _read(row) if row else None


def find(db: Db, token: str) -> PageRow | None:
    """Of whichever school: the token is all that a request brings."""
    row = db.first(_BY_TOKEN, hashed=db.keys.blind("page_link", token))
    return _read(row) if row else None


def fits(db: Db, link: PageRow, code: str) -> bool:
    return _code_blind(db, link.id, code) == link.code_blind


def opened(scope: Scope, db: Db, link_id: int, now: datetime) -> None:
    db.run(_OPENED, school=scope.school_id, link=link_id, at=now)


def tried(scope: Scope, db: Db, link_id: int) -> None:
    """A wrong code: after five the link is dead for everybody."""
    db.run(_TRIED, school=scope.school_id, link=link_id)


def end_of(scope: Scope, db: Db, guardian_id: int, now: datetime) -> None:
    """Every address of an adult whose access ends."""
    db.run(_END_OF, school=scope.school_id, guardian=guardian_id, at=now)


def end_own(scope: Scope, db: Db, guardian_id: int, now: datetime) -> None:
    """Addresses of what is held about an adult: only the newest is open."""
    db.run(_END_OWN, school=scope.school_id, guardian=guardian_id, at=now)


def _read(row: Row[Any]) -> PageRow:
    return PageRow(
        row.school_id, row.id, row.guardian_id, row.announcement_id, row.code_blind, row.expires_at, row.tries, row.ended_at
    )

"""A post becomes one row to send for each of its recipients, in one statement however many they are."""

from __future__ import annotations

from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import Executable, String, bindparam, cast, select
from sqlalchemy.sql import Select

from bot.domain.access import Scope
from bot.domain.sending import CONTENT, Lane, Notice
from storage import tables
from storage.db import Db, insert_of

_out, _recipient = tables.outbox, tables.recipient
_COLUMNS = (
    "school_id", "id", "intent", "guardian_id", "announcement_id",
    "lane", "content", "due_at", "state", "attempts", "resent", "parts", "made_at",
)  # fmt: skip


def _given(name: str) -> Any:
    return bindparam(name, type_=_out.c[name].type)


def _rows() -> Select[Any]:
    """A recipient's number is no row's of the outbox yet, and grows with time as those do."""
    return select(
        _recipient.c.school_id,
        _recipient.c.id,
        bindparam("begins", type_=String()) + cast(_recipient.c.guardian_id, String),
        _recipient.c.guardian_id,
        _recipient.c.announcement_id,
        *(_given(name) for name in _COLUMNS[5:]),
    ).where(
        _recipient.c.school_id == bindparam("school"),
        _recipient.c.announcement_id == bindparam("news"),
        _recipient.c.route != "none",
    )


@cache
def _expanding(dialect: str) -> Executable:
    return insert_of(dialect)(_out).from_select(_COLUMNS, _rows()).on_conflict_do_nothing()


def intent(news_id: int, guardian_id: int) -> str:
    return f"{_begins(news_id)}{guardian_id}"


def _begins(news_id: int) -> str:
    return f"news:{news_id}:"


def to_all(scope: Scope, db: Db, news_id: int, lane: Lane, now: datetime) -> None:
    """Due at once. Whoever's copy is queued already, to come with a digest, keeps that."""
    db.run(
        _expanding(db.connection.dialect.name),
        school=scope.school_id, news=news_id, begins=_begins(news_id), content=CONTENT.dump(Notice(news_id)),
        lane=int(lane), due_at=now, state="queued", attempts=0, resent=False, parts=0, made_at=now,
    )  # fmt: skip

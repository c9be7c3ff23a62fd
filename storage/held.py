"""What waits for an opening: items whose role has not been told, and answers that leave in the morning."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, func, select, update

from bot.domain.access import Scope
from bot.domain.people import Role
from bot.domain.reholding import Held
from bot.domain.subjects import Subject
from storage import finding, tables
from storage.db import Db
from storage.outbox import ASKED
from storage.partial import OUT_WAITS

_out, _item, _thread = tables.outbox, tables.item, tables.thread
_SCHOOL: Any = bindparam("school")
_NUMBER = select(func.count()).where(
    _item.c.school_id == _SCHOOL, _item.c.state == "open", _item.c.visible_from > bindparam("now")
)
_HELD = (
    select(
        _item.c.id, _item.c.role, _item.c.class_id, _item.c.subject, _item.c.visible_from, _item.c.guardian_id,
        _out.c.due_at,
    )
    .join(_item, (_item.c.school_id == _out.c.school_id) & (_item.c.id == _out.c.item_id))
    .where(
        _out.c.school_id == _SCHOOL,
        OUT_WAITS,
        _out.c.intent.like("notify:%"),
        _out.c.intent.not_like(f"{ASKED}%"),  # its time is the question's, not the calendar's
        _out.c.role == _item.c.role,
        _item.c.state == "open",
        _item.c.seen_at.is_(None),
    )
    .order_by(_item.c.id)
)  # fmt: skip
_ANSWERS = (
    select(_out.c.id, _out.c.due_at, _thread.c.class_id)
    .join(_item, (_item.c.school_id == _out.c.school_id) & (_item.c.id == _out.c.item_id))
    .join(_thread, (_thread.c.school_id == _item.c.school_id) & (_thread.c.id == _item.c.thread_id))
    .where(
        _out.c.school_id == _SCHOOL,
        OUT_WAITS,
        _out.c.message_id.is_not(None),
        _out.c.due_at > bindparam("after"),
        _item.c.role == str(Role.CLASS_TEACHER),
    )
)
_SHOW = (
    update(_item)
    .where(_item.c.school_id == _SCHOOL, _item.c.id == bindparam("item"), _item.c.state == "open")
    .values(visible_from=bindparam("when"), role=bindparam("to_role"), class_id=bindparam("to_class"))
)
_UNTELL = (
    update(_out)
    .where(_out.c.school_id == _SCHOOL, OUT_WAITS, _out.c.intent.like(bindparam("prefix")))
    .values(state="cancelled", ended_at=bindparam("at"))
)


@dataclass(frozen=True, slots=True)
class Answer:
    """A teacher's letter that leaves at `due_at`."""

    outbox_id: int
    due_at: datetime
    class_id: int


def number(scope: Scope, db: Db, now: datetime) -> int:
    """How many items wait for an opening."""
    return int(db.value(_NUMBER, school=scope.school_id, now=now) or 0)



def items(scope: Scope, db: Db) -> list[Held]:
    return [
        Held(
            item_id=row.id,
            role=Role(row.role),
            class_id=row.class_id,
            subject=Subject(row.subject),
            visible_from=row.visible_from,
            due_at=row.due_at,
            guardian_id=row.guardian_id,
        )
        for row in db.all(_HELD, school=scope.school_id)
    ]


def answers(scope: Scope, db: Db, after: datetime) -> list[Answer]:
    """Those that leave after a moment: what leaves sooner is only in its undo window."""
    return [Answer(row.id, row.due_at, row.class_id) for row in db.all(_ANSWERS, school=scope.school_id, after=after)]


def show(scope: Scope, db: Db, item_id: int, when: datetime, role: Role, class_id: int | None) -> None:
    db.run(_SHOW, school=scope.school_id, item=item_id, when=when, to_role=str(role), to_class=class_id)
    finding.want(scope, db, item_id)


def untell(scope: Scope, db: Db, prefix: str, now: datetime) -> None:
    """Cancel what has not left yet of a kind of news; `prefix` is the beginning of its intent."""
    db.run(_UNTELL, school=scope.school_id, prefix=f"{prefix}%", at=now)

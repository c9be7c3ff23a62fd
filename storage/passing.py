"""Items that pass to somebody else because a person left or a child changed class: whose they are, and why."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, select, update

from bot.domain.access import Scope
from bot.domain.effects.items import ThreadOf
from bot.domain.people import Role
from storage import finding, messages, tables
from storage.db import Db
from storage.partial import ITEM_WAITS

_item = tables.item
_SCHOOL: Any = bindparam("school")
_WAITS = (_item.c.school_id == _SCHOOL) & ITEM_WAITS
_OF_CLASS = (
    select(_item.c.id)
    .where(_WAITS, _item.c.class_id == bindparam("class_"), _item.c.role == str(Role.CLASS_TEACHER))
    .order_by(_item.c.id)
)
_OF_PUPIL = select(_item.c.id).where(_WAITS, _item.c.pupil_id == bindparam("pupil")).order_by(_item.c.id)
_TAKEN_BY = (
    select(_item.c.id)
    .where(_item.c.school_id == _SCHOOL, _item.c.state == "taken", _item.c.taken_by == bindparam("staff"))
    .order_by(_item.c.id)
)
_RELEASE = (
    update(_item)
    .where(_item.c.school_id == _SCHOOL, _item.c.id == bindparam("item"), _item.c.state == "taken")
    .values(state="open", taken_by=None, taken_at=None)
)

@dataclass(frozen=True, slots=True, kw_only=True)
class Passed:
    """`why`: left_unread, left_read, nobody, no_dates, moved or leaver. `written_in`: the class a moved child was in then."""

    item_id: int
    role: Role
    class_id: int | None
    visible_from: datetime
    why: str
    thread: ThreadOf | None = None
    written_in: int | None = None


def of_class(scope: Scope, db: Db, class_id: int) -> list[int]:
    """What waits with a class's teachers, shown or held."""
    return [row.id for row in db.all(_OF_CLASS, school=scope.school_id, class_=class_id)]


def of_pupil(scope: Scope, db: Db, pupil_id: int) -> list[int]:
    """What waits with anybody about a pupil, shown or held."""
    return [row.id for row in db.all(_OF_PUPIL, school=scope.school_id, pupil=pupil_id)]


def release(scope: Scope, db: Db, staff_id: int) -> list[int]:
    """What this person had taken is open again; returns the items."""
    found = [row.id for row in db.all(_TAKEN_BY, school=scope.school_id, staff=staff_id)]
    for item_id in found:
        db.run(_RELEASE, school=scope.school_id, item=item_id)
    return found


def give(scope: Scope, db: Db, passed: Passed, now: datetime) -> None:
    """Open for whoever has it now, who has not seen it. Its messages stay in the thread they were written in."""
    values: dict[str, Any] = {
        "role": str(passed.role),
        "class_id": passed.class_id,
        "visible_from": passed.visible_from,
        "state": "open",
        "taken_by": None,
        "taken_at": None,
        "seen_at": None,
        "passed": passed.why,
    }
    if passed.thread is not None:
        values["thread_id"] = messages.ensure_thread(scope, db, passed.thread, now)[0]
    if passed.written_in is not None:
        values["written_in"] = passed.written_in
    here = (_item.c.school_id == _SCHOOL) & (_item.c.id == bindparam("item"))
    db.run(update(_item).where(here).values(**values), school=scope.school_id, item=passed.item_id)
    finding.want(scope, db, passed.item_id)


def rethread(scope: Scope, db: Db, item_id: int, thread: ThreadOf, written_in: int, now: datetime) -> None:
    """Whoever has it keeps it; what is said from now on belongs to the child's new class."""
    values = {"thread_id": messages.ensure_thread(scope, db, thread, now)[0], "written_in": written_in}
    here = (_item.c.school_id == _SCHOOL) & (_item.c.id == bindparam("item"))
    db.run(update(_item).where(here).values(**values), school=scope.school_id, item=item_id)

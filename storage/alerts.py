"""What is wrong with the hub and what was told of it, across restarts and processes. Times are lease time."""

from __future__ import annotations

from sqlalchemy import delete, select

from bot.domain.alerting import Known, Plan
from storage import tables
from storage.db import Db

_alert = tables.alert
_ALL = select(_alert).order_by(_alert.c.name)


def known(db: Db) -> tuple[Known, ...]:
    return tuple(Known(row.name, row.since, row.told_level, row.told_at) for row in db.all(_ALL))


def remember(db: Db, plan: Plan) -> None:
    """Replace what the plan speaks of."""
    names = [*plan.forget, *(one.name for one in plan.keep)]
    db.run(delete(_alert).where(_alert.c.name.in_(names)))
    rows = [
        {"name": one.name, "since": one.since, "told_level": one.told_level, "told_at": one.told_at}
        for one in plan.keep
    ]
    db.many(_alert.insert(), rows)

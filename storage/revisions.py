"""Whether what a process keeps in memory is still what the database says: one row, another value after every change."""

from __future__ import annotations

from sqlalchemy import bindparam, select
from sqlalchemy.engine import Connection

from storage.ids import new_id
from storage.tables import Revision

# What `bot/rules.py` reads; a test holds that it reads nothing else.
OF_RULES = frozenset({"policy_version", "opening_period", "term", "closure", "school_class", "trial_choice", "duty", "staff"})

_RULES = "rules"
_revision = Revision.__table__  # type: ignore[attr-defined]  # storage.db, whose `table` says this, needs us
_READ = select(_revision.c.value).where(_revision.c.name == _RULES)
_CHANGE = _revision.update().where(_revision.c.name == _RULES).values(value=bindparam("fresh"))


def rules(connection: Connection) -> int | None:
    """The present one; None before the first change."""
    found: int | None = connection.execute(_READ).scalar()
    return found


def changed(connection: Connection) -> None:
    """A value no other transaction can come to, so that one rolled back is never mistaken for a later one."""
    if not connection.execute(_CHANGE, {"fresh": new_id()}).rowcount:
        connection.execute(_revision.insert(), {"name": _RULES, "value": new_id()})

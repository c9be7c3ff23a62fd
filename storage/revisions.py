"""Whether what a process keeps in memory is still what the database says: one row a subject, another value after every change."""

from __future__ import annotations

from sqlalchemy import bindparam, select
from sqlalchemy.engine import Connection

from storage import tables
from storage.ids import new_id

RULES, PEOPLE = "rules", "people"
# What `bot/rules.py` reads; a test holds that it reads nothing else.
OF_RULES = frozenset({"policy_version", "opening_period", "term", "closure", "school_class", "trial_choice", "duty", "staff"})
# What `Db.lasting` may be asked about; a test holds that it is asked about nothing else.
OF_PEOPLE = frozenset(
    {"contact", "guardian", "guardianship", "pupil", "enrolment", "school", "school_class", "staff", "staff_role", "duty"}
)
_KEPT = {RULES: OF_RULES, PEOPLE: OF_PEOPLE}

_revision = tables.revision
_READ = select(_revision.c.name, _revision.c.value)
_CHANGE = _revision.update().where(_revision.c.name == bindparam("subject")).values(value=bindparam("fresh"))
_BEGIN = _revision.insert()


def now(connection: Connection) -> dict[str, int]:
    """The present ones; a subject is missing before its first change."""
    return {row.name: row.value for row in connection.execute(_READ)}


def changed(connection: Connection, table: str) -> bool:
    """Notes that rows of a table have changed; False where nobody keeps any.

    A value no other transaction can come to, so that one rolled back is never mistaken for a later one.
    """
    subjects = [subject for subject, tables in _KEPT.items() if table in tables]
    for subject in subjects:
        if not connection.execute(_CHANGE, {"subject": subject, "fresh": new_id()}).rowcount:
            connection.execute(_BEGIN, {"name": subject, "value": new_id()})
    return bool(subjects)

"""The data map: for every table and column what it holds, whose it is, and what becomes of it on erasure (M24, DPIA2).

A test holds it against the schema: a column that nobody placed here fails.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

INVENTORY: Mapping[str, str] = {
    "names": "first names and surnames, classes and ties",
    "photos": "photos, voice notes and files",
    "comments": "class posts and who got them",
    "messages": "messages between families and school",
    "contact_route": "telephone numbers and Telegram ids",
    "consents": "what was agreed to, refused or withdrawn",
    "absences": "days away and their reasons",
    "conduct": "reports and decisions about misuse",
    "staff": "staff's roles, classes and hours",
    "record": "who did what and when",
    "rights": "requests, holds, corrections and erasures",
    "none": "no personal data",
}
"""The inventory a school publishes; every table belongs to one line."""

PEOPLE = ("guardian", "pupil", "staff")


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """`by`: how rows of somebody are found: a person's kind, or a table whose rows are theirs → our columns that name it.

    `gives` are the columns a person is given; `people` ids of persons, given as who they are to the reader; `ours` what
    only the machine needs. `leads`: other tables' rows that are theirs because this row is. `stays`: kinds of person on
    whose erasure the row stays, because it is somebody else's too. `empties`: columns cleared in place of the row.
    """

    name: str
    line: str
    activity: str
    by: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    gives: tuple[str, ...] = ()
    people: tuple[str, ...] = ()
    ours: tuple[str, ...] = ()
    leads: Mapping[str, str] = field(default_factory=dict)
    stays: frozenset[str] = frozenset()
    empties: tuple[str, ...] = ()

    @property
    def columns(self) -> frozenset[str]:
        return frozenset((*self.gives, *self.people, *self.ours))

    @property
    def tells(self) -> bool:
        """Whether a row says something to the person, or leads to one that does."""
        return bool(self.gives or self.people or self.leads)

    @property
    def personal(self) -> bool:
        return self.line != "none"


def table(
    name: str,
    line: str,
    activity: str,
    *,
    by: Mapping[str, str] | None = None,
    gives: str = "",
    people: str = "",
    ours: str = "school_id id",
    leads: Mapping[str, str] | None = None,
    stays: str = "",
    empties: str = "",
) -> Table:
    """One line of the map; names parted by spaces."""
    return Table(
        name=name,
        line=line,
        activity=activity,
        by={source: tuple(columns.split()) for source, columns in (by or {}).items()},
        gives=tuple(gives.split()),
        people=tuple(people.split()),
        ours=tuple(ours.split()),
        leads=leads or {},
        stays=frozenset(stays.split()),
        empties=tuple(empties.split()),
    )


def problems(
    tables: tuple[Table, ...], schema: Mapping[str, frozenset[str]], activities: frozenset[str]
) -> Iterator[str]:
    """Where the map and the running schema differ, each as one sentence."""
    known = {one.name: one for one in tables}
    for name, columns in sorted(schema.items()):
        mapped = known[name].columns if name in known else frozenset()
        yield from (f"{name}.{column} is on no line of the inventory" for column in sorted(columns - mapped))
        yield from (f"{name}.{column} is in the map and not in the schema" for column in sorted(mapped - columns))
    yield from (f"{name} is in the map and not in the schema" for name in sorted(known.keys() - schema.keys()))
    for one in tables:
        if one.line not in INVENTORY or one.activity not in activities:
            yield f"{one.name} names no line of the inventory, or no activity"

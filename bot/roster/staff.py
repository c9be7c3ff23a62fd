"""The staff list → members of staff with roles, classes and days. People without a class or office role are left out."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from bot.domain.people import DutyKind, Role
from bot.roster.cells import Cells
from bot.roster.classes import class_name
from bot.roster.columns import Body
from bot.roster.fields import Field
from bot.roster.findings import Ledger
from bot.roster.options import Options
from bot.roster.phones import Use
from bot.roster.plan import PlanPost, PlanStaff
from bot.roster.roles import roles, without_account
from bot.roster.times import weekdays
from bot.roster.values import looks_like_date, looks_like_power

_KINDS = (
    (Role.CLASS_TEACHER, DutyKind.TEACHES),
    (Role.PPA_COVER, DutyKind.SUPPORTS),
    (Role.SUPPORT_STAFF, DutyKind.SUPPORTS),
)


def read_staff(body: Body, into: dict[str, PlanStaff], ledger: Ledger, options: Options) -> None:
    """Add one table to `into` (by folded name). Several rows of one name are one person with more classes."""
    for row in body.rows:
        one = _member(Cells(body, row, ledger, options), len(into))
        if one is not None:
            known = into.get(one.folded)
            into[one.folded] = _together(known, one, ledger) if known else one


def _member(cells: Cells, key: int) -> PlanStaff | None:
    named = cells.name()
    if not named.first or not named.last:
        cells.ledger.error(cells.place, "staff_name_missing", "first and last name of the member of staff are needed")
        return None
    held, skipped = _roles(cells)
    if held is None:
        return None
    if not held and skipped:
        reason = "not imported: only staff who work with pupils or in the office get an account (DPIA55)"
        cells.ledger.note(cells.at(Field.ROLES), "no_account", reason, str(named))
        return None
    posts = tuple(_posts(cells, held))
    return PlanStaff(
        key=key,
        first_name=named.first,
        last_name=named.last,
        phones=cells.phones(),
        roles=held,
        posts=posts,
        place=cells.place,
    )


def _roles(cells: Cells) -> tuple[frozenset[Role] | None, bool]:
    """The roles of a row (None after an error), and whether some were of people without an account."""
    text = cells.text(Field.ROLES)
    named = list(roles(text))
    held = frozenset(role for _, role in named if role)
    strange = [phrase for phrase, role in named if role is None and not without_account(phrase)]
    if strange or not named:
        reason = "this is no role Bookbag knows" if strange else "the role is missing"
        cells.ledger.error(cells.at(Field.ROLES), "role_unknown", reason, "; ".join(strange))
        return None, False
    return held, len(held) < len(named)


def _posts(cells: Cells, held: frozenset[Role]) -> Iterator[PlanPost]:
    names = list(dict.fromkeys(_classes(cells)))
    days = _days(cells)
    kind = next((kind for role, kind in _KINDS if role in held), None)
    if names and kind is None:
        reason = "a class needs a role that works in one: class teacher, PPA cover or support staff"
        cells.ledger.error(cells.at(Field.CLASSES), "class_without_role", reason)
        return
    for name in names:
        yield PlanPost(name, kind or DutyKind.SUPPORTS, days)


def _classes(cells: Cells) -> Iterator[str]:
    for piece in re.split(r"[;,|\n]|\band\b|&", cells.text(Field.CLASSES)):
        if looks_like_date(piece) or looks_like_power(piece):
            reason = "Excel changed this into a date or a number: format the column as text and type the value again"
            cells.ledger.error(cells.at(Field.CLASSES), "changed_by_excel", reason, piece)
        elif piece.strip(" -"):
            yield class_name(piece)


def _days(cells: Cells) -> frozenset[int]:
    text = cells.text(Field.DAYS)
    found = weekdays(text) if text else frozenset()
    if found is None:
        cells.ledger.error(cells.at(Field.DAYS), "days", "write days as “Mon-Wed” or “Thu, Fri”", text)
    return found or frozenset()


def _together(known: PlanStaff, more: PlanStaff, ledger: Ledger) -> PlanStaff:
    if known.phones and more.phones and not set(known.phones) & set(more.phones):
        reason = f"this name is on line {known.place.line} with another number: two people, or one?"
        ledger.error(more.place, "staff_twice", reason, f"{more.first_name} {more.last_name}")
    return replace(
        known,
        phones=tuple(dict.fromkeys((*known.phones, *more.phones))),
        roles=known.roles | more.roles,
        posts=tuple(dict.fromkeys((*known.posts, *more.posts))),
    )


def check_staff(staff: Iterable[PlanStaff], classes: frozenset[str] | None, ledger: Ledger) -> None:
    """A mobile number is one person's, and a class is one the pupils are in (when a list of pupils came too)."""
    owners: dict[str, PlanStaff] = {}
    for one in staff:
        for phone in one.phones:
            other = owners.setdefault(phone.e164, one)
            if other is not one and phone.use is Use.SMS:
                reason = f"the mobile number is also on line {other.place.line}: give each member of staff their own"
                ledger.error(
                    one.place, "staff_number_twice", reason, f"{phone.e164}: {other.first_name} {other.last_name}"
                )
        for post in one.posts:
            if classes is not None and post.class_name not in classes:
                ledger.error(one.place, "class_unknown", "no pupil is in this class", post.class_name)

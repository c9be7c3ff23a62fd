"""What a composer works with, and the last step they share: lines and options → one message for one carrier."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime

from bot.deliver.outcomes import To
from bot.domain.access import Scope
from bot.domain.desks import desk_for
from bot.domain.messages import Button, Carrier, Outgoing, Side
from bot.domain.wording import ClassName, Name, Option, Who
from bot.hub import Hub
from bot.phrases import Reader, render_option
from bot.rules import SchoolRules, local_day
from storage import accounts, roll
from storage.db import Db
from storage.outbox import OutboxRow


class Gone(Exception):  # noqa: N818 - not an error: what the row pointed at is no longer to be sent
    """The reason is one of our own words."""


@dataclass(frozen=True, slots=True)
class Desk:
    """What a composer works with."""

    hub: Hub
    scope: Scope
    db: Db
    row: OutboxRow
    to: To
    rules: SchoolRules
    now: datetime
    reader: Reader


def reader_for(scope: Scope, db: Db, rules: SchoolRules, to: To, now: datetime) -> Reader:
    """Families see pupils' first names; staff see full names. The office's number is that of the desk that serves them."""
    language, side = to.language, to.account.side
    school = rules.policy.school
    facts = {
        "school": school.short_name or school.name,
        "office_phone": _office_phone(scope, db, rules, to, now),
        "out_of_hours": rules.policy.safeguarding.out_of_hours_line,
    }
    own = rules.policy.texts.get((language or "en").split("-")[0], {})
    look_up = _look_up(scope, db, rules, side, now)
    return Reader(language, school.zone, now, look_up, facts, own, rules.policy.titles)


def _office_phone(scope: Scope, db: Db, rules: SchoolRules, to: To, now: datetime) -> str:
    desks, number = rules.policy.office.desks, rules.policy.school.office_phone
    adult = roll.guardian(scope, db, to.guardian_id, local_day(rules.policy, now)) if desks and to.guardian_id else None
    desk = desk_for(desks, (pupil.school_class for pupil in adult.pupils)) if adult else None
    return desk.phone if desk else number


def _look_up(scope: Scope, db: Db, rules: SchoolRules, side: Side, now: datetime) -> Callable[[Name | ClassName], str]:
    day = local_day(rules.policy, now)

    def look_up(wanted: Name | ClassName) -> str:
        if isinstance(wanted, ClassName):
            return roll.class_name(scope, db, wanted.id) or "?"
        return _name(scope, db, wanted, side, day)

    return look_up


def _name(scope: Scope, db: Db, wanted: Name, side: Side, day: date) -> str:
    if wanted.who is Who.PUPIL:
        pupil = roll.pupil(scope, db, wanted.id, day)
        if pupil is None:
            return "?"
        return pupil.first_name if side is Side.FAMILIES else f"{pupil.first_name} {pupil.last_name}"
    find = roll.guardian if wanted.who is Who.GUARDIAN else roll.staff
    person = find(scope, db, wanted.id, day)
    return f"{person.first_name} {person.last_name}" if person else "?"


def finished(desk: Desk, lines: list[str], options: tuple[Option, ...] = (), *, named: bool = True) -> Outgoing:
    """Options are buttons; on SMS digits, and the school's short name comes first."""
    if desk.to.address.carrier is not Carrier.SMS:
        return Outgoing(
            to=desk.to.address,
            text="\n".join([*_letterhead(desk, named=named), *lines]),
            buttons=buttons(desk, options),
            protect=desk.to.account.side is Side.STAFF,
            reference=str(desk.row.id),
        )
    school = desk.reader.facts["school"]
    if options:
        lines = [*lines, "  ".join(_numbered(desk, options))]
    text = "\n".join(lines)
    # A phone lays a text out by its first strong letter, and the school's name may be Latin.
    mark = "\u200f" if desk.reader.right_to_left else ""
    return Outgoing(to=desk.to.address, text=f"{mark}{school}: {text}" if named else f"{mark}{text}", reference=str(desk.row.id))


def _letterhead(desk: Desk, *, named: bool) -> list[str]:
    """One bot for several schools: a parent of two sees whose word it is (DPIA12)."""
    shared = named and desk.to.account.school_id is None and desk.to.account.side is Side.FAMILIES
    return [f"{desk.reader.facts['school']}:"] if shared and len(accounts.schools(desk.db)) > 1 else []


def _numbered(desk: Desk, options: tuple[Option, ...]) -> list[str]:
    labels = (render_option(option, desk.reader) for option in options)
    digits = (place if option.digit is None else option.digit for place, option in enumerate(options, 1))
    return [f"{digit} {label}" for digit, label in zip(digits, labels, strict=True)]


def buttons(desk: Desk, options: tuple[Option, ...]) -> tuple[tuple[Button, ...], ...]:
    """Up to three short labels share a row, two middling ones; a long one has its own."""
    rows: list[list[Button]] = []
    for option in options:
        made = Button(render_option(option, desk.reader), option.data)
        if rows and len(rows[-1]) < min(_a_row(one.label) for one in [*rows[-1], made]):
            rows[-1].append(made)
        else:
            rows.append([made])
    return tuple(tuple(row) for row in rows)


def _a_row(label: str) -> int:
    """How many labels of this length fit beside each other on a narrow phone."""
    return 3 if len(label) <= 7 else 2 if len(label) <= 12 else 1

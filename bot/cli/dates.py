"""`bookbag dates`: terms, INSET days and closures from a file, or as they stand."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from bot import calendarfile, termdates
from bot.cli.opened import desk
from bot.cli.out import load_settings, plain_faults, say, say_json
from bot.domain.people import Role
from storage import policies
from storage.policies import CalendarRows


def dates(
    file: Annotated[Path | None, typer.Argument(help="CSV or TOML with terms and closures.")] = None,
    replace: Annotated[bool, typer.Option(help="Take away every date that is not in the file.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print the result as JSON.")] = False,
    school: Annotated[str | None, typer.Option(help="Which school, where there are several.")] = None,
) -> None:
    """Show the school's dates, or add those of a file."""
    with plain_faults(), desk(load_settings(), school) as work:
        if file:
            wanted = calendarfile.parse(file.read_text(encoding="utf-8-sig"), file.name)
            scope = work.scope(Role.HEAD)
            stored = work.write(lambda db: termdates.put(scope, db, work.now, wanted, replace=replace))
            line = f"Added: {stored.terms} terms, {stored.closures} closures. Removed: {stored.removed}."
        rows = work.read(lambda db: policies.calendar_rows(db, work.school.id))
    if as_json:
        say_json(_as_json(rows))
        return
    if file:
        say(line)
    tell(rows)


def tell(rows: CalendarRows) -> None:
    for first, last in rows.terms:
        say(f"term           {first:%a %d %b %Y} to {last:%a %d %b %Y}")
    for one in rows.closures:
        until = f" to {one.last_day:%a %d %b %Y}" if one.last_day != one.first_day else ""
        closes = f", from {one.start:%H:%M}" if one.start else ""
        whom = ", one class" if one.class_id else ""
        say(f"{one.kind:<14} {one.first_day:%a %d %b %Y}{until}{closes}{whom}")
    if not rows.terms:
        say("No term dates: in school holidays parents are told that the next opening is not known.")


def _as_json(rows: CalendarRows) -> dict[str, object]:
    return {
        "terms": [{"first_day": str(first), "last_day": str(last)} for first, last in rows.terms],
        "closures": [
            {
                "kind": one.kind,
                "first_day": str(one.first_day),
                "last_day": str(one.last_day),
                "closes_at": str(one.start) if one.start else None,
                "class_id": str(one.class_id) if one.class_id else None,
            }
            for one in rows.closures
        ],
    }

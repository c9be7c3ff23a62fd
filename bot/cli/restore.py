"""`bookbag restore`: a backup put back into an empty place, or only proved with --check."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer
from sqlalchemy.engine import make_url

from bot.cli.backup import facts, line_of, place_of
from bot.cli.meter import metered
from bot.cli.out import load_settings, note, plain_faults, say, say_json
from storage.backup import Meter, Place, about_of, rehearse, restore_data, restore_keys, scratch, unknown_in

KEYS_MISSING = "{} of its data keys are not in the key store: restore the keys' backup too, or the words stay sealed"


def restore(
    file: Annotated[Path, typer.Argument(help="A backup of the data or of the keys.")],
    into: Annotated[str, typer.Option(help="An empty folder, or a database URL. Empty: where the settings say.")] = "",
    check: Annotated[bool, typer.Option("--check", help="Restore into a scratch database only, and compare.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="The result as JSON.")] = False,
) -> None:
    """Put a backup back: checked to its last byte first, into an empty place only, then brought up to date."""
    settings = load_settings()
    with plain_faults(), metered() as meter:
        place = place_of(settings)
        done = _rehearsed(file, place, meter) if check else _restored(file, place, into, meter)
    if as_json:
        say_json(done)
    else:
        say(f"{done['kind']}: {line_of(done)}")
        if done["into"]:
            say(f"restored into {done['into']}")
    for warning in done["warnings"]:
        note(f"warning: {warning}")


def _rehearsed(file: Path, place: Place, meter: Meter) -> dict[str, Any]:
    with scratch(place.folder) as private:
        manifest = rehearse(file, place.master, private, meter)
    return facts(file, manifest) | {"into": None, "warnings": []}


def _restored(file: Path, place: Place, into: str, meter: Meter) -> dict[str, Any]:
    if about_of(file, place.master).kind == "keys":
        url, where = _target(into, "keys.db", place.keys_url)
        manifest, warnings = restore_keys(file, place.master, url, meter), []
    else:
        url, where = _target(into, "bookbag.db", place.url)
        media = Path(into) / "media" if into and "://" not in into else place.media
        manifest, needed = restore_data(file, place.master, url, media, meter)
        missing = unknown_in(place.keys_url, needed)
        warnings = [KEYS_MISSING.format(missing)] if missing else []
    return facts(file, manifest) | {"into": where, "warnings": warnings}


def _target(into: str, name: str, url: str) -> tuple[str, str]:
    """The database to fill, and its address without a password."""
    wanted = into if "://" in into else f"sqlite:///{Path(into) / name}" if into else url
    return wanted, make_url(wanted).render_as_string()

"""`bookbag export school`, `import-school` and `migrate-store`: a school to another hub, a hub to another database (DPIA34)."""

from __future__ import annotations

import secrets
from pathlib import Path
from typing import Annotated, Any

import typer
from sqlalchemy.engine import make_url

from bot import opening
from bot.cli.backup import facts
from bot.cli.export import export
from bot.cli.finding import acting_for
from bot.cli.meter import metered
from bot.cli.opened import desk
from bot.cli.out import fail, load_settings, note, plain_faults, say, tell
from bot.cli.typed import typed
from bot.domain.access import Action
from bot.domain.recoverycode import lines_of
from bot.settings import Settings
from storage import audit, rotation
from storage.clock import lease_now
from storage.crypto import make_master_key
from storage.moving import export_school, migrate
from storage.moving import import_school as unpack

Json = Annotated[bool, typer.Option("--json", help="Print the result as JSON.")]
SEND_APART = "Send these seven lines another way than the file: whoever has both can read everything."
NEXT = "now set BOOKBAG_DATABASE_URL={} in .env (with its password) and start the hub; the old database stays as it was"


@export.command("school")
def school_out(
    into: Annotated[Path, typer.Option(help="A new file for the packed school.")],
    by: Annotated[str, typer.Option(help="Your name: who does it.")],
    school: Annotated[str | None, typer.Option(help="Which school, where there are several.")] = None,
    as_json: Json = False,
) -> None:
    """Pack a whole school (rows, files, keys) for another hub: one file, and seven lines that open it."""
    settings, transfer = load_settings(), secrets.token_bytes(32)
    with plain_faults(), desk(settings, school) as work:
        scope = acting_for(work, by, Action.EXPORT_SUBJECT)
        work.write(lambda db: audit.record(scope, db, work.now, "school_exported", "school", work.school.id))
        with metered() as meter:
            manifest = export_school(opening.place_of(settings), work.school.id, transfer, into, lease_now(), meter)
        made = facts(into, manifest)
    if not as_json:
        say(f"{into}: {sum(manifest.counts.values())} rows, {manifest.files} files")
        say("\n".join(lines_of(transfer)))
    note(SEND_APART)
    tell(made | {"opens_with": lines_of(transfer)}, "", as_json=as_json)


def import_school(
    file: Annotated[Path, typer.Argument(help="A school packed by `bookbag export school`.")],
    code: Annotated[Path | None, typer.Option(help="A file with the seven lines; else they are typed.")] = None,
    as_json: Json = False,
) -> None:
    """Unpack a school in an empty hub: every row is compared, every key and file put under this hub's own key."""
    settings = load_settings()
    with plain_faults(), metered() as meter:
        transfer = typed(code, "the packed school")
        _own_key(settings)
        arrived = unpack(file, transfer, opening.place_of(settings), meter)
    counts = arrived.manifest.counts
    told: dict[str, Any] = {"counts": counts, "files": arrived.manifest.files, "keys": arrived.keys, "compared": True}
    line = f"{sum(counts.values())} rows, {arrived.manifest.files} files, {arrived.keys} keys: all as they were packed"
    note("next: the tokens in .env, `bookbag keys sheet` for the safe, `bookbag doctor`")
    tell(told, line, as_json=as_json)


def migrate_store(
    to: Annotated[str, typer.Argument(help="An empty database: postgresql+psycopg://… or sqlite:///path.")],
    as_json: Json = False,
) -> None:
    """Move the hub's database from SQLite to PostgreSQL or back; the hub is stopped meanwhile, the old one stays."""
    settings = load_settings()
    with plain_faults(), metered() as meter:
        if make_url(to) == make_url(settings.database):
            fail("that is the database the hub has now")
        hold = rotation.Hold(settings.key_file.parent, alone=True)
        try:
            opening.open_database(settings).dispose()
            counts = migrate(settings.database, to, settings.data_folder, meter)
        finally:
            hold.release()
    shown = make_url(to).render_as_string()
    note(NEXT.format(shown))
    line = f"{shown}: {sum(counts.values())} rows in {len(counts)} tables, each compared"
    tell({"into": shown, "counts": counts, "compared": True}, line, as_json=as_json)


def _own_key(settings: Settings) -> None:
    if not settings.key_command.get_secret_value() and not settings.key_file.exists():
        make_master_key(settings.key_file)

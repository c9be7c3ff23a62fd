"""Copies of the hub elsewhere: whether there are fresh ones, and who ships what changes in between."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from sqlalchemy.engine import Engine
from sqlalchemy.exc import SQLAlchemyError

from bot.doctor.results import Fault, Finding, Ok, Result
from storage.archiving import Archiving, archiving
from storage.copied import Copies

OLD = {"whole": timedelta(hours=26), "changes": timedelta(minutes=30)}
_RPO_S = 900
_NONE_WANTED = Fault(
    "nothing is backed up by itself", "set BOOKBAG_BACKUP_FOLDER and BOOKBAG_BACKUP_KEYS_FOLDER, start bookbag-backup.timer"
)
_NOT_SHIPPED = Fault(
    "between two nights nothing is copied: a lost disk loses a day", "set BOOKBAG_BACKUP_CHANGES_FOLDER to a mounted folder"
)
_FIX = {
    "whole": "systemctl status bookbag-backup; by hand: `bookbag backup`",
    "changes": "see that the folder is mounted and the hub runs; by hand: `bookbag backup --changes`",
}


def of_folders(copies: Copies, now: datetime, *, sqlite: bool) -> Iterator[Finding]:
    """`now` is the machine's, aware."""
    found = copies.made_at()
    if "whole" not in found:
        yield Finding("backup", _NONE_WANTED)
    elif "changes" not in found and sqlite:
        yield Finding("backup_changes", _NOT_SHIPPED)
    for kind, made_at in found.items():
        check = "backup" if kind == "whole" else "backup_changes"
        yield Finding(check, _fresh(kind, made_at, now))


def _fresh(kind: str, made_at: datetime | None, now: datetime) -> Result:
    if made_at is None:
        return Fault("there is none yet", _FIX[kind])
    age = now - made_at
    said = f"the newest is {_spoken(age)} old"
    return Fault(said, _FIX[kind]) if age > OLD[kind] else Ok(said)


def _spoken(age: timedelta) -> str:
    minutes = round(age / timedelta(minutes=1))
    return f"{minutes} minutes" if minutes < 120 else f"{round(minutes / 60)} hours"


def of_server(engine: Engine) -> Result:
    """PostgreSQL's own archiving, or a receiver that streams from it."""
    try:
        found = archiving(engine)
    except SQLAlchemyError as error:
        return Fault(
            f"the server does not say whether it archives ({type(error).__name__})", "let the hub's user read pg_stat_archiver"
        )
    return _judged(found)


def _judged(found: Archiving) -> Result:
    if found.receivers:
        return Ok("the log is streamed to a receiver")
    if not found.on:
        return Fault(
            "the server does not archive its log: a lost disk loses a day",
            "archive_mode=on, archive_timeout=600 and an archive_command, or pg_receivewal on another machine",
        )
    if found.failing:
        return Fault("the server's archive_command fails", "see the server's log")
    if not 0 < found.every_s <= _RPO_S:
        return Fault("a quiet server archives nothing for longer than 15 minutes", "set archive_timeout=600")
    return Ok("the server archives its log")

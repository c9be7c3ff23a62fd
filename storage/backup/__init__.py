"""A hub in one encrypted file: taken while it works, proved by restoring it, readable by either database.

    envelope (`sealing`) → named parts (`parts`) → about, table/<name> …, media/<blob> …, manifest

Rows travel as JSON by the database's own column types, so that a file made from SQLite restores into PostgreSQL and back.
"""

from storage.backup.keysof import unknown_in
from storage.backup.making import Made, Place, back_up_data, back_up_keys
from storage.backup.manifest import About, Manifest
from storage.backup.meter import Meter, Silent
from storage.backup.names import BackupFile, expendable, listed, name_for, newest
from storage.backup.reading import about_of, check, rehearse
from storage.backup.restoring import restore_data, restore_keys
from storage.backup.sealing import BackupProblem
from storage.backup.snapshot import scratch

__all__ = [
    "About",
    "BackupFile",
    "BackupProblem",
    "Made",
    "Manifest",
    "Meter",
    "Place",
    "Silent",
    "about_of",
    "back_up_data",
    "back_up_keys",
    "check",
    "expendable",
    "listed",
    "name_for",
    "newest",
    "rehearse",
    "restore_data",
    "restore_keys",
    "scratch",
    "unknown_in",
]

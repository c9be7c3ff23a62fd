"""Files that came back with shipped changes, each opened once: nobody has looked at them since they were copied."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from sqlalchemy import Row, bindparam, select, update

from storage import tables
from storage.crypto import ErasedError, KeyProblem
from storage.db import Db
from storage.medias import FILE, PLACE

_media = tables.media
_STORED = select(_media).where(_media.c.state == "stored", _media.c.blob.is_not(None))
_LOST = (
    update(_media)
    .where(_media.c.school_id == bindparam("school"), _media.c.id == bindparam("media"))
    .values(state=bindparam("now"), blob=None, attempts=0, retry_at=None)
)


def ask_again(db: Db, media: Path) -> int:
    """A file that is missing or does not open is wanted from its carrier again, as if it had just come; returns how many.

    What came with a form has no carrier who might have it still: it is gone, and its message says so.
    """
    torn = [row for row in db.all(_STORED) if not _whole(db, row, media)]
    for row in torn:
        (media / row.blob).unlink(missing_ok=True)
        ours = db.keys.open(FILE, row.carrier_id) == row.blob
        db.run(_LOST, school=row.school_id, media=row.id, now="gone" if ours else "wanted")
    return len(torn)


def _whole(db: Db, row: Row[Any], media: Path) -> bool:
    try:
        db.keys.open_bytes(PLACE, (media / row.blob).read_bytes())
    except ErasedError:
        return True  # the erasure takes row and file
    except (KeyProblem, FileNotFoundError):
        return False
    return True

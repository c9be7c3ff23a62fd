"""Exports with the files that came with their messages: one archive to hand over, made in memory and stored nowhere."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Iterator
from pathlib import Path

from bot.privacy import files
from bot.privacy.exporting import Export
from storage import medias
from storage.crypto import Keyring

_FORMS = {"html": files.as_html, "json": files.as_json, "csv": files.as_csv}


def written(one: Export, form: str) -> bytes:
    """`form`: html, json or csv; the last with the mark by which a spreadsheet knows UTF-8. Raises KeyError."""
    return _FORMS[form](one).encode("utf-8-sig" if form == "csv" else "utf-8")


def packed(exports: Iterable[Export], data_folder: Path, keys: Keyring) -> bytes:
    """A zip with a folder for each person."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as pack:
        for place, one in enumerate(exports, 1):
            for form in _FORMS:
                pack.writestr(f"{place}/data.{form}", written(one, form))
            for name, raw in sent_with(one, data_folder, keys):
                pack.writestr(f"{place}/{name}", raw)
    return out.getvalue()


def sent_with(one: Export, data_folder: Path, keys: Keyring) -> Iterator[tuple[str, bytes]]:
    """Files that came with messages, opened; one that is not there any more is left out, and its row says so."""
    for blob, mime in one.media:
        path = data_folder / "media" / blob
        if path.is_file():
            yield f"{blob}.{mime.rpartition('/')[2] or 'bin'}", keys.open_bytes(medias.PLACE, path.read_bytes())

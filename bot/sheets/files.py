"""Where sheets go: one file a language, and one an adult so that a single sheet can be printed again from the folder."""

from __future__ import annotations

import os
import re
from collections import defaultdict
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path

from bot.phrases.catalogues import locale_for
from bot.sheets.page import Place, Ticket, order, page


def prepare(folder: Path) -> None:
    """Make sure sheets can be written before any code is made: codes cannot be shown twice. Raises OSError."""
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)  # a folder that is there keeps its rights
    (folder / "each").mkdir(exist_ok=True, mode=0o700)
    probe = folder / ".can-write"
    probe.touch(mode=0o600)
    probe.unlink()


def write(folder: Path, tickets: Mapping[int, Ticket], place: Place, now: datetime) -> list[Path]:
    """`tickets` by the invite's id. Returns the languages' files, most sheets first. Whoever reads them can join."""
    by_name: dict[str, list[Ticket]] = defaultdict(list)
    for made, ticket in sorted(tickets.items(), key=lambda entry: order(entry[1])):
        name = "staff" if ticket.staff else locale_for(ticket.language).replace("_", "-")
        by_name[name].append(ticket)
        own_file = "-".join((*ticket.classes[:1], str(made))).replace("/", "-")
        _write(folder / "each" / f"{own_file}.html", page([ticket], place, now))
    for name, own in by_name.items():
        _write(folder / f"{name}.html", page(own, place, now))
    return [folder / f"{name}.html" for name in sorted(by_name, key=lambda name: -len(by_name[name]))]


def _write(path: Path, text: str) -> None:
    """Readable by its owner alone: a sheet is a key."""
    path = path.with_name(re.sub(r"[^\w.-]+", "-", path.name))
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        file.write(text)

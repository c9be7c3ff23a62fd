"""The catalogues as they lie on disk, read strictly."""

from __future__ import annotations

from functools import cache
from importlib import resources
from io import BytesIO
from pathlib import Path
from string import Formatter

from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po

FOLDER = Path(str(resources.files("locales")))


def po(locale: str) -> Path:
    return FOLDER / locale / "LC_MESSAGES" / "families.po"


@cache
def catalogue(locale: str) -> Catalog:
    """Raises PoFileError for a file no gettext tool would read."""
    return read_po(BytesIO(po(locale).read_bytes()), locale=locale, abort_invalid=True)


def entries(locale: str) -> list[Message]:
    """In the order of the file, without the header."""
    return [message for message in catalogue(locale) if message.id]


def forms(message: Message) -> tuple[str, ...]:
    return (message.string,) if isinstance(message.string, str) else tuple(message.string or ())


def fields(text: str) -> frozenset[str]:
    return frozenset(name for _, name, _, _ in Formatter().parse(text) if name is not None)

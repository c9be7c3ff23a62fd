"""Carries the English texts into locales/: the templates (.pot) and every language's .po. Run by `make locales`.

Sorted by key and without line references, so that a diff shows words only. A changed English text empties its
translations rather than leaving fuzzy guesses: a test then names what is missing.
"""

from __future__ import annotations

from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po, write_po

from bot.phrases.catalogues import LANGUAGES, SOURCES
from bot.phrases.text import Text


def template(domain: str) -> Catalog:
    """The .pot of a domain."""
    catalog = Catalog(project="Bookbag", domain=domain, fuzzy=False, header_comment=f"# Bookbag: {domain}")
    for key, text in sorted(SOURCES[domain].items()):
        add(catalog, key, text)
    return catalog


def add(catalog: Catalog, key: str, text: Text, string: str | tuple[str, ...] = "") -> None:
    identity = text.english if text.plural is None else (text.english, text.plural)
    empty = "" if text.plural is None else ("",) * catalog.num_plurals
    notes = [text.note] if text.note else []
    catalog.add(identity, string or empty, auto_comments=notes, context=key)


def merge(domain: str, locale: str, existing: Catalog | None) -> Catalog:
    """The language's catalogue with exactly today's keys; kept translations are those whose English is unchanged."""
    catalog = Catalog(
        locale=locale, project="Bookbag", domain=domain, fuzzy=False, header_comment=f"# Bookbag: {domain}"
    )
    for key, text in sorted(SOURCES[domain].items()):
        add(catalog, key, text, _kept(existing, key, text, locale))
    return catalog


def _kept(existing: Catalog | None, key: str, text: Text, locale: str) -> str | tuple[str, ...]:
    if locale == "en_GB":
        return text.english if text.plural is None else (text.english, text.plural)
    identity = text.english if text.plural is None else (text.english, text.plural)
    found: Message | None = existing.get(identity, context=key) if existing else None
    if found is None or found.id != identity or found.fuzzy or not found.string:
        return ""
    return found.string if isinstance(found.string, str) else tuple(found.string)


def write(catalog: Catalog, path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as file:
        write_po(file, catalog, width=0, no_location=True, omit_header=False, sort_output=False, ignore_obsolete=True)
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    dated = (
        "POT-Creation-Date",
        "PO-Revision-Date",
        "Generated-By",
        "Last-Translator",
        "Language-Team",
        "Report-Msgid",
    )
    path.write_text(
        "".join(line for line in lines if not line.startswith(tuple(f'"{name}' for name in dated))), "utf-8"
    )


def main(folder: Path) -> None:
    for domain in SOURCES:
        write(template(domain), folder / f"{domain}.pot")
    for locale in LANGUAGES:
        path = folder / locale / "LC_MESSAGES" / "families.po"
        existing = None
        if path.is_file():
            with path.open("rb") as file:
                existing = read_po(file, locale=locale)
        write(merge("families", locale, existing), path)


if __name__ == "__main__":
    main(Path(__file__).parents[2] / "locales")

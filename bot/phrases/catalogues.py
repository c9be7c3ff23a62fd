"""Catalogues: one .po per language and domain, read when first needed and kept as gettext translations in memory.

The .po files are the only form there is, so a stale compiled copy cannot exist. Keys are message contexts (msgctxt),
so two equal English texts may differ in another language.
"""

from __future__ import annotations

import gettext
from functools import cache
from importlib import resources
from io import BytesIO

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from bot.domain import spoken
from bot.phrases.families import FAMILIES
from bot.phrases.staff import STAFF
from bot.phrases.text import Text

SOURCES: dict[str, dict[str, Text]] = {"families": FAMILIES, "staff": STAFF}
LANGUAGES = tuple(one.folder for one in spoken.SPOKEN)
NOT_YET_CHECKED = frozenset(LANGUAGES) - {"en_GB"}
"""Languages no native speaker has read yet: `bookbag check` and the console say so."""


def domain_of(key: str) -> str:
    return "staff" if key in STAFF else "families"


def text_of(key: str) -> Text:
    """Raises KeyError for a key no catalogue has."""
    return SOURCES[domain_of(key)][key]


def locale_for(language: str | None) -> str:
    """The shipped locale for a BCP 47 tag; English when we have none."""
    wanted = (language or "en").replace("-", "_").split("_")[0].lower()
    return next((tag for tag in LANGUAGES if tag.split("_")[0] == wanted), "en_GB")


def shipped(language: str) -> bool:
    """Whether there is a catalogue in this very language."""
    return locale_for(language).split("_")[0] == language.replace("-", "_").split("_")[0].lower()


@cache
def translations(domain: str, locale: str) -> gettext.NullTranslations:
    """Empty (English) when the language has no catalogue of the domain."""
    file = resources.files("locales") / locale / "LC_MESSAGES" / f"{domain}.po"
    if not file.is_file():
        return gettext.NullTranslations()
    return compiled(read_po(BytesIO(file.read_bytes()), locale=locale, domain=domain))


def compiled(catalog: Catalog) -> gettext.GNUTranslations:
    buffer = BytesIO()
    write_mo(buffer, catalog)
    buffer.seek(0)
    return gettext.GNUTranslations(buffer)


def template(key: str, locale: str, n: int | None) -> str:
    """The text for a key in a locale, its fields still open."""
    text, found = text_of(key), translations(domain_of(key), locale)
    if text.plural is None:
        return found.pgettext(key, text.english)
    return found.npgettext(key, text.english, text.plural, 1 if n is None else n)

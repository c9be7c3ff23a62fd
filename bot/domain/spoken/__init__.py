"""The languages families can be written to in. THE list: everything else that needs one asks here.

Adding a language is a folder in locales/, a module here and one line below. A language is on the list only when every
text for families exists in it.
"""

from __future__ import annotations

from importlib import import_module

from bot.domain.spoken.language import Hint, Keyword, Language, Place, parted

_SHIPPED = (
    "en",
    "pl",
    "ro",
    "ur",
    "pa",
    "bn",
    "gu",
    "ar",
    "pt",
    "es",
    "uk",
    "so",
    "it",
    "fr",
    "lt",
    "bg",
    "tr",
    "ru",
    "ta",
    "zh",
    "sq",
    "hu",
    "vi",
    "hi",
)
"""In the order of the menu of languages; each a module of this folder."""


def _language(tag: str) -> Language:
    found: Language = import_module(f"{__name__}.{tag}").LANGUAGE
    return found


SPOKEN: tuple[Language, ...] = tuple(map(_language, _SHIPPED))
TAGS = frozenset(_SHIPPED)


def keywords(keyword: Keyword) -> frozenset[str]:
    """How families write it in every language, in small letters. English commands stand where they are understood."""
    return frozenset(word for one in SPOKEN for word in parted(one.keywords.get(keyword, "")))


def people(place: Place) -> tuple[str, ...]:
    return tuple(dict.fromkeys(word for one in SPOKEN for word in parted(one.people.get(place, ""))))


def titles() -> frozenset[str]:
    return frozenset(word for one in SPOKEN for word in parted(one.titles))


def hints(hint: Hint) -> tuple[str, ...]:
    """One pattern for each language that has one."""
    return tuple(one.hints[hint] for one in SPOKEN if hint in one.hints)


def named(text: str) -> str | None:
    """The tag of the language a text is the name of ("Italiano", "Italian"), None when it is no such name."""
    wanted = text.strip().rstrip(".!").casefold()
    names = {name.casefold(): one.tag for one in SPOKEN for name in (one.name, one.english)}
    return names.get(wanted)

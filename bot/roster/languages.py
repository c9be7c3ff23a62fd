"""Words for languages → BCP 47 tags. What is not certain is None: a family's language is listed, never assumed."""

from __future__ import annotations

import re
from functools import cache

from babel import Locale, UnknownLocaleError
from babel.core import get_global

from bot.domain.names import fold_name

# What UK schools write that neither ISO 639 nor CLDR has, or means otherwise (census codes such as PNJ; ROM is not Romanian).
_SCHOOL_WORDS = {
    "panjabi": "pa", "punjabi": "pa", "pnj": "pa", "pnja": "pa", "pnjg": "pa", "pnjm": "pa-Arab", "pnjp": "pa-Arab",
    "mirpuri": "pa-Arab", "pahari": "pa-Arab", "pothwari": "pa-Arab", "potwari": "pa-Arab", "bengali": "bn",
    "bangla": "bn", "bng": "bn", "bnga": "bn", "bngc": "bn", "bngs": "bn", "sylheti": "bn", "rmn": "ro", "rmnm": "ro",
    "rmnr": "ro", "moldovan": "ro", "farsi": "fa", "prs": "fa-AF", "dari": "fa-AF", "pushto": "ps", "pashtu": "ps",
    "mandarin": "zh", "mandarin chinese": "zh", "putonghua": "zh", "cantonese": "yue", "kurdish": "ku", "sorani": "ckb",
    "kurmanji": "ku", "tagalog": "fil", "filipino": "fil", "sinhalese": "si", "brazilian portuguese": "pt-BR",
    "brazilian": "pt-BR", "porb": "pt-BR", "pora": "pt", "slovak": "sk", "flemish": "nl-BE", "castilian": "es",
    "persian": "fa", "gujerati": "gu", "hindustani": "hi", "twi": "ak", "shqip": "sq", "tigrinya": "ti",
    "serbo croat": "sh", "serbian croatian bosnian": "sh", "tml": "ta", "af soomaali": "so", "mlm": "ml", "swa": "sw", "soma": "so",
}  # fmt: skip
_UNSURE = frozenset({
    "", "no", "enb", "otb", "oth", "not", "ref", "n a", "na", "none", "unknown", "not known", "not obtained", "refused", "other",
    "information not obtained", "other language", "other than english", "believed to be english", "not stated", "zzz",
    "believed to be other than english", "prefer not to say", "not applicable", "classification pending", "und", "mul",
})  # fmt: skip
_ENDONYMS = (
    "am", "ar", "az", "bg", "bn", "bs", "ca", "cs", "cy", "da", "de", "el", "en", "es", "et", "fa", "fi", "fr",
    "ga", "gu", "hi", "hr", "hu", "hy", "id", "it", "ja", "ka", "kk", "ko", "ku", "lt", "lv", "mk", "ml", "mr",
    "ms", "mt", "my", "nb", "ne", "nl", "pa", "pl", "ps", "pt", "ro", "ru", "si", "sk", "sl", "so", "sq", "sr",
    "sv", "sw", "ta", "te", "th", "ti", "tr", "uk", "ur", "uz", "vi", "yo", "zh",
)  # fmt: skip
_REGIONS = {"brazil": "BR", "portugal": "PT", "afghanistan": "AF"}
_TAG = re.compile(r"[a-z]{2,3}([-_][a-z]{4})?([-_]([a-z]{2}|\d{3}))?", re.IGNORECASE)
_BRACKETED = re.compile(r"\s*[(\[/](.*?)[)\]]?\s*$")


def language_tag(text: str) -> str | None:
    """ "Polish", "Polski", "pol", "PL", "Panjabi (Gurmukhi)" → a BCP 47 tag; None when it says nothing certain."""
    folded = fold_name(text)
    if folded in _UNSURE:
        return None
    bracket = _BRACKETED.search(text)
    whole = _known(folded) or _tag(text)
    if whole or not bracket:
        return whole
    base, inner = fold_name(text[: bracket.start()]), fold_name(bracket[1])
    return _combined(base, inner) if base not in _UNSURE else None


def _combined(base: str, inner: str) -> str | None:
    narrower = _known(inner)
    broader = _known(base)
    if broader and inner in _REGIONS:
        return f"{broader}-{_REGIONS[inner]}"
    if broader in {"zh", "ku", "pa", "fa"} and narrower:  # the bracket decides what the family can read
        return narrower
    return broader


def _known(folded: str) -> str | None:
    return _SCHOOL_WORDS.get(folded) or _names().get(folded) or _code(folded)


@cache
def _names() -> dict[str, str]:
    """English and own names of languages, from CLDR."""
    english = Locale("en").languages
    own = {fold_name(Locale(code).languages.get(code, "")): code for code in _ENDONYMS}
    return own | {fold_name(name): code.replace("_", "-") for code, name in english.items()}


def _code(folded: str) -> str | None:
    """ISO 639-1, -2 or -3, or a census code that begins with one ("ARAM": Arabic of Morocco)."""
    if not re.fullmatch("[a-z]{2,4}", folded):
        return None
    code = folded if len(folded) < 4 else folded[:3]
    tag = str(get_global("language_aliases").get(code, code))
    return tag if tag in Locale("en").languages and tag not in {"und", "mul", "zxx"} else None


def _tag(text: str) -> str | None:
    """A tag as it is: "pt-BR", "pa_Arab"."""
    if not _TAG.fullmatch(text.strip()):
        return None
    try:
        return str(Locale.parse(text.strip().replace("-", "_"))).replace("_", "-")
    except (UnknownLocaleError, ValueError):
        return None

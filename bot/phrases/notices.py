"""A notice or an answer written by hand, in a reader's language: its day and its money as Babel writes them there."""

from __future__ import annotations

from datetime import date, datetime, time
from decimal import Decimal

from babel.dates import format_skeleton
from babel.numbers import format_currency

from bot.domain.ready import Recognised, recognise
from bot.phrases.catalogues import locale_for, shipped, template

_PLAIN = str.maketrans({"\u202f": " ", "\u00a0": " ", "\u200f": None, "\u200e": None})


def written(text: str, language: str, today: date) -> str | None:
    """The text in another language, when it is one of those word for word; None for anything else, or no such catalogue."""
    found = recognise(text, today) if shipped(language) else None
    return render_notice(found, language) if found else None


def render_notice(found: Recognised, language: str) -> str:
    locale = locale_for(language)
    fields = {"day": _day(found.day, locale), "time": found.time, "price": _price(found.price, locale)}
    return template(found.key, locale, None).format_map(fields)


def _day(day: date | None, locale: str) -> str:
    return format_skeleton("MMMMEd", datetime.combine(day, time()), locale=locale).translate(_PLAIN) if day else ""


def _price(price: str, locale: str) -> str:
    """Pounds wherever the family is from; some locales write the pound of this country with its name before it."""
    if not price:
        return ""
    return format_currency(Decimal(price.lstrip("£")), "GBP", locale=locale).translate(_PLAIN).replace("UK£", "£").replace("GBP", "£")

"""A notice or an answer written by hand, in a reader's language: its day and its money as Babel writes them there."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal

from babel.numbers import format_currency

from bot.domain.ready import Recognised, recognise
from bot.phrases.catalogues import locale_for, shipped, template
from bot.phrases.dates import PLAIN, long_day

_POUND = re.compile("UK£|£GB|GBP")


def written(text: str, language: str, today: date) -> str | None:
    """The text in another language, when it is one of those word for word; None for anything else, or no such catalogue."""
    found = recognise(text, today) if shipped(language) else None
    return render_notice(found, language) if found else None


def render_notice(found: Recognised, language: str) -> str:
    locale = locale_for(language)
    fields = {"day": long_day(found.day, locale) if found.day else "", "time": found.time, "price": _price(found.price, locale)}
    return template(found.key, locale, None).format_map(fields)


def _price(price: str, locale: str) -> str:
    """Pounds wherever the family is from; some locales write the pound of this country with its name before it."""
    if not price:
        return ""
    written = format_currency(Decimal(price.lstrip("£")), "GBP", locale=locale).translate(PLAIN)
    return _POUND.sub("£", written)

"""What a sheet says: in the family's language where its catalogue has the text, and in English for the office."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from babel.dates import format_date

from bot.domain.wording import Phrase
from bot.phrases import Reader, render
from bot.phrases.catalogues import template


@dataclass(frozen=True, slots=True)
class Line:
    """`own` in the family's language, None when there is nothing but English; `english` always."""

    own: str | None
    english: str


@dataclass(frozen=True, slots=True)
class Speaker:
    """Says texts for one family language. `facts` are {school} and {office_phone}."""

    language: str | None
    zone: str
    now: datetime
    facts: Mapping[str, str]

    @property
    def reader(self) -> Reader:
        return self._reader(self.language)

    def say(self, key: str, **fields: str | date) -> Line:
        """Raises KeyError for a key no catalogue has."""
        english = render(_phrase(key, fields, "en_GB"), self._reader("en"))
        locale = self.reader.locale
        if template(key, locale, None) == template(key, "en_GB", None):  # English, or not yet translated
            return Line(None, english)
        return Line(render(_phrase(key, fields, locale), self.reader), english)

    def _reader(self, language: str | None) -> Reader:
        return Reader(language, self.zone, self.now, lambda _who: "", self.facts)


def _phrase(key: str, fields: Mapping[str, str | date], locale: str) -> Phrase:
    written = {
        name: format_date(value, "long", locale=locale) if isinstance(value, date) else value
        for name, value in fields.items()
    }
    return Phrase(key, written)

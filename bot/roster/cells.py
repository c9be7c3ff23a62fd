"""Reading one body's cells: cleaned when asked for, repairs reported once with their place."""

from __future__ import annotations

from dataclasses import dataclass

from bot.roster.columns import Body
from bot.roster.fields import Field, Slot
from bot.roster.findings import Ledger, Place
from bot.roster.options import Options
from bot.roster.person import Named, from_parts, from_whole
from bot.roster.phones import Phone, read_phones
from bot.roster.read import Row
from bot.roster.text import clean, lost_letters
from bot.roster.values import looks_like_date

_REPAIRED = {
    "invisible": "invisible characters were removed",
    "scrambled": "scrambled letters were put right (UTF-8 that had been read as Windows-1252)",
    "formula": "a formula or apostrophe around the value was removed",
    "leading_zero": "the leading zero that Excel removed was put back",
    "country_code": "the + before the country code was put back",
    "scientific": "a number Excel had written with E+ was written out",
    "decimal": "the decimal point Excel added was removed",
    "remark": "a remark beside the number was left out",
    "no_number": "the cell holds words but no number",
}


@dataclass(frozen=True, slots=True)
class Cells:
    """One row of a body, read by field."""

    body: Body
    row: Row
    ledger: Ledger
    options: Options

    @property
    def place(self) -> Place:
        return self.body.place(self.row)

    def at(self, field: Field, group: str = "") -> Place:
        return self.body.place(self.row, Slot(field, group))

    def has(self, field: Field, group: str = "") -> bool:
        return self.body.columns.has(field, group)

    def text(self, field: Field, group: str = "") -> str:
        """The first filled column of a field, cleaned; "" when none is."""
        return next((text for _, text in self._filled(field, group)), "")

    def filled(self, group: str) -> bool:
        """Whether anything stands in any column of a group."""
        return any(
            self._raw(index)
            for slot, places in self.body.columns.slots.items()
            if slot.group == group
            for index in places
        )

    def name(self, group: str = "") -> Named:
        """From two columns or one. A lost letter or a date in a name is an error: the wrong name finds the wrong child."""
        parts = {field: self._name_part(field, group) for field in (Field.FIRST_NAME, Field.LAST_NAME, Field.NAME)}
        named = from_parts(parts[Field.FIRST_NAME], parts[Field.LAST_NAME])
        return named if named.folded else from_whole(parts[Field.NAME])

    def phones(self, group: str = "") -> tuple[Phone, ...]:
        """Every number of every phone column. An unreadable one is an error, or left out when the office says so."""
        found: list[Phone] = []
        for index, text in self._filled(Field.PHONE, group):
            read = read_phones(text, self.options.region)
            place = self.place.at(self.body.columns.header[index])
            self._repaired(place, read.repairs)
            if read.trouble:
                report = self.ledger.note if self.options.answers.leave_out_unreadable else self.ledger.error
                report(place, "phone", read.trouble, text)
            found += [phone for phone in read.phones if phone not in found]
        return tuple(found)

    def _name_part(self, field: Field, group: str) -> str:
        text = self.text(field, group)
        if lost_letters(text):
            reason = "a letter of the name is lost: export again as “CSV UTF-8” or as an Excel workbook"
            self.ledger.error(self.at(field, group), "lost_letters", reason, text)
        elif looks_like_date(text) or text.isdigit():
            self.ledger.error(
                self.at(field, group), "not_a_name", "a date or a number stands where a name belongs", text
            )
        return text

    def _filled(self, field: Field, group: str) -> list[tuple[int, str]]:
        found = []
        for index in self.body.columns.slots.get(Slot(field, group), ()):
            cleaned = clean(self._raw(index))
            if cleaned.text:
                self._repaired(self.place.at(self.body.columns.header[index]), cleaned.repairs)
                found.append((index, cleaned.text))
        return found

    def _raw(self, index: int) -> str:
        return self.row.cells[index] if index < len(self.row.cells) else ""

    def _repaired(self, place: Place, codes: tuple[str, ...]) -> None:
        for code in codes:
            self.ledger.repair(place, code, _REPAIRED[code])

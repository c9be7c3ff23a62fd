"""A school's own column names: a small TOML file of `bookbag_field = "their header"`.

    [pupils]
    pupil_first_name = "Given"
    contact1_phone = ["Mum mob", "Mum landline"]   # several columns, best first
    ignore = ["Notes"]                             # never read, even if we would know the word

Tables are [pupils], [staff] and [cover]; keys outside a table are for pupils.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from bot.roster.fields import CONTACT, CONTACT_WORDS, COVER_WORDS, PUPIL_WORDS, STAFF_WORDS, Field, Part, Slot

_CONTACT_KEY = re.compile(r"(contact|mother|father)_?(\d{0,2})_(\w+)")


class MappingProblem(Exception):  # noqa: N818 - shown to the operator as it stands
    """The mapping file cannot be used; the text says which key and why."""


@dataclass(frozen=True, slots=True)
class PartMapping:
    """Headers per slot, best first, and headers to leave alone."""

    headers: Mapping[Slot, tuple[str, ...]] = field(default_factory=dict)
    ignore: frozenset[str] = frozenset()


ColumnMapping = Mapping[Part, PartMapping]


def read_mapping(text: str) -> ColumnMapping:
    """Raises MappingProblem for broken TOML, an unknown field, or a value that is not a header."""
    try:
        document = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise MappingProblem(f"the mapping file is not TOML: {error}") from None
    tables: dict[str, Any] = {"pupils": {}}
    for key, value in document.items():
        if isinstance(value, dict):
            tables[key] = tables.get(key, {}) | value
        else:
            tables["pupils"][key] = value
    return {_part(name): _read_part(_part(name), table) for name, table in tables.items()}


def _part(name: str) -> Part:
    try:
        return Part(name)
    except ValueError:
        raise MappingProblem(f"[{name}] is not a table of the mapping file: use [pupils], [staff] or [cover]") from None


def _read_part(part: Part, table: Mapping[str, Any]) -> PartMapping:
    headers = {slot_of(part, key): tuple(_headers(key, value)) for key, value in table.items() if key != "ignore"}
    return PartMapping(headers, frozenset(_headers("ignore", table.get("ignore", []))))


def _headers(key: str, value: object) -> Iterator[str]:
    for header in value if isinstance(value, list) else [value]:
        if not isinstance(header, str) or not header.strip():
            raise MappingProblem(f"{key}: write the column's header between quotation marks")
        yield header


def slot_of(part: Part, key: str) -> Slot:
    """ "contact1_phone" → Slot(PHONE, "1"). Raises MappingProblem for what no table of this part has."""
    contact = _CONTACT_KEY.fullmatch(key) if part is Part.PUPILS else None
    if contact:
        slot = Slot(_field(contact[3], key), (contact[2].lstrip("0") or contact[1]))
        known = CONTACT_WORDS
    else:
        slot = Slot(_field(key.removeprefix("pupil_"), key))
        known = {Part.PUPILS: PUPIL_WORDS, Part.STAFF: STAFF_WORDS, Part.COVER: COVER_WORDS}[part]
    if slot.field not in known and not (slot.field is Field.LANGUAGE and part is Part.PUPILS):
        raise MappingProblem(f"{key}: {part} have no such field")
    return slot


def _field(word: str, key: str) -> Field:
    try:
        return Field(word)
    except ValueError:
        raise MappingProblem(f"{key} is not a field Bookbag has") from None


def key_of(slot: Slot, part: Part) -> str:
    """The name a mapping file uses for a slot; the inverse of `slot_of`."""
    if part is not Part.PUPILS:
        return slot.field.value
    if not slot.group:
        named = slot.field in {Field.FIRST_NAME, Field.LAST_NAME, Field.NAME}
        return f"pupil_{slot.field}" if named else slot.field.value
    group = slot.group if slot.group in {CONTACT, "mother", "father"} else f"contact{slot.group}"
    return f"{group}_{slot.field}"

"""A value as TOML text: the standard library reads TOML but does not write it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import time


def toml(value: object) -> str:
    """Booleans, numbers, times, lists and tables as TOML has them; everything else as a string in quotes."""
    match value:
        case bool():
            return str(value).lower()
        case int() | float():
            return str(value)
        case time():
            return value.isoformat()
        case tuple() | list():
            return "[" + ", ".join(toml(one) for one in value) + "]"
        case Mapping():
            return inline({str(key): toml(one) for key, one in value.items()})
        case _:
            return '"' + "".join(_escaped(letter) for letter in str(value)) + '"'


def inline(keys: Mapping[str, str]) -> str:
    """A table on one line, its values already written."""
    return "{ " + ", ".join(f"{key} = {value}" for key, value in keys.items()) + " }"


def _escaped(letter: str) -> str:
    if letter in '"\\':
        return "\\" + letter
    return f"\\u{ord(letter):04x}" if ord(letter) < 32 or ord(letter) == 127 else letter

"""Numbers in addresses and forms: those a database can look for. A longer one is no page of ours, and no fault either."""

from __future__ import annotations

from starlette.convertors import Convertor, register_url_convertor

_MOST = 2**63 - 1


class Number(Convertor[int]):
    regex = "[0-9]{1,19}"

    def convert(self, value: str) -> int:
        return min(int(value), _MOST)

    def to_string(self, value: int) -> str:
        return str(value)


def number_in(typed: str) -> int | None:
    """What a form's field names; None for anything that no database holds."""
    fits = typed.isdecimal() and len(typed) <= len(str(_MOST)) and int(typed) <= _MOST
    return int(typed) if fits else None


def read_numbers() -> None:
    """From here on `{name:int}` in a route is such a number."""
    register_url_convertor("int", Number())

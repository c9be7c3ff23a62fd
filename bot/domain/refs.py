"""Button data: a verb and up to a few numbers, in base 36 so that it fits the 64 bytes Telegram allows."""

from __future__ import annotations

_MOST = 2**63  # ids fit a signed 64-bit column; more is not ours and no database takes it
_DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"


def short(number: int) -> str:
    """Base 36 of a non-negative number."""
    digits = ""
    while number:
        number, digit = divmod(number, 36)
        digits = _DIGITS[digit] + digits
    return digits or "0"


def button(verb: str, *numbers: int) -> str:
    """Data such as "take.1z5k"."""
    return ".".join([verb, *(short(number) for number in numbers)])


def pressed(data: str | None) -> tuple[str, tuple[int, ...]]:
    """The verb and numbers of button data; ("", ()) for anything `button` would not have made."""
    verb, *rest = (data or "").split(".")
    try:
        numbers = tuple(int(part, 36) for part in rest)
    except ValueError:
        return "", ()
    return (verb, numbers) if all(0 <= number < _MOST for number in numbers) else ("", ())

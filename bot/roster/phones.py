"""Numbers as schools type them → E.164, and what each can carry. A landline never becomes a way to send a text."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

import phonenumbers
from phonenumbers import PhoneNumberType

_TEXTABLE = {PhoneNumberType.MOBILE, PhoneNumberType.FIXED_LINE_OR_MOBILE}
_SPLIT = re.compile(r"\s*(?:[/;|,&]|\bor\b|\band\b)\s*", re.IGNORECASE)
_SCIENTIFIC = re.compile(r"(\d)[.,]?(\d*)E\+?(\d{2})", re.IGNORECASE)
_REMARK = re.compile(r"\((?=[^)]*[^\W\d_])[^)]*\)|[^\W\d_]+[.:'’]*")  # "(mum)", "work:"; digits stay
_EXTENSION = re.compile(r"\b(?:ext|extn|extension|x)\.?\s*\d+$", re.IGNORECASE)
_ABROAD = "(a number from abroad starts with + and its country code)"
_WRONG_LENGTH = {
    phonenumbers.ValidationResult.TOO_SHORT: "the number has too few digits",
    phonenumbers.ValidationResult.TOO_LONG: f"the number has too many digits {_ABROAD}",
    phonenumbers.ValidationResult.IS_POSSIBLE_LOCAL_ONLY: "the number lacks its area code",
}


class Use(StrEnum):
    """What a number is good for."""

    SMS = "sms"
    RING = "ring"  # landline, 03 number, pager: people ring it, the hub never writes to it


@dataclass(frozen=True, slots=True)
class Phone:
    e164: str
    use: Use


@dataclass(frozen=True, slots=True)
class Read:
    """Numbers found in one cell, with codes of what was repaired; or `trouble`, a reason without the number itself."""

    phones: tuple[Phone, ...] = ()
    repairs: tuple[str, ...] = ()
    trouble: str = ""


class UnreadableError(ValueError):
    """The text explains why, without the number."""


def read_phones(text: str, region: str = "GB") -> Read:
    """Every number in a cell. `region` (ISO 3166) is where numbers without a country code belong."""
    phones: list[Phone] = []
    repairs: list[str] = []
    for piece in _pieces("".join(_western(char) for char in text)):
        if not any(char.isdigit() for char in piece):
            repairs.append("no_number")  # "n/a", "ask mum"
            continue
        try:
            phone, repaired = _read_one(piece, region)
        except UnreadableError as trouble:
            return Read(trouble=str(trouble))
        repairs += repaired
        phones += [] if phone in phones else [phone]
    return Read(tuple(phones), tuple(dict.fromkeys(repairs)))


def _western(char: str) -> str:
    return str(unicodedata.decimal(char)) if char.isdecimal() else char


def _pieces(text: str) -> Iterator[str]:
    if _SCIENTIFIC.fullmatch(text.strip()):
        yield text.strip()  # its comma may be a decimal comma
        return
    for piece in _SPLIT.split(text):
        if piece.strip():
            yield piece.strip()


def _read_one(piece: str, region: str) -> tuple[Phone, list[str]]:
    text, repairs = _digits(piece)
    country = phonenumbers.country_code_for_region(region)
    if text.isdigit() and not text.startswith(("0", str(country))):
        repairs.append("leading_zero")
    number = _parse(text, region)
    if text.startswith(str(country)) and len(text) > len(str(number.national_number)):
        repairs.append("country_code")  # 447700900123 without its plus
    return Phone(_e164(number), Use.SMS if textable(number) else Use.RING), repairs


def _digits(piece: str) -> tuple[str, list[str]]:
    scientific = _SCIENTIFIC.fullmatch(piece)
    if scientific:
        return _unfold(scientific), ["scientific"]
    if re.fullmatch(r"\d{9,15}\.0+", piece):
        return piece.split(".")[0], ["decimal"]
    text = _REMARK.sub(" ", _EXTENSION.sub("", piece)).strip()
    return text, ["remark"] if text != piece else []


def _unfold(scientific: re.Match[str]) -> str:
    """4.47700900123E+11 holds every digit; 4.47701E+11 has lost the last ones for good."""
    first, rest, power = scientific.groups()
    if len(rest) < int(
        power
    ):  # a last zero left out looks like a digit rounded away: a wrong number is worse than none
        raise UnreadableError(
            "Excel shortened this number (E+…) and its last digits are lost: format the column as text and export again"
        )
    if rest[int(power) :].strip("0"):
        raise UnreadableError("this is not a phone number")
    return first + rest[: int(power)]


def _parse(text: str, region: str) -> phonenumbers.PhoneNumber:
    try:
        number = phonenumbers.parse(text, region)
    except phonenumbers.NumberParseException:
        raise UnreadableError("this is not a phone number") from None
    reason = phonenumbers.is_possible_number_with_reason(number)
    if reason in _WRONG_LENGTH:
        raise UnreadableError(_WRONG_LENGTH[reason])
    if reason != phonenumbers.ValidationResult.IS_POSSIBLE or not _believable(number):
        raise UnreadableError(f"no such number exists {_ABROAD}")
    return number


def _believable(number: phonenumbers.PhoneNumber) -> bool:
    return phonenumbers.is_valid_number(number) or _plan_use(number) is not None


def textable(number: phonenumbers.PhoneNumber) -> bool:
    """May a text be sent there? By the numbering plan where the library's allocations do not know the block."""
    kind = phonenumbers.number_type(number)
    return kind in _TEXTABLE or (kind == PhoneNumberType.UNKNOWN and _plan_use(number) is Use.SMS)


def _plan_use(number: phonenumbers.PhoneNumber) -> Use | None:
    """Blocks Ofcom has not allocated (or keeps for drama: 07700 900, 01632 960) by their first digits."""
    national = str(number.national_number)
    if number.country_code != 44 or len(national) != 10:
        return None
    if re.match(r"7[1-57-9]|7624", national):
        return Use.SMS
    return Use.RING if national[0] in "12" else None


def _e164(number: phonenumbers.PhoneNumber) -> str:
    written: str = phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
    return written

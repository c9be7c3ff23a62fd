"""Requests about one's own data: when they are due, and how a message is told to be one (DfE: no magic words needed)."""

from __future__ import annotations

import calendar
import re
from collections.abc import Mapping
from datetime import date
from enum import StrEnum

from bot.domain import spoken


class Kind(StrEnum):
    ACCESS = "access"
    CORRECTION = "correction"
    OBJECTION = "objection"
    RESTRICTION = "restriction"
    WITHDRAWAL = "withdrawal"
    ERASURE = "erasure"


REMIND_BEFORE_DAYS = (14, 7, 2, 0)
"""Days before a request is due on which whoever answers it is reminded; after that, every day."""


def due_on(asked: date, months: int) -> date:
    """The same day so many calendar months later, or that month's last: 31 January + 1 is 28 or 29 February.

    Holidays do not lengthen it (M30, DPIA33).
    """
    year, month = divmod(asked.year * 12 + asked.month - 1 + months, 12)
    last = calendar.monthrange(year, month + 1)[1]
    return date(year, month + 1, min(asked.day, last))


def reminders_due(due: date, today: date) -> int:
    """How many reminders should have gone by today."""
    left = (due - today).days
    passed = sum(left <= before for before in REMIND_BEFORE_DAYS)
    return passed + max(-left, 0)


_HOLD = r"(?:hold|have|keep|store|got|know)"
_DATA = r"(?:data|information|info|records?)"
_LAW = r"(?:rodo|rgpd|gdpr)"
_COPY = r"(?:kopi|copi|copy|acces|dost[eę]p|request|send|wys|pro[sś])"
_ACCESS = (
    r"subject access", r"\bdsar\b", r"data (?:you|the school) " + _HOLD,
    rf"(?:everything|all(?: the| my| our)?(?: {_DATA})?|(?:what|which|any) {_DATA}) (?:that |do |does )?(?:you|the school) {_HOLD}",
    rf"(?:copy|copies) of (?:all |everything |any )?(?:my|our|the|his|her|their)? ?(?:personal )?{_DATA}\b.*(?:hold|held|gdpr|about)",
    r"records? (?:you )?held (?:on|about)",
    *spoken.hints("access"),
    rf"\b{_LAW}\b.*{_COPY}", rf"{_COPY}.*\b{_LAW}\b",
)  # fmt: skip
_ERASE = (
    r"(?:delete|erase|remove|wipe)\b.{0,20}\b(?:my|our|all)\b.{0,25}\b(?:data|information|account|records?)",
    r"right to be forgotten",
    *spoken.hints("erase"),
)  # fmt: skip
_OF: Mapping[Kind, re.Pattern[str]] = {
    Kind.ACCESS: re.compile("|".join(_ACCESS), re.IGNORECASE),
    Kind.ERASURE: re.compile("|".join(_ERASE), re.IGNORECASE),
}


def asked_in(text: str) -> Kind | None:
    """Which right a message asks for; None for everything else, which goes its usual way."""
    return next((kind for kind, pattern in _OF.items() if pattern.search(text)), None)

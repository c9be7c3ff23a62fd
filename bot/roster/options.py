"""How a school wants its files read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from bot.roster.answers import Answers
from bot.roster.fields import Part
from bot.roster.mapping import PartMapping

_NO_ANSWERS = Answers()


@dataclass(frozen=True, slots=True)
class Options:
    """`region` (ISO 3166) is where numbers without a country code belong."""

    region: str = "GB"
    answers: Answers = _NO_ANSWERS
    mapping: Mapping[Part, PartMapping] = field(default_factory=dict)

"""Who handles data for the school, where, and under which safeguard; what is not in the register gets nothing (M29, LT31)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

HOME = frozenset({
    "GB", "AT", "BE", "BG", "HR", "CY", "CZ", "DK", "EE", "FI", "FR", "DE", "GR", "HU", "IE", "IT", "LV", "LT", "LU", "MT",
    "NL", "PL", "PT", "RO", "SK", "SI", "ES", "SE", "IS", "LI", "NO",
})  # fmt: skip
"""The United Kingdom and the European Economic Area, ISO 3166."""

SAFEGUARDS: Mapping[str, str] = {
    "uk_us_data_bridge": "the UK extension of the EU-US Data Privacy Framework",
    "idta": "the Commissioner's international data transfer agreement",
    "addendum": "the UK addendum to the EU's contract clauses",
    "adequacy": "a decision that the country protects data as well",
}
REJECTED: Mapping[str, str] = {
    "privacy_shield": "not valid since 16 Jul 2020",
    "safe_harbour": "not valid since 6 Oct 2015",
}
KINDS = ("carrier", "translator", "host", "backup")
WARN_DAYS = 30
"""Days before a safeguard ends on which the DPO and the head are told; again on the day (DPIA42)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Processor:
    """`content` "notice_only": a text says that there is a message and no more. `basis`: whether the DPO recorded one."""

    name: str
    kind: str
    country: str
    purpose: str
    safeguard: str = ""
    valid_to: date | None = None
    contract_on: date | None = None
    certificate: str = ""
    sub_processors: str = ""
    keeps: str = ""
    no_training: bool = False
    content: str = "full"
    basis: bool = False

    @property
    def abroad(self) -> bool:
        return self.country not in HOME


SHIPPED: Mapping[str, Processor] = {
    "telegram": Processor(
        name="telegram", kind="carrier", country="NL", purpose="messages to and from families and staff",
        keeps="until a chat is deleted", sub_processors="none named",
    ),
    "twilio": Processor(
        name="twilio", kind="carrier", country="US", purpose="text messages to and from families",
        safeguard="uk_us_data_bridge", keeps="until deleted by the hub", sub_processors="mobile networks",
    ),
}  # fmt: skip
"""The two carriers, as a school finds them (M29: `processors.register`); a row of the school's own takes their place."""


def problems(one: Processor) -> Iterator[str]:
    """Why such a row cannot stand, each as one sentence."""
    if one.kind not in KINDS:
        yield f"the kind is one of: {', '.join(KINDS)}"
    if len(one.country) != 2 or not one.country.isupper():
        yield "the country is two capital letters, such as GB"
    if one.safeguard in REJECTED:
        yield f"{one.safeguard}: {REJECTED[one.safeguard]}"
    elif one.safeguard and one.safeguard not in SAFEGUARDS:
        yield f"the safeguard is one of: {', '.join(SAFEGUARDS)}"
    elif one.abroad and not one.safeguard:
        yield f"{one.country} is outside the UK and the EEA: name a safeguard ({', '.join(SAFEGUARDS)})"
    if one.kind == "translator" and not one.no_training:
        yield "a translator must promise not to keep or learn from what it is sent: --no-training"


def why_paused(one: Processor | None, day: date) -> str | None:
    """Why nothing may go to it on that day (the school's date); None when it may."""
    if one is None:
        return "not_in_the_register"
    if next(problems(one), None):
        return "no_safeguard"
    return "safeguard_ended" if one.valid_to is not None and one.valid_to < day else None


def ending(register: Iterable[Processor], day: date) -> Iterator[tuple[Processor, bool]]:
    """Those whose safeguard ends in thirty days, or ended yesterday (True): whom the DPO and the head are told of."""
    for one in register:
        if one.valid_to is not None and one.valid_to - timedelta(days=WARN_DAYS) == day:
            yield one, False
        elif one.valid_to is not None and one.valid_to + timedelta(days=1) == day:
            yield one, True

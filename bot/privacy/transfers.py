"""Asked before every outgoing call: may this processor have it, today, for this family? (M29, LT30, DPIA41, DPIA42)."""

from __future__ import annotations

from datetime import date

from bot.domain.access import Scope
from bot.domain.consent import NO, WITHDRAWN, Papers
from bot.domain.messages import Carrier
from bot.domain.policy import Policy
from bot.domain.protection.processors import Processor, why_paused
from storage import processors
from storage.db import Db

CARRIERS = {Carrier.TELEGRAM: "telegram", Carrier.SMS: "twilio"}


def why_not(register: dict[str, Processor], carrier: Carrier, policy: Policy, papers: Papers, day: date) -> str | None:
    """Why nothing of this family goes by this carrier on that day; None when it may."""
    if carrier is Carrier.WEB:  # nothing leaves the installation
        return None
    one = register.get(CARRIERS[carrier])
    paused = why_paused(one, day)
    if paused or one is None:
        return paused
    return "no_transfer_consent" if one.abroad and refuses(policy, papers) else None


def refuses(policy: Policy, papers: Papers) -> bool:
    """Whether the school asks families for leave to send data abroad, and this adult has not given it (LT30)."""
    if policy.consent.transfer != "required_explicit":
        return False
    answers = [given for signed in papers.signed for line, given in signed.answers.items() if line == "transfer"]
    return not answers or answers[-1] in {NO, WITHDRAWN}


def translators(scope: Scope, db: Db, day: date) -> frozenset[str]:
    """Names of outside engines that may be asked today."""
    found = processors.register(scope, db)
    return frozenset(name for name, one in found.items() if one.kind == "translator" and why_paused(one, day) is None)


def notice_only(register: dict[str, Processor], carrier: Carrier) -> bool:
    """Whether this carrier may only say that there is a message, until the DPO's basis is on record."""
    one = register.get(CARRIERS[carrier])
    return one is not None and one.content == "notice_only"

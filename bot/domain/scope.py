"""Whom a school has decided to serve: years, classes left out, and a trial that ends (M7, M8, M9, BNV9)."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from bot.domain.messages import Carrier
from bot.domain.people import SchoolClass
from bot.domain.policy import InScope, Policy


def why_not(scope: InScope, school_class: SchoolClass) -> str | None:
    """Why a class is not served: "class_excluded", "year_not_in_scope"; None when it is."""
    if school_class.name.casefold() in {name.casefold() for name in scope.classes_excluded}:
        return "class_excluded"
    if scope.years and school_class.year not in scope.years:
        return "year_not_in_scope"
    return None


def serves(scope: InScope, school_class: SchoolClass) -> bool:
    return why_not(scope, school_class) is None


def reaches(policy: Policy, carrier: Carrier) -> bool:
    """Whether the school writes to families this way (M2, BNV2)."""
    return str(carrier) in policy.channels


def trial_over(scope: InScope, day: date) -> bool:
    """The last day itself still counts (M8). `day` is the school's date."""
    return scope.trial_end is not None and day > scope.trial_end


@dataclass(frozen=True, slots=True)
class TrialChoice:
    """What the head decided about a trial that was to end on `ends`: go on until a later day, or close it."""

    ends: date
    until: date | None


def decided(scope: InScope, choices: tuple[TrialChoice, ...]) -> InScope:
    """The scope with the head's choices, oldest first. A choice about another end, in an earlier policy, says nothing."""
    for choice in choices:
        if choice.ends != scope.trial_end:
            continue
        scope = replace(scope, trial_end=choice.until) if choice.until else replace(scope, after_trial="closed")
    return scope

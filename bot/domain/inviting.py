"""Who is given a joining code: responsible adults of pupils on roll, within the school's cap, with a way to prove it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from bot.domain.people import SchoolClass
from bot.domain.roster import Responsibility

RESPONSIBLE = frozenset({Responsibility.PARENTAL, Responsibility.CARE})


class NoCode(StrEnum):
    """Why an adult gets none."""

    NOT_RESPONSIBLE = "not_responsible"  # an emergency contact or a childminder (PH16, BNV11)
    SUSPENDED = "suspended"
    JOINED = "joined"
    ENOUGH_ADULTS = "enough_adults"  # the policy's cap is reached (BNV12)
    NO_MOBILE = "no_mobile"  # no number to prove who they are; a code handed over in person needs none
    HAS_CODE = "has_code"  # only new ones were asked for, and an earlier code still works


@dataclass(frozen=True, slots=True)
class Tie:
    """An adult's bond to one pupil on roll, restricted and ended ones left out."""

    pupil_id: int
    school_class: SchoolClass
    responsibility: str
    priority: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Invitee:
    """A family adult as the rule sees them. `has_code`: an unused code of theirs still works."""

    guardian_id: int
    first_name: str
    last_name: str
    language: str | None
    ties: tuple[Tie, ...]
    suspended: bool = False
    joined: bool = False
    has_mobile: bool = False
    has_code: bool = False

    @property
    def responsible_for(self) -> tuple[Tie, ...]:
        return tuple(tie for tie in self.ties if tie.responsibility in RESPONSIBLE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What the office asked for. `again` also invites those who have joined; `new_only` spares working codes."""

    handed_over: bool = False
    again: bool = False
    new_only: bool = False


def sift(
    everyone: Iterable[Invitee], wanted: Wanted, max_adults: int
) -> tuple[tuple[Invitee, ...], tuple[tuple[Invitee, NoCode], ...]]:
    """Those who get a code, and the others with the reason. `everyone` is the whole school: the cap counts all adults.

    `max_adults` per pupil, 0 for no cap. Whoever has joined counts first, then the order the school rings in (BNV12).
    """
    adults = tuple(everyone)
    crowded = _crowded(adults, max_adults) if max_adults else frozenset()
    reasons = [(adult, _why_not(adult, wanted, adult.guardian_id in crowded)) for adult in adults]
    return tuple(adult for adult, why in reasons if why is None), tuple((adult, why) for adult, why in reasons if why)


def _why_not(adult: Invitee, wanted: Wanted, crowded: bool) -> NoCode | None:
    barred = (
        (not adult.responsible_for, NoCode.NOT_RESPONSIBLE),
        (adult.suspended, NoCode.SUSPENDED),
        (adult.joined and not wanted.again, NoCode.JOINED),
        (crowded, NoCode.ENOUGH_ADULTS),
        (not adult.has_mobile and not wanted.handed_over, NoCode.NO_MOBILE),
        (adult.has_code and wanted.new_only, NoCode.HAS_CODE),
    )
    return next((why for holds, why in barred if holds), None)


def _crowded(adults: tuple[Invitee, ...], most: int) -> frozenset[int]:
    """Adults for whom no child of theirs has a place left."""
    of_pupil: dict[int, list[tuple[bool, int, int]]] = defaultdict(list)
    for adult in adults:
        for tie in adult.responsible_for:
            of_pupil[tie.pupil_id].append((not adult.joined, tie.priority, adult.guardian_id))
    placed = {guardian for queue in of_pupil.values() for _, _, guardian in sorted(queue)[:most]}
    return frozenset(adult.guardian_id for adult in adults if adult.guardian_id not in placed)

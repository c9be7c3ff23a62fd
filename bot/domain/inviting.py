"""Who is given a joining code: responsible adults of pupils in scope, papers complete, within the cap, with a proof."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from bot.domain.consent import Papers, State, in_the_way, standing
from bot.domain.people import SchoolClass
from bot.domain.policy import Enrolment, Policy
from bot.domain.roster import Relation, Responsibility
from bot.domain.scope import serves

RESPONSIBLE = frozenset({Responsibility.PARENTAL, Responsibility.CARE})
_PARENTS = frozenset({Relation.MOTHER, Relation.FATHER, Relation.PARENT, Relation.STEP_PARENT, ""})
_PARENTAL, _CARE = frozenset({Responsibility.PARENTAL}), frozenset({Responsibility.CARE})
_ANYBODY = frozenset(Relation) | {""}
_FAMILY = _ANYBODY - {Relation.CHILDMINDER, Relation.SOCIAL_WORKER, Relation.FRIEND, Relation.OTHER}
# The policy's word → the relations and the responsibilities it takes in. Responsibility is needed whatever the word.
_ELIGIBLE: Mapping[str, tuple[frozenset[str], frozenset[Responsibility]]] = {
    "parent": (_PARENTS, RESPONSIBLE),
    "guardian": (_ANYBODY, _PARENTAL),
    "legal_guardian": (_ANYBODY, _PARENTAL),
    "carer": (_ANYBODY, _CARE),
    "parental_responsibility": (_ANYBODY, _PARENTAL),
    "care_responsibility": (_ANYBODY, _CARE),
    "immediate_family": (_FAMILY, RESPONSIBLE),
}


class NoCode(StrEnum):
    """Why an adult gets none."""

    NOT_RESPONSIBLE = "not_responsible"  # an emergency contact or a childminder (PH16, BNV11)
    NOT_IN_SCOPE = "not_in_scope"  # the child's year or class is not served (M7, M9)
    SUSPENDED = "suspended"
    REFUSED = "refused"  # they said no, and are not asked again (DPIA4, M25)
    NOT_RETURNED = "papers_not_returned"  # M20, BNV5
    INCOMPLETE = "papers_incomplete"  # M22, M27, LT11
    JOINED = "joined"
    ENOUGH_ADULTS = "enough_adults"  # the policy's cap is reached (BNV12)
    PUPILS_NUMBER = "pupils_number"  # the only number is a young person's own (PH19, BNV10)
    NO_MOBILE = "no_mobile"  # no number to prove who they are; a code handed over in person needs none
    HAS_CODE = "has_code"  # only new ones were asked for, and an earlier code still works


_OUTRIGHT = frozenset({NoCode.NOT_RESPONSIBLE, NoCode.SUSPENDED, NoCode.REFUSED})


@dataclass(frozen=True, slots=True)
class Tie:
    """An adult's bond to one pupil on roll, restricted and ended ones left out. `approved`: one more adult, allowed."""

    pupil_id: int
    school_class: SchoolClass
    responsibility: str
    priority: int
    relation: str = ""
    approved: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Invitee:
    """A family adult as the rule sees them. `has_code`: an unused code of theirs still works."""

    guardian_id: int
    first_name: str
    last_name: str
    language: str | None
    ties: tuple[Tie, ...]
    suspended: bool = False
    refused: bool = False
    joined: bool = False
    has_mobile: bool = False
    pupils_number: bool = False
    has_code: bool = False
    papers: Papers = field(default_factory=Papers)

    @property
    def responsible_for(self) -> tuple[Tie, ...]:
        return tuple(tie for tie in self.ties if tie.responsibility in RESPONSIBLE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What the office asked for. `again` also invites those who have joined; `new_only` spares working codes.

    `asked_for`: the adult came to ask for it, so an earlier refusal does not stand in the way.
    """

    handed_over: bool = False
    again: bool = False
    new_only: bool = False
    asked_for: bool = False


@dataclass(frozen=True, slots=True)
class LeftOut:
    """An adult without a code, for one child or (`pupil_id` None) for all. `detail`: which paper, lines or fields; how many of how many."""

    adult: Invitee
    why: NoCode
    detail: tuple[str, ...] = ()
    pupil_id: int | None = None


def eligible(enrol: Enrolment, tie: Tie) -> bool:
    """Whether the policy's list of relations takes this adult in; without a list responsibility is enough."""
    if tie.responsibility not in RESPONSIBLE:
        return False
    fits = [_ELIGIBLE[word] for word in enrol.eligible]
    return not fits or any(tie.relation in who and tie.responsibility in how for who, how in fits)


def linkable(adult: Invitee, policy: Policy) -> tuple[Tie, ...]:
    """The children this adult would be linked for."""
    return tuple(tie for tie in adult.ties if eligible(policy.enrol, tie) and _for_child(adult, tie, policy) is None)


def sift(
    everyone: Iterable[Invitee], wanted: Wanted, policy: Policy
) -> tuple[tuple[Invitee, ...], tuple[LeftOut, ...]]:
    """Those who get a code, and what is left out with the reason. `everyone` is the whole school: the cap counts all.

    Whoever has joined counts first for the cap, then the order the school rings in (BNV12).
    """
    adults = tuple(everyone)
    crowded = _crowded(adults, policy) if policy.enrol.max_adults else frozenset()
    invited: list[Invitee] = []
    left_out: list[LeftOut] = []
    for adult in adults:
        own = [LeftOut(adult, why, detail, tie.pupil_id) for tie, why, detail in _children_left_out(adult, policy)]
        why = _why_not(adult, wanted, policy, adult.guardian_id in crowded)
        if why in _OUTRIGHT or (why and linkable(adult, policy)):
            left_out.append(LeftOut(adult, why, _places(why, policy)))
            continue
        left_out += own
        if linkable(adult, policy):
            invited.append(adult)
    return tuple(invited), tuple(left_out)


def _places(why: NoCode, policy: Policy) -> tuple[str, ...]:
    """How many of how many, of whom no place is left."""
    most = str(policy.enrol.max_adults)
    return (most, most) if why is NoCode.ENOUGH_ADULTS else ()


def _children_left_out(adult: Invitee, policy: Policy) -> list[tuple[Tie, NoCode, tuple[str, ...]]]:
    found = []
    for tie in adult.ties:
        barred = _for_child(adult, tie, policy) if eligible(policy.enrol, tie) else None
        if barred is not None:
            found.append((tie, *barred))
    return found


def _for_child(adult: Invitee, tie: Tie, policy: Policy) -> tuple[NoCode, tuple[str, ...]] | None:
    if not serves(policy.scope, tie.school_class):
        return NoCode.NOT_IN_SCOPE, ()
    one = standing(policy, adult.papers, tie.pupil_id)
    found = in_the_way(policy, one)
    if found is None:
        return None
    why = {State.REFUSED: NoCode.REFUSED, State.NOT_RETURNED: NoCode.NOT_RETURNED}.get(one.state, NoCode.INCOMPLETE)
    return why, found


def _why_not(adult: Invitee, wanted: Wanted, policy: Policy, crowded: bool) -> NoCode | None:
    barred = (
        (not any(eligible(policy.enrol, tie) for tie in adult.ties), NoCode.NOT_RESPONSIBLE),
        (adult.suspended, NoCode.SUSPENDED),
        (adult.refused and not wanted.asked_for, NoCode.REFUSED),
        (adult.joined and not wanted.again, NoCode.JOINED),
        (crowded, NoCode.ENOUGH_ADULTS),
        (adult.pupils_number and not adult.has_mobile, NoCode.PUPILS_NUMBER),
        (not adult.has_mobile and not wanted.handed_over, NoCode.NO_MOBILE),
        (adult.has_code and wanted.new_only, NoCode.HAS_CODE),
    )
    return next((why for holds, why in barred if holds), None)


def _crowded(adults: tuple[Invitee, ...], policy: Policy) -> frozenset[int]:
    """Adults for whom no child of theirs has a place left. One whom somebody approved needs no place."""
    of_pupil: dict[int, list[tuple[bool, int, int]]] = defaultdict(list)
    placed: set[int] = set()
    for adult in adults:
        for tie in adult.ties:
            if eligible(policy.enrol, tie):
                of_pupil[tie.pupil_id].append((not adult.joined, tie.priority, adult.guardian_id))
            if tie.approved:
                placed.add(adult.guardian_id)
    most = policy.enrol.max_adults
    placed |= {guardian for queue in of_pupil.values() for _, _, guardian in sorted(queue)[:most]}
    return frozenset(adult.guardian_id for adult in adults if adult.guardian_id not in placed)

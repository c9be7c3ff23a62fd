"""Who in the plan is who in the hub. A name alone never decides between children; a shared adult, class or number does."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from difflib import SequenceMatcher

from bot.domain.names import fold_name
from bot.domain.roster import Roll, RollGuardian, RollPupil, RollStaff
from bot.roster.answers import NEW, Answers
from bot.roster.findings import Ledger
from bot.roster.plan import PlanGuardian, PlanPupil, PlanStaff, RosterPlan

_CLOSE = 0.75  # "Sofia" and "Zofia": a corrected spelling, not a brother
_NUMBERED = frozenset({"sms", "phone"})


@dataclass(slots=True)
class Matches:
    """Plan key → the hub's person. Whoever is in no value is not in the file."""

    pupils: dict[int, RollPupil] = field(default_factory=dict)
    guardians: dict[int, RollGuardian] = field(default_factory=dict)
    staff: dict[int, RollStaff] = field(default_factory=dict)


def match(roll: Roll, plan: RosterPlan, answers: Answers, ledger: Ledger) -> Matches:
    """Match pupils first, then their adults, then staff. What cannot be told becomes a question."""
    found = Matches()
    if plan.pupils is not None:
        found.pupils = _Pupils(roll, plan, answers, ledger).matched()
        found.guardians = _guardians(roll.guardians, plan.guardians, found.pupils)
    if plan.staff is not None:
        found.staff = _staff(roll.staff, plan.staff)
    return found


def folded(person: RollPupil | RollGuardian | RollStaff) -> str:
    return fold_name(person.first_name, person.last_name)


def numbers(person: RollGuardian | RollStaff) -> set[str]:
    """Every number the hub has had for somebody, ended ones too: they still tell who is who."""
    return {contact.value for contact in person.contacts if contact.carrier in _NUMBERED}


class _Pupils:
    def __init__(self, roll: Roll, plan: RosterPlan, answers: Answers, ledger: Ledger) -> None:
        self._roll, self._plan, self._answers, self._ledger = roll, plan, answers, ledger
        self._class_of = {one.id: one.name for one in roll.classes}
        self._adults_now = _adults_now(roll.guardians)
        self._adults_then = _adults_planned(plan.guardians)
        self._found: dict[int, RollPupil] = {}
        self._free: dict[str, list[RollPupil]] = defaultdict(list)
        for pupil in roll.pupils:
            self._free[folded(pupil)].append(pupil)

    def matched(self) -> dict[int, RollPupil]:
        pupils = self._plan.pupils or ()
        for pupil in pupils:
            self._as_answered(pupil)
        self._by_adults(pupils)
        for pupil in self._left_over(pupils):
            self._take(pupil, [one for one in self._free[pupil.folded] if self._here(one) == pupil.class_name])
        self._by_corrected_name(pupils)
        for pupil in self._left_over(pupils):
            self._ask(pupil)
        return self._found

    def _left_over(self, pupils: Iterable[PlanPupil]) -> list[PlanPupil]:
        return [pupil for pupil in pupils if pupil.key not in self._found]

    def _here(self, pupil: RollPupil) -> str | None:
        return self._class_of.get(pupil.class_id) if pupil.class_id is not None and not pupil.left else None

    def _shared(self, pupil: PlanPupil, one: RollPupil) -> int:
        return len(self._adults_then[pupil.key] & self._adults_now[one.id])

    def _take(self, pupil: PlanPupil, candidates: list[RollPupil]) -> None:
        if candidates:
            self._found[pupil.key] = candidates[0]
            self._free[folded(candidates[0])].remove(candidates[0])

    def _answer(self, pupil: PlanPupil) -> str | None:
        return self._answers.same_pupil.get(fold_name(pupil.first_name, pupil.last_name, pupil.class_name))

    def _as_answered(self, pupil: PlanPupil) -> None:
        answer = self._answer(pupil)
        if answer not in {None, NEW}:
            self._take(pupil, [one for one in self._free[pupil.folded] if self._here(one) == answer])

    def _by_adults(self, pupils: Iterable[PlanPupil]) -> None:
        """One name and a shared adult, whatever the class: in September "Ali 3A" may move up into another Ali's class."""
        pairs = [
            (-self._shared(pupil, one), self._here(one) != pupil.class_name, one.id, pupil.key, pupil, one)
            for pupil in self._left_over(pupils)
            for one in self._free[pupil.folded]
            if self._shared(pupil, one) and self._answer(pupil) != NEW
        ]
        for *_, pupil, one in sorted(pairs, key=lambda pair: pair[:4]):
            if pupil.key not in self._found and one in self._free[pupil.folded]:
                self._take(pupil, [one])

    def _ask(self, pupil: PlanPupil) -> None:
        if self._answer(pupil) != NEW and any(self._here(one) for one in self._free[pupil.folded]):
            reason = "a pupil of this name is in another class and no adult tells whether it is the same child: is it?"
            self._ledger.ask(
                pupil.place, "same_pupil", reason, f"{pupil.first_name} {pupil.last_name} {pupil.class_name}"
            )

    def _by_corrected_name(self, pupils: Iterable[PlanPupil]) -> None:
        by_adult = self._by_adult()
        for pupil in self._left_over(pupils):
            near = {one.id: one for adult in self._adults_then[pupil.key] for one in by_adult[adult]}
            renamed = [one for one in near.values() if self._renamed(pupil, one)]
            self._take(pupil, renamed if len(renamed) == 1 else [])

    def _by_adult(self) -> dict[str, list[RollPupil]]:
        found: dict[str, list[RollPupil]] = defaultdict(list)
        for pupils in self._free.values():
            for one in pupils:
                for adult in self._adults_now[one.id] if not one.left else ():
                    found[adult].append(one)
        return found

    def _renamed(self, pupil: PlanPupil, one: RollPupil) -> bool:
        """A new surname under the same first name, or a first name spelled better in the same class."""
        if one not in self._free[folded(one)]:
            return False
        first = fold_name(pupil.first_name), fold_name(one.first_name)
        if first[0] == first[1]:
            return True
        same_last = fold_name(pupil.last_name) == fold_name(one.last_name)
        return same_last and self._here(one) == pupil.class_name and SequenceMatcher(None, *first).ratio() >= _CLOSE


def _adults_now(guardians: Iterable[RollGuardian]) -> dict[int, set[str]]:
    """Pupil id → names and numbers of its adults, as evidence."""
    found: dict[int, set[str]] = defaultdict(set)
    for guardian in guardians:
        for tie in guardian.ties:
            found[tie.pupil_id] |= {folded(guardian), *numbers(guardian)}
    return found


def _adults_planned(guardians: Iterable[PlanGuardian]) -> dict[int, set[str]]:
    found: dict[int, set[str]] = defaultdict(set)
    for guardian in guardians:
        for tie in guardian.ties:
            found[tie.pupil] |= {guardian.folded, *(phone.e164 for phone in guardian.phones)}
    return found


def _guardians(
    now: Iterable[RollGuardian], planned: Iterable[PlanGuardian], pupils: Mapping[int, RollPupil]
) -> dict[int, RollGuardian]:
    """One name with a shared number or child; or one number, child and first name (a new surname). Best pairs first."""
    near: dict[str, list[RollGuardian]] = defaultdict(list)
    for one in now:
        for mark in {folded(one), *numbers(one)}:
            near[mark].append(one)
    scored = []
    for guardian in planned:
        marks = (guardian.folded, *(phone.e164 for phone in guardian.phones))
        for one in {one.id: one for mark in marks for one in near[mark]}.values():
            score = _alike(guardian, one, pupils)
            if score:
                scored.append((-score, guardian.key, one.id, one))
    found: dict[int, RollGuardian] = {}
    taken: set[int] = set()
    for _, key, _, one in sorted(scored, key=lambda row: row[:3]):
        if key not in found and one.id not in taken:
            found[key] = one
            taken.add(one.id)
    return found


def _alike(guardian: PlanGuardian, one: RollGuardian, pupils: Mapping[int, RollPupil]) -> int:
    """0 is another person."""
    theirs = {pupils[tie.pupil].id: tie for tie in guardian.ties if tie.pupil in pupils}
    children = [tie for tie in one.ties if tie.pupil_id in theirs]
    same_number = bool(numbers(one) & {phone.e164 for phone in guardian.phones})
    related = any(str(theirs[tie.pupil_id].relation) == tie.relation for tie in children)
    if folded(one) == guardian.folded:
        return (16 * same_number + 4 * min(len(children), 3) + related) * bool(same_number or children)
    renamed = same_number and children and _same_first(guardian.first_name, one.first_name)
    return 2 if renamed else 0


def _same_first(one: str, other: str) -> bool:
    """Also an initial: "A" is "Anna"."""
    first, second = fold_name(one), fold_name(other)
    short, long = sorted((first, second), key=len)
    return bool(short) and (first == second or (len(short) == 1 and long.startswith(short)))


def _staff(now: Iterable[RollStaff], planned: Iterable[PlanStaff]) -> dict[int, RollStaff]:
    """By name, those still here first; else by number and first name (a new surname)."""
    free = sorted(now, key=lambda one: (one.left, one.id))
    found: dict[int, RollStaff] = {}
    for by_name in (True, False):
        for member in planned:
            fits = [one for one in free if member.key not in found and _fits(member, one, by_name=by_name)]
            if fits:
                found[member.key] = fits[0]
                free.remove(fits[0])
    return found


def _fits(member: PlanStaff, one: RollStaff, *, by_name: bool) -> bool:
    if by_name:
        return folded(one) == member.folded
    shared = numbers(one) & {phone.e164 for phone in member.phones}
    return bool(shared) and not one.left and _same_first(member.first_name, one.first_name)

"""Classes, pupils and their adults: the hub's roll against the plan."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from bot.domain.roster import Roll, RollClass, RollGuardian, RollPupil, RollTie
from bot.roster.changes import (
    ClassChange,
    ContactChanges,
    GuardianChange,
    Kind,
    PupilChange,
    TieChange,
    changed_fields,
    compare_contacts,
)
from bot.roster.findings import Ledger
from bot.roster.matching import Matches
from bot.roster.phones import Phone
from bot.roster.plan import PlanClass, PlanGuardian, PlanPupil, PlanTie


def compare_classes(now: Iterable[RollClass], planned: Iterable[PlanClass]) -> Iterator[ClassChange]:
    """By name; of two classes that ended under one name the later is used again."""
    held: dict[str, RollClass] = {}
    for one in sorted(now, key=lambda one: (not one.ended, one.id)):
        held[one.name] = one
    names = set()
    for plan in planned:
        names.add(plan.name)
        known = held.get(plan.name)
        fields = changed_fields(year=(known.year, plan.year)) if known else ()
        if known is None:
            yield ClassChange(Kind.NEW, None, plan)
        elif known.ended or fields:
            yield ClassChange(Kind.RETURNED if known.ended else Kind.CHANGED, known.id, plan, fields)
    for name, one in held.items():
        if name not in names and not one.ended:
            yield ClassChange(Kind.LEFT, one.id, PlanClass(name, one.year))


def compare_pupils(roll: Roll, planned: Iterable[PlanPupil], matches: Matches) -> Iterator[PupilChange]:
    class_of = {one.id: one.name for one in roll.classes}
    for pupil in planned:
        one = matches.pupils.get(pupil.key)
        change = _pupil(pupil, one, class_of.get(one.class_id or 0) if one else None)
        if change:
            yield change
    here = {one.id for one in matches.pupils.values()}
    for one in roll.pupils:
        if one.id not in here and not one.left:
            yield PupilChange(
                kind=Kind.LEFT, id=one.id, key=None, first_name=one.first_name, last_name=one.last_name, class_name=None,
                fields=changed_fields(**{"class": (class_of.get(one.class_id or 0), None)}),
            )  # fmt: skip


def _pupil(pupil: PlanPupil, one: RollPupil | None, was_in: str | None) -> PupilChange | None:
    kind, fields = Kind.NEW, changed_fields(**{"class": (None, pupil.class_name)})
    if one is not None:
        fields = changed_fields(
            first_name=(one.first_name, pupil.first_name),
            last_name=(one.last_name, pupil.last_name),
            **{"class": (was_in, pupil.class_name)},
        )
        if not fields and not one.left:
            return None
        moved = was_in != pupil.class_name
        kind = Kind.RETURNED if one.left else Kind.MOVED if moved else Kind.CHANGED
    return PupilChange(
        kind=kind, id=one.id if one else None, key=pupil.key, first_name=pupil.first_name, last_name=pupil.last_name,
        class_name=pupil.class_name, fields=fields,
    )  # fmt: skip


def compare_guardians(
    roll: Roll, planned: Iterable[PlanGuardian], matches: Matches, ledger: Ledger
) -> Iterator[GuardianChange]:
    for guardian in planned:
        one = matches.guardians.get(guardian.key)
        change = _kept(guardian, one, matches.pupils, ledger) if one else _new(guardian)
        if change:
            yield change
    here = {one.id for one in matches.guardians.values()}
    for one in roll.guardians:
        if one.id not in here and not one.left:
            yield GuardianChange(
                kind=Kind.LEFT, id=one.id, plan=None, first_name=one.first_name, last_name=one.last_name,
                ties_ended=tuple(tie.id for tie in one.ties if not tie.ended),
            )  # fmt: skip


def _new(guardian: PlanGuardian) -> GuardianChange:
    return GuardianChange(
        kind=Kind.NEW, id=None, plan=guardian, first_name=guardian.first_name, last_name=guardian.last_name,
        language=guardian.language, contacts=ContactChanges(new=guardian.phones), ties_new=guardian.ties,
    )  # fmt: skip


def _kept(guardian: PlanGuardian, one: RollGuardian, pupils: Mapping[int, RollPupil], ledger: Ledger) -> GuardianChange:
    language = _language(guardian, one, ledger)
    ties = {pupils[tie.pupil].id: tie for tie in guardian.ties if tie.pupil in pupils}
    held = _held(one.ties, ties)
    changed = [_tie(held[pupil], tie, guardian, ledger) for pupil, tie in ties.items() if pupil in held]
    return GuardianChange(
        kind=Kind.RETURNED if one.left else Kind.CHANGED,
        id=one.id,
        plan=guardian,
        first_name=guardian.first_name,
        last_name=guardian.last_name,
        language=language,
        fields=changed_fields(
            first_name=(one.first_name, guardian.first_name),
            last_name=(one.last_name, guardian.last_name),
            language=(one.language, language),
        ),
        contacts=_contacts(guardian.phones, one, ledger, guardian),
        ties_new=tuple(tie for tie in guardian.ties if tie.pupil not in pupils or pupils[tie.pupil].id not in held),
        ties_changed=tuple(change for change in changed if change.fields or change.reopened),
        ties_ended=tuple(tie.id for tie in one.ties if not tie.ended and tie.pupil_id not in ties),
    )


def _language(guardian: PlanGuardian, one: RollGuardian, ledger: Ledger) -> str | None:
    """The file fills what is not known. A family that joined chose for itself: its language stays."""
    if guardian.language is None or guardian.language == one.language:
        return one.language
    if one.language is not None and one.joined:
        reason = "the file names another language than this family uses: theirs was kept"
        ledger.note(guardian.place, "language_kept", reason, f"{one.language}, not {guardian.language}")
        return one.language
    return guardian.language


def _held(now: Iterable[RollTie], ties: Mapping[int, PlanTie]) -> dict[int, RollTie]:
    """Pupil id → the tie to bring up to date: one that stands before one that ended, the latest first."""
    found: dict[int, RollTie] = {}
    for tie in sorted(now, key=lambda tie: (not tie.ended, tie.id)):
        if tie.pupil_id in ties:
            found[tie.pupil_id] = tie
    return found


def _tie(held: RollTie, tie: PlanTie, guardian: PlanGuardian, ledger: Ledger) -> TieChange:
    """A restriction is lifted by a person, never by a file that forgot it."""
    if held.restricted and tie.restricted is False:
        reason = (
            "the hub has a contact restriction the file does not: it was kept (lift it in the hub if that is right)"
        )
        ledger.note(guardian.place, "restriction_kept", reason, f"{guardian.first_name} {guardian.last_name}")
    after = PlanTie(
        pupil=tie.pupil,
        relation=tie.relation,
        responsibility=tie.responsibility,
        priority=tie.priority,
        restricted=held.restricted or bool(tie.restricted),
    )
    fields = changed_fields(
        relation=(held.relation, str(after.relation)),
        responsibility=(held.responsibility, str(after.responsibility)),
        priority=(held.priority, after.priority),
        restricted=(held.restricted, after.restricted),
    )
    return TieChange(held.id, after, fields, reopened=held.ended)


def _contacts(phones: tuple[Phone, ...], one: RollGuardian, ledger: Ledger, guardian: PlanGuardian) -> ContactChanges:
    changes = compare_contacts(phones, one.contacts)
    if changes.quarantined:
        reason = (
            "the number this adult joined with is no longer in the file: nothing is sent there until they join anew"
        )
        ledger.note(guardian.place, "number_gone", reason, f"{guardian.first_name} {guardian.last_name}")
    if changes.kept:
        reason = "the office wrote another number in the hub: it was kept (correct the school's list too)"
        ledger.note(guardian.place, "number_kept", reason, f"{guardian.first_name} {guardian.last_name}")
    return changes

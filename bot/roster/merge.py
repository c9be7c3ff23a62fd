"""Mentions → guardians: one adult on siblings' rows becomes one, a number on two adults stops and asks."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from bot.domain.roster import Relation, Responsibility
from bot.roster.answers import NOBODY, SAME, Answers
from bot.roster.clusters import Clusters, cluster, look_alikes
from bot.roster.contacts import Mention
from bot.roster.findings import Ledger
from bot.roster.phones import Phone, Use
from bot.roster.plan import PlanGuardian, PlanTie

_RANK = (Responsibility.NONE, Responsibility.CARE, Responsibility.PARENTAL)


def merge(mentions: Sequence[Mention], ledger: Ledger, answers: Answers) -> tuple[PlanGuardian, ...]:
    """The adults in the order of the file, with a tie to each of their pupils. Doubts go to the ledger."""
    clusters = cluster(mentions)
    _join_answered(clusters, answers)
    for one, other in look_alikes(clusters):
        reason = f"an adult of the same name is on line {one.place.line}: kept as two, since nothing shows they are one"
        ledger.note(other.place, "look_alike", reason, other.name)
    owners = _owners(clusters, ledger, answers)
    return tuple(
        _guardian(key, root, members, owners, ledger) for key, (root, members) in enumerate(clusters.members().items())
    )


def _holders(clusters: Clusters) -> dict[str, list[int]]:
    """Mobile numbers that stand on several adults, with those adults in the order of the file."""
    found: dict[str, dict[int, None]] = defaultdict(dict)
    for root, members in clusters.members().items():
        for mention in members:
            for phone in mention.phones:
                if phone.use is Use.SMS:
                    found[phone.e164].setdefault(root)
    return {number: list(roots) for number, roots in found.items() if len(roots) > 1}


def _join_answered(clusters: Clusters, answers: Answers) -> None:
    for number, roots in _holders(clusters).items():
        if answers.shared_number.get(number) == SAME:
            for other in roots[1:]:
                clusters.join(roots[0], other)


def _owners(clusters: Clusters, ledger: Ledger, answers: Answers) -> dict[str, int | None]:
    """Number → the one adult it belongs to, or None for nobody. Whoever else has it is only rung on it."""
    owners: dict[str, int | None] = {}
    for number, roots in _holders(clusters).items():
        answer = answers.shared_number.get(number)
        named = [root for root in roots if clusters.mentions[root].folded == answer]
        if answer == NOBODY or len(named) == 1:
            owners[number] = named[0] if named else None
            continue
        people = [clusters.mentions[root] for root in roots]
        lines = ", ".join(str(one.place.line) for one in people)
        reason = f"lines {lines} give one mobile number to different adults: whose is it? Nobody, or are they the same person?"
        ledger.ask(people[1].place, "shared_number", reason, f"{number}: {', '.join(one.name for one in people)}")
    return owners


def _guardian(
    key: int, root: int, members: list[Mention], owners: dict[str, int | None], ledger: Ledger
) -> PlanGuardian:
    best = max(members, key=lambda mention: sum(not char.isascii() for char in mention.name))  # Łukasz before Lukasz
    guardian = PlanGuardian(
        key=key,
        first_name=best.first_name,
        last_name=best.last_name,
        phones=tuple(_phones(root, members, owners)),
        language=_language(members, ledger),
        ties=tuple(_ties(members, ledger)),
        place=members[0].place,
    )
    if not guardian.routes:
        reason = (
            "only numbers that people ring: no text can be sent"
            if guardian.phones
            else "no number: no text can be sent"
        )
        ledger.note(guardian.place, "no_route", reason, best.name)
    return guardian


def _phones(root: int, members: list[Mention], owners: dict[str, int | None]) -> Iterator[Phone]:
    for phone in dict.fromkeys(phone for mention in members for phone in mention.phones):
        mine = owners.get(phone.e164, root) == root
        yield phone if mine else Phone(phone.e164, Use.RING)


def _language(members: list[Mention], ledger: Ledger) -> str | None:
    said = dict.fromkeys(mention.language for mention in members if mention.language)
    first = members[0]
    if len(said) > 1:
        reason = "the rows of this adult name different languages: the family will be asked"
        ledger.note(first.place, "language_differs", reason, ", ".join(said))
        return None
    if not said:
        ledger.note(first.place, "language_blank", "no language is known: the family will be asked", first.name)
    return next(iter(said), None)


def _ties(members: list[Mention], ledger: Ledger) -> Iterator[PlanTie]:
    by_pupil: dict[int, list[Mention]] = defaultdict(list)
    for mention in members:
        by_pupil[mention.pupil].append(mention)
    for pupil, mentions in by_pupil.items():
        said = {mention.responsibility for mention in mentions}
        if len(said) > 1:
            reason = (
                f"line {mentions[0].place.line} says otherwise about this adult's responsibility for the same child"
            )
            ledger.error(mentions[-1].place, "responsibility_differs", reason, mentions[0].name)
        yield PlanTie(
            pupil=pupil,
            relation=next((one.relation for one in mentions if one.relation is not Relation.OTHER), Relation.OTHER),
            responsibility=min(said, key=_RANK.index),
            priority=min(mention.priority for mention in mentions),
            restricted=_restricted(mentions),
        )


def _restricted(mentions: list[Mention]) -> bool | None:
    said = {mention.restricted for mention in mentions} - {None}
    return True in said if said else None

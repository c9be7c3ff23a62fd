"""Which mentions are one adult. Conservative: only a shared number and name join, or a name among the same family."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations

from bot.domain.roster import Relation
from bot.roster.contacts import Mention
from bot.roster.phones import Use


class Clusters:
    """Mentions joined into adults (union-find over their indices)."""

    def __init__(self, mentions: Sequence[Mention]) -> None:
        self.mentions = mentions
        self._parent = list(range(len(mentions)))

    def root(self, index: int) -> int:
        while self._parent[index] != index:
            self._parent[index] = self._parent[self._parent[index]]
            index = self._parent[index]
        return index

    def join(self, one: int, other: int) -> None:
        first, second = sorted((self.root(one), self.root(other)))
        self._parent[second] = first

    def members(self) -> dict[int, list[Mention]]:
        """Mentions per adult, in the order of the file."""
        found: dict[int, list[Mention]] = defaultdict(list)
        for index, mention in enumerate(self.mentions):
            found[self.root(index)].append(mention)
        return dict(found)


def cluster(mentions: Sequence[Mention]) -> Clusters:
    """Join what is surely one adult. A number on two names is left apart, for the office to say."""
    clusters = Clusters(mentions)
    for indices in _by_name(range(len(mentions)), mentions):
        for one, other in combinations(indices, 2):
            if _same(mentions[one], mentions[other]):
                clusters.join(one, other)
    _join_numberless(clusters)
    return clusters


def look_alikes(clusters: Clusters) -> Iterator[tuple[Mention, Mention]]:
    """Adults of one name, with nothing that tells whether they are one person."""
    for roots in _by_name(clusters.members(), clusters.mentions):
        for one, other in combinations(roots, 2):
            yield clusters.mentions[one], clusters.mentions[other]


def _by_name(indices: Iterable[int], mentions: Sequence[Mention]) -> list[list[int]]:
    found: dict[str, list[int]] = defaultdict(list)
    for index in indices:
        found[mentions[index].folded].append(index)
    return [group for group in found.values() if len(group) > 1]


def _same(one: Mention, other: Mention) -> bool:
    """Of one name: the same mobile; the same landline as the same relation (not grandfather and grandson); or one
    pupil's contact written twice."""
    shared = {phone.e164 for phone in one.phones} & {phone.e164 for phone in other.phones}
    by_mobile = any(phone.use is Use.SMS for phone in one.phones if phone.e164 in shared)
    alike = one.relation is other.relation
    twice = one.pupil == other.pupil and (alike or Relation.OTHER in {one.relation, other.relation})
    return by_mobile or (bool(shared) and alike) or twice


def _join_numberless(clusters: Clusters) -> None:
    """A name without a number joins its namesake when both stand beside the same third adult, and only one fits."""
    members = clusters.members()
    pupils = {root: {mention.pupil for mention in found} for root, found in members.items()}
    beside: dict[int, set[int]] = defaultdict(set)  # pupil → adults
    for root, found in pupils.items():
        for pupil in found:
            beside[pupil].add(root)
    for roots in _by_name(members, clusters.mentions):
        for root in roots:
            if not any(mention.phones for mention in members[root]):
                family = {other for pupil in pupils[root] for other in beside[pupil]} - set(roots)
                fits = [
                    other for other in roots if other != root and any(pupils[other] & pupils[third] for third in family)
                ]
                if len(fits) == 1:
                    clusters.join(root, fits[0])

"""All wordings of all patterns in one tree keyed by word and by stem, laid out flat.

Sixty thousand places as objects take 20 MB, and as much again while they are read. Here a place is a number: those that
something may follow come first, the tree's root is 0, and what leads from one to the next stands in a few arrays.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from bot.domain.folding import Token
from bot.domain.patterns import Phrase

ANY, DIGITS = "_", "#"
Places = dict[int, dict[int, list[int]]]
"""Wording id → first token → where it may end (one past the last token)."""


@dataclass(frozen=True, slots=True)
class Tree:
    """`words`: every word and stem → its number. What may follow a place: `edges[edges_from[place]:edges_from[place + 1]]`, sorted, each a
    word's number and whether it is a stem, and at the same index of `leads` where that leads. In the same way `ends`: the wordings that end
    at a place. `longest`: letters of the longest stem.
    """

    words: Mapping[str, int] = field(default_factory=dict)
    edges: array[int] = field(default_factory=lambda: array("I"))
    leads: array[int] = field(default_factory=lambda: array("I"))
    edges_from: array[int] = field(default_factory=lambda: array("I", (0,)))
    ends: array[int] = field(default_factory=lambda: array("I"))
    ends_from: array[int] = field(default_factory=lambda: array("I", (0, 0)))
    longest: int = 0

    def places(self, tokens: Sequence[Token]) -> Places:
        """Where each wording stands. A common word ends dozens of them: its places are gathered once, and shared by all."""
        known = [self._known(token) for token in tokens]
        met: dict[int, dict[int, list[int]]] = {}
        for start in range(len(tokens)):
            reached, at = [0], start
            while reached and at < len(tokens) and tokens[at].sentence == tokens[start].sentence:
                reached = self._after(reached, known[at])
                at += 1
                for place in reached:
                    if self.ends_from[place] < self.ends_from[place + 1]:
                        met.setdefault(place, {}).setdefault(start, []).append(at)
        gathered: dict[int, list[dict[int, list[int]]]] = {}
        for place, found in met.items():
            for wording in self.ends[self.ends_from[place] : self.ends_from[place + 1]]:
                gathered.setdefault(wording, []).append(found)
        return {wording: parts[0] if len(parts) == 1 else _merged(parts) for wording, parts in gathered.items()}

    def _known(self, token: Token) -> list[int]:
        """The edges a word may take: as itself in each of its forms, by the stems it begins with, as any word or any number."""
        found = []
        for form in token.forms:
            found.append(_edge(self.words.get(form), stem=False))
            found += [_edge(self.words.get(form[:size]), stem=True) for size in range(1, min(len(form), self.longest) + 1)]
        found.append(_edge(self.words.get(ANY), stem=False))
        if token.forms[0][0].isdigit():
            found.append(_edge(self.words.get(DIGITS), stem=False))
        return [edge for edge in found if edge >= 0]

    def _after(self, reached: Sequence[int], known: Sequence[int]) -> list[int]:
        found = []
        edges, followed = self.edges, len(self.edges_from) - 1
        for place in reached:
            if place < followed:
                first, end = self.edges_from[place], self.edges_from[place + 1]
                for edge in known:
                    at = bisect_left(edges, edge, first, end)
                    if at < end and edges[at] == edge:
                        found.append(self.leads[at])
        return found


def _edge(word: int | None, *, stem: bool) -> int:
    return -1 if word is None else word << 1 | stem


def _merged(parts: Sequence[Mapping[int, list[int]]]) -> dict[int, list[int]]:
    places: dict[int, list[int]] = {}
    for part in parts:
        for start, ends in part.items():
            places[start] = sorted({*places.get(start, ()), *ends})
    return places


@dataclass(slots=True)
class _Place:
    """While the tree grows: next words and stems (a stem is told by its True), and the wordings that end here."""

    next: dict[tuple[str, bool], _Place] = field(default_factory=dict)
    ends: list[int] = field(default_factory=list)


def grown(wordings: Iterable[tuple[Phrase, int]]) -> Tree:
    """Of each phrase with the number of the wording that it is; a word that ends in `*` is a stem."""
    root = _Place()
    for phrase, wording in wordings:
        place = root
        for word in phrase:
            key = (word[:-1], True) if word.endswith("*") else (word, False)
            place = place.next.setdefault(key, _Place())
        place.ends.append(wording)
    return _flat(root)


def _flat(root: _Place) -> Tree:
    places = [root]
    for place in places:  # grows while it is gone through
        places += place.next.values()
    places.sort(key=lambda place: not place.next)  # stable: the root stays first, unless the tree is empty
    numbers = {id(place): number for number, place in enumerate(places)}
    words: dict[str, int] = {}
    edges, leads, edges_from, ends, ends_from = array("I"), array("I"), array("I", (0,)), array("I"), array("I", (0,))
    for place in places:
        after = {_edge(words.setdefault(word, len(words)), stem=stem): numbers[id(one)] for (word, stem), one in place.next.items()}
        for edge in sorted(after):
            edges.append(edge)
            leads.append(after[edge])
        if after:
            edges_from.append(len(edges))
        ends.extend(place.ends)
        ends_from.append(len(ends))
    longest = max((len(word) for place in places for word, stem in place.next if stem), default=0)
    return Tree(words, edges, leads, edges_from, ends, ends_from, longest)

"""All wordings of all patterns in one tree keyed by word and by stem, laid out flat.

Sixty thousand places as objects take 20 MB, and as much again while they are read. Here a place is a number: those that
something may follow come first, the tree's root is 0, and what leads from one to the next stands sorted in two arrays.
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


def _numbers(code: str) -> array[int]:
    return array(code)


@dataclass(frozen=True, slots=True)
class Tree:
    """`words`: every word and stem → its number. `edges`: place, word and whether that is a stem, as one number, sorted;
    `leads`: where each leads. `ends[ends_from[place]:ends_from[place + 1]]`: the wordings that end at a place. `lengths`: of the
    stems that may follow a place, for places that something may follow. `free`: places that any word, or any number, may follow.
    """

    words: Mapping[str, int] = field(default_factory=dict)
    edges: array[int] = field(default_factory=lambda: _numbers("Q"))
    leads: array[int] = field(default_factory=lambda: _numbers("I"))
    ends: array[int] = field(default_factory=lambda: _numbers("I"))
    ends_from: array[int] = field(default_factory=lambda: array("I", (0, 0)))
    lengths: tuple[tuple[int, ...], ...] = ()
    free: frozenset[int] = frozenset()

    def places(self, tokens: Sequence[Token]) -> Places:
        """Where each wording stands. A common word ends dozens of them: its places are gathered once, and shared by all."""
        met: dict[int, dict[int, list[int]]] = {}
        for start in range(len(tokens)):
            reached, at = [0], start
            while reached and at < len(tokens) and tokens[at].sentence == tokens[start].sentence:
                reached = self._after(reached, tokens[at])
                at += 1
                for place in reached:
                    if self.ends_from[place] < self.ends_from[place + 1]:
                        met.setdefault(place, {}).setdefault(start, []).append(at)
        gathered: dict[int, list[dict[int, list[int]]]] = {}
        for place, found in met.items():
            for wording in self.ends[self.ends_from[place] : self.ends_from[place + 1]]:
                gathered.setdefault(wording, []).append(found)
        return {wording: parts[0] if len(parts) == 1 else _merged(parts) for wording, parts in gathered.items()}

    def _after(self, reached: Sequence[int], token: Token) -> list[int]:
        found: list[int] = []
        followed = len(self.lengths)
        for place in reached:
            if place < followed:
                for form in token.forms:
                    self._step(found, place, form, 0)
                    size = len(form)
                    for length in self.lengths[place]:
                        if length > size:
                            break
                        self._step(found, place, form[:length], 1)
                if place in self.free:
                    self._step(found, place, ANY, 0)
                    if token.forms[0][0].isdigit():
                        self._step(found, place, DIGITS, 0)
        return found

    def _step(self, found: list[int], place: int, word: str, stem: int) -> None:
        number = self.words.get(word)
        if number is not None:
            edge = _edge(place, number, stem)
            at = bisect_left(self.edges, edge)
            if at < len(self.edges) and self.edges[at] == edge:
                found.append(self.leads[at])


def _edge(place: int, word: int, stem: int) -> int:
    return place << 32 | word << 1 | stem


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
    edges: list[tuple[int, int]] = []
    for place in places:
        for (word, stem), after in place.next.items():
            edges.append((_edge(numbers[id(place)], words.setdefault(word, len(words)), stem), numbers[id(after)]))
    edges.sort()
    followed = [place for place in places if place.next]
    ends_from = array("I", (0,))
    for place in places:
        ends_from.append(ends_from[-1] + len(place.ends))
    shared: dict[tuple[int, ...], tuple[int, ...]] = {}
    lengths = (tuple(sorted({len(word) for word, stem in place.next if stem})) for place in followed)
    return Tree(
        words,
        array("Q", (edge for edge, _ in edges)),
        array("I", (leads for _, leads in edges)),
        array("I", (wording for place in places for wording in place.ends)),
        ends_from,
        tuple(shared.setdefault(one, one) for one in lengths),
        frozenset(n for n, place in enumerate(followed) if not {(ANY, False), (DIGITS, False)}.isdisjoint(place.next)),
    )

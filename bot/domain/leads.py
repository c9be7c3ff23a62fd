"""Whether a message is about one of those who would hear of it: a safeguarding lead or the head, by name or by office."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise

from bot.domain.daywords import Mark, Said
from bot.domain.folding import tokens
from bot.domain.names import fold_name
from bot.domain.people import Role, Staff


def roles_named(text: str, said: Said, people: Iterable[Staff], lead: frozenset[Role]) -> frozenset[Role]:
    """All roles of everybody the text names: a head who is also the lead must not hear of it as either."""
    found: set[Role] = set()
    for one in people:
        by_office = (said.has(Mark.HEAD) and Role.HEAD in one.roles) or (said.has(Mark.LEAD) and bool(lead & one.roles))
        if by_office or _named(text, one):
            found |= one.roles
    return frozenset(found)


def _named(text: str, one: Staff) -> bool:
    """The whole name, or the surname written as a name: "Mrs Brook" is somebody, "the brook" is water."""
    first, last = fold_name(one.first_name), fold_name(one.last_name)
    written = [text[token.start : token.end] for token in tokens(text)]
    folded = [fold_name(word) for word in written]
    both = any(pair == (first, last) for pair in pairwise(folded))
    return both or any(word == last and raw[:1] != raw[:1].casefold() for word, raw in zip(folded, written, strict=True))

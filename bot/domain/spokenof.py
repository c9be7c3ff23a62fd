"""Whether a text speaks of somebody to others: "It's about Ms Four", not "Dear Ms Four, …" and not "May I talk to Ms Four?".

A plain note that names its teacher is the teacher's (LT12), unless it says that it is about the teacher. In doubt somebody
is spoken of, for what may be about a teacher must not lie with that teacher (LT37).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from bot.domain import spoken
from bot.domain.addressing import TITLES, addressee
from bot.domain.folding import tokens
from bot.domain.names import fold_name
from bot.domain.people import Staff

_GREETINGS = ("for", "to", "dear", "hello", "hi", "hey", "good (?:morning|afternoon|evening)", "thanks?", "thank you")
_OPENS = re.compile(rf"(?:{'|'.join((*_GREETINGS, *spoken.hints('opening')))})", re.IGNORECASE)
_ABOUT = re.compile(rf"(?:^|[\s(])(?:{'|'.join(spoken.hints('about'))})\s*$", re.IGNORECASE)
_ABOUT_AFTER = re.compile(rf"\s*(?:{'|'.join(spoken.hints('about_after'))})(?!\w)", re.IGNORECASE)
_CALLS = re.compile(r"\s*(?:[,:!\n،]|$)")


def speaks_of(text: str, people: Iterable[Staff]) -> bool:
    """Whether one of them is named otherwise than as the one who is written to."""
    known = tuple(people)
    if addressee(text, known) is not None:
        return False
    return any(not _is_called(text, start, end) for one in known for start, end in _places(text, one))


def is_about(text: str, people: Iterable[Staff]) -> bool:
    """Whether one of them is what it is about, in so many words."""
    found = ((start, end) for one in people for start, end in _places(text, one))
    return any(_ABOUT.search(text[:start]) or _ABOUT_AFTER.match(text, end) for start, end in found)


def _places(text: str, one: Staff) -> Iterator[tuple[int, int]]:
    """Where the person is named, titles included: by the whole name, by a surname with a title, or one written as a name."""
    found = tokens(text)
    written = [text[token.start : token.end] for token in found]
    folded = [fold_name(word) for word in written]
    last, whole = fold_name(one.last_name).split(), fold_name(one.first_name, one.last_name).split()
    for at in range(len(folded)):
        first = at
        while first and folded[first - 1] in TITLES:
            first -= 1
        named = _row(folded, at, last) and (first < at or written[at][:1] != written[at][:1].casefold())
        length = len(whole) if _row(folded, at, whole) else len(last) if named else 0
        if length:
            until = at + length  # "Four Hanım": a title may follow
            while until < len(folded) and folded[until] in TITLES and text[found[until - 1].end : found[until].start].isspace():
                until += 1
            yield found[first].start, found[until - 1].end


def _row(folded: list[str], at: int, wanted: list[str]) -> bool:
    return bool(wanted) and folded[at : at + len(wanted)] == wanted


def _is_called(text: str, start: int, end: int) -> bool:
    """ "Dear Ms Four" at the beginning, or her name alone before a comma."""
    before = text[:start].strip()
    return bool(_OPENS.fullmatch(before)) or (not before and bool(_CALLS.match(text, end)))

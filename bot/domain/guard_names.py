"""Finds children in a text by first name, first name and letter, or full name, however it is written.

Accents, hyphens, case and apostrophes do not hide a name; a longer name that begins like a shorter one (Adam, Benjamin)
is not the shorter; and a name that is also a word (Will, May, Hope) counts only where it stands as a name.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from bot.domain.names import fold_name
from bot.domain.showing import Child


def _words_of(text: str) -> frozenset[str]:
    return frozenset(text.split())


_WORD = re.compile(r"[^\W\d_](?:[\u0300-\u036f]|[^\W\d_]|[\u0900-\u0dff\u064b-\u065f])*(?:['’ʼ][^\W\d_]+)*")
_POSSESSIVE = re.compile(r"['’ʼ]s$", re.IGNORECASE)
_JOINS = re.compile(r"[ \t\u00a0]*[-‐‑–]?[ \t\u00a0]*")
_SENTENCE_ENDS = re.compile(r"[.!?:;…\n\r•]")
ORDINARY = _words_of(
    """
    will may hope faith grace joy rose lily daisy ivy holly poppy amber ruby jade pearl summer autumn dawn eve sky
    skye star harmony melody art bill jack mark grant miles rich ray rob pat sue june april august mason hunter
    archer carter tanner cooper piper bay reed rowan heath cliff dale glen ash robin jay wren martin drew frank
    ernest guy king prince duke lane wood woods field fields hill hills brook brooks stone green brown white black
    gray grey young long short small little day knight page shepherd baker cook smith taylor potter fisher carpenter
    gardener church bell cross bird fox wolf lamb bond best bright sharp strong swift wise good love gold silver
    winter spring frost snow rain rivers waters marsh moss forest park parks street banks bridges mills hall house
    rooms read write cole cane case chase drake ford gates hand head law low moon nash noon pace peace pike pool
    pope post price rice rock root rush sands sharpe speed steel summers temple todd walker waller ward weeks wells
    west east north south worth yard do so an no in on he she her my be me lee mae
    """
)
_AFTER_A_VERB = _words_of(
    """
    you your we our they their the a an this that these those it its i he she his her all any anyone everyone
    somebody someone there be not please children parents each every is are was were to for
    """
)
_IS = frozenset({"is", "was"})
_BEFORE_A_MONTH = _words_of(
    """
    in on of by until till from to since during before after this next last early late mid monday tuesday wednesday
    thursday friday saturday sunday mon tue tues wed thu thur thurs fri sat sun th st nd rd
    """
)
_MONTHS = frozenset({"may", "june", "april", "august"})
_PARTICLES = _words_of(
    """
    de da di del della van von der den al el bin ibn la le du o mc mac st
    """
)


@dataclass(frozen=True, slots=True)
class _Word:
    folded: tuple[str, ...]
    start: int
    end: int
    capital: bool
    first: bool  # begins a sentence
    text: str
    owns: bool = False  # "Summer's"


@dataclass(frozen=True, slots=True)
class Mention:
    """One place where children may be meant: all of the class who fit. `first`: what to say instead of a surname."""

    start: int
    end: int
    words: str
    pupil_ids: tuple[int, ...]
    surname: bool = False
    initial: bool = False
    first: tuple[str, ...] = ()


def same_first(one: Child, other: Child) -> bool:
    return fold_name(one.first_name) == fold_name(other.first_name)


def mentions(
    text: str,
    classmates: Sequence[Child],
    everyone: Sequence[Child] = (),
    staff_surnames: frozenset[str] = frozenset(),
    *,
    loosely: bool = False,
) -> tuple[Mention, ...]:
    """First names of the class; full names of anybody at the school; surnames of the class by themselves.

    `loosely`: "Summer is", "Faith was" may be a child too. In a text with a private matter the doubt is worth a question.
    """
    words = list(_words(text))
    taken: set[int] = set()
    found: list[Mention] = []
    for at in range(len(words)):
        mention = None if at in taken else _at(text, words, at, classmates, everyone, _IS if loosely else frozenset())
        if mention is not None:
            found.append(mention)
            taken |= {place for place, word in enumerate(words) if mention.start <= word.start < mention.end}
    lone = (one for at in range(len(words)) if at not in taken and (one := _lone(words, at, classmates, staff_surnames)))
    return tuple(sorted((*found, *lone), key=lambda one: one.start))


def _words(text: str) -> Iterator[_Word]:
    last = 0
    for match in _WORD.finditer(text):
        bare = _POSSESSIVE.sub("", match[0])
        gap = text[last : match.start()]
        folded = tuple(fold_name(bare).split())
        capital = bare[0] != bare[0].lower()
        first = last == 0 or _SENTENCE_ENDS.search(gap) is not None
        yield _Word(folded, match.start(), match.start() + len(bare), capital, first, bare, bare != match[0])
        last = match.end()


def _at(
    text: str,
    words: list[_Word],
    at: int,
    classmates: Sequence[Child],
    everyone: Sequence[Child],
    may_follow: frozenset[str],
) -> Mention | None:
    full = [_full(text, words, at, child) for child in everyone or classmates]
    named = [one for one in full if one is not None]
    if named:
        longest = max(named, key=lambda one: one.end)
        ids = tuple(dict.fromkeys(pupil for one in named if one.end == longest.end for pupil in one.pupil_ids))
        return replace(longest, pupil_ids=ids)
    fits = [(child, end) for child in classmates if (end := _first_name(text, words, at, child)) is not None]
    if not fits or not _stands_as_name(words, at, may_follow):
        return None
    until = max(end for _, end in fits)
    children = [child for child, end in fits if end == until]
    return _initial(text, words, until, children) or _mention(text, words[at].start, words[until].end, children)


def _mention(text: str, start: int, end: int, children: Sequence[Child]) -> Mention:
    return Mention(start, end, text[start:end], tuple(child.id for child in children))


def _joined(text: str, one: _Word, other: _Word) -> bool:
    return _JOINS.fullmatch(text, one.end, other.start) is not None


def _run(text: str, words: list[_Word], at: int, wanted: tuple[str, ...]) -> int | None:
    """The place of the last word when `wanted` stands at `at`, its parts side by side or hyphened."""
    place, got = at, words[at].folded
    while got != wanted:
        after = place + 1
        if len(got) >= len(wanted) or after >= len(words) or not _joined(text, words[place], words[after]):
            return None
        place, got = after, got + words[after].folded
    return place


def _first_name(text: str, words: list[_Word], at: int, child: Child) -> int | None:
    wanted = tuple(fold_name(child.first_name).split())
    if not wanted:
        return None
    end = _run(text, words, at, wanted)
    if end is None and len(wanted) > 1 and len(wanted[0]) > 2:
        end = _run(text, words, at, wanted[:1])
    return end


def _full(text: str, words: list[_Word], at: int, child: Child) -> Mention | None:
    """First name, perhaps one name or letter between, and any part of the surname."""
    end = _first_name(text, words, at, child)
    surname = tuple(fold_name(child.last_name).split())
    if end is None or not surname:
        return None
    for skipped in (0, 1):
        begin = end + 1 + skipped
        between = words[end : begin + 1]
        if begin >= len(words) or not all(_joined(text, *pair) for pair in pairwise(between)):
            return None
        if skipped and not words[end + 1].capital:
            return None
        last = _run(text, words, begin, surname)
        if last is None and _part_of(words[begin], surname):
            last = begin
        if last is not None and (words[begin].capital or surname[0] not in ORDINARY):
            span = text[words[at].start : words[last].end]
            return Mention(words[at].start, words[last].end, span, (child.id,), surname=True, first=(child.first_name,))
    return None


def _part_of(word: _Word, surname: tuple[str, ...]) -> bool:
    whole = "".join(surname) == "".join(word.folded)
    return whole or any(part in surname and len(part) > 2 and part not in _PARTICLES for part in word.folded)


def _initial(text: str, words: list[_Word], until: int, children: list[Child]) -> Mention | None:
    """ "Ada K", "Ada Ko": the beginning of the surname in up to three letters."""
    after = words[until + 1] if until + 1 < len(words) else None
    if after is None or not after.capital or len(after.text) > 3 or not _joined(text, words[until], after):
        return None
    begins = after.text.casefold()
    fits = [child for child in children if fold_name(child.last_name).startswith(fold_name(begins))]
    if not fits or fold_name(fits[0].last_name) == fold_name(begins):
        return None
    start = words[until].start - (len(fits[0].first_name) - len(words[until].text) if " " in fits[0].first_name else 0)
    made = _mention(text, max(start, 0), after.end, fits)
    return replace(made, initial=True)


def _stands_as_name(words: list[_Word], at: int, may_follow: frozenset[str]) -> bool:
    word = words[at]
    plain = word.folded[0] if word.folded else ""
    cased = word.text.lower() != word.text.upper()
    if plain not in ORDINARY and len(plain) > 2:
        return True
    if cased and not word.capital:
        return False
    if may_follow and word.owns:
        return True
    after = words[at + 1].folded[:1] if at + 1 < len(words) else ()
    before = words[at - 1].folded[:1] if at else ()
    if plain in _MONTHS and ((before and before[0] in _BEFORE_A_MONTH) or _digit_before(words, at)):
        return False
    return not (word.first and plain in ORDINARY and after and after[0] in _AFTER_A_VERB - may_follow)


def _digit_before(words: list[_Word], at: int) -> bool:
    """ "5 May", "5th May": digits are no words, so the gap holds them."""
    return at > 0 and words[at].start - words[at - 1].end > 3


def _lone(words: list[_Word], at: int, classmates: Sequence[Child], staff_surnames: frozenset[str]) -> Mention | None:
    """A surname of the class by itself ("Kowalska was brilliant", "Mrs Kowalska"), unless it is a word or a colleague's."""
    word = words[at]
    plain = word.folded[0] if len(word.folded) == 1 else " ".join(word.folded)
    if not word.capital or plain in ORDINARY or len(plain) < 4 or plain in staff_surnames:
        return None
    if any(plain in fold_name(child.first_name).split() for child in classmates):
        return None
    fits = [child for child in classmates if _part_of(word, tuple(fold_name(child.last_name).split()))]
    if not fits:
        return None
    first = (fits[0].first_name,) if len(fits) == 1 else ()
    ids = tuple(child.id for child in fits)
    return Mention(word.start, word.end, word.text, ids, surname=True, first=first)



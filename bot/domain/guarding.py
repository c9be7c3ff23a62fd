"""What a post must not say of a child: looked for in every caption, description and text before it leaves (BNV34, DPIA47).

A machine may be wrong either way, so what it finds is shown to the author, who puts it right or, where the policy lets
them, says that it is meant so. Nothing found here is kept.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from bot.domain import guard_names
from bot.domain.guard_names import Mention
from bot.domain.guard_private import health_in, names_private, places_in
from bot.domain.policy import Policy
from bot.domain.showing import Child


class Why(StrEnum):
    SURNAME = "surname"
    INITIAL = "initial"  # a surname's letter that no clash calls for
    WHICH = "which"  # two in the class have this first name
    NO_NAMES = "no_names"  # a school that names no child on a page
    PHONE = "phone"
    EMAIL = "email"
    ADDRESS = "address"
    HEALTH = "health"  # health or another private matter, beside a child
    OTHER = "other"  # another child, in a message about one

    def may_be_confirmed(self, policy: Policy) -> bool:
        """Everything but a private matter where the school keeps those to private messages (BNV21)."""
        return self is not Why.HEALTH or policy.feed.sensitive_check != "block_to_private"


@dataclass(frozen=True, slots=True)
class Found:
    """`suggests`: what could stand there instead; several: the author says which; none: it can only be left out."""

    why: Why
    start: int
    end: int
    words: str
    suggests: tuple[str, ...] = ()
    pupil_ids: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Guard:
    """What a school's own text may hold: its numbers, its address lines, the surnames of its staff."""

    phones: frozenset[str] = frozenset()  # digits only
    emails: frozenset[str] = frozenset()
    staff_surnames: frozenset[str] = frozenset()
    own_places: tuple[str, ...] = field(default=())

    def named(self, text: str, children: Sequence[Child], *, surely: bool = False) -> tuple[Child, ...]:
        """Whom of the class a text names, or may name; `surely`: not where two share the name."""
        found = guard_names.mentions(text, children)
        ids = {one for mention in found if not surely or len(mention.pupil_ids) == 1 for one in mention.pupil_ids}
        return tuple(child for child in children if child.id in ids)


def examine(
    text: str, classmates: Sequence[Child], everyone: Sequence[Child], guard: Guard, policy: Policy, *, own: int | None = None
) -> tuple[Found, ...]:
    """What to show to the author, in the order of the text. `own`: the child whose family alone gets it."""
    found = guard_names.mentions(text, classmates, everyone, guard.staff_surnames)
    problems = [*_names(found, classmates, policy, own), *_places(text, guard, policy)]
    if own is None and names_private(text):
        problems += _health(text, guard_names.mentions(text, classmates, everyone, guard.staff_surnames, loosely=True))
    return tuple(sorted(problems, key=lambda one: one.start))


def _names(
    found: Sequence[Mention], classmates: Sequence[Child], policy: Policy, own: int | None
) -> Iterable[Found]:
    by_id = {child.id: child for child in classmates}
    for one in found:
        pupils = [by_id[pupil_id] for pupil_id in one.pupil_ids if pupil_id in by_id]
        if own is not None:
            if policy.feed.pii_check and own not in one.pupil_ids:
                yield _problem(Why.OTHER, one, ())
        elif one.surname and (policy.feed.pii_check or policy.names.rule != "any"):
            yield _problem(Why.SURNAME, one, tuple(called(child, classmates) for child in pupils) or one.first)
        elif policy.names.rule == "no_names":
            yield _problem(Why.NO_NAMES, one, ())
        elif policy.names.rule == "first_name_only":
            yield from _by_first_name(one, pupils, classmates, policy)


def _by_first_name(
    one: Mention, pupils: list[Child], classmates: Sequence[Child], policy: Policy
) -> Iterable[Found]:
    """Where the school only wants its teachers asked, the name may stand once they say that it is meant so."""
    alike = [child for child in classmates if pupils and guard_names.same_first(child, pupils[0])]
    if one.initial and len(alike) == 1:
        yield _problem(Why.INITIAL, one, (called(alike[0], classmates),))
    elif len(pupils) > 1:
        letters = policy.names.clash == "surname_initial"
        yield _problem(Why.WHICH, one, tuple(called(child, classmates) for child in pupils) if letters else ())


def _problem(why: Why, one: Mention, suggests: tuple[str, ...]) -> Found:
    return Found(why, one.start, one.end, one.words, suggests, one.pupil_ids)


def called(child: Child, classmates: Sequence[Child]) -> str:
    """The first name; with as much of the surname as tells the child from a classmate of the same first name."""
    alike = [one for one in classmates if one.id != child.id and guard_names.same_first(one, child)]
    if not alike:
        return child.first_name
    for length in range(1, len(child.last_name) + 1):
        begins = child.last_name[:length].casefold()
        if not any(one.last_name.casefold().startswith(begins) for one in alike):
            return f"{child.first_name} {child.last_name[:length]}"
    return f"{child.first_name} {child.last_name[:1]}"


def _places(text: str, guard: Guard, policy: Policy) -> Iterable[Found]:
    if not policy.feed.pii_check:
        return
    for what, start, end in places_in(text):
        words = text[start:end]
        digits = re.sub(r"\D", "", words)
        ours = digits in guard.phones or words.casefold() in guard.emails
        if not ours and not any(words.casefold() in place.casefold() for place in guard.own_places):
            yield Found(Why(what), start, end, words)


def _health(text: str, found: Sequence[Mention]) -> Iterable[Found]:
    spans = [(one.start, one.end, one.pupil_ids) for one in found]
    for start, end, pupil_ids in health_in(text, spans):
        yield Found(Why.HEALTH, start, end, text[start:end], (), pupil_ids)


@dataclass(frozen=True, slots=True)
class Remedy:
    """One tap that puts a text right: what the button says, and the text afterwards."""

    label: str
    text: str


def remedies(text: str, found: Sequence[Found]) -> tuple[Remedy, ...]:
    """For a name that two share, one for each; else one that puts everything right that can be."""
    which = next((one for one in found if len(one.suggests) > 1), None)
    if which is not None:
        return tuple(Remedy(name, replaced(text, which, name)) for name in which.suggests)
    mendable = [one for one in found if one.why is not Why.HEALTH and one.end <= len(text)]
    if not mendable:
        return ()
    mended = text
    for one in sorted(mendable, key=lambda one: -one.start):
        mended = replaced(mended, one, one.suggests[0] if one.suggests else "")
    return (Remedy("", mended),) if mended.strip() and mended != text else ()


def replaced(text: str, found: Found, words: str) -> str:
    before, after = text[: found.start], text[found.end :]
    return f"{before}{words}{after}" if words else re.sub(r"[ \t]{2,}", " ", f"{before.rstrip()} {after.lstrip()}").strip()

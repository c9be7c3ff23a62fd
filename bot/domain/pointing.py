"""Which children of the whole roll a line of the office means: "Ola 3B", "Ola Kowalska", "Jan 5A and Ola 3B"."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from bot.domain.names import fold_name
from bot.domain.people import Pupil


@dataclass(frozen=True, slots=True)
class Pointed:
    """`doubtful`: namesakes the line does not tell apart; nothing is done for them."""

    pupils: tuple[Pupil, ...]
    doubtful: tuple[Pupil, ...] = ()


def pointed(line: str, roll: Sequence[Pupil]) -> Pointed:
    """By first name, in the class named beside it; a surname or the class tells namesakes apart."""
    words = fold_name(line).split()
    named = [one for one in roll if _at(words, fold_name(one.first_name)) is not None]
    sure: list[Pupil] = []
    doubtful: list[Pupil] = []
    for name in dict.fromkeys(fold_name(one.first_name) for one in named):
        fits = _narrowed(words, name, [one for one in named if fold_name(one.first_name) == name])
        (sure if len(fits) == 1 else doubtful).extend(fits)
    return Pointed(tuple(sure), tuple(doubtful))


def _narrowed(words: list[str], name: str, fits: list[Pupil]) -> list[Pupil]:
    """A class or surname said anywhere in the line must not contradict."""
    classes = _said(words, fits, lambda one: one.school_class.name)
    by_class = [one for one in fits if fold_name(one.school_class.name) in classes] if classes else fits
    surnames = _said(words, by_class, lambda one: one.last_name)
    by_surname = [one for one in by_class if fold_name(one.last_name) in surnames]
    return by_surname or by_class


def _said(words: list[str], fits: Iterable[Pupil], of: Callable[[Pupil], str]) -> set[str]:
    return {folded for one in fits if _at(words, folded := fold_name(of(one))) is not None}


def _at(words: list[str], name: str) -> int | None:
    """Where the name stands as whole words."""
    wanted = name.split()
    places = range(len(words) - len(wanted) + 1) if wanted else range(0)
    return next((place for place in places if words[place : place + len(wanted)] == wanted), None)

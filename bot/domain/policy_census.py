"""Whom a change of policy would touch: counts of the running school, no names but classes'."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ClassCount:
    """`families` counts adults of the class who may be written to."""

    name: str
    year: str
    families: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Census:
    """`held`: messages waiting for the teachers' next opening; `promised`: passed on to a teacher and not yet answered."""

    classes: tuple[ClassCount, ...] = ()
    families: int = 0
    other_languages: int = 0  # families whose language is not the school's own
    adults_of_each_child: tuple[int, ...] = ()
    held: int = 0
    promised: int = 0

"""Schools with several offices: which one serves a family, by its children's classes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from bot.domain.people import SchoolClass
from bot.domain.policy import Desk


def desk_for(desks: Sequence[Desk], classes: Iterable[SchoolClass]) -> Desk | None:
    """None: the school's own office, also for a family whose children are served by different ones."""
    found = {_desk_of(desks, one) for one in classes} if desks else set()
    names = {desk.name if desk else None for desk in found}
    return next(iter(found)) if len(names) == 1 else None


def _desk_of(desks: Sequence[Desk], school_class: SchoolClass) -> Desk | None:
    """One that names the class comes before one that names its year."""
    by_class = (desk for desk in desks if school_class.name in desk.classes)
    by_year = (desk for desk in desks if school_class.year in desk.years)
    return next(by_class, None) or next(by_year, None)

"""First-day calling: whom the hub may ask about a child missing without notice, and when a list looks like a mistake."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from datetime import date

from bot.domain.people import Pupil

MANY = 0.1  # of the school: more at once is rather a wrong file than an epidemic


def doubts(missing: Collection[Pupil], roll: Sequence[Pupil], dated: date, today: date) -> tuple[str, ...]:
    """Why the number of children must be typed before anybody is asked: "not_today", "whole_class", "many"."""
    found = []
    if dated != today:
        found.append("not_today")
    here, away = Counter(one.school_class.id for one in roll), Counter(one.school_class.id for one in missing)
    if any(away[class_id] >= here[class_id] > 0 for class_id in away):
        found.append("whole_class")
    if len(missing) > MANY * len(roll):
        found.append("many")
    return tuple(found)


def next_adult(by_priority: Sequence[int], asked: Collection[int], reachable: Collection[int]) -> int | None:
    """One adult at a time, first to be rung first; None when everybody has been asked."""
    return next((one for one in by_priority if one not in asked and one in reachable), None)

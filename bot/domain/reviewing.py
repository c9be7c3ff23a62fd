"""Counts that let people judge: a teacher's load by week, what reached families, which class pages nobody looked at."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from bot.domain.people import Role
from bot.domain.policy import Policy

HELD_AFTER = timedelta(minutes=20)  # a note hidden that long waited for the class to open; less is the hub's own asking
_SENIOR = frozenset({Role.HEAD, Role.DEPUTY, Role.ASSISTANT_HEAD, Role.SENIOR_LEADER})


@dataclass(frozen=True, slots=True)
class Load:
    """Messages that families of a class wrote in one week (Monday's date)."""

    class_id: int
    week: date
    in_hours: int
    held: int
    redirected: int

    @property
    def all(self) -> int:
        return self.in_hours + self.held + self.redirected


@dataclass(frozen=True, slots=True)
class Came:
    """One message and where it is: `held` until the class opened, `teachers` or somebody else's."""

    message_id: int
    class_id: int
    week: date
    held: bool
    teachers: bool


def load(came: Iterable[Came]) -> list[Load]:
    """By class and week. A message that went to the teacher and to others counts as the teacher's."""
    kinds: dict[tuple[int, date], dict[int, str]] = {}
    for one in came:
        place = kinds.setdefault((one.class_id, one.week), {})
        kind = "redirected" if not one.teachers else "held" if one.held else "in_hours"
        if place.get(one.message_id, "redirected") == "redirected":
            place[one.message_id] = kind
    return [
        Load(class_id, week, *(list(found.values()).count(kind) for kind in ("in_hours", "held", "redirected")))
        for (class_id, week), found in sorted(kinds.items())
    ]


def watches(policy: Policy, roles: frozenset[Role]) -> bool:
    """Whether the school's rules name one of these roles; "senior leader" means the head and deputies too (LT19)."""
    named = frozenset(policy.monitor.roles)
    if not named:
        return bool(roles & _SENIOR)
    return bool(roles & (named | (_SENIOR if Role.SENIOR_LEADER in named else frozenset())))


def unseen_for(policy: Policy, viewed: datetime | None, now: datetime) -> int | None:
    """How many days too long nobody has looked: None when the school sets no interval, or it is kept; -1: never yet."""
    every = policy.monitor.every_days
    if not every:
        return None
    if viewed is None:
        return -1
    days = (now - viewed).days
    return days if days >= every else None

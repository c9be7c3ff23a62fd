"""Counts that let people judge: a teacher's load by week, what reached families, which class pages nobody looked at."""

from __future__ import annotations

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

    def and_of(self, more: Load) -> Load:
        """With other days of the same week."""
        counts = self.in_hours + more.in_hours, self.held + more.held, self.redirected + more.redirected
        return Load(self.class_id, self.week, *counts)


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

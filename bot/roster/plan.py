"""What a school's files say, as values: the roll as it should be. Keys are the plan's own numbers, not the database's."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, time

from bot.domain.names import fold_name
from bot.domain.people import DutyKind, Role
from bot.domain.roster import Relation, Responsibility
from bot.roster.findings import NOWHERE, Place
from bot.roster.phones import Phone, Use


@dataclass(frozen=True, slots=True)
class PlanClass:
    """`year` is N, R or a number; a mixed class names each: "3/4"."""

    name: str
    year: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanPupil:
    """First and last name, class and year, and nothing else (DPIA9)."""

    key: int
    first_name: str
    last_name: str
    class_name: str
    year: str
    place: Place = NOWHERE

    @property
    def folded(self) -> str:
        return fold_name(self.first_name, self.last_name)


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanTie:
    """An adult's tie to a pupil. `restricted` is None when the file has no such column: what the hub knows then stays."""

    pupil: int
    relation: Relation = Relation.OTHER
    responsibility: Responsibility = Responsibility.NONE
    priority: int = 1
    restricted: bool | None = None

    @property
    def eligible(self) -> bool:
        """May be invited (PH16)."""
        return self.responsibility is not Responsibility.NONE and not self.restricted


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanGuardian:
    """One adult, however many rows named them. `language` is a BCP 47 tag or None."""

    key: int
    first_name: str
    last_name: str
    phones: tuple[Phone, ...] = ()
    language: str | None = None
    ties: tuple[PlanTie, ...] = ()
    place: Place = NOWHERE

    @property
    def folded(self) -> str:
        return fold_name(self.first_name, self.last_name)

    @property
    def routes(self) -> tuple[str, ...]:
        """Numbers a text can reach."""
        return tuple(phone.e164 for phone in self.phones if phone.use is Use.SMS)


@dataclass(frozen=True, slots=True)
class PlanPost:
    """A class of a member of staff; empty `weekdays` is every day (Monday is 0)."""

    class_name: str
    kind: DutyKind
    weekdays: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanStaff:
    key: int
    first_name: str
    last_name: str
    phones: tuple[Phone, ...] = ()
    roles: frozenset[Role] = frozenset()
    posts: tuple[PlanPost, ...] = ()
    place: Place = NOWHERE

    @property
    def folded(self) -> str:
        return fold_name(self.first_name, self.last_name)


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanCover:
    """A slot [start, end) in local wall time, weekly or between two dates (both included). Staff by folded name."""

    class_name: str
    staff: str
    weekdays: frozenset[int]
    start: time
    end: time
    first_day: date | None = None
    last_day: date | None = None
    instead_of: str | None = None
    place: Place = NOWHERE


@dataclass(frozen=True, slots=True)
class RosterPlan:
    """`staff` and `cover` are None when no such file was given: what the hub has then stays as it is."""

    classes: tuple[PlanClass, ...] | None = None
    pupils: tuple[PlanPupil, ...] | None = None
    guardians: tuple[PlanGuardian, ...] = ()
    staff: tuple[PlanStaff, ...] | None = None
    cover: tuple[PlanCover, ...] | None = None

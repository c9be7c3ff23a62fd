"""Who is who in a school: values only, loaded by storage for the rules."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time
from enum import StrEnum

from bot.domain.messages import Address


class Role(StrEnum):
    """DPIA24's roles. A governor has no account; GUARDIAN and SYSTEM act but never sign in."""

    CLASS_TEACHER = "class_teacher"
    PPA_COVER = "ppa_cover"
    SUPPORT_STAFF = "support_staff"
    SUPPLY = "supply_teacher"  # stands in for a day, without an account
    OFFICE = "office"
    SUPPORT_OFFICER = "support_officer"
    PASTORAL_LEAD = "pastoral_lead"
    SENCO = "senco"
    ASSISTANT_HEAD = "assistant_head"
    DEPUTY = "deputy"
    HEAD = "head"
    SENIOR_LEADER = "senior_leader"
    DSL = "dsl"
    DEPUTY_DSL = "deputy_dsl"
    DPO = "dpo"
    TECHNICIAN = "technician"
    GUARDIAN = "guardian"
    SYSTEM = "system"


@dataclass(frozen=True, slots=True)
class SchoolClass:
    id: int
    name: str  # "3B"
    year: str  # "N", "R", "1" … "6"


@dataclass(frozen=True, slots=True)
class Pupil:
    id: int
    first_name: str
    last_name: str
    school_class: SchoolClass


@dataclass(frozen=True, slots=True)
class Guardian:
    """An adult of one or more pupils. `language` is a BCP 47 tag, None when the school has not been told."""

    id: int
    first_name: str
    last_name: str
    language: str | None
    pupils: tuple[Pupil, ...] = ()
    suspended: bool = False


@dataclass(frozen=True, slots=True)
class Staff:
    id: int
    first_name: str
    last_name: str
    roles: frozenset[Role] = frozenset()


class DutyKind(StrEnum):
    TEACHES = "teaches"  # the class's own teacher (job shares name their weekdays)
    COVERS = "covers"  # stands in: PPA slot or dated cover; takes precedence while it lasts
    SUPPORTS = "supports"  # may post, never reads the inbox (BNV33)


@dataclass(frozen=True, slots=True, kw_only=True)
class Duty:
    """A member of staff at a class. Empty `weekdays` means every day; None times mean the whole day.

    Dates are inclusive; times are local wall time, half-open [start, end). `made_at` settles overlaps: of two covers
    of one kind the later made wins (a cover of the cover). `instead_of` chains: this cover stands in for that person
    wherever they would have stood.
    """

    staff_id: int
    class_id: int
    kind: DutyKind
    weekdays: frozenset[int] = frozenset()  # Monday is 0
    first_day: date | None = None
    last_day: date | None = None
    start: time | None = None
    end: time | None = None
    instead_of: int | None = None
    made_at: datetime | None = None
    id: int = 0


@dataclass(frozen=True, slots=True)
class Contact:
    """One verified way to reach a person."""

    id: int
    address: Address
    account_id: int

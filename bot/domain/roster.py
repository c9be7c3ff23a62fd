"""A school's roll as values: what the hub holds now, before an import changes it. Ids are the database's."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, time
from enum import StrEnum

from bot.domain.people import DutyKind, Role


class Relation(StrEnum):
    MOTHER = "mother"
    FATHER = "father"
    PARENT = "parent"
    STEP_PARENT = "step_parent"
    FOSTER_CARER = "foster_carer"
    CARER = "carer"
    LEGAL_GUARDIAN = "legal_guardian"
    GRANDPARENT = "grandparent"
    SIBLING = "sibling"
    AUNT_UNCLE = "aunt_uncle"
    OTHER_FAMILY = "other_family"
    CHILDMINDER = "childminder"
    SOCIAL_WORKER = "social_worker"
    FRIEND = "friend"
    OTHER = "other"


class Responsibility(StrEnum):
    """Who may be given access to a child's news (PH16): parental or care responsibility, never a bare emergency contact."""

    PARENTAL = "parental"
    CARE = "care"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class RollClass:
    id: int
    name: str
    year: str
    ended: bool = False


@dataclass(frozen=True, slots=True)
class RollPupil:
    """`class_id` is None for a leaver."""

    id: int
    first_name: str
    last_name: str
    class_id: int | None
    left: bool = False


@dataclass(frozen=True, slots=True)
class RollContact:
    """A number as the hub holds it. `carrier` is sms, phone (ring only) or telegram; `value` is E.164 or a chat id.

    `proof` of a listed number is "roll" when an import listed it, None when somebody at the school did.
    """

    id: int
    carrier: str
    value: str
    state: str
    proof: str | None = None


@dataclass(frozen=True, slots=True)
class RollTie:
    """A guardianship; `ended` ones are kept so that a returning family is recognised."""

    id: int
    pupil_id: int
    relation: str
    responsibility: str
    priority: int
    restricted: bool = False
    ended: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class RollGuardian:
    id: int
    first_name: str
    last_name: str
    language: str | None
    contacts: tuple[RollContact, ...] = ()
    ties: tuple[RollTie, ...] = ()
    left: bool = False

    @property
    def joined(self) -> bool:
        """They linked a channel, so they could choose their language themselves."""
        return any(contact.state == "verified" for contact in self.contacts)


@dataclass(frozen=True, slots=True)
class RollRole:
    id: int
    role: Role


@dataclass(frozen=True, slots=True, kw_only=True)
class RollDuty:
    id: int
    class_id: int
    kind: DutyKind
    weekdays: frozenset[int] = frozenset()
    start: time | None = None
    end: time | None = None
    first_day: date | None = None
    last_day: date | None = None
    instead_of: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RollStaff:
    id: int
    first_name: str
    last_name: str
    contacts: tuple[RollContact, ...] = ()
    roles: tuple[RollRole, ...] = ()
    duties: tuple[RollDuty, ...] = ()
    left: bool = False


@dataclass(frozen=True, slots=True)
class Roll:
    """Everything an import compares with, leavers included."""

    classes: tuple[RollClass, ...] = ()
    pupils: tuple[RollPupil, ...] = ()
    guardians: tuple[RollGuardian, ...] = ()
    staff: tuple[RollStaff, ...] = ()

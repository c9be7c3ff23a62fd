"""Policy groups: who the school is, whom it serves, when it reads, and who hears of danger."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from bot.domain.people import Role
from bot.domain.policy_values import Desk, Document, GroupHours, Period


@dataclass(frozen=True, slots=True)
class SchoolFacts:
    """What every automatic text may name. `name` and `short_name` are public; numbers are written as a person dials them."""

    name: str = ""
    short_name: str = ""
    office_phone: str = ""
    controller: str = ""
    zone: str = "Europe/London"
    languages: tuple[str, ...] = ("en",)


@dataclass(frozen=True, slots=True)
class Contacts:
    """What HELP lists (M31, LT13), in this order: "office", "head", "deputy", "email", "website", "council", "ico".

    `policy` is the paper that says how to contact the school (PH4); `complaints` the procedure (LT27, LT40).
    """

    help: tuple[str, ...] = ("office",)
    email: str = ""
    website: str = ""
    council: str = ""
    policy: Document | None = None
    complaints: Document | None = None


@dataclass(frozen=True, slots=True)
class InScope:
    """Whom the school has decided to serve. `years` as the roll has them; none listed means all (M7, BNV9).

    `trial_end` is the last day of a trial (M8); afterwards nobody writes or posts and, "read_only", what was written can
    be read, or, "closed", only the head can.
    """

    years: tuple[str, ...] = ()
    classes_excluded: tuple[str, ...] = ()
    trial_end: date | None = None
    after_trial: str = "read_only"


@dataclass(frozen=True, slots=True)
class Hours:
    """When somebody reads. No period: always closed. Term dates and closures are rows (DESIGN §4).

    `closed_on` names days that close: "weekends", "school_holidays", "bank_holidays". INSET days close unless
    `open_on` has "inset_days" (the office answers on them). Hold switches concern teachers' hours only, as do `lessons`
    (phones stay silent; what came is told at each lesson's end) and `groups`.
    """

    periods: tuple[Period, ...] = ()
    closed_on: frozenset[str] = frozenset()
    open_on: frozenset[str] = frozenset()
    hold_incoming: bool = True
    hold_replies: bool = True
    lessons: tuple[Period, ...] = ()
    groups: tuple[GroupHours, ...] = ()


@dataclass(frozen=True, slots=True)
class Office:
    """The office's own rules; its hours are `Policy.office_hours`.

    `urgent_ack_min`: minutes after which an urgent item nobody took rings again (BNV20); 0: never. `log_channels`: how
    messages may reach the office that it writes down for a family (LT13): "desk", "phone", "email".
    """

    urgent_ack_min: int = 0
    log_channels: tuple[str, ...] = ()
    desks: tuple[Desk, ...] = ()


@dataclass(frozen=True, slots=True)
class Safeguarding:
    """`escalate_min`: minutes until the deputy hears of what the lead has not taken.

    `alternate` hear instead of a lead whom a message is about; nobody named: the deputy.
    """

    lead: tuple[Role, ...] = (Role.DSL,)
    deputy: tuple[Role, ...] = (Role.DEPUTY_DSL,)
    out_of_hours_line: str = ""
    escalate_min: int = 15
    alternate: tuple[Role, ...] = ()

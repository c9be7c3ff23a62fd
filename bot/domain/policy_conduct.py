"""Policy groups: what happens when rules are broken, who looks after them, how long things are kept."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from bot.domain.people import Role
from bot.domain.policy_values import Document


@dataclass(frozen=True, slots=True)
class Conduct:
    """Misuse is answered by a person, step by step (`misuse`: "warning" …, then "removal" or "suspension"); nothing here
    ever happens by itself (DPIA36). Outcomes: "none", "warning", "suspend", "withdraw", "may_remove".

    `warnings_last`: "school_year" or "ever" (B12). `decider` confirms; `remove_roles` may take a post off a page at
    once. `report_to`: the role that hears of an abusive message, None: the line manager (BNV26).
    """

    misuse: tuple[str, ...] = ()
    warnings_last: str = "school_year"
    image_breach: str = "none"
    sharing: str = "none"
    breach: str = "none"
    comment: tuple[str, ...] = ("remove",)
    decider: tuple[Role, ...] = (Role.HEAD,)
    remove_roles: tuple[Role, ...] = (Role.HEAD, Role.SENIOR_LEADER)
    report: bool = True
    report_to: Role | None = None

    @property
    def warnings_before(self) -> int:
        """Warnings that must be on record before anything harsher for misuse (BNV29)."""
        return self.misuse.count("warning")


@dataclass(frozen=True, slots=True)
class Monitoring:
    """`roles` may look at every class page (and at a private thread only with a reason: B13), at least every so many
    days; 0: no interval.
    """

    roles: tuple[Role, ...] = ()
    every_days: int = 0


@dataclass(frozen=True, slots=True)
class Reports:
    """ "never", "weekly" or "termly". Counts only, never a text."""

    teacher_load: str = "never"
    effectiveness: str = "never"


@dataclass(frozen=True, slots=True)
class Governance:
    """`policy_review`: "never", "termly" (every four months) or "annual"; `next_review` is the last day of the month named.

    `review_owner`: "head", "senior_leader", "dpo" or "governing_body". `privacy_notice`: whose there is: "family" or
    "pupil", and "workforce".
    """

    policy_review: str = "annual"
    next_review: date | None = None
    review_owner: str = "head"
    privacy_notice: tuple[str, ...] = ("family",)
    linked_policies: tuple[Document, ...] = ()


@dataclass(frozen=True, slots=True)
class Retention:
    """How long things are kept, in days, months or years as the names say; 0: no limit of this kind. `leaver`: "delete", or
    "keep" until the school decides.
    """

    leaver: str = "keep"
    leaver_notice_days: int = 30
    inactive_months: int = 0
    inactive_notice_days: int = 30
    feedback_days: int = 0
    access_log_years: int = 7
    backup_purge_days: int = 30


@dataclass(frozen=True, slots=True)
class Rights:
    """`contact` answers requests about personal data. `self_service`: "access", "delete" (BNV8)."""

    contact: Role = Role.OFFICE
    due_months: int = 1
    self_service: tuple[str, ...] = ()

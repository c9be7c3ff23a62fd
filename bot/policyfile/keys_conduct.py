"""Keys for broken rules, oversight, records and rights."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BeforeValidator, Field, InstanceOf, model_validator

from bot.domain.people import Role
from bot.policyfile import vocabulary, words
from bot.policyfile.picking import many_of, one_of
from bot.policyfile.types import Group, Month, OneRole, Papers, Roles

Outcome = Annotated[str, BeforeValidator(one_of(vocabulary.OUTCOMES, vocabulary.OUTCOMES_TOO))]
Misuse = Annotated[tuple[str, ...], BeforeValidator(lambda value: tuple(map(_misuse, words.as_list(value))))]
Comment = Annotated[tuple[str, ...], BeforeValidator(many_of(vocabulary.COMMENT))]
WarningsLast = Annotated[str, BeforeValidator(one_of(vocabulary.WARNINGS_LAST))]
Notices = Annotated[tuple[str, ...], BeforeValidator(many_of(vocabulary.PRIVACY_NOTICES))]
Leaver = Annotated[str, BeforeValidator(one_of(vocabulary.LEAVER))]
SelfService = Annotated[tuple[str, ...], BeforeValidator(many_of(vocabulary.SELF_SERVICE))]
ReviewOwner = Annotated[str, BeforeValidator(one_of(vocabulary.REVIEW_OWNERS))]
ReportTo = Annotated[
    InstanceOf[Role] | None, BeforeValidator(lambda value: None if value == "line_manager" else words.role(value))
]
_misuse = one_of(vocabulary.MISUSE)  # a list may repeat a word: three strikes


class ConductKeys(Group):
    """Broken rules. A person decides; nothing here happens by itself."""

    misuse: Misuse = Field((), description="Steps for misuse of messages, in order (BNV29).")
    warnings_before: int | None = Field(
        None, ge=0, le=9, description="Warnings that come first; checked against misuse."
    )
    warnings_last: WarningsLast = Field("school_year", description="How long a warning counts (B12).")
    image_breach: Outcome = Field("none", description="Pictures shared elsewhere (M19, BNV28).")
    sharing: Outcome = Field("none", description="Messages or work shared elsewhere (BNV23).")
    breach: Outcome = Field("none", description="Any other breach of the agreement (LT33, PH29).")
    service_removal: Outcome | None = Field(None, description="Another name for breach (LT18).")
    comment: Comment = Field(("remove",), description="What staff may do about a comment (LT18).")
    decider: Roles = Field((Role.HEAD,), min_length=1, description="Who decides (BNV42, PH29).")
    remove_roles: Roles = Field(
        (Role.HEAD, Role.SENIOR_LEADER), description="Who may take a post down at once (PH26, DPIA48)."
    )
    report: bool = Field(True, description="Families may report a post (PH26).")
    report_to: ReportTo = Field(None, description='Who hears of an abusive message: "line_manager" or a role (BNV26).')

    @model_validator(mode="after")
    def _warned_first(self) -> ConductKeys:
        warnings = self.misuse.count("warning")
        if self.misuse and self.warnings_before not in (None, warnings):
            raise ValueError(f"warnings_before says {self.warnings_before}, yet misuse lists {warnings} warnings")
        if self.misuse and "warning" in self.misuse[warnings:]:
            raise ValueError("misuse lists a warning after something harsher")
        return self

    def steps(self) -> tuple[str, ...]:
        """`warnings_before` alone means that many warnings and then removal."""
        if self.misuse or not self.warnings_before:
            return self.misuse
        return (*("warning",) * self.warnings_before, "removal")


class MonitorKeys(Group):
    """Who looks at class pages."""

    roles: Roles = Field((), description="Who looks (LT19, PH20).")
    scope: Literal["class_pages"] = Field("class_pages", description="What they look at (B13).")
    every_days: int = Field(0, ge=0, le=200, description="At least so often (LT19, PH20); 0: no interval.")


class ReportsKeys(Group):
    """Reports of counts; never a text."""

    teacher_load: Literal["never", "weekly", "termly"] = Field("never", description="Messages a teacher gets (M6).")
    effectiveness: Literal["never", "termly", "annual"] = Field(
        "never", description="Whether families are reached (LT20, PH21)."
    )


class GovernanceKeys(Group):
    """How this policy is looked after."""

    policy_review: Literal["never", "termly", "annual"] = Field("annual", description="How often (LT43, BNV4).")
    next_review: Month | None = Field(None, description='When next, such as "2026-02" (LT43).')
    review_owner: ReviewOwner = Field("head", description="By whom (LT43).")
    privacy_notice: Notices = Field(("family",), description="Notices the school has (M22, DPIA37).")
    linked_policies: Papers = Field((), description="Papers families can ask for, each a title or with a link (PH31).")


class RetentionKeys(Group):
    """How long things are kept."""

    leaver: Leaver = Field("keep", description="When a child leaves (BNV7, DPIA19).")
    leaver_notice_days: int = Field(30, ge=0, le=365, description="Days between notice and deletion (BNV7, DPIA19).")
    inactive_months: int = Field(0, ge=0, le=120, description="Unused accounts are deleted (DPIA17); 0: never.")
    inactive_notice_days: int = Field(30, ge=0, le=365, description="Days between notice and deletion (DPIA17).")
    feedback_days: int = Field(0, ge=0, le=3650, description="Individual celebrations are deleted (DPIA18); 0: never.")
    access_log_years: int = Field(
        7, ge=1, le=75, description="The log of who read, sent or changed something is deleted after so many (section C)."
    )
    backup_purge_days: int = Field(30, ge=1, le=365, description="Days until backups have lost it too (DPIA21).")


class RightsKeys(Group):
    """Requests about personal data."""

    contact: OneRole = Field(Role.OFFICE, description="Who answers them (M30).")
    due_months: int = Field(1, ge=1, le=3, description="Calendar months (M30, DPIA33).")
    self_service: SelfService = Field((), description="What a person may do without asking (BNV8).")

"""Keys for who the school is, whom it serves, its office and its safeguarding lead."""

from __future__ import annotations

from typing import Annotated

from pydantic import BeforeValidator, Field

from bot.domain.people import Role
from bot.domain.policy import Desk
from bot.policyfile import vocabulary, words
from bot.policyfile.keys_hours import OfficeHoursKeys, OpeningKeys
from bot.policyfile.picking import many_of, one_of
from bot.policyfile.types import ClassNames, Day, Group, Languages, Paper, Phone, Roles, Text, Years, Zone

HelpWords = Annotated[tuple[str, ...], BeforeValidator(many_of(vocabulary.HELP, vocabulary.HELP_TOO))]
AfterTrial = Annotated[str, BeforeValidator(one_of(vocabulary.AFTER_TRIAL))]
LogChannels = Annotated[tuple[str, ...], BeforeValidator(many_of(vocabulary.LOG_CHANNELS))]


class SchoolKeys(Group):
    """Who the school is."""

    name: Text = Field("", description="The school's full name.")
    short_name: Text = Field("", description="How automatic texts begin; short, as SMS are paid by length.")
    office_phone: Phone = Field("", description="The office's number as a person dials it (M15, LT41).")
    controller: Text = Field("", description="The data controller (M28, DPIA7); the school's name when not given.")
    zone: Zone = Field("Europe/London", description="The time zone of every hour in this file.")
    languages: Languages = Field(("en",), description="Languages of the school's families, the school's own first.")


class ContactsKeys(Group):
    """What HELP lists, and the papers families are referred to."""

    help: HelpWords = Field(("office",), description="Whom HELP names, in this order (M31, LT13).")
    email: Text = Field("", description="The school's e-mail address.")
    website: Text = Field("", description="The school's website.")
    council: Text = Field("", description="The council's data protection contact (M31).")
    policy: Paper | None = Field(
        None, description='The paper on how to contact the school, { title = "…", link = "…" } (PH4).'
    )
    complaints: Paper | None = Field(None, description="The complaints procedure (LT27, LT40).")


class ScopeKeys(Group):
    """Whom the school serves with this."""

    years: Years = Field((), description='Years, such as ["N", "R", 1, 2]; all when not given (M7, BNV9).')
    classes_excluded: ClassNames = Field((), description="Classes that do not take part, by name (M9).")
    trial_end: Day | None = Field(None, description="The last day of a trial (M8).")
    after_trial: AfterTrial = Field("read_only", description="What becomes of it then (M8).")


class DeskKeys(OpeningKeys):
    """One of several offices."""

    name: Text = Field(description='Such as "Infant office".')
    phone: Phone = Field(description="Its number as a person dials it.")
    years: Years = Field((), description="The years it serves.")
    classes: ClassNames = Field((), description="The classes it serves, by name.")

    def desk(self) -> Desk:
        return Desk(
            name=self.name,
            phone=self.phone,
            years=frozenset(self.years),
            classes=frozenset(self.classes),
            periods=self.all_periods(),
        )


class OfficeKeys(Group):
    """The office."""

    hours: OfficeHoursKeys | None = Field(None, description="When the office answers; as teachers when not given.")
    urgent_ack_min: int = Field(
        0, ge=0, le=240, description="Minutes until an urgent item nobody took rings again (BNV20); 0: never."
    )
    log_channels: LogChannels = Field((), description="How else messages come that the office writes down (LT13).")
    desks: Annotated[tuple[DeskKeys, ...], BeforeValidator(lambda value: tuple(words.as_list(value)))] = Field(
        (), description="Several offices, each with name, phone and the years or classes it serves."
    )


class SafeguardingKeys(Group):
    """Who hears of possible danger, at once and at any hour."""

    lead: Roles = Field((Role.DSL,), min_length=1, description="Roles told first.")
    deputy: Roles = Field((Role.DEPUTY_DSL,), description="Roles told when the lead does not answer.")
    out_of_hours_line: Phone = Field("", description="A number for parents when the school is closed.")
    escalate_min: int = Field(15, ge=1, le=240, description="Minutes until the deputy hears of what nobody took.")
    alternate: Roles = Field((), description="Roles told instead when a message is about a lead.")

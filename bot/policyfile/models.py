"""The policy file's keys. Each says what it means; an unknown one is refused. Defaults are the domain's: deny (DPIA31)."""

from __future__ import annotations

from datetime import time
from typing import Annotated, Literal

from pydantic import (
    AfterValidator,
    AliasChoices,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    InstanceOf,
    model_validator,
)

from bot.domain.people import Role
from bot.domain.policy import Clock, Period, Place
from bot.policyfile import words

Text = Annotated[str, Field(max_length=200)]
Zone = Annotated[str, BeforeValidator(words.zone)]
Phone = Annotated[str, BeforeValidator(words.phone)]
Languages = Annotated[tuple[str, ...], BeforeValidator(words.languages), Field(min_length=1)]
TimeOfDay = Annotated[time, BeforeValidator(words.clock_time)]
Days = Annotated[frozenset[int], BeforeValidator(words.weekdays), Field(min_length=1)]
Roles = Annotated[tuple[InstanceOf[Role], ...], BeforeValidator(words.roles)]
To = Annotated[InstanceOf[Place], BeforeValidator(words.place)]
ClosedOn = Annotated[
    frozenset[str], BeforeValidator(lambda value: words.words_of(value, words.CLOSED_ON, "a kind of day"))
]
OpenOn = Annotated[frozenset[str], BeforeValidator(lambda value: words.words_of(value, words.OPEN_ON, "a kind of day"))]


class Group(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)


class SchoolKeys(Group):
    """Who the school is."""

    name: Text = Field("", description="The school's full name.")
    short_name: Text = Field("", description="How automatic texts begin; short, as SMS are paid by length.")
    office_phone: Phone = Field("", description="The office's number as a person dials it (M15, LT41).")
    controller: Text = Field("", description="The data controller (M28, DPIA7); the school's name when not given.")
    zone: Zone = Field("Europe/London", description="The time zone of every hour in this file.")
    languages: Languages = Field(("en",), description="Languages of the school's families, the school's own first.")


class PeriodKeys(Group):
    """One opening period."""

    days: Days = Field(words.SCHOOL_DAYS, description='Days such as "Mon-Fri" (the default).')
    open: TimeOfDay = Field(description="From this time on somebody reads.")
    close: TimeOfDay = Field(description="From this time on nobody reads.")

    @model_validator(mode="after")
    def _in_order(self) -> PeriodKeys:
        if self.open >= self.close != time():
            raise ValueError("close must be later than open")
        return self

    def period(self) -> Period:
        return (self.days, self.open, self.close)


class OfficeHoursKeys(Group):
    """When somebody reads: one period (open, close, days), or several a day (periods)."""

    open: TimeOfDay | None = Field(None, description="From this time on somebody reads (M13, LT6, BNV14).")
    close: TimeOfDay | None = Field(None, description="From this time on nobody reads.")
    days: Days | None = Field(None, description='Days such as "Mon-Fri" (the default) or ["Mon", "Thu"].')
    periods: Annotated[tuple[PeriodKeys, ...], BeforeValidator(lambda value: tuple(words.as_list(value)))] = Field(
        (), description="Several periods, each with open, close and days, instead of the three keys above."
    )
    closed_on: ClosedOn = Field(frozenset(), description="Kinds of day that are closed (LT16, BNV15).")
    open_on: OpenOn = Field(frozenset(), description="Kinds of day that would be closed but are not: INSET days.")

    @model_validator(mode="after")
    def _one_way(self) -> OfficeHoursKeys:
        if (self.open is None) != (self.close is None):
            raise ValueError("open and close come together")
        if self.open is None and self.days is not None:
            raise ValueError("days needs open and close")
        if self.open is not None and self.periods:
            raise ValueError("give either open, close and days, or periods, not both")
        if self.open is not None and self.close is not None and self.open >= self.close != time():
            raise ValueError("close must be later than open")
        return self

    def all_periods(self) -> tuple[Period, ...]:
        if self.open is None or self.close is None:
            return tuple(one.period() for one in self.periods)
        return ((self.days or words.SCHOOL_DAYS, self.open, self.close),)


class HoursKeys(OfficeHoursKeys):
    """Teachers' hours. Outside them is quiet time."""

    hold_incoming: bool = Field(True, description="Messages in quiet time wait for the next opening.")
    hold_replies: bool = Field(True, description="Teachers' answers written in quiet time wait too (LT15).")


class OfficeKeys(Group):
    """The office."""

    hours: OfficeHoursKeys | None = Field(None, description="When the office answers; as teachers when not given.")


class RedirectKeys(Group):
    """Subjects that go somewhere other than `routing.default`: to a word (\"reception\") or a table."""

    absence: To | None = Field(None, description="A child is or will be away.")
    sickness: To | None = Field(None, description="A child is ill.")
    lateness: To | None = Field(None, description="A child comes late or leaves early.")
    appointment: To | None = Field(None, description="Doctor, dentist and the like.")
    complaint: To | None = Field(None, description="A complaint about the school or somebody in it.")
    abuse: To | None = Field(None, description="Threats or insults.")
    dinners: To | None = Field(None, description="School meals and dinner money.")
    progress: To | None = Field(
        None,
        validation_alias=AliasChoices("progress", "learning_question"),
        description="How a child is doing (M12, BNV18).",
    )
    sen: To | None = Field(None, description="Special educational needs.")
    admin: To | None = Field(None, description="School administration (LT38).")
    other: To | None = Field(None, description="Recognised as none of these.")


class RoutingKeys(Group):
    """Where messages go."""

    default: To = Field(words.PLACES["class_teacher"], description="Whatever no other key sends elsewhere (LT12).")
    doubtful: To = Field(words.PLACES["office"], description="When the hub asked which child and got no answer.")
    urgent: To | None = Field(None, description="Urgent matters (M15, LT17, BNV20).")
    redirect: RedirectKeys = Field(RedirectKeys(), description="Subjects that go elsewhere (BNV19).")


class SafeguardingKeys(Group):
    """Who hears of possible danger, at once and at any hour."""

    lead: Roles = Field((Role.DSL,), min_length=1, description="Roles told first.")
    deputy: Roles = Field((Role.DEPUTY_DSL,), description="Roles told when the lead does not answer.")
    out_of_hours_line: Phone = Field("", description="The number given when the school is closed.")


class MessagesKeys(Group):
    """How parents' messages are taken."""

    parent_to_teacher: bool | None = Field(None, description="Parents may write; follows `mode` when not given.")
    brief_chars: int = Field(0, ge=0, le=10_000, description="Longer notes hear about appointments (M11); 0: never.")
    burst_s: int = Field(60, ge=0, le=600, description="Messages within so many seconds are answered as one.")
    remember_child_h: int = Field(4, ge=0, le=72, description="Hours for which the child last spoken of is remembered.")
    question_min: int = Field(10, ge=1, le=1440, description="Minutes until an open question goes to `doubtful`.")
    quiet_after_teacher_min: int = Field(
        30, ge=0, le=1440, description="Minutes after a teacher wrote in which the hub itself stays silent."
    )


class RepliesKeys(Group):
    """What parents may expect."""

    promise_hours: Annotated[int | None, BeforeValidator(words.promised)] = Field(
        None, description='Hours within which a reply is promised, or "none" (M14, LT26, BNV15).'
    )
    clock: Annotated[Clock, Field(strict=False)] = Field(Clock.SCHOOL_DAY, description="Which days count (B3).")
    allow_in_quiet: bool = Field(False, description="A teacher may choose to send an answer in quiet time.")


class SendKeys(Group):
    """How staff's messages leave."""

    undo_s: int = Field(30, ge=0, le=600, description="Seconds in which a message can be taken back (DPIA45).")
    confirm_above: int = Field(40, ge=0, description="Above so many families the number must be typed.")


class EnrolKeys(Group):
    """How families join."""

    code_days: int = Field(14, ge=1, le=365, description="Days a code is good for (M21, BNV11).")
    max_adults: int = Field(0, ge=0, le=20, description="Adults linked to one child (BNV12); 0: no limit.")


class FamilyQuietKeys(Group):
    """When announcements wait so that no family is woken."""

    start: TimeOfDay = Field(time(20, 0), description="From this time on announcements wait.")
    end: TimeOfDay = Field(time(7, 30), description="Until this time.")

    @model_validator(mode="after")
    def _over_midnight(self) -> FamilyQuietKeys:
        if self.end >= self.start != time():
            raise ValueError("quiet hours run over the night: end must be earlier in the day than start")
        return self


class FamilyKeys(Group):
    """The families' own time."""

    quiet_hours: FamilyQuietKeys = Field(FamilyQuietKeys(), description="When announcements wait.")


class TranslationKeys(Group):
    """What may be translated by machine; the engines are the installation's settings."""

    posts: bool = Field(False, description="Announcements and answers, in each family's language (BNV3).")
    inbound: bool = Field(False, description="Parents' texts, only by engines on the installation's own network.")


class PolicyKeys(Group):
    """The whole file."""

    mode: Literal["two_way", "announcements_only"] = Field(
        "announcements_only", description="Whether families may write to the school, or only hear from it."
    )
    school: SchoolKeys = SchoolKeys()
    hours: HoursKeys = HoursKeys()
    office: OfficeKeys = OfficeKeys()
    routing: RoutingKeys = RoutingKeys()
    safeguarding: SafeguardingKeys = SafeguardingKeys()
    messages: MessagesKeys = MessagesKeys()
    replies: RepliesKeys = RepliesKeys()
    send: SendKeys = SendKeys()
    enrol: EnrolKeys = EnrolKeys()
    family: FamilyKeys = FamilyKeys()
    translation: TranslationKeys = TranslationKeys()
    texts: Annotated[dict[str, dict[str, str]], AfterValidator(words.own_texts)] = Field(
        {}, description='The school\'s own wording by language and key, such as [texts.pl] "received" = "…".'
    )

"""Keys for what families may write, where it goes and what they may expect."""

from __future__ import annotations

from typing import Annotated

from pydantic import AliasChoices, BeforeValidator, Field, InstanceOf, model_validator

from bot.domain.people import Role
from bot.domain.policy import Clock
from bot.domain.subjects import Subject
from bot.policyfile import picking, vocabulary, words
from bot.policyfile.picking import many_of, one_of
from bot.policyfile.types import Group, Ladder, Roles, TimeOfDay, To

Recipients = Annotated[
    tuple[InstanceOf[Role], ...], BeforeValidator(picking.roles_of({**words.ROLES, **vocabulary.COVER}))
]
Subjects = Annotated[
    frozenset[InstanceOf[Subject]],
    BeforeValidator(
        lambda value: frozenset(words.looked_up(one, words.SUBJECTS, "a subject") for one in words.as_list(value))
    ),
]
Chance = Annotated[float, Field(ge=0.01, le=1)]
Topics = Annotated[tuple[str, ...], BeforeValidator(many_of(vocabulary.TOPICS))]
OtherStaff = Annotated[str, BeforeValidator(one_of(vocabulary.OTHER_STAFF))]
ConcernForm = Annotated[tuple[str, ...], BeforeValidator(many_of(vocabulary.CONCERN_FORM))]
ComplaintCopy = Annotated[tuple[str, ...], BeforeValidator(many_of(vocabulary.COMPLAINT_COPY))]
Seen = Annotated[str, BeforeValidator(one_of(vocabulary.SEEN))]
MeetingsVia = Annotated[str, BeforeValidator(one_of(vocabulary.MEETINGS))]
LastRung = Annotated[str, BeforeValidator(picking.last_rung)]


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
    needs_discussion: To | None = Field(None, description="Longer or weightier than a note, as the parent says (M12).")
    serious_behaviour: To | None = Field(None, description="Serious matters of behaviour (DPIA52).")


class TopicKeys(Group):
    """Where a topic that a parent chooses goes, when not up a ladder."""

    learning: To | None = Field(None, description="Learning.")
    pastoral: To | None = Field(None, description="How a child feels, friends and behaviour.")
    sen_physical: To | None = Field(None, description="Special educational or physical needs.")
    staff: To | None = Field(None, description="A member of staff; never the class teacher (LT37).")
    admin: To | None = Field(None, description="School administration (LT38).")
    service: To | None = Field(None, description="This messaging service.")


class LadderKeys(Group):
    """Steps in order; the next opens when the one before is on record. A role, and how: \"senco (appointment)\"."""

    learning: Ladder = Field((), description="Learning (LT34).")
    pastoral: Ladder = Field((), description="How a child feels (LT35).")
    sen_physical: Ladder = Field((), description="Special educational or physical needs (LT36).")
    staff: Ladder = Field((), description="A member of staff.")
    admin: Ladder = Field((), description="School administration.")
    service: Ladder = Field((), description="This messaging service.")
    last: LastRung = Field("", description="Whom the office puts a family to when a ladder is used up (LT39).")


class RoutingKeys(Group):
    """Where messages go."""

    default: To = Field(words.PLACES["class_teacher"], description="Whatever no other key sends elsewhere (LT12).")
    doubtful: To = Field(words.PLACES["office"], description="When the hub asked which child and got no answer.")
    urgent: To | None = Field(None, description="Urgent matters (M15, LT17, BNV20).")
    redirect: RedirectKeys = Field(RedirectKeys(), description="Subjects that go elsewhere (BNV19).")
    topics: Topics = Field((), description="Topics a parent is offered first, in this order (LT12).")
    topic: TopicKeys = Field(TopicKeys(), description="Where each topic goes.")
    ladder: LadderKeys = Field(LadderKeys(), description="Who comes next when a matter is not resolved.")
    service_concern: Roles = Field((), description="Who answers for the service itself (LT29).")
    service_concern_via: Annotated[str, BeforeValidator(one_of({"office": ""}))] = Field(
        "office", description="How those are reached."
    )
    concern_form: ConcernForm = Field((), description="What a parent is asked when writing of a concern (LT42).")
    complaint_copy: ComplaintCopy = Field((), description="Where the complaints procedure is to be had (LT40).")


class MessagesKeys(Group):
    """How parents' messages are taken."""

    parent_to_teacher: bool | None = Field(None, description="Parents may write; follows `mode` when not given.")
    to: Recipients = Field(
        (Role.CLASS_TEACHER, Role.PPA_COVER), min_length=1, description="Whom a parent may write to (BNV16)."
    )
    other_staff: OtherStaff = Field("ignored", description="What becomes of a message to anybody else (BNV17).")
    blocked_roles: Roles = Field((), description="Roles met at the gate or through the office only (LT21).")
    announcements_take: Subjects = Field(
        frozenset(), description="Subjects a school that only announces takes all the same, such as absence."
    )
    thread_nudge_after: int = Field(
        0, ge=0, le=50, description="Exchanges in a day until a call is suggested (LT8); 0: never."
    )
    brief_chars: int = Field(0, ge=0, le=10_000, description="Longer notes hear about appointments (M11); 0: never.")
    burst_s: int = Field(60, ge=0, le=600, description="Messages within so many seconds are answered as one.")
    remember_child_h: int = Field(4, ge=0, le=72, description="Hours for which the child last spoken of is remembered.")
    question_min: int = Field(10, ge=1, le=1440, description="Minutes until an open question goes to `doubtful`.")
    quiet_after_teacher_min: int = Field(
        30, ge=0, le=1440, description="Minutes after a teacher wrote in which the hub itself stays silent."
    )


class SureKeys(Group):
    """`triage.sure` for single subjects."""

    urgent: Chance | None = Field(None, description="Urgent matters.")
    absence: Chance | None = Field(None, description="A child is or will be away.")
    sickness: Chance | None = Field(None, description="A child is ill.")
    lateness: Chance | None = Field(None, description="A child comes late or leaves early.")
    appointment: Chance | None = Field(None, description="Doctor, dentist and the like.")
    complaint: Chance | None = Field(None, description="A complaint about the school or somebody in it.")
    abuse: Chance | None = Field(None, description="Threats or insults.")
    dinners: Chance | None = Field(None, description="School meals and dinner money.")
    progress: Chance | None = Field(None, description="How a child is doing.")
    sen: Chance | None = Field(None, description="Special educational needs.")
    admin: Chance | None = Field(None, description="School administration.")
    note: Chance | None = Field(None, description="Ordinary notes to the teacher.")
    other: Chance | None = Field(None, description="Recognised as none of these.")


class TriageKeys(Group):
    """How sure the hub must be what a message is about. Shares of 1; what is not given is as measured for this hub."""

    danger: Chance | None = Field(
        None, description="Possible danger is told from here on; only ever lowers the measured bar."
    )
    sure: Chance | None = Field(None, description="A subject goes its way without a question.")
    second: Chance | None = Field(None, description="A second subject goes its way too.")
    watch: Chance | None = Field(None, description="A possible urgent matter or absence is not passed over.")
    subjects: SureKeys = Field(SureKeys(), description="`sure` for single subjects.")


class RepliesKeys(Group):
    """What parents may expect."""

    promise_hours: Annotated[int | None, BeforeValidator(words.promised)] = Field(
        None, description='Hours within which a reply is promised, or "none" (M14, LT26, BNV15).'
    )
    promise: Annotated[tuple[int, InstanceOf[Clock] | None] | None, BeforeValidator(words.spoken_promise)] = Field(
        None, description='The same in words, instead of promise_hours and clock: "3 working days".'
    )
    clock: Annotated[Clock, Field(strict=False)] = Field(Clock.SCHOOL_DAY, description="Which days count (B3).")
    allow_in_quiet: bool = Field(False, description="A teacher may choose to send an answer in quiet time.")
    remind_before_h: int = Field(
        4, ge=0, le=72, description="Hours before a promise falls due at which the teacher is reminded; 0: never."
    )
    late_to: Roles = Field((), description="Roles that see what is late; the teacher always does (LT26, BNV15).")

    @model_validator(mode="after")
    def _said_once(self) -> RepliesKeys:
        if self.promise is not None and "promise_hours" in self.model_fields_set:
            raise ValueError("give either promise or promise_hours, not both")
        if self.promise is not None and self.promise[1] is not None and "clock" in self.model_fields_set:
            raise ValueError("promise already says which days count: leave clock out")
        return self

    def promised(self) -> tuple[int | None, Clock]:
        """Hours, and the days that count."""
        if self.promise is None:
            return self.promise_hours, self.clock
        return self.promise[0] or None, self.promise[1] or self.clock


class ReceiptsKeys(Group):
    """What parents learn of their message."""

    seen: Seen = Field("never", description="Whether parents see that a message was read (BNV30).")


class MeetingsKeys(Group):
    """Meetings."""

    via: MeetingsVia = Field("office", description="Who arranges them (M16, LT14, BNV18).")
    by_appointment: Roles = Field((), description="Roles that only the office makes appointments with.")


class AbsenceKeys(Group):
    """Absence notices."""

    register_by: TimeOfDay | None = Field(None, description="When the office has the list by class for the register.")
    sms_unconfirmed: bool = Field(False, description="A text message alone does not settle an absence.")
    first_day_question: bool = Field(False, description="Families of children missing without notice are asked.")

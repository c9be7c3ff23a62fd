"""Policy groups: what families may write to whom, where it goes and what they may expect."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import time

from bot.domain.people import Role
from bot.domain.policy_values import Clock, Place, Step
from bot.domain.subjects import Subject

_TEACHER, _OFFICE = Place(Role.CLASS_TEACHER), Place(Role.OFFICE)


@dataclass(frozen=True, slots=True)
class Routing:
    """Subject → place. A subject that is not named goes to `default` (LT12); code holds no destination of its own.

    `topics` are offered to a parent who starts a conversation, in this order; a topic goes to its place in `topic`, else
    up its ladder in `ladders`, else to `default`. `last_rung` is a person without an account, reached through the
    office when a ladder is used up (LT39). `concern_form` lists the prompts of a concern (LT42): "background", "who",
    "outcome".
    """

    places: Mapping[Subject, Place] = field(default_factory=dict)
    default: Place = _TEACHER
    doubtful: Place = _OFFICE  # unanswered questions about child or subject
    needs_discussion: Place | None = None  # too long or weighty for a note, as the parent says (M12)
    serious_behaviour: Place | None = None  # DPIA52
    topics: tuple[str, ...] = ()
    topic: Mapping[str, Place] = field(default_factory=dict)
    ladders: Mapping[str, tuple[Step, ...]] = field(default_factory=dict)
    last_rung: str = ""
    service_concern: tuple[Role, ...] = ()  # who answers for the service itself, through the office (LT29)
    concern_form: tuple[str, ...] = ()
    complaint_copy: tuple[str, ...] = ()  # "website", "hard_copy" (LT40)


@dataclass(frozen=True, slots=True)
class Messages:
    """`to`: whom a parent may write to as a person: the class teacher, whoever covers the lesson (BNV16).

    `other_staff` is what becomes of a message to anybody else: "ignored" (nobody is told, the parent hears whom to
    write to: BNV17, B4) or "office" (the office gets it). `blocked_roles` are met at the gate or through the office
    (LT21). `announcements_take`: subjects a school that only announces takes all the same. Hours, minutes and seconds
    as the names say.
    """

    parent_to_teacher: bool = False
    to: tuple[Role, ...] = (Role.CLASS_TEACHER, Role.PPA_COVER)
    other_staff: str = "ignored"
    blocked_roles: tuple[Role, ...] = ()
    announcements_take: frozenset[Subject] = frozenset()
    thread_nudge_after: int = 0  # exchanges in a day, each way, until a call is suggested (LT8); 0: never
    brief_chars: int = 0  # longer notes hear about appointments (M11); 0: never
    burst_s: int = 60  # one sender's messages within this time are answered as one
    remember_child_h: int = 4
    question_min: int = 10  # an open question waits this long, then takes `routing.doubtful`
    quiet_after_teacher_min: int = 30  # no automatic reply while the teacher is writing in the thread


@dataclass(frozen=True, slots=True)
class Replies:
    """What parents may expect. `remind_before_h`: hours before a promise falls due at which the teacher is reminded.

    `late_to` see what is late (LT26, BNV15); the teacher always does.
    """

    promise_hours: int | None = None  # None: no text names a reply time, nothing is ever late (M14)
    clock: Clock = Clock.SCHOOL_DAY
    allow_in_quiet: bool = False  # a teacher may choose to send now
    remind_before_h: int = 4
    late_to: tuple[Role, ...] = ()


@dataclass(frozen=True, slots=True)
class Receipts:
    """`seen`: whether a parent learns that a message was read: "never", "in_hours_only" (BNV30) or "always"."""

    seen: str = "never"


@dataclass(frozen=True, slots=True)
class Meetings:
    """Who arranges a meeting: "office" (M16) or "class_teacher" (LT14, BNV18). `by_appointment`: roles only the office
    makes appointments with.
    """

    via: str = "office"
    by_appointment: tuple[Role, ...] = ()


@dataclass(frozen=True, slots=True)
class Absences:
    """`register_by`: when the list by class must be ready, local time. `sms_unconfirmed`: a text message alone does not
    settle an absence. `first_day_question`: families of children missing without notice are asked.
    """

    register_by: time | None = None
    sms_unconfirmed: bool = False
    first_day_question: bool = False

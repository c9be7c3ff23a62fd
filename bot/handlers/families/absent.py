"""A family's message as an absence: which child, which half days, why. What it says is joined to what the school knows.

One item for one child goes to the office with the words; the half days are kept once, whoever reported them, and
nobody learns that somebody else did.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta

from bot.domain import away
from bot.domain.absence import Notice, code_for, is_absence, local, notice, school_days, usual_reason
from bot.domain.asking import Label
from bot.domain.away import Part, Reason
from bot.domain.daywords import Mark, read
from bot.domain.effects.absences import PlanAsk, ReportAbsence
from bot.domain.hours import next_family_time
from bot.domain.messages import Carrier
from bot.domain.naming import pieces
from bot.domain.people import Pupil
from bot.domain.routing import ROUTE_AT, Route
from bot.domain.schooldays import next_school_day
from bot.domain.subjects import Subject, Triage
from bot.domain.wording import Days, Names, Phrase, RoleName, Who, say
from bot.handlers.base import FamilyContext
from bot.handlers.building import Builder
from bot.handlers.families import replies

Told = Mapping[int, tuple[Notice, ...]]
"""Pupil id → what was understood."""
YES_DIGIT, UNSURE_DIGIT = 1, 2
_QUESTIONS = "?؟？"
_BEFORE_REGISTER = timedelta(minutes=75)
_MORNING = timedelta(hours=7, minutes=45)


def subject_at(context: FamilyContext, triage: Triage, route: Route) -> Subject | None:
    """The absence that this place gets, be it only the message's second subject; None: no absence, or not for it."""
    if route.to_teacher:
        return None
    if is_absence(route.subject) or route.apart:
        return route.subject if is_absence(route.subject) else None
    places = context.policy.routing.places
    sure = (f.subject for f in triage.findings if is_absence(f.subject) and f.confidence >= ROUTE_AT)
    return next((one for one in sure if one in places and places[one].role is route.role), None)


def understood(
    context: FamilyContext, pupils: tuple[Pupil, ...], subject: Subject, text: str, written: datetime
) -> Told:
    """`written` is when the parent wrote it: "today" is that day, whenever it is read."""
    language = context.guardian.language if context.guardian else None
    parts = pieces(text, pupils, context.daywords, language)
    several = len(set(parts.values())) > 1
    return {pupil.id: tuple(_notices(context, pupil, subject, parts[pupil.id], written, several)) for pupil in pupils}


def _notices(
    context: FamilyContext, pupil: Pupil, subject: Subject, text: str, written: datetime, several: bool
) -> list[Notice]:
    language = context.guardian.language if context.guardian else None
    said, usual = read(text, context.daywords, language), usual_reason(subject)
    if several and any(said.has(mark) for mark in (Mark.MEDICAL, Mark.LEAVE, Mark.RELIGIOUS)):
        usual = Reason.UNKNOWN  # each child's own words say why
    if not away.tells(said, usual, asks=any(mark in text for mark in _QUESTIONS)):
        return []
    why, days = away.reason(said, usual), school_days(context.calendars, pupil.school_class.id)
    times = [found.value for found in said.marks if found.mark is Mark.TIME]
    code = code_for(why, times[0] if times else None, context.policy.absence.register_by)
    found = away.away(said, why, local(written, context.policy.school.zone), days)
    return [notice(pupil.id, pupil.school_class.id, one, why, code, days) for one in found]


def record(builder: Builder, context: FamilyContext, notices: tuple[Notice, ...], item_id: int | None) -> None:
    """Listed at once; said again within the minute, or edited, it replaces what it said before."""
    by_text = context.sender.carrier is Carrier.SMS
    builder.add(
        ReportAbsence(
            notices=notices,
            source=str(context.sender.carrier),
            item_id=item_id,
            guardian_id=context.guardian.id if context.guardian else None,
            unconfirmed=by_text and context.policy.absence.sms_unconfirmed,
            replaces=True,
        )
    )
    for one in notices:
        if _may_last(one):
            builder.add(_morning_question(context, one))


def _may_last(one: Notice) -> bool:
    return one.away.open and one.away.part is Part.ALL and one.reason in {Reason.ILLNESS, Reason.UNKNOWN}


def _morning_question(context: FamilyContext, one: Notice) -> PlanAsk:
    """ "Still ill?", on the next school day before the register, within the families' hours."""
    days, policy = school_days(context.calendars, one.class_id), context.policy
    day = next_school_day(one.away.last, days)
    midnight = local(context.now, policy.school.zone).replace(hour=0, minute=0, second=0, microsecond=0, fold=0)
    start = midnight.replace(year=day.year, month=day.month, day=day.day)
    by = policy.absence.register_by
    due = start.replace(hour=by.hour, minute=by.minute) - _BEFORE_REGISTER if by else start + _MORNING
    at = next_family_time(policy.family, policy.school.zone, due)
    return PlanAsk(
        pupil_id=one.pupil_id,
        day=day,
        kind="still",
        due_at=at,
        guardian_id=context.guardian.id if context.guardian else None,
    )


def asks_back(context: FamilyContext, route: Route, told: Told) -> bool:
    """Only while the office is open: a closed-hours answer has no room, and the morning's question does it then."""
    return not route.held and any(_may_last(one) for notices in told.values() for one in notices)


def back_labels() -> list[Label]:
    return [(say("option.yes"), "back", YES_DIGIT), (say("option.not_sure"), "unsure", UNSURE_DIGIT)]


def phrases(context: FamilyContext, route: Route, told: Told) -> tuple[Phrase, ...]:
    """Which days were understood, so that a wrong one is seen; whether they will be back, where that is open."""
    place = say("passed.to", place=RoleName(route.role, route.class_id))
    lines = tuple(_days(told))
    if route.held:
        return (place, *lines, say("held.nobody_reads"), *replies.emergency(context))
    by_text = context.sender.carrier is Carrier.SMS and context.policy.absence.sms_unconfirmed
    check = (say("absence.may_ring"),) if by_text else ()
    back = (say("absence.back", day=_next_day(context, told)),) if asks_back(context, route, told) else ()
    return (place, *lines, *check, *back)


def _days(told: Told) -> list[Phrase]:
    """Children with the same days share a line."""
    lines: dict[tuple[str, Days], list[int]] = {}
    for pupil_id, notices in told.items():
        for one in notices:
            key = "absence.late" if one.reason is Reason.LATE else "absence.away"
            lines.setdefault((key, days_said(one)), []).append(pupil_id)
    return [_line(key, days, ids) for (key, days), ids in lines.items()]


def _line(key: str, days: Days, ids: list[int]) -> Phrase:
    return Phrase(key, {"names": Names(Who.PUPIL, tuple(ids)), "days": days})


def days_said(one: Notice) -> Days:
    last = max((day for day, _ in one.sessions), default=one.away.last)
    return Days(one.away.first, last, str(one.away.part))


def _next_day(context: FamilyContext, told: Told) -> Days:
    lasting = [one for notices in told.values() for one in notices if _may_last(one)]
    day = min(next_school_day(one.away.last, school_days(context.calendars, one.class_id)) for one in lasting)
    return Days(day, day)

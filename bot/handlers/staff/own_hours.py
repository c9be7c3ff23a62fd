"""/hours: a member of staff keeps shorter hours than the school's; longer ones are refused (LT7)."""

from __future__ import annotations

import re
from datetime import time

from bot.domain.access import Action
from bot.domain.decision import Decision
from bot.domain.effects.people import Record
from bot.domain.effects.school import OwnHours
from bot.domain.messages import Kind
from bot.domain.policy import Period
from bot.domain.quiet import keeps_hours
from bot.domain.wording import say
from bot.handlers.base import Handler, StaffContext
from bot.handlers.building import Builder

_COMMAND = "/hours"
_TIME = re.compile(r"(?<!\d)([01]?\d|2[0-4])[:.]?([0-5]\d)(?!\d)")
_AGAIN = {"school", "reset", "off"}


def matches(context: StaffContext) -> bool:
    return context.event.kind is Kind.TEXT and context.event.text.strip().casefold().split(" ")[0] == _COMMAND


def handle(context: StaffContext) -> Decision:
    builder, words = Builder(context, "own_hours"), context.event.text.strip()[len(_COMMAND) :]
    school = context.calendars.teachers.periods
    asked = _asked(words, school)
    may_be_shorter = context.policy.staff.may_widen and keeps_hours(context.policy)
    if context.staff is None or not school or not may_be_shorter:
        builder.reply(say("staff.hours_not_here"))
    elif words.strip().casefold() in _AGAIN:
        _keep(builder, context.staff.id, ())
        builder.reply(say("staff.hours_school"))
    elif asked is None:
        builder.reply(say("staff.hours_how", opens=_clock(_opens(school)), closes=_clock(_closes(school))))
    elif asked[0] < _opens(school) or asked[1] > _closes(school):
        builder.reply(say("staff.hours_never_longer", opens=_clock(_opens(school)), closes=_clock(_closes(school))))
    else:
        days = frozenset(day for period in school for day in period[0])
        _keep(builder, context.staff.id, ((days, *asked),))
        builder.reply(say("staff.hours_set", opens=_clock(asked[0]), closes=_clock(asked[1])))
    return builder.done()


def _keep(builder: Builder, staff_id: int, periods: tuple[Period, ...]) -> None:
    builder.add(OwnHours(staff_id, periods), Record(action="own_hours", subject_kind="staff", subject_id=staff_id))


def _asked(words: str, school: tuple[Period, ...]) -> tuple[time, time] | None:
    """ "8:30-16:30", or the closing time alone. None for anything that is no time of day."""
    try:
        times = [time(int(hour), int(minute)) for hour, minute in _TIME.findall(words)]
    except ValueError:
        return None
    if len(times) == 1 and school:
        times = [_opens(school), *times]
    return (times[0], times[1]) if len(times) == 2 and times[0] < times[1] else None


def _opens(school: tuple[Period, ...]) -> time:
    return min(start for _, start, _ in school)


def _closes(school: tuple[Period, ...]) -> time:
    """Midnight that ends a day counts as its last minute."""
    return max(end if end != time() else time.max for _, _, end in school)


def _clock(at: time) -> str:
    return f"{at.hour}:{at.minute:02}"


HANDLER = Handler("own_hours", Action.USE_STAFF_BOT, matches, handle)

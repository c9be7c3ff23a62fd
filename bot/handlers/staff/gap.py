"""The office decides whether families hear which hours of theirs were lost."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from bot.domain.access import Action, Facts
from bot.domain.decision import Decision
from bot.domain.effects.school import TellOfGap
from bot.domain.messages import Kind
from bot.domain.refs import pressed
from bot.domain.wording import Day, Phrase, say
from bot.handlers.base import Handler, StaffContext
from bot.handlers.building import Builder
from bot.handlers.staff import rights

_LAST_SECOND = 2**40  # far beyond any date, far below what a clock refuses


def matches(context: StaffContext) -> bool:
    verb, numbers = pressed(context.event.choice)
    return context.event.kind is Kind.CHOICE and verb == "gap" and len(numbers) == 3 and max(numbers) < _LAST_SECOND


def handle(context: StaffContext) -> Decision:
    builder, (_, (since, until, tell)) = Builder(context, "gap"), pressed(context.event.choice)
    if not rights.allowed(context, Action.EMERGENCY, Facts()):
        builder.reply(say("staff.not_yours"))
    elif tell:
        zone = ZoneInfo(context.policy.school.zone)
        start, end = datetime.fromtimestamp(since, zone), datetime.fromtimestamp(until, zone)
        builder.add(TellOfGap(start, end, _lost(start, end)))
        builder.reply(say("staff.gap_told"))
    else:
        builder.reply(say("staff.gap_left"))
    return builder.done()


def _lost(start: datetime, end: datetime) -> Phrase:
    """On the school's wall."""
    return say("gap.lost", since=Day(start), since_time=f"{start:%H:%M}", until=Day(end), until_time=f"{end:%H:%M}")


HANDLER = Handler("gap", Action.USE_STAFF_BOT, matches, handle)

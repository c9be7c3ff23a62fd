"""What is said of cover: to whoever covers when the day begins, and to the class's own teacher when it is over."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.deliver.desk import Desk, Gone, finished
from bot.domain.calendar import windows
from bot.domain.cover import standing_later
from bot.domain.messages import Outgoing
from bot.domain.people import Role
from bot.domain.sending import Covering, Handover
from bot.domain.wording import ClassName, Phrase, say
from bot.phrases import render
from bot.rules import local_day, standing_on
from storage import itemlists, roll, staffing

_FAR = 30
"""How many days back the school day before is looked for: no half-term is longer."""


def covering(desk: Desk, content: Covering) -> Outgoing:
    """Raises Gone when it was handed on or ended meanwhile, or the class is closed that day."""
    day = local_day(desk.rules.policy, desk.now)
    if not _is_open(desk, content.class_id, day) or not _who(desk, content, day) & _standing(desk, content, day):
        raise Gone("not_covering")
    key = "staff.supply_covers" if content.staff_id is None else "staff.you_cover"
    return _line(desk, say(key, school_class=ClassName(content.class_id)))


def _is_open(desk: Desk, class_id: int, day: date) -> bool:
    return bool(windows(desk.rules.calendars.of(Role.CLASS_TEACHER, class_id), day))


def _who(desk: Desk, content: Covering, day: date) -> frozenset[int]:
    named = content.staff_id
    return frozenset(roll.holders(desk.scope, desk.db, Role.SUPPLY, day) if named is None else (named,))


def _standing(desk: Desk, content: Covering, day: date) -> frozenset[int]:
    return standing_later(standing_on(desk.rules, day), content.class_id, desk.now.astimezone(_zone(desk)))


def handover(desk: Desk, content: Handover) -> Outgoing:
    """One line for the class's teacher, back from being covered. Raises Gone when nothing came, or nobody is back yet."""
    since = content.since
    if content.days:
        if not _is_over(desk, content):
            raise Gone("still_covered")
        since = _began(desk, content)
    came = itemlists.of_class(desk.scope, desk.db, content.class_id, since, content.until)
    if not came:
        raise Gone("nothing_to_tell")
    waits = sum(state in {"open", "taken"} for state in came)
    return _line(desk, say("staff.handover", school_class=ClassName(content.class_id), n=len(came), open=waits))


def _is_over(desk: Desk, content: Handover) -> bool:
    """Of several covers of one day only the last made is told of, and none while another day of cover runs."""
    counts = content.cover is None or _cover_of(desk, content, content.since.astimezone(_zone(desk)).date()) == content.cover
    return counts and _cover_of(desk, content, local_day(desk.rules.policy, desk.now)) is None


def _began(desk: Desk, content: Handover) -> datetime:
    """Days of cover that follow each other are told of once, when the last is over."""
    since = content.since.astimezone(_zone(desk))
    while (before := _school_day_before(desk, content.class_id, since.date())) and _cover_of(desk, content, before):
        since = datetime.combine(before, time(), since.tzinfo)
    return since


def _school_day_before(desk: Desk, class_id: int, day: date) -> date | None:
    earlier = (day - timedelta(days=one) for one in range(1, _FAR))
    return next((one for one in earlier if _is_open(desk, class_id, one)), None)


def _cover_of(desk: Desk, content: Handover, day: date) -> int | None:
    return staffing.day_cover(desk.scope, desk.db, content.class_id, day)


def _zone(desk: Desk) -> ZoneInfo:
    return ZoneInfo(desk.rules.policy.school.zone)


def _line(desk: Desk, words: Phrase) -> Outgoing:
    return finished(desk, [render(words, desk.reader)])

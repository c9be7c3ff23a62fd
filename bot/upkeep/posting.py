"""Reminders that come again (LT4), and a private word to a teacher whose class page falls short of what the school set (M10, PH7)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot import oversight
from bot.domain.access import Scope
from bot.domain.effects.news import DraftAnnouncement
from bot.domain.hours import next_family_time
from bot.domain.people import Role, SchoolClass
from bot.domain.repeating import Weekly, next_time
from bot.domain.scope import serves, trial_over
from bot.domain.sending import Lane, Parcel, Words
from bot.domain.wording import ClassName, Phrase, say
from bot.hub import Hub, as_hub
from bot.rules import SchoolRules, day_began, local_day
from bot.upkeep.opening import opening_from
from storage import announcements, audit, chores, outbox, posts, recurring, roll
from storage.db import Db
from storage.ids import new_id
from storage.recurring import RecurringRow

_LATE = timedelta(hours=6)  # a hub that was down for longer leaves it until next week


def due(hub: Hub, db: Db, school_id: int) -> bool:
    now, scope = hub.now(), as_hub(school_id, "recurring")
    rules = hub.rules.of(db, school_id, now)
    return bool(recurring.due(scope, db, now) or list(_nudges(scope, db, rules, now)))


def do(hub: Hub, db: Db, school_id: int, _: object) -> bool:
    scope, now = as_hub(school_id, "recurring"), hub.now()
    rules = hub.rules.of(db, school_id, now)
    for row in recurring.due(scope, db, now):
        _again(scope, db, rules, row, now)
    for nudge in list(_nudges(scope, db, rules, now)):
        _tell(scope, db, nudge, now)
    return True


def _again(scope: Scope, db: Db, rules: SchoolRules, row: RecurringRow, now: datetime) -> None:
    """Sent on a day the school is open, in term time; on any other it waits for its next week (LT4)."""
    policy = rules.policy
    recurring.move_on(scope, db, row.id, next_time(Weekly(row.weekday, row.at), policy.school.zone, now))
    day = local_day(policy, now)
    rests = policy.feed.skip_closed_days and not oversight.is_school_day(rules, day)
    author = roll.staff(scope, db, row.staff_id, day)
    if rests or author is None or trial_over(policy.scope, day) or row.next_at is None or now - row.next_at > _LATE:
        return
    made = new_id()
    drafted = DraftAnnouncement(id=made, class_id=row.class_id, staff_id=row.staff_id, body=row.body, kind="reminder")
    announcements.draft(scope, db, drafted, now)
    announcements.confirm(scope, db, made, next_family_time(policy.family, policy.school.zone, now))
    audit.record(scope, db, now, "announced", "announcement", made, reason="recurring")


@dataclass(frozen=True, slots=True)
class _Nudge:
    name: str
    class_id: int
    words: Phrase
    until: datetime


def _nudges(scope: Scope, db: Db, rules: SchoolRules, now: datetime) -> Iterator[_Nudge]:
    """In hours only; at most one of each kind for a class and week. A school that sets nothing has nothing to nudge (LT3)."""
    policy = rules.policy
    if policy.feed.posts_mode not in {"target", "minimum"} or opening_from(rules, now) != now:
        return
    local = now.astimezone(ZoneInfo(policy.school.zone))
    week, ends = f"{local.isocalendar().year}-{local.isocalendar().week}", day_began(policy, now) + timedelta(days=1)
    for one in (one for one in roll.classes(scope, db) if serves(policy.scope, one)):
        for kind, words in _wanted(scope, db, rules, one, local):
            name = f"nudge:{kind}:{one.id}:{week}"
            if not chores.done(scope, db, name):
                yield _Nudge(name, one.id, words, ends)


def _wanted(
    scope: Scope, db: Db, rules: SchoolRules, school_class: SchoolClass, local: datetime
) -> Iterator[tuple[str, Phrase]]:
    feed, named = rules.policy.feed, ClassName(school_class.id)
    if feed.posts_mode == "target" and feed.nudge_at and _reached(feed.nudge_at, local):
        got = posts.pictures_since(scope, db, _monday(rules, local)).get(school_class.id, 0)
        if got < feed.pictures_per_week[0]:
            yield "pictures", say("staff.nudge_pictures", n=got, school_class=named, least=feed.pictures_per_week[0])
    if feed.posts_mode == "minimum":
        mine = [one for one in announcements.sent(scope, db) if one.class_id == school_class.id]
        if oversight.below_minimum(rules, mine, local):
            yield "reminder", say("staff.nudge_reminder", school_class=named, days=feed.reminder_every_days)


def _reached(at: tuple[int, time], local: datetime) -> bool:
    return local.weekday() == at[0] and local.time() >= at[1]


def _monday(rules: SchoolRules, local: datetime) -> datetime:
    monday: date = local.date() - timedelta(days=local.weekday())
    return datetime.combine(monday, time(), ZoneInfo(rules.policy.school.zone))


def _tell(scope: Scope, db: Db, nudge: _Nudge, now: datetime) -> None:
    if chores.once(scope, db, nudge.name, now):
        parcel = Parcel(
            content=Words((nudge.words,)),
            due_at=now,
            lane=Lane.NEWS,
            role=Role.CLASS_TEACHER,
            class_id=nudge.class_id,
            expires_at=nudge.until,
            intent=nudge.name,
        )
        outbox.add(scope, db, parcel, new_id(), now)

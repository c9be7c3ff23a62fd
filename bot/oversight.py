"""Use case: what leaders and the school's record show of posts: what went home, who has read what they must know."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from bot.domain.absence import pupils_in
from bot.domain.access import Scope
from bot.domain.policy import Policy
from bot.domain.scope import serves
from bot.domain.showing import Child, list_version
from bot.domain.training import Trained, trained
from bot.permissions import children
from bot.rules import SchoolRules
from storage import announcements, books, feed, posts, roll, staffing
from storage.announcements import AnnouncementRow
from storage.db import Db


def who_read(
    scope: Scope, db: Db, day: date, policy: Policy, on_roll: Sequence[Child] | None = None
) -> list[dict[str, Any]]:
    """For each class with a list and each of its staff: whether they have read it as it stands, when, and which version."""
    on_roll = children(scope, db, day, policy) if on_roll is None else on_roll
    read = posts.newest(posts.acks(scope, db), "photo_list")
    duties = roll.duties(scope, db, day)
    told = []
    for school_class in (one for one in roll.classes(scope, db) if serves(policy.scope, one)):
        version = list_version([child for child in on_roll if child.class_id == school_class.id])
        staff_ids = dict.fromkeys(duty.staff_id for duty in duties if duty.class_id == school_class.id)
        for staff_id in staff_ids if version else ():
            ack = read.get((staff_id, school_class.id))
            member = roll.staff(scope, db, staff_id, day)
            told.append(
                {
                    "class": school_class.name,
                    "staff_id": str(staff_id),
                    "staff": f"{member.first_name} {member.last_name}" if member else "?",
                    "read": ack is not None and ack.version == version,
                    "version": ack.version if ack else None,
                    "at": ack.at.isoformat() if ack else None,
                }
            )
    return told


def unread_by(scope: Scope, db: Db, day: date, policy: Policy, on_roll: Sequence[Child] | None = None) -> tuple[int, ...]:
    """Staff who have yet to read a list of a class of theirs. `on_roll`: everybody on it, for who has just looked."""
    told = who_read(scope, db, day, policy, on_roll)
    return tuple(dict.fromkeys(int(one["staff_id"]) for one in told if not one["read"]))


def record(scope: Scope, db: Db, class_name: str | None) -> list[dict[str, Any]]:
    """What was sent, each once however many got it."""
    told = []
    for news in announcements.sent(scope, db):
        name = roll.class_name(scope, db, news.class_id) if news.class_id else None
        if class_name is not None and (name or "").casefold() != class_name.casefold():
            continue
        author = roll.staff(scope, db, news.staff_id, date.max)
        told.append(
            {
                "id": str(news.id),
                "class": name or "whole school",
                "audience": news.audience,
                "kind": news.kind,
                "author": f"{author.first_name} {author.last_name}" if author else "?",
                "text": news.body,
                "files": len(posts.files(scope, db, news.id)),
                "sent_at": news.sent_at.isoformat() if news.sent_at else None,
                "version": news.version,
                "earlier": feed.old_versions(scope, db, news.id),
                "removed": news.removed_at is not None,
            }
        )
    return told


def untrained(scope: Scope, db: Db, months: int, day: date) -> tuple[int, ...]:
    """Staff with access whose training is out of date; nobody where none is asked for (DPIA46)."""
    return tuple(one for one, found in training(scope, db, months, day).items() if found.out_of_date)


def training(scope: Scope, db: Db, months: int, day: date) -> dict[int, Trained]:
    """Of everybody with access."""
    newest = books.newest(scope, db, "training")
    return {one: trained(months, newest.get(one), day) for one in staffing.colleagues(scope, db, day)}


_WEEKS_SHOWN = timedelta(days=14)


def by_class(scope: Scope, db: Db, rules: SchoolRules, now: datetime) -> list[dict[str, Any]]:
    """Posts of the last fortnight by class and kind. Only a school with a minimum has anything to fall below (LT3, BNV25)."""
    policy, sent = rules.policy, announcements.sent(scope, db)
    told = []
    for school_class in (one for one in roll.classes(scope, db) if serves(policy.scope, one)):
        mine = [one for one in sent if one.class_id == school_class.id and one.audience == "class" and one.sent_at]
        lately = [one for one in mine if one.sent_at and now - one.sent_at <= _WEEKS_SHOWN]
        told.append(
            {
                "class": school_class.name,
                "class_id": school_class.id,
                "posts": len(lately),
                "kinds": dict(sorted(Counter(one.kind for one in lately).items())),
                "below_minimum": below_minimum(rules, mine, now),
            }
        )
    return told


def below_minimum(rules: SchoolRules, posts_of_class: list[AnnouncementRow], now: datetime) -> bool:
    """Whether a class has heard no reminder for more school days than the policy allows (PH7)."""
    feed = rules.policy.feed
    if feed.posts_mode != "minimum" or not feed.reminder_every_days:
        return False
    reminders = [one.sent_at for one in posts_of_class if one.kind in {"reminder", "event"} and one.sent_at]
    return school_days_since(rules, max(reminders, default=None), now, feed.reminder_every_days) > feed.reminder_every_days


def school_days_since(rules: SchoolRules, at: datetime | None, now: datetime, most: int) -> int:
    """School days after the day of `at` up to today; one more than `most` when there were more, or nothing ever."""
    zone = ZoneInfo(rules.policy.school.zone)
    last, day, number = at.astimezone(zone).date() if at else None, now.astimezone(zone).date(), 0
    for _ in range(_LONGEST):
        if last is not None and day <= last:
            return number
        number += is_school_day(rules, day)
        if number > most:
            return number
        day -= timedelta(days=1)
    return number


def is_school_day(rules: SchoolRules, day: date) -> bool:
    """A day on which pupils are in, by the closed days of the teachers' hours, or of the office's where there are none."""
    return pupils_in(rules.calendars.teachers if rules.policy.hours.periods else rules.calendars.office)(day)


_LONGEST = 200  # days looked back


def comments(scope: Scope, db: Db, *, removed: bool) -> list[dict[str, Any]]:
    """What families wrote under posts; what was taken down is for leaders alone (LT18)."""
    told = []
    for news in announcements.sent(scope, db):
        for one in feed.comments(scope, db, news.id):
            if (one.state == "removed") == removed:
                adult = roll.guardian(scope, db, one.guardian_id, date.max)
                told.append(
                    {
                        "post_id": str(news.id),
                        "adult": f"{adult.first_name} {adult.last_name}" if adult else "?",
                        "text": one.body,
                        "state": one.state,
                        "reason": one.reason,
                        "at": one.at.isoformat(),
                    }
                )
    return told

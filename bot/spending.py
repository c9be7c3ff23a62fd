"""A school's text messages of a calendar month against its limit, and the word to the office when a kind of post stops."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from bot.domain import spending
from bot.domain.access import Scope
from bot.domain.people import Role
from bot.domain.policy import Policy
from bot.domain.sending import Parcel, Words
from bot.domain.wording import say
from storage import announcements, chores, other_ways, outbox
from storage.db import Db
from storage.ids import new_id
from storage.outbox import OutboxRow


def month_began(policy: Policy, now: datetime) -> datetime:
    """The first midnight of the month on the school's wall, aware."""
    local = now.astimezone(ZoneInfo(policy.school.zone))
    return local.replace(day=1, hour=0, minute=0, second=0, microsecond=0)


def spent(scope: Scope, db: Db, policy: Policy, now: datetime) -> int:
    return other_ways.parts_since(scope, db, month_began(policy, now))


def stops(scope: Scope, db: Db, row: OutboxRow, policy: Policy, now: datetime) -> bool:
    """Whether a post may not leave as a text message any more this month."""
    news = announcements.one(scope, db, row.announcement_id or 0) if policy.send.sms_parts_a_month else None
    return news is not None and spending.stopped(news.kind, policy.send.sms_parts_a_month, spent(scope, db, policy, now))


def tell(scope: Scope, db: Db, row: OutboxRow, policy: Policy, now: datetime) -> None:
    """The office hears once a month of each kind that has stopped."""
    news = announcements.one(scope, db, row.announcement_id or 0)
    if news is None or not chores.once(scope, db, f"sms_limit:{month_began(policy, now):%Y-%m}:{news.kind}", now):
        return
    words = Words((say("staff.sms_limit", kind=say(f"staff.post_kind.{news.kind}"), limit=policy.send.sms_parts_a_month),))
    outbox.add(scope, db, Parcel(content=words, due_at=now, role=Role.OFFICE), new_id(), now)

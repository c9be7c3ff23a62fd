"""Whether an item is this member of staff's to see at this moment."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from bot.domain import standing
from bot.domain.access import Scope
from bot.domain.people import Role, Staff
from bot.handlers.known import ItemFacts
from bot.rules import SchoolRules, day_began, local_day, standing_on
from storage import itemfacts, on_phones, roll
from storage.db import Db


def is_theirs(scope: Scope, db: Db, staff_id: int, item_id: int, rules: SchoolRules, now: datetime) -> bool:
    """Whether the item is this person's to see now."""
    item = itemfacts.one(scope, db, item_id)
    member = roll.staff(scope, db, staff_id, local_day(rules.policy, now))
    return item is not None and member is not None and may_have(scope, db, member, item, rules, now)


def may_have(scope: Scope, db: Db, member: Staff, item: ItemFacts, rules: SchoolRules, now: datetime) -> bool:
    """Whether the item is this person's to see now: their class at this moment, or a role they hold."""
    if item.role is not Role.CLASS_TEACHER or item.also & member.roles:
        shared = Role.CLASS_TEACHER in item.also and has_post(scope, db, member.id, item, rules, now)
        return shared or item.belongs_to(member.roles)
    return has_post(scope, db, member.id, item, rules, now)


def has_post(scope: Scope, db: Db, staff_id: int, item: ItemFacts, rules: SchoolRules, now: datetime) -> bool:
    """Whether a message to a class's teacher is this person's to open now (BNV16)."""
    zone, waits = ZoneInfo(rules.policy.school.zone), item.state in {"open", "taken"}
    duties = standing_on(rules, local_day(rules.policy, now))
    at, came = now.astimezone(zone), item.visible_from.astimezone(zone)
    begun = item.id in on_phones.begun(scope, db, staff_id, day_began(rules.policy, now))
    return standing.has_post(duties, item.class_id or 0, staff_id, at, came, waits=waits, begun=begun)

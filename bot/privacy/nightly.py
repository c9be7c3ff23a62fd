"""The night's run: notices first, then what is due goes, each category with a count on record (DPIA17 to DPIA20)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, date, datetime, time, timedelta
from functools import partial
from zoneinfo import ZoneInfo

from bot.domain.access import Scope
from bot.domain.effects.items import OpenItem
from bot.domain.people import Role
from bot.domain.policy import Policy
from bot.domain.protection.processors import ending
from bot.domain.protection.requests import reminders_due
from bot.domain.sending import Content, Lane, Parcel, Teaser, Words
from bot.domain.subjects import Subject
from bot.domain.wording import Day, say
from bot.hub import Hub, as_hub
from bot.privacy import erasing, keeping, reminding
from bot.rules import local_day
from storage import (
    accounts,
    audit,
    books,
    chores,
    contacts,
    copies,
    expiring,
    items,
    outbox,
    processors,
    retention,
    rights,
)
from storage.db import Db
from storage.erasing import Erased
from storage.ids import new_id

_YEAR = 365
_HOUR, _MORNING = 2, time(8, 30)
_REACHED = frozenset({"sent", "delivered", "seen"})


async def run_once(hub: Hub) -> list[Erased]:
    """Once a night for each school; returns what was erased, for its keys to be destroyed.

    When adults were last active is read before: of ten years that takes seconds, in which nobody could write.
    """
    done: list[Erased] = []
    for school in await hub.read(accounts.schools):
        name = await hub.read(partial(_due, hub, school_id=school.id))
        if name:
            last = await hub.read(partial(_last_active, hub, school_id=school.id))
            done += await hub.write(partial(_night, hub, school_id=school.id, name=name, last=last))
            hub.deliver_bell.ring()
    return done


def _due(hub: Hub, db: Db, school_id: int) -> str:
    policy = hub.rules.of(db, school_id, hub.now()).policy
    local = hub.now().astimezone(ZoneInfo(policy.school.zone))
    name = f"retention:{local.date()}"
    return "" if local.hour < _HOUR or chores.done(as_hub(school_id, "retention"), db, name) else name


def _last_active(hub: Hub, db: Db, school_id: int) -> keeping.Active:
    policy = hub.rules.of(db, school_id, hub.now()).policy
    return keeping.last_active(as_hub(school_id, "retention"), db, policy)


def _night(hub: Hub, db: Db, school_id: int, name: str, last: keeping.Active) -> list[Erased]:
    scope, now = as_hub(school_id, "retention"), hub.now()
    if not chores.once(scope, db, name, now):
        return []
    policy = hub.rules.of(db, school_id, now).policy
    day = local_day(policy, now)
    active = keeping.looked_at_again(scope, db, policy, day, last)
    _warn(scope, db, policy, now, day, active)
    _letters(scope, db, now, day)
    _remind(scope, db, policy, now, day)
    _cards(scope, db, now, day)
    _governance(scope, db, policy, now, day)
    if policy.staff.training_months:
        reminding.of_training(scope, db, policy, day, _morning(policy, day))
    reminding.of_review(scope, db, policy, now, day, _morning(policy, day))
    return run(scope, db, policy, now, day, active)


def run(scope: Scope, db: Db, policy: Policy, now: datetime, day: date, last: keeping.Active) -> list[Erased]:
    """Delete what is due on `day`; a count is left for every category, a 0 too."""
    due = keeping.due(scope, db, policy, day, last)
    ended = audit.end_before(scope, db, now, keeping.log_kept_from(scope, db, policy, day))  # before what tonight adds
    for news_id in due.feedback:
        expiring.drop_feedback(scope, db, now, news_id)
    done = [
        *_erased(scope, db, now, day, "pupil", due.leavers, "leaver"),
        *_erased(scope, db, now, day, "guardian", due.inactive, "inactive"),
        *_erased(scope, db, now, day, "staff", due.staff, "leaver"),
    ]
    for category, number in (due.counts() | {"access_log": ended}).items():
        retention.count(scope, db, day, category, number, now)
    return done


def _erased(scope: Scope, db: Db, now: datetime, day: date, kind: str, ids: Iterable[int], reason: str) -> list[Erased]:
    return [one for person_id in ids for one in erasing.erase(scope, db, now, day, kind, person_id, reason)]


def _warn(scope: Scope, db: Db, policy: Policy, now: datetime, day: date, last: keeping.Active) -> None:
    """Unused accounts: told in the adult's language, or on paper where nothing reaches them."""
    for notice_id in keeping.woken(scope, db, last):
        retention.settle(scope, db, notice_id, "kept")
    for guardian_id, ends in keeping.to_warn(scope, db, policy, day, last).items():
        words = Words((say("keep.inactive", date=Day(_noon(ends))),))
        made = _send(
            scope, db, words, _morning(policy, day), guardian_id=guardian_id, intent=f"unused:{guardian_id}:{ends}"
        )
        reachable = bool(contacts.of_guardian(scope, db, guardian_id))
        retention.tell(scope, db, now, "inactive", ("guardian", guardian_id), ends, made if reachable else None)
        if not reachable:
            _letter(scope, db, now, guardian_id)


def _letters(scope: Scope, db: Db, now: datetime, day: date) -> None:
    """A leaver's notice that reached nobody by its day: the office writes first, and deletion waits for it (DPIA19)."""
    for row in retention.told(scope, db, "leaver"):
        sent = outbox.one(scope, db, row.outbox_id) if row.outbox_id else None
        if row.state == "told" and sent is not None and row.deletes_on <= day and sent.state not in _REACHED:
            retention.settle(scope, db, row.id, "letter")
            _letter(scope, db, now, sent.guardian_id)


def _letter(scope: Scope, db: Db, now: datetime, guardian_id: int | None) -> None:
    made = new_id()
    opened = OpenItem(
        id=made, role=Role.OFFICE, subject=Subject.ADMIN, visible_from=now, guardian_id=guardian_id, kind="letter"
    )
    items.open_item(scope, db, opened, now)
    _send(scope, db, Teaser(made), now, role=Role.OFFICE, intent=f"notify:{made}:{made}")


def _remind(scope: Scope, db: Db, policy: Policy, now: datetime, day: date) -> None:
    """Whoever answers requests, and the DPO, hear of a date that comes near (M30)."""
    for one in rights.requests(scope, db):
        number = reminders_due(one.due_on, day)
        if number > one.reminded and one.kind != "self_erasure":
            rights.change(scope, db, one.id, reminded=number)
            words = Words((say("staff.rights_due", date=Day(_noon(one.due_on))),))
            for role in dict.fromkeys((policy.rights.contact, Role.DPO)):
                _send(scope, db, words, _morning(policy, day), role=role, intent=f"rights:{one.id}:{number}:{role}")


def _governance(scope: Scope, db: Db, policy: Policy, now: datetime, day: date) -> None:
    """Safeguards that end (DPIA42) and the yearly security test (DPIA40)."""
    at = _morning(policy, day)
    for one, over in ending(processors.register(scope, db).values(), day):
        ended = say("staff.processor_ended", name=one.name)
        soon = say("staff.processor_ends", name=one.name, date=Day(_noon(one.valid_to or day)))
        for role in (Role.DPO, Role.HEAD):
            _send(scope, db, Words((ended if over else soon,)), at, role=role, intent=f"ends:{one.name}:{day}:{role}")
    test = books.last(scope, db, "security_test")
    if test is not None and (day - test.day).days > _YEAR and day.day == test.day.day:
        for role in (Role.TECHNICIAN, Role.DPO):
            _send(scope, db, Words((say("staff.test_overdue"),)), at, role=role, intent=f"test:{day}:{role}")


def _cards(scope: Scope, db: Db, now: datetime, day: date) -> None:
    old = copies.old_cards(scope, db, now - keeping.CARDS)
    retention.count(scope, db, day, "cards", copies.blank_cards(scope, db, now, old, "old_card"), now)


def _send(
    scope: Scope,
    db: Db,
    content: Content,
    at: datetime,
    *,
    guardian_id: int | None = None,
    role: Role | None = None,
    intent: str,
) -> int:
    made = new_id()
    parcel = Parcel(content=content, due_at=at, lane=Lane.NEWS, guardian_id=guardian_id, role=role, intent=intent)
    outbox.add(scope, db, parcel, made, at)
    return made


def _noon(day: date) -> datetime:
    return datetime.combine(day, time(12), UTC)


def _morning(policy: Policy, day: date) -> datetime:
    return datetime.combine(day, _MORNING, ZoneInfo(policy.school.zone)).astimezone(UTC)


def posted(scope: Scope, db: Db, policy: Policy, day: date) -> int:
    """The office has written to every family a notice did not reach; their days run from now. Returns how many."""
    ends = day + timedelta(days=policy.retention.leaver_notice_days)
    waiting = [
        row for each in ("leaver", "inactive") for row in retention.told(scope, db, each) if row.state == "letter"
    ]
    for row in waiting:
        retention.posted(scope, db, row.id, ends)
    return len(waiting)

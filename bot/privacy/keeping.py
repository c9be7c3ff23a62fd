"""How long things are kept: what is due to go today, who is warned before, and the same looked at under another policy."""

from __future__ import annotations

import calendar
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.domain.access import Scope
from bot.domain.policy import Policy
from storage import activity, audit, expiring, messages, retention, rights
from storage.db import Db

Active = Mapping[int, datetime]
"""Adult with an account → their last activity (UTC)."""
CARDS = timedelta(days=7)
"""After that a card on a colleague's phone is emptied; what it shows is in the item all the same."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Due:
    """Ids of what a run on that day deletes, holds left out. `access_log`: so many entries of the trail of who did what."""

    leavers: tuple[int, ...]
    inactive: tuple[int, ...]
    feedback: tuple[int, ...]
    staff: tuple[int, ...]
    access_log: int

    def counts(self) -> dict[str, int]:
        people = {name: len(getattr(self, name)) for name in ("leavers", "inactive", "feedback", "staff")}
        return {**people, "access_log": self.access_log}


def last_active(scope: Scope, db: Db, policy: Policy) -> Active:
    """Nobody where accounts do not end unused and nobody was told so. Goes through all that was ever written."""
    wanted = policy.retention.inactive_months or retention.told(scope, db, "inactive")
    return activity.last_active(scope, db) if wanted else {}


def looked_at_again(scope: Scope, db: Db, policy: Policy, day: date, last: Active) -> Active:
    """`last`, with what those have done meanwhile who were told, or would be told or deleted by it."""
    told = {row.person_id for row in retention.told(scope, db, "inactive")}
    since = activity.acted(scope, db, told | _ending(policy, day, last).keys())
    return {who: max(at, since.get(who, at)) for who, at in last.items()}


def _ending(policy: Policy, day: date, last: Active) -> dict[int, date]:
    """Adults whose account will have been unused for the policy's time within the notice → the day that is."""
    kept, zone = policy.retention, ZoneInfo(policy.school.zone)
    if not kept.inactive_months:
        return {}
    ends = {one: later(at.astimezone(zone).date(), kept.inactive_months) for one, at in last.items()}
    return {one: end for one, end in ends.items() if end - timedelta(days=kept.inactive_notice_days) <= day}


def due(scope: Scope, db: Db, policy: Policy, day: date, last: Active, *, warned: bool = True) -> Due:
    """`last`: of `last_active`. `warned`: only those who were told and let their day pass; without it, everybody whose time has come."""
    kept = policy.retention
    leavers = _leavers(scope, db, policy, day, warned=warned) if kept.leaver == "delete" else ()
    inactive = _inactive(scope, db, policy, day, last, warned=warned)
    old = midnight(policy, day - timedelta(days=kept.feedback_days))
    praise = tuple(expiring.feedback(scope, db, old)) if kept.feedback_days else ()
    gone = midnight(policy, day - timedelta(days=kept.leaver_notice_days))
    key = messages.school_key(scope, db)
    staff = tuple(expiring.former_staff(scope, db, gone, key)) if kept.leaver == "delete" else ()
    return Due(
        leavers=_free(scope, db, "pupil", leavers, day),
        inactive=_free(scope, db, "guardian", inactive, day),
        feedback=praise,
        staff=_free(scope, db, "staff", staff, day),
        access_log=audit.older(scope, db, log_kept_from(scope, db, policy, day)),
    )


def log_kept_from(scope: Scope, db: Db, policy: Policy, day: date) -> datetime:
    """UTC. Entries of the trail before it go. While anybody's data is held for a reason none do: they may bear on it."""
    if rights.any_hold(scope, db, day):
        return datetime.min.replace(tzinfo=UTC)
    return midnight(policy, later(day, -12 * policy.retention.access_log_years))


def _free(scope: Scope, db: Db, kind: str, ids: tuple[int, ...], day: date) -> tuple[int, ...]:
    return tuple(one for one in ids if not rights.holds(scope, db, kind, one, day))


def _leavers(scope: Scope, db: Db, policy: Policy, day: date, *, warned: bool) -> tuple[int, ...]:
    there = expiring.leavers(scope, db, day - timedelta(days=policy.retention.leaver_notice_days))
    if not warned:
        return tuple(there)
    notices = retention.told(scope, db, "leaver")
    waiting = {row.person_id for row in notices if row.state == "letter" or row.deletes_on > day}
    told = {row.person_id for row in notices if row.state == "told"}
    return tuple(one for one in there if one in told - waiting)


def _inactive(scope: Scope, db: Db, policy: Policy, day: date, last: Active, *, warned: bool) -> tuple[int, ...]:
    over = {one for one, end in _ending(policy, day, last).items() if end <= day}
    if not warned:
        return tuple(sorted(over))
    told = {row.person_id: row for row in retention.told(scope, db, "inactive") if row.state == "told"}
    return tuple(one for one in sorted(over) if one in told and told[one].deletes_on <= day)


def to_warn(scope: Scope, db: Db, policy: Policy, day: date, last: Active) -> dict[int, date]:
    """Adults to be told now → the day their account is deleted."""
    known = {row.person_id for row in retention.told(scope, db, "inactive")}
    ahead = day + timedelta(days=policy.retention.inactive_notice_days)
    return {one: max(end, ahead) for one, end in _ending(policy, day, last).items() if one not in known}


def woken(scope: Scope, db: Db, last: Active) -> list[int]:
    """Notices to adults who have been active since they were told."""
    told = retention.told(scope, db, "inactive")
    return [row.id for row in told if row.person_id in last and last[row.person_id] > row.told_at]


def later(day: date, months: int) -> date:
    """The same day so many months on, or that month's last."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def midnight(policy: Policy, day: date) -> datetime:
    """The end of a day of the school's, in UTC."""
    return datetime.combine(day + timedelta(days=1), time(), ZoneInfo(policy.school.zone)).astimezone(UTC)

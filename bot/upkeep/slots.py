"""A timetabled slot of cover, such as PPA time: at its end the class's teacher hears in one line what came and what is open."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from bot.domain.cover import in_force
from bot.domain.people import Duty, DutyKind, Role
from bot.domain.sending import Handover, Parcel
from bot.hub import Hub, as_hub
from bot.rules import SchoolRules, local_day, standing_on
from storage import chores, outbox
from storage.db import Db
from storage.ids import new_id


@dataclass(frozen=True, slots=True)
class Slot:
    """Of one class on one day, [since, until)."""

    class_id: int
    since: datetime
    until: datetime

    @property
    def name(self) -> str:
        return f"slot:{self.class_id}:{self.until:%Y-%m-%d %H:%M}"


def due(hub: Hub, db: Db, school_id: int) -> tuple[Slot, ...]:
    """Slots that run now and whose end nobody has been asked to tell of."""
    now = hub.now()
    rules = hub.rules.of(db, school_id, now)
    scope = as_hub(school_id, "handover")
    return tuple(one for one in _running(rules, now) if not chores.done(scope, db, one.name))


def do(hub: Hub, db: Db, school_id: int, found: tuple[Slot, ...]) -> bool:
    """The line is due at the slot's end, also after a pause of the hub. Nothing came: nothing is said."""
    scope, now = as_hub(school_id, "handover"), hub.now()
    for slot in found:
        if chores.once(scope, db, slot.name, now):
            content = Handover(slot.class_id, slot.since, slot.until)
            parcel = Parcel(
                content=content, due_at=slot.until, role=Role.CLASS_TEACHER, class_id=slot.class_id, intent=slot.name
            )
            outbox.add(scope, db, parcel, new_id(), now)
    return False


def _running(rules: SchoolRules, now: datetime) -> Iterator[Slot]:
    zone, day = ZoneInfo(rules.policy.school.zone), local_day(rules.policy, now)
    for duty in standing_on(rules, day):
        if duty.kind is DutyKind.COVERS and duty.end is not None and in_force(duty, day):
            slot = _slot(duty, duty.end, day, zone)
            if slot.since <= now < slot.until:
                yield slot


def _slot(duty: Duty, end: time, day: date, zone: ZoneInfo) -> Slot:
    since, until = datetime.combine(day, duty.start or time(), zone), datetime.combine(day, end, zone)
    return Slot(duty.class_id, since, until)

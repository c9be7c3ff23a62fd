"""Hours, dates or policy changed: everything held gets its new time, and families promised an earlier one hear once."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from functools import partial

from bot.domain.access import Scope
from bot.domain.hours import is_open, next_family_time, next_opening
from bot.domain.people import Role
from bot.domain.quiet import holds_replies
from bot.domain.reholding import Held, later, reheld
from bot.domain.reminding import Step, reminders
from bot.domain.routing import Route
from bot.domain.sending import Lane, Parcel, Reminder, Teaser, Words
from bot.domain.subjects import Subject
from bot.domain.wording import Phrase, RoleName, When, say
from bot.handlers.families.replies import emergency_at
from bot.hub import Hub, as_hub
from bot.rules import SchoolRules
from storage import accounts, audit, held, outbox
from storage.db import Db
from storage.ids import new_id

EVERY_S = 1.0
_AGAIN = timedelta(seconds=30)  # also unasked: a message may have been held by the old hours while they changed
_INSTANT = {Subject.SAFEGUARDING}


@dataclass(slots=True)
class Reholder:
    """Remembers with which rules a school was last gone through; forgetting it costs one more look."""

    _done: dict[int, tuple[SchoolRules, datetime]] = field(default_factory=dict)

    async def run_once(self, hub: Hub) -> None:
        for school in await hub.read(accounts.schools):
            school_id, now = school.id, hub.now()
            rules = await hub.read(partial(hub.rules.of, school_id=school_id, now=now))
            done = self._done.get(school_id)
            if done is not None and done[0] is rules and hub.steady.now() - done[1] < _AGAIN:
                continue
            if await hub.write(partial(rehold, hub, school_id=school_id)):
                hub.deliver_bell.ring()
            self._done[school_id] = (rules, hub.steady.now())


def rehold(hub: Hub, db: Db, school_id: int) -> int:
    """One school in one transaction; returns how many items and answers got another time."""
    scope, now = as_hub(school_id, "hours_changed"), hub.now()
    rules = hub.rules.of(db, school_id, now)
    moved = [
        (one, route)
        for one in held.items(scope, db)
        if one.subject not in _INSTANT and (route := reheld(one, rules.calendars, now)) is not None
    ]
    for one, route in moved:
        _move(scope, db, one, route, rules, now)
    _tell(scope, db, [(one, route) for one, route in moved if one.guardian_id is not None], rules, now)
    answers = _answers(scope, db, rules, now)
    if moved or answers:
        audit.record(scope, db, now, "reheld", "school", school_id, reason=f"{len(moved)} items, {answers} answers")
    return len(moved) + answers


def _move(scope: Scope, db: Db, one: Held, route: Route, rules: SchoolRules, now: datetime) -> None:
    """The item, its notice and what would ring after it."""
    class_id = route.class_id if one.role is Role.CLASS_TEACHER else one.class_id
    held.show(scope, db, one.item_id, route.visible_from, route.role, class_id)
    outbox.cancel_notices(scope, db, one.item_id, now)
    lane = Lane.DANGER if one.subject is Subject.URGENT else Lane.TALK
    parts = [(Teaser(one.item_id), route.role, class_id, route.push_at, lane)]
    parcels = [_parcel(one, content, role, place, at, lane) for content, role, place, at, lane in parts]
    for due in reminders(route, rules.policy, rules.calendars):
        opens = due.role is route.role or due.step in {Step.ESCALATED, Step.UNTAKEN}
        lane = Lane.DANGER if due.step.until_taken else Lane.TALK
        parcel = _parcel(one, Reminder(one.item_id, due.step, opens), due.role, due.class_id, due.at, lane)
        parcels.append(replace(parcel, expires_at=due.until))
    for parcel in parcels:
        outbox.add(scope, db, parcel, new_id(), now)


def _parcel(
    one: Held, content: Teaser | Reminder, role: Role, class_id: int | None, due_at: datetime, lane: Lane
) -> Parcel:
    kind = "notify" if isinstance(content, Teaser) else "remind"
    intent = f"{kind}:{one.item_id}:{new_id()}"
    return Parcel(content=content, due_at=due_at, lane=lane, role=role, class_id=class_id, intent=intent)


def _tell(scope: Scope, db: Db, moved: list[tuple[Held, Route]], rules: SchoolRules, now: datetime) -> None:
    """One text an adult and new time, in waking hours; news of an older change that has not left is taken back."""
    by_adult: dict[int, list[tuple[Held, Route]]] = {}
    for one, route in moved:
        by_adult.setdefault(one.guardian_id or 0, []).append((one, route))
    for guardian_id, parts in by_adult.items():
        held.untell(scope, db, f"hours:{guardian_id}:", now)
        promised = [route for one, route in parts if later(one, route)]
        if promised:
            _send(scope, db, guardian_id, promised, rules, now)


def _send(scope: Scope, db: Db, guardian_id: int, routes: list[Route], rules: SchoolRules, now: datetime) -> None:
    policy = rules.policy
    last = max(routes, key=lambda route: route.visible_from)
    classes = {route.class_id for route in routes}
    place = RoleName(last.role, last.class_id if len(classes) == 1 else None)
    words = (say("hours.changed"), _when(last, place), *emergency_at(policy, rules.calendars, now))
    parcel = Parcel(
        content=Words(words),
        due_at=next_family_time(policy.family, policy.school.zone, now),
        guardian_id=guardian_id,
        intent=f"hours:{guardian_id}:{last.role}:{int(last.visible_from.timestamp()) if last.held else new_id()}",
    )
    outbox.add(scope, db, parcel, new_id(), now)


def _when(route: Route, place: RoleName) -> Phrase:
    """Nobody knows when the teacher is back: then the office has it now."""
    if route.role is Role.CLASS_TEACHER and route.opens_at is not None:
        return say("held.until", place=place, when=When(route.opens_at))
    return say("passed.to", place=place)


def _answers(scope: Scope, db: Db, rules: SchoolRules, now: datetime) -> int:
    """A teacher's answer written in quiet hours leaves at the opening, whenever that is by now."""
    policy, moved = rules.policy, 0
    for one in held.answers(scope, db, now + timedelta(seconds=policy.send.undo_s)):
        calendar = rules.calendars.of(Role.CLASS_TEACHER, one.class_id)
        due = now if is_open(calendar, now) or not holds_replies(policy) else next_opening(calendar, now)
        if due is not None and due != one.due_at:
            outbox.hasten(scope, db, one.outbox_id, due)
            moved += 1
    return moved

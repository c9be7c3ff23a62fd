"""Use case: what waits for somebody who left, or about a child who changed class, lands on a person who is there.

Roles are resolved when a message opens, so most of it follows by itself. What was shown already, and what has nobody to
open for, is passed on here: each item tells its new reader in one line what it is and why it came.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from bot.domain.access import Scope
from bot.domain.effects.items import ThreadOf
from bot.domain.hours import is_open, next_family_time, next_opening
from bot.domain.people import DutyKind, Role
from bot.domain.reminding import Step, reminders
from bot.domain.routing import Route, route_to
from bot.domain.sending import Lane, Parcel, Reminder, Teaser, Words
from bot.domain.subjects import Finding, Subject
from bot.domain.wording import ClassName, Names, Phrase, RoleName, Who, say
from bot.handlers.known import ItemFacts
from bot.rules import SchoolRules, local_day
from storage import audit, itemfacts, outbox, passing
from storage.db import Db
from storage.ids import new_id
from storage.passing import Passed
from storage.refreshing import refresh_cards


@dataclass(frozen=True, slots=True)
class Count:
    """How many items went to a class's teachers and how many to the office."""

    passed_on: int = 0
    to_office: int = 0

    def __add__(self, other: Count) -> Count:
        return Count(self.passed_on + other.passed_on, self.to_office + other.to_office)


@dataclass(frozen=True, slots=True)
class Desk:
    """What passing on works with. `rules`: as they are after the change."""

    scope: Scope
    db: Db
    rules: SchoolRules
    now: datetime


def reads_for(rules: SchoolRules, staff_id: int, now: datetime) -> frozenset[int]:
    """Classes that have this member of staff as a reader of their own: who teaches there, or covers whole days."""
    day = local_day(rules.policy, now)
    return frozenset(
        duty.class_id
        for duty in rules.calendars.duties or ()
        if duty.staff_id == staff_id
        and (duty.last_day is None or day <= duty.last_day)
        and (duty.kind is DutyKind.TEACHES or (duty.kind is DutyKind.COVERS and duty.start is None))
    )


def staff_left(desk: Desk, staff_id: int, class_ids: frozenset[int]) -> Count:
    """After they left: what they had taken is open again, what waits for their classes is with the next teacher."""
    for item_id in passing.release(desk.scope, desk.db, staff_id):
        refresh_cards(desk.scope, desk.db, item_id, desk.now)
    done = Count()
    for class_id in sorted(class_ids):
        done += reader_gone(desk, class_id)
    return done


def reader_gone(desk: Desk, class_id: int, but: frozenset[int] = frozenset()) -> Count:
    """Somebody who read for a class does not any more (BNV16, DPIA55). `but`: pupils whose messages came there just now."""
    found = itemfacts.several(desk.scope, desk.db, tuple(passing.of_class(desk.scope, desk.db, class_id)))
    waiting = [one for one in found if one.pupil_id not in but]
    opens = next_opening(desk.rules.calendars.of(Role.CLASS_TEACHER, class_id), desk.now)
    if not desk.rules.calendars.stood_at(class_id, opens or desk.now):
        _tell_office(desk, class_id)
        return to_office(desk, waiting, "nobody")
    mine = {
        item.id: _pass(desk, item, class_id, f"left_{'read' if item.seen else 'unread'}", item.thread)
        for item in waiting
    }
    elsewhere = [item for item in waiting if mine[item.id] is not Role.CLASS_TEACHER]  # who comes begins later
    _tell_families(desk, elsewhere, say("moved.to_office"), "office")
    return Count(passed_on=len(waiting) - len(elsewhere), to_office=len(elsewhere))


def child_moved(desk: Desk, pupil_id: int, class_id: int) -> Count:
    """Held and open threads follow the child: to the new class's teacher, marked with when and where they were written."""
    done = Count()
    for item in itemfacts.several(desk.scope, desk.db, tuple(passing.of_pupil(desk.scope, desk.db, pupil_id))):
        if item.guardian_id is None or item.subject is Subject.SAFEGUARDING:
            continue
        thread = ThreadOf(item.guardian_id, pupil_id, class_id)
        if item.role is Role.CLASS_TEACHER and item.class_id != class_id:
            done += _follow(desk, item, thread)
        elif item.thread is not None and item.thread.class_id != class_id:
            passing.rethread(desk.scope, desk.db, item.id, thread, _written_in(item) or item.thread.class_id, desk.now)
    return done


def _follow(desk: Desk, item: ItemFacts, thread: ThreadOf) -> Count:
    """To the office where nobody is there yet, or nobody knows when the school opens."""
    calendar, stood = desk.rules.calendars.of(Role.CLASS_TEACHER, thread.class_id), True
    opens = desk.now if is_open(calendar, desk.now) else next_opening(calendar, desk.now)
    if opens is not None:
        stood = desk.rules.calendars.stood_at(thread.class_id, opens)
    why = "no_dates" if opens is None else "moved" if stood else "nobody"
    _pass(desk, item, thread.class_id, why, thread)
    if why != "moved":
        _tell_families(desk, [item], say("moved.to_office"), "office")
        return Count(to_office=1)
    place = RoleName(Role.CLASS_TEACHER, thread.class_id)
    _tell_families(desk, [item], say("passed.to", place=place), str(thread.class_id))
    return Count(passed_on=1)


def child_left(desk: Desk, pupil_id: int) -> Count:
    """A leaver's threads go to the office."""
    waiting = itemfacts.several(desk.scope, desk.db, tuple(passing.of_pupil(desk.scope, desk.db, pupil_id)))
    return to_office(desk, (one for one in waiting if one.role is Role.CLASS_TEACHER), "leaver")


def class_ended(desk: Desk, class_id: int) -> Count:
    """What is left there belongs to no child of another class."""
    waiting = itemfacts.several(desk.scope, desk.db, tuple(passing.of_class(desk.scope, desk.db, class_id)))
    return to_office(desk, waiting, "nobody")


def _written_in(item: ItemFacts) -> int | None:
    """The class a child was in then, whatever classes they have been in since."""
    return item.written_in if item.written_in is not None else item.thread.class_id if item.thread else None


def to_office(desk: Desk, waiting: Iterable[ItemFacts], why: str) -> Count:
    """Nobody else is there for these: the office has them at once, and the families hear so."""
    found = list(waiting)
    for item in found:
        _pass(desk, item, None, why, item.thread)
    _tell_families(desk, found, say("moved.to_office"), "office")
    return Count(to_office=len(found))


def _tell_office(desk: Desk, class_id: int) -> None:
    """Before a parent waits: nobody reads for the class until somebody is named."""
    opens = next_opening(desk.rules.calendars.office, desk.now)
    parcel = Parcel(
        content=Words((say("staff.nobody_for_class", school_class=ClassName(class_id)),)),
        due_at=opens or desk.now,
        role=Role.OFFICE,
        intent=f"nobody:{class_id}:{new_id()}",
    )
    outbox.add(desk.scope, desk.db, parcel, new_id(), desk.now)


def _pass(desk: Desk, item: ItemFacts, class_id: int | None, why: str, thread: ThreadOf | None) -> Role:
    """One item with its notice and what would ring after it; `class_id` None: to the office. Returns whose it is now."""
    role = Role.OFFICE if class_id is None else Role.CLASS_TEACHER
    route = route_to(role, class_id, Finding(item.subject, 1.0), desk.rules.calendars, desk.now, desk.now)
    held = item.visible_from if item.visible_from > desk.now and route.to_teacher else route.visible_from
    moved = item.thread is not None and thread is not None and thread.class_id != item.thread.class_id
    passed = Passed(
        item_id=item.id,
        role=route.role,
        class_id=route.class_id,
        visible_from=max(held, route.visible_from),
        why=why,
        thread=thread if moved else None,
        written_in=_written_in(item) if moved else None,
    )
    passing.give(desk.scope, desk.db, passed, desk.now)
    outbox.cancel_notices(desk.scope, desk.db, item.id, desk.now)
    refresh_cards(desk.scope, desk.db, item.id, desk.now)
    _announce(desk, item, route)
    audit.record(desk.scope, desk.db, desk.now, "passed_on", "item", item.id, reason=why)
    return route.role


def _announce(desk: Desk, item: ItemFacts, route: Route) -> None:
    lane = Lane.DANGER if route.subject is Subject.URGENT else Lane.TALK
    _queue(desk, Parcel(
        content=Teaser(item.id), due_at=route.push_at, lane=lane, role=route.role, class_id=route.class_id,
        intent=f"notify:{item.id}:{new_id()}",
    ))  # fmt: skip
    for due in reminders(route, desk.rules.policy, desk.rules.calendars):
        opens = due.role is route.role or due.step in {Step.ESCALATED, Step.UNTAKEN}
        _queue(desk, Parcel(
            content=Reminder(item.id, due.step, opens), due_at=due.at, role=due.role, class_id=due.class_id,
            lane=Lane.DANGER if due.step.until_taken else Lane.TALK, expires_at=due.until,
            intent=f"remind:{item.id}:{due.step}:{due.role}:{new_id()}",
        ))  # fmt: skip


def _queue(desk: Desk, parcel: Parcel) -> None:
    outbox.add(desk.scope, desk.db, parcel, new_id(), desk.now)


def _tell_families(desk: Desk, moved: Iterable[ItemFacts], news: Phrase, place: str) -> None:
    """One text an adult, in its waking hours, with whom it is about."""
    by_adult: dict[int, set[int]] = {}
    for item in moved:
        if item.guardian_id is not None and item.pupil_id is not None and item.subject is not Subject.SAFEGUARDING:
            by_adult.setdefault(item.guardian_id, set()).add(item.pupil_id)
    policy, day = desk.rules.policy, local_day(desk.rules.policy, desk.now)
    for guardian_id, pupils in by_adult.items():
        words = Words((news, say("about.names", names=Names(Who.PUPIL, tuple(sorted(pupils))))))
        at = next_family_time(policy.family, policy.school.zone, desk.now)
        ids = "-".join(str(one) for one in sorted(pupils))
        intent = f"passed:{guardian_id}:{ids}:{place}:{day}"
        _queue(desk, Parcel(content=words, due_at=at, guardian_id=guardian_id, intent=intent))

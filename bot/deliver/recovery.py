"""A family that could not be reached is never only a log line: the office gets an item, the author a word."""

from __future__ import annotations

from datetime import datetime

from bot.domain.access import Scope
from bot.domain.decision import OpenItem
from bot.domain.hours import next_opening
from bot.domain.people import Role
from bot.domain.sending import Letter, Notice, Parcel, Retraction, Teaser, Words
from bot.domain.subjects import Subject
from bot.domain.wording import Name, Who, say
from bot.hub import Hub
from storage import items, messages, outbox
from storage.db import Db
from storage.ids import new_id
from storage.outbox import OutboxRow


def not_delivered(hub: Hub, scope: Scope, db: Db, row: OutboxRow, now: datetime) -> None:
    """Announcements report their own failures; anything else to a family becomes a call for the office to make."""
    if row.guardian_id is None or isinstance(row.content, Notice | Retraction):
        return
    policy = hub.rules.of(db, scope.school_id, now)
    letter = messages.one(scope, db, row.message_id) if row.message_id else None
    thread = messages.thread_of(scope, db, letter.thread_id) if letter and letter.thread_id else None
    role = policy.policy.routing.doubtful.role
    item = OpenItem(
        id=new_id(),
        role=role,
        subject=Subject.ADMIN,
        visible_from=now,
        thread=thread,
        guardian_id=row.guardian_id,
        pupil_id=thread.pupil_id if thread else None,
        because="could not be delivered",
        kind="not_reached",
        message_ids=(letter.id,) if letter else (),
    )
    items.open_item(scope, db, item, now)
    due = next_opening(policy.calendars.office, now) or now
    notice = Parcel(content=Teaser(item.id), due_at=due, role=role, intent=f"notify:{item.id}:{row.id}")
    outbox.add(scope, db, notice, new_id(), now)
    if isinstance(row.content, Letter) and letter and letter.staff_id and thread:
        words = Words((say("staff.not_reached", child=Name(Who.PUPIL, thread.pupil_id)),))
        told = Parcel(content=words, due_at=now, staff_id=letter.staff_id, intent=f"untold:{row.id}")
        outbox.add(scope, db, told, new_id(), now)


def fallback_roles(role: Role) -> tuple[Role, ...]:
    """Who gets what a role nobody holds cannot take. Danger goes to the head before the office."""
    if role in {Role.DSL, Role.DEPUTY_DSL}:
        return (Role.DEPUTY_DSL, Role.HEAD, Role.OFFICE)
    return (Role.OFFICE, Role.HEAD)

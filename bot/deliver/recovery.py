"""A family that could not be reached is never only a log line: the office gets an item, the author a word."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from bot.domain.access import Scope
from bot.domain.effects.items import OpenItem, ThreadOf
from bot.domain.hours import next_opening
from bot.domain.people import Role
from bot.domain.sending import Blank, Letter, Notice, Parcel, Picture, Replies, Retraction, Teaser, Withdrawal, Words
from bot.domain.subjects import Subject
from bot.domain.wording import Name, Phrase, Who, say
from bot.hub import Hub
from storage import items, messages, outbox
from storage.db import Db
from storage.ids import new_id
from storage.messages import MessageRow
from storage.outbox import OutboxRow


def not_delivered(hub: Hub, scope: Scope, db: Db, row: OutboxRow, now: datetime, left: int = 0) -> None:
    """Announcements report their own failures; anything else to a family becomes a call for the office to make.

    `left`: how many messages of a wrong answer stayed where they are; 0: all of them.
    """
    if row.guardian_id is None or isinstance(row.content, Notice | Picture | Replies | Withdrawal | Blank):
        return
    if isinstance(row.content, Retraction):
        _not_taken_back(hub, scope, db, row, row.content, left, now)
        return
    letter, thread = _letter(scope, db, row.message_id)
    _call(hub, scope, db, row, _Call("not_reached", "could not be delivered", letter, thread), now)
    if isinstance(row.content, Letter) and letter and letter.staff_id and thread:
        words = Words((say("staff.not_reached", child=Name(Who.PUPIL, thread.pupil_id)),))
        told = Parcel(content=words, due_at=now, staff_id=letter.staff_id, intent=f"untold:{row.id}")
        outbox.add(scope, db, told, new_id(), now)


def not_sent(scope: Scope, db: Db, row: OutboxRow, now: datetime) -> None:
    """What changed since an answer was written forbids it: its author hears that it did not go, and not why."""
    letter, _ = _letter(scope, db, row.message_id)
    if isinstance(row.content, Letter) and letter and letter.staff_id:
        _tell(scope, db, row, letter.staff_id, say("staff.not_sent"), now)


@dataclass(frozen=True, slots=True)
class _Call:
    """What a person at the office is asked to see to."""

    kind: str
    because: str
    letter: MessageRow | None
    thread: ThreadOf | None


def _letter(scope: Scope, db: Db, message_id: int | None) -> tuple[MessageRow | None, ThreadOf | None]:
    letter = messages.one(scope, db, message_id) if message_id else None
    thread = messages.thread_of(scope, db, letter.thread_id) if letter and letter.thread_id else None
    return letter, thread


def _call(hub: Hub, scope: Scope, db: Db, row: OutboxRow, call: _Call, now: datetime) -> None:
    rules = hub.rules.of(db, scope.school_id, now)
    role = rules.policy.routing.doubtful.role
    item = OpenItem(
        id=new_id(),
        role=role,
        subject=Subject.ADMIN,
        visible_from=now,
        thread=call.thread,
        guardian_id=row.guardian_id,
        pupil_id=call.thread.pupil_id if call.thread else None,
        because=call.because,
        kind=call.kind,
        message_ids=(call.letter.id,) if call.letter else (),
    )
    items.open_item(scope, db, item, now)
    due = next_opening(rules.calendars.office, now) or now
    notice = Parcel(content=Teaser(item.id), due_at=due, role=role, intent=f"notify:{item.id}:{row.id}")
    outbox.add(scope, db, notice, new_id(), now)


def taken_back(scope: Scope, db: Db, row: OutboxRow, content: Retraction, now: datetime) -> None:
    """The author of a wrong answer hears that nothing of it is left on the phone."""
    wrong = outbox.one(scope, db, content.outbox_id)
    letter, thread = _letter(scope, db, wrong.message_id if wrong else None)
    if letter and letter.staff_id:
        _tell(scope, db, row, letter.staff_id, say("staff.taken_back", child=_child(thread)), now)


def _not_taken_back(
    hub: Hub, scope: Scope, db: Db, row: OutboxRow, content: Retraction, left: int, now: datetime
) -> None:
    """What stays on the wrong phone is listed for the office; the author hears how much of it."""
    wrong = outbox.one(scope, db, content.outbox_id)
    if wrong is not None and isinstance(wrong.content, Notice | Picture):
        blank = Blank(wrong.id)  # too old to be deleted: its words can still be taken away (PH26)
        intent = f"recall:{wrong.content.announcement_id}:blank:{wrong.id}"
        parcel = Parcel(content=blank, due_at=now, guardian_id=row.guardian_id, intent=intent)
        outbox.add(scope, db, parcel, new_id(), now)
        return
    letter, thread = _letter(scope, db, wrong.message_id if wrong else None)
    of = max(len(wrong.sent_ids) if wrong else 0, 1)
    why = f"an answer to the wrong family: {left or of} of {of} messages could not be taken back"
    _call(hub, scope, db, row, _Call("not_recalled", why, letter, thread), now)
    if letter and letter.staff_id:
        _tell(scope, db, row, letter.staff_id, say("staff.not_taken_back", n=left or of, child=_child(thread)), now)


def _child(thread: ThreadOf | None) -> Name | str:
    return Name(Who.PUPIL, thread.pupil_id) if thread else "-"


def _tell(scope: Scope, db: Db, row: OutboxRow, staff_id: int, phrase: Phrase, now: datetime) -> None:
    parcel = Parcel(content=Words((phrase,)), due_at=now, staff_id=staff_id, intent=f"recall:{row.id}")
    outbox.add(scope, db, parcel, new_id(), now)


def fallback_roles(role: Role) -> tuple[Role, ...]:
    """Who gets what a role nobody holds cannot take. Danger goes to the head before the office."""
    if role in {Role.DSL, Role.DEPUTY_DSL}:
        return (Role.DEPUTY_DSL, Role.HEAD, Role.OFFICE)
    return (Role.OFFICE, Role.HEAD)

"""What is written of a row that is not sent as it is: expanded, told on a page, put off, gathered, or meant for nobody."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

import structlog

from bot import spending
from bot.deliver import digests
from bot.deliver.outcomes import Everyone, Gathered, Later, Nobody, OnPage
from bot.deliver.recovery import not_delivered, not_sent, taken_back
from bot.domain.access import Scope
from bot.domain.people import Role
from bot.domain.reminding import Step
from bot.domain.sending import Content, Digest, Notice, Parcel, Reminder, Retraction, Teaser, Words
from bot.domain.wording import say
from bot.hub import Hub, as_hub
from storage import items, outbox, sending
from storage.db import Db
from storage.ids import new_id
from storage.outbox import OutboxRow

log = structlog.get_logger()


def put_away(
    hub: Hub, db: Db, row: OutboxRow, outcome: OnPage | Everyone | Later | Gathered | Nobody, now: datetime
) -> None:
    scope = as_hub(row.school_id, "deliver")
    match outcome:
        case Everyone():
            outbox.fan_out(scope, db, replace(row, content=_as_read_by(outcome.role, row)), outcome.staff_ids, now)
            _hand_over(scope, db, row, outcome, now)
            sending.end(db, row, "expanded", None, now)
        case OnPage():
            _on_page(scope, db, row, outcome, now)
        case Later():
            sending.postpone(db, row, outcome.at)
        case Gathered() if isinstance(row.content, Notice):
            digests.gather(scope, db, row, now)
        case Gathered():
            _gather(scope, db, row, outcome.at, now)
        case _:
            _nobody(hub, scope, db, row, outcome, now)


def _as_read_by(role: Role, row: OutboxRow) -> Content:
    """The office may stand in for those no phone reaches, and not decide for them: it has no buttons, and is told whose it is."""
    content, meant = row.content, row.role
    if role is not Role.OFFICE or meant in {None, role} or not isinstance(content, Words) or not content.options:
        return content
    whose = say("staff.for_role", role=str(meant).replace("_", " "))
    return replace(content, phrases=(*content.phrases, whose), options=())


def _on_page(scope: Scope, db: Db, row: OutboxRow, outcome: OnPage, now: datetime) -> None:
    sending.sent(
        db, row, state="delivered", account_id=0, contact_id=outcome.contact_id, to="", ids=(),
        key_id=outcome.person_key, parts=0, now=now,
    )  # fmt: skip
    if isinstance(row.content, Retraction):
        taken_back(scope, db, row, row.content, now)


def _nobody(hub: Hub, scope: Scope, db: Db, row: OutboxRow, outcome: Nobody, now: datetime) -> None:
    sending.end(db, row, "failed" if outcome.lost else "cancelled", outcome.reason, now)
    if outcome.lost:
        log.warning("nobody_to_send_to", outbox_id=row.id, reason=outcome.reason)
        not_delivered(hub, scope, db, row, now)
    elif outcome.reason == "not_allowed":
        not_sent(scope, db, row, now)
    elif outcome.reason == "over_limit":
        spending.tell(scope, db, row, hub.rules.of(db, row.school_id, now).policy, now)


def _gather(scope: Scope, db: Db, row: OutboxRow, at: datetime, now: datetime) -> None:
    """The first of a lesson queues the digest; the others find it queued."""
    digest = Parcel(
        content=Digest(row.class_id or 0),
        due_at=at,
        role=row.role,
        class_id=row.class_id,
        intent=f"digest:{row.class_id}:{int(at.timestamp())}",
    )
    outbox.add(scope, db, digest, new_id(), now)
    sending.end(db, row, "cancelled", "in_digest", now)


def _hand_over(scope: Scope, db: Db, row: OutboxRow, outcome: Everyone, now: datetime) -> None:
    """Whoever is told of an item may open it: the next in line beside the lead, a stand-in where nobody holds the role."""
    escalated = isinstance(row.content, Reminder) and row.content.step is Step.ESCALATED
    stands_in = isinstance(row.content, Teaser) and outcome.role is not row.role
    if row.item_id is not None and (escalated or stands_in):
        items.share_with(scope, db, row.item_id, outcome.role, now)

"""The sender's loop: danger first, replies next, announcements last; what happened to each row is always recorded."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

import structlog

from bot import spending
from bot.deliver import digests, translating
from bot.deliver.composing import compose
from bot.deliver.desk import Desk, Gone, reader_for
from bot.deliver.outcomes import Everyone, Gathered, Later, Nobody, OnPage, To
from bot.deliver.pacing import Pacer
from bot.deliver.recipients import resolve
from bot.deliver.recovery import not_delivered, not_sent, taken_back
from bot.deliver.theirs import is_theirs
from bot.deliver.translating import Job
from bot.domain.access import Scope
from bot.domain.delivery import retry_after
from bot.domain.messages import Carrier, Outgoing, SendError, Sent, Trouble
from bot.domain.reminding import Step
from bot.domain.sending import Card, Digest, Notice, Parcel, Reminder, Retraction, Teaser
from bot.domain.sms import sms_parts
from bot.hub import Hub, as_hub
from storage import accounts, contacts, itemfacts, items, messages, on_phones, outbox, sending
from storage.clock import lease_now
from storage.db import Db
from storage.ids import new_id
from storage.outbox import OutboxRow

log = structlog.get_logger()
_LEASE_S, _BATCH = 90.0, 16
_OLDEST_FIND_S = 900.0
_PAUSE_S = {Trouble.THROTTLED: 5.0, Trouble.MISCONFIGURED: 60.0}


@dataclass(frozen=True, slots=True)
class Ready:
    """A row with its recipient and finished message."""

    row: OutboxRow
    to: To
    outgoing: Outgoing
    untranslated: tuple[Job, ...] = ()  # a card's words that an engine has still to be asked about


async def run_once(hub: Hub, pacer: Pacer) -> int:
    """Send one batch of due rows; returns how many were claimed."""
    now, lease = hub.now(), lease_now()
    rows = await hub.write(lambda db: sending.claim(db, hub.owner, now, lease, _LEASE_S, _BATCH))
    await asyncio.gather(*(_surely(hub, pacer, row) for row in rows))
    return len(rows)


async def recover(hub: Hub, pacer: Pacer) -> None:
    """Rows whose sender died while sending: they may have left, so each is treated as ambiguous."""
    lease = lease_now()
    rows = await hub.write(lambda db: sending.adopt_stale(db, hub.owner, lease, _LEASE_S))
    await asyncio.gather(*(_recovered(hub, row) for row in rows))


async def _recovered(hub: Hub, row: OutboxRow) -> None:
    """A row that cannot be looked into keeps its lease and is adopted again when that ends."""
    try:
        ready = await _prepare(hub, row)
        if ready is not None:
            await _ambiguous(hub, ready, "interrupted")
    except Exception as error:
        log.exception("recover_failed", outbox_id=row.id, error=type(error).__name__)


async def _surely(hub: Hub, pacer: Pacer, row: OutboxRow) -> None:
    """One row's trouble must not take the batch with it."""
    try:
        await _one(hub, pacer, row)
    except Exception as error:
        log.exception("send_failed", outbox_id=row.id, error=type(error).__name__)
        what, again = type(error).__name__, lease_now() + retry_after(row.attempts)
        await hub.write(lambda db: sending.again(db, row, "retry", what, again))


async def _one(hub: Hub, pacer: Pacer, row: OutboxRow) -> None:
    ready = await _prepare(hub, row)
    if ready is None:
        return
    parts = sms_parts(ready.outgoing.text).parts if ready.to.address.carrier is Carrier.SMS else 1
    await pacer.turn(ready.to.account.id, ready.to.address.carrier, ready.to.address.value, max(parts, 1))
    if hub.stopping.is_set():
        await hub.write(lambda db: sending.postpone(db, row, row.due_at))
        return
    if not await hub.write(lambda db: sending.begin(db, row, hub.owner, lease_now(), _LEASE_S)):
        return
    try:
        sent = await hub.channels[ready.to.account.id].send(ready.outgoing)
    except SendError as error:
        await _trouble(hub, ready, error)
        return
    await _sent(hub, ready, sent)


async def _prepare(hub: Hub, row: OutboxRow) -> Ready | None:
    """None when the row needs no sending: fanned out, postponed, or meant for nobody any more."""
    now, scope = hub.now(), as_hub(row.school_id, "deliver")
    if row.expires_at is not None and row.expires_at <= now:
        await hub.write(lambda db: sending.end(db, row, "cancelled", "expired", now))
        return None
    outcome = await hub.read(lambda db: resolve(hub, scope, db, row, now))
    if not isinstance(outcome, To):
        await hub.write(lambda db: _not_sent(hub, db, row, outcome, now))
        hub.deliver_bell.ring()
        return None
    paused = hub.accounts[outcome.account.id].paused_until
    if paused is not None and paused > lease_now():
        waiting = "retry" if row.state in {"queued", "retry"} else "unknown"  # it may have left: that is still not known
        await hub.write(lambda db: sending.again(db, row, waiting, "throttled", paused))
        return None
    waits = await translating.before(hub, row, outcome)
    if waits and not isinstance(row.content, Card):
        await _wait_for_translation(hub, row, waits)
        return None
    try:
        outgoing = await hub.read(lambda db: _compose(hub, db, row, outcome, now))
    except Gone as gone:
        reason = str(gone)
        await hub.write(lambda db: _gone(db, row, reason, now))
        return None
    return Ready(row, outcome, outgoing, waits)


async def _wait_for_translation(hub: Hub, row: OutboxRow, jobs: tuple[Job, ...]) -> None:
    """Back into the queue while the engines work: danger, and everybody else's mail, does not stand behind it."""
    latest = lease_now() + await translating.retry_at_the_latest(hub, row.school_id)
    await hub.write(lambda db: sending.again(db, row, "retry", outbox.TRANSLATING, latest))
    translating.aside(hub, row, jobs)


def _compose(hub: Hub, db: Db, row: OutboxRow, to: To, now: datetime) -> Outgoing:
    scope, rules = as_hub(row.school_id, "deliver"), hub.rules.of(db, row.school_id, now)
    reader = reader_for(scope, db, rules, to, now)
    return compose(Desk(hub, scope, db, row, to, rules, now, reader))


def _gone(db: Db, row: OutboxRow, reason: str, now: datetime) -> None:
    if reason == "file_not_here_yet":
        sending.again(db, row, "retry", reason, lease_now() + timedelta(seconds=5))
    else:
        sending.end(db, row, "cancelled", reason, now)


def _not_sent(
    hub: Hub, db: Db, row: OutboxRow, outcome: OnPage | Everyone | Later | Gathered | Nobody, now: datetime
) -> None:
    scope = as_hub(row.school_id, "deliver")
    match outcome:
        case Everyone():
            outbox.fan_out(scope, db, row, outcome.staff_ids, now)
            _hand_over(scope, db, row, outcome, now)
            sending.end(db, row, "expanded", None, now)
        case OnPage():
            sending.sent(
                db, row, state="delivered", account_id=0, contact_id=outcome.contact_id, to="", ids=(),
                key_id=outcome.person_key, parts=0, now=now,
            )  # fmt: skip
            if isinstance(row.content, Retraction):
                taken_back(scope, db, row, row.content, now)
        case Later():
            sending.postpone(db, row, outcome.at)
        case Gathered() if isinstance(row.content, Notice):
            digests.gather(scope, db, row, now)
        case Gathered():
            _gather(scope, db, row, outcome.at, now)
        case _:
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


async def _sent(hub: Hub, ready: Ready, sent: Sent) -> None:
    latest = await translating.delay(hub, ready.row.school_id) if ready.untranslated else None
    await hub.write(lambda db: _record_sent(hub, db, ready, sent, hub.now(), latest))
    if ready.untranslated:
        translating.aside(hub, ready.row, ready.untranslated)


def _record_sent(
    hub: Hub, db: Db, ready: Ready, sent: Sent, now: datetime, translated_within: timedelta | None = None
) -> None:
    row, to = ready.row, ready.to
    # SMS ids are unique by themselves, and a status report does not say to whom; Telegram's are per chat.
    chat = "" if to.address.carrier is Carrier.SMS else to.address.value
    sending.sent(
        db,
        row,
        state=sent.state,
        account_id=to.account.id,
        contact_id=to.contact_id,
        to=chat,
        ids=sent.ids or (sent.message_id,),
        key_id=to.person_key,
        parts=sent.parts,
        now=now,
    )
    scope = as_hub(row.school_id, "deliver")
    if isinstance(row.content, Retraction):
        taken_back(scope, db, row, row.content, now)
    elif isinstance(row.content, Card) and row.staff_id is not None:
        on_phones.files_gone(scope, db, row.staff_id, (ready.outgoing.deletes or "").split())
        rules = hub.rules.of(db, row.school_id, now)
        if row.content.opened and is_theirs(scope, db, row.staff_id, row.content.item_id, rules, now):
            _files(scope, db, row.content, row.staff_id, now)
        if translated_within is not None:
            outbox.edit_when_translated(scope, db, row, now + translated_within, now)


def _files(scope: Scope, db: Db, card: Card, staff_id: int, now: datetime) -> None:
    """Files follow the card they belong to; once each."""
    for message in itemfacts.full_messages(scope, db, card.item_id):
        for media in messages.media_of(scope, db, message.id):
            outbox.add_attachment(scope, db, media.id, media.kind, staff_id, now, new_id())


async def _trouble(hub: Hub, ready: Ready, error: SendError) -> None:
    """Every refusal ends in a named state; only what surely did not leave is simply sent again."""
    row, now = ready.row, hub.now()
    what = str(error.trouble)
    log.warning("send_trouble", outbox_id=row.id, trouble=what, attempts=row.attempts)
    match error.trouble:
        case Trouble.AMBIGUOUS:
            await _ambiguous(hub, ready, what)
        case Trouble.THROTTLED | Trouble.MISCONFIGURED:
            until = lease_now() + timedelta(seconds=error.retry_after or _PAUSE_S[error.trouble])
            await hub.write(lambda db: _pause(hub, db, ready, until, what))
        case Trouble.UNREACHABLE:
            again = lease_now() + retry_after(row.attempts)
            await hub.write(lambda db: sending.again(db, row, "retry", what, again))
        case Trouble.MIGRATED:
            await hub.write(lambda db: _migrated(db, ready, error.new_address))
        case Trouble.REFUSED if ready.outgoing.edits is not None:
            await _resend_as_new(hub, ready)
        case _:
            await hub.write(lambda db: _refused(hub, db, ready, error, now))
            hub.deliver_bell.ring()


def _pause(hub: Hub, db: Db, ready: Ready, until: datetime, what: str) -> None:
    account = ready.to.account
    accounts.pause(db, account.id, until)
    hub.accounts[account.id] = replace(hub.accounts[account.id], paused_until=until)
    sending.again(db, ready.row, "retry", what, until)


def _migrated(db: Db, ready: Ready, new_value: str | None) -> None:
    scope = as_hub(ready.row.school_id, "deliver")
    contact = contacts.one(scope, db, ready.to.contact_id) if ready.to.contact_id else None
    if contact is not None and new_value:
        contacts.move(scope, db, contact, replace(contact.address, value=new_value))
    sending.again(db, ready.row, "retry", "migrated", lease_now())


async def _resend_as_new(hub: Hub, ready: Ready) -> None:
    """The carrier will not edit it any more (too old, deleted): the reader gets it as a new message."""
    fresh = replace(ready, outgoing=replace(ready.outgoing, edits=None, deletes=None))
    try:
        await _sent(hub, fresh, await hub.channels[ready.to.account.id].send(fresh.outgoing))
    except SendError as error:
        await _trouble(hub, fresh, error)


def _refused(hub: Hub, db: Db, ready: Ready, error: SendError, now: datetime) -> None:
    """Blocked or gone: the person's next channel, and when there is none, a person at the office."""
    row, scope = ready.row, as_hub(ready.row.school_id, "deliver")
    if error.trouble in {Trouble.BLOCKED, Trouble.GONE} and ready.to.contact_id is not None:
        contacts.set_state(
            scope, db, ready.to.contact_id, "blocked" if error.trouble is Trouble.BLOCKED else "ended", now
        )
        if row.guardian_id is not None and contacts.of_guardian(scope, db, row.guardian_id):
            sending.again(db, row, "retry", str(error.trouble), lease_now())
            return
    sending.end(db, row, "failed", str(error.trouble), now)
    not_delivered(hub, scope, db, row, now, len(error.left))


async def _ambiguous(hub: Hub, ready: Ready, what: str) -> None:
    """It may have left. Read back where the carrier can say; else one counted resend, then a state of its own.

    While the carrier answers nothing at all the resend waits: an outage must not use it up.
    """
    row, channel = ready.row, hub.channels[ready.to.account.id]
    try:
        found = await channel.find_sent(ready.outgoing, _OLDEST_FIND_S)
    except SendError:
        again = lease_now() + retry_after(row.attempts)
        await hub.write(lambda db: sending.again(db, row, "unknown", what, again))
        return
    if found is not None:
        await _sent(hub, ready, found)
    elif row.resent:
        now = hub.now()
        await hub.write(lambda db: sending.end(db, row, "unknown", what, now))
    else:
        again = lease_now() + retry_after(row.attempts)
        await hub.write(lambda db: sending.again(db, row, "retry", what, again, counted=True))

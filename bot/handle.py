"""Inbox → decision: one sender's updates in order, each loaded, decided and stored in one commit."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime

import structlog
from sqlalchemy.exc import OperationalError

from bot import facts, permissions, tongues, whichschool
from bot.deliver import statuses
from bot.domain.consent import WITHDRAWN
from bot.domain.decision import Decision
from bot.domain.delivery import retry_after
from bot.domain.effects.people import Remember, Sign
from bot.domain.effects.telling import Send
from bot.domain.messages import Event, Inbound, Kind, Side, StatusReport
from bot.domain.people import Role
from bot.domain.routing import possible_danger, written_before_us
from bot.domain.sending import Parcel
from bot.facts import Arrival
from bot.handlers import families as families_
from bot.handlers import staff as staff_
from bot.hub import Hub, as_hub
from bot.rules import local_day
from bot.understanding import Understood, understand
from storage import accounts, contacts, conversations, decisions, inbox, leases
from storage.accounts import AccountRow
from storage.db import Db
from storage.effects.work import LostRaceError, Origin
from storage.inbox import Waiting

log = structlog.get_logger()
_CLAIM_S, _AT_ONCE, _GIVE_UP, _DATABASE_PAUSE_S = 60.0, 32, 8, 2.0
_RACE_PAUSE_S = 0.1
_TURN = 8  # a sender's updates before everybody waiting has a turn: one who writes without end keeps nobody waiting


@dataclass(slots=True)
class _Turn:
    """Updates of one sender, whom nobody else handles until this worker lets go."""

    hub: Hub
    account_id: int
    sender: bytes
    rows: list[Waiting]
    held: bool = True

    async def store(self, row: Waiting, unit: Callable[[Db], None]) -> None:
        """One transaction for one update. That of the last one lets go of the sender as well."""
        if row is not self.rows[-1]:
            await self.hub.write(unit)
            return

        def last(db: Db) -> None:
            unit(db)
            leases.unclaim(db, self.account_id, self.sender, self.hub.owner, self.hub.steady.now(), 0.0)

        await self.hub.write(last)
        self.held = False

    async def let_go(self, pause: float) -> None:
        """With a `pause` in seconds nobody takes the sender up before it is over."""
        if self.held:
            by, now = self.hub.owner, self.hub.steady.now()
            await self.hub.write(lambda db: leases.unclaim(db, self.account_id, self.sender, by, now, pause))


async def run_once(hub: Hub) -> int:
    """Handle what waits, in parallel across senders; returns how many senders had something."""
    turns = await hub.write(lambda db: _taken(hub, db))
    await asyncio.gather(*(_sender(hub, turn) for turn in turns))
    return len(turns)


def _taken(hub: Hub, db: Db) -> list[_Turn]:
    claimed = leases.claim_senders(db, hub.owner, hub.steady.now(), _CLAIM_S, _AT_ONCE)
    waiting = inbox.waiting(db, [sender for _, sender in claimed], _TURN)
    return [_Turn(hub, account_id, sender, waiting[sender]) for account_id, sender in claimed]


async def _sender(hub: Hub, turn: _Turn) -> None:
    account = hub.accounts.get(turn.account_id)
    pause = 0.0
    try:
        for row in turn.rows:
            if account is None or hub.stopping.is_set():
                break  # what is stored waits for the next start; a stop does not wait for a page of messages
            pause = await _update(hub, account, turn, row)
            if pause:
                break  # order: what could not be handled now is tried before its successors
    finally:
        await turn.let_go(pause)


async def _update(hub: Hub, account: AccountRow, turn: _Turn, row: Waiting) -> float:
    """Seconds to leave this sender alone: 0 when the row is out of the way, handled or dead after its tries."""
    try:
        event = hub.channels[account.id].parse(inbox.opened(hub.keys, row))
    except Exception as error:  # whatever a hostile update does to a parser, its neighbours must not wait
        await _bury(hub, row, error)
        return 0.0
    try:
        await _decide(hub, account, turn, row, event)
    except LostRaceError:
        return _RACE_PAUSE_S  # nothing of it stands: the same update is decided again on what is true now
    except Exception as error:
        return await _failed(hub, row, error)
    hub.deliver_bell.ring()
    if isinstance(event, Inbound):
        _afterwards(hub, account, event)
    return 0.0


def _afterwards(hub: Hub, account: AccountRow, event: Inbound) -> None:
    """What the carrier would like and nobody waits for."""
    if event.callback_id:
        hub.aside(hub.channels[account.id].answer_button(event.callback_id))
    if event.kind is Kind.GROUP:  # it would show one family's messages to others
        hub.aside(hub.channels[account.id].leave(event.sender))


async def _failed(hub: Hub, row: Waiting, error: Exception) -> float:
    """A database in trouble costs no try; anything else has eight, over some ten minutes, and is then shown as dead."""
    log.error("handle_failed", inbox_id=row.id, attempts=row.attempts + 1, exc_info=error)
    if isinstance(error, OperationalError):
        return _DATABASE_PAUSE_S
    if row.attempts + 1 >= _GIVE_UP:
        await _bury(hub, row, error)
        return 0.0
    what = type(error).__name__
    await hub.write(lambda db: inbox.failed(db, row.id, what))
    return retry_after(row.attempts + 1).total_seconds()


async def _bury(hub: Hub, row: Waiting, error: Exception) -> None:
    log.error("dead_letter", inbox_id=row.id, error=type(error).__name__)
    what, now = type(error).__name__, hub.now()
    await hub.write(lambda db: inbox.dead(db, row.id, what, now))


async def _decide(hub: Hub, account: AccountRow, turn: _Turn, row: Waiting, event: Event) -> None:
    if isinstance(event, StatusReport):
        now = hub.now()
        await turn.store(row, lambda db: statuses.record(hub, db, account, row.id, event, now))
        return
    async with hub.at_a_time:
        known = await asyncio.to_thread(understand, hub, account, turn.sender, row, event)
    school_id = known.choice.school_id
    if school_id is None:
        await turn.store(row, lambda db: _unsure(hub, db, account, turn.sender, row, event, known))
    else:
        await turn.store(row, lambda db: _sure(hub, db, account, turn.sender, row, event, known, school_id))
    hub.handle_bell.ring()


async def release_unanswered(hub: Hub) -> None:
    """Nobody said which school: it goes to the first that knows the sender, never nowhere (law 8)."""
    asked_before = hub.now() - whichschool.UNANSWERED
    if await hub.write(lambda db: inbox.unpark_old(db, asked_before)):
        hub.handle_bell.ring()


def _sure(
    hub: Hub, db: Db, account: AccountRow, sender: bytes, row: Waiting, event: Inbound, known: Understood, school_id: int
) -> None:
    mine = inbox.done(db, row.id, school_id, hub.now())
    # An answer to "which school" says nothing more: what waited for it is handled next.
    if mine and not whichschool.settle(db, account, sender, event, known.choice, hub.now()):
        _unit(hub, db, account, sender, row, event, known, school_id)


def _unsure(
    hub: Hub, db: Db, account: AccountRow, sender: bytes, row: Waiting, event: Inbound, known: Understood
) -> None:
    """Which school is asked; but what may mean danger goes to every candidate's lead at once (law 6).

    What an adult of these schools wrote waits sealed for the answer; of a stranger nothing is kept (DPIA33).
    """
    now, choice = hub.now(), known.choice
    if _before_us(db, account, row, event, now):
        if inbox.done(db, row.id, choice.candidates[0], now):
            _unit(hub, db, account, sender, row, event, known, choice.candidates[0])
        return
    if possible_danger(known.triage) is not None:
        if inbox.done(db, row.id, choice.candidates[0], now):
            for place, school_id in enumerate(choice.candidates):
                _unit(hub, db, account, sender, row, event, known, school_id, replies=place == 0)
        return
    waits = choice.known and event.kind is not Kind.CHOICE
    if inbox.park(db, row.id) if waits else inbox.done(db, row.id, None, now):
        whichschool.ask(hub, db, account, sender, event, choice)


def _unit(
    hub: Hub,
    db: Db,
    account: AccountRow,
    sender: bytes,
    row: Waiting,
    event: Inbound,
    known: Understood,
    school_id: int,
    *,
    replies: bool = True,
) -> None:
    """The one transaction, once the row is this worker's. Without `replies` the sender hears from another school; what was
    written before the hub was there is taken in as anything else, and its writer hears nothing."""
    now = hub.now()
    scope = as_hub(school_id, "handle")
    rules = hub.rules.of(db, school_id, now)
    conversation = conversations.load(scope, db, account.id, sender)
    contact = facts.sender_contact(db, account, event, school_id)
    day = local_day(rules.policy, now)
    arrival = Arrival(account, event, known.triage, known.alone, conversation, contact, rules, now, day, bool(hub.public_url))
    if account.side is Side.STAFF:
        staff = tongues.known(hub, facts.staff(scope, db, arrival))
        decision = staff_.decide(staff)
        actor = (staff.staff.id, Role.SUPPORT_STAFF) if staff.staff else None
    else:
        family = facts.family(scope, db, arrival)
        decision = families_.decide(family)
        actor = (family.guardian.id, Role.GUARDIAN) if family.guardian else None
    key = account.key_id
    if contact is not None:
        key = contacts.person_key(scope, db, guardian_id=contact.guardian_id, staff_id=contact.staff_id)
    origin = Origin(account, event, row.id, sender, contact.id if contact else None, key)
    doer = replace(scope, actor_id=actor[0], role=actor[1]) if actor else scope
    if _before_us(db, account, row, event, now):
        decision = _unasked(decision)
    decisions.store(doer, db, origin, decision if replies else _unsaid(decision), now)
    for pupil_id in _taken_back(decision):
        permissions.pull_posts(doer, db, now, arrival.day, arrival.rules.policy, pupil_id)


def _before_us(db: Db, account: AccountRow, row: Waiting, event: Inbound, now: datetime) -> bool:
    """A number may have had another use: what its list holds of that time waits for no answer of ours."""
    if row.trouble != inbox.FIRST_LOOK:
        return False
    added, founded = accounts.added_at(db, account.id), accounts.founded_at(db)
    return added is not None and founded is not None and written_before_us(event.sent_at, now, founded, *added)


def _taken_back(decision: Decision) -> set[int]:
    """Children of whom somebody has just taken a yes back: posts that show them may have to come down (BNV22)."""
    signed = (one.signed for one in decision.effects if isinstance(one, Sign))
    return {one.pupil_id for one in signed if one.pupil_id is not None and WITHDRAWN in one.answers.values()}


def _unsaid(decision: Decision) -> Decision:
    """Without the answer to the sender; what others are sent stays."""
    kept = (one for one in decision.effects if not (isinstance(one, Send) and _to_sender(one.parcel)))
    return replace(decision, effects=tuple(kept))


def _unasked(decision: Decision) -> Decision:
    """Without the answer, nor the memory of having given it."""
    return replace(decision, effects=tuple(one for one in _unsaid(decision).effects if not isinstance(one, Remember)))


def _to_sender(parcel: Parcel) -> bool:
    return not (parcel.staff_id or parcel.guardian_id or parcel.role or parcel.contact_id)

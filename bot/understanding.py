"""What is found out about an update before its transaction: whose school it is for, and what its words are about.

Triage takes milliseconds to tens of them: it runs off the event loop, and no database waits for it.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from bot import whichschool
from bot.domain.choosing import by_school, in_its_minute
from bot.domain.conversation import typed_digit
from bot.domain.messages import Inbound, Kind, Side
from bot.domain.policy import Thresholds
from bot.domain.routing import acting_time
from bot.domain.subjects import Triage
from bot.hub import Hub, as_hub
from bot.triage import Triager
from bot.whichschool import Choice
from storage import conversations, inbox
from storage.accounts import AccountRow
from storage.db import Db
from storage.inbox import Waiting

_MINUTE = 300  # characters of the minute before a text that it is understood with: of a page, the end says what it goes on
_SORTED = {Kind.TEXT, Kind.EDIT, Kind.PHOTO, Kind.VIDEO, Kind.FILE, Kind.VOICE}


@dataclass(frozen=True, slots=True)
class Understood:
    """`triage` of a minute's worth together; `alone` of this text, when the minute holds more."""

    choice: Choice
    triage: Triage = field(default_factory=Triage)
    alone: Triage | None = None


@dataclass(frozen=True, slots=True)
class _Before:
    """What triage needs of the time before a message. `minute`: what the sender wrote in the minute it belongs to."""

    language: str | None = None
    bars: Thresholds | None = None
    minute: str = ""


def understand(hub: Hub, account: AccountRow, sender: bytes, row: Waiting, event: Inbound) -> Understood:
    """Blocks: not for the event loop. Raises LookupError while there is no school at all.

    A digit alone says nothing of its own, and what it follows has been understood: read together with it, the same words were
    taken for danger and "0" rang nobody.
    """
    worded = bool(event.text.strip()) and typed_digit(event.text) is None
    spoken = account.side is Side.FAMILIES and event.kind in _SORTED and worded
    with hub.reading() as db:
        choice = _settled(whichschool.choose(hub, db, account, sender, event), row)
        before = _before(hub, db, account, sender, event, choice.school_id) if spoken and choice.school_id else None
    if choice.school_id is None and account.side is Side.FAMILIES and worded:
        return Understood(choice, hub.triager(event.text, None))
    return Understood(choice, *_triage(hub.triager, event.text, before)) if before else Understood(choice)


def _settled(choice: Choice, row: Waiting) -> Choice:
    """Who was asked which school and did not say: the first that knows them (law 8)."""
    unanswered = choice.school_id is None and row.trouble == inbox.UNANSWERED
    return replace(choice, school_id=choice.candidates[0]) if unanswered else choice


def _before(hub: Hub, db: Db, account: AccountRow, sender: bytes, event: Inbound, school_id: int) -> _Before:
    known = conversations.load(as_hub(school_id, "prepare"), db, account.id, sender)
    now = hub.now()
    policy = hub.rules.of(db, school_id, now).policy
    burst = known.running_burst(acting_time(event.sent_at, now), policy.messages.burst_s)
    return _Before(known.language, policy.triage, (burst.text or "") if burst else "")


def _triage(triager: Triager, text: str, before: _Before) -> tuple[Triage, Triage | None]:
    bars = before.bars or Thresholds()
    alone = by_school(triager(text, before.language), bars)
    if not before.minute.strip():
        return alone, None
    minute = by_school(triager(f"{before.minute[-_MINUTE:]}\n{text}", before.language), bars)
    return in_its_minute(minute, alone, bars), alone

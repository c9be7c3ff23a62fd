"""A hub that stands still: no loops and no wires. A test hands it one event or one row at a time and looks at what it did.

Storage, handle and deliver are the real ones; a carrier is a `Wire`, which answers as the test says.
"""

from __future__ import annotations

import contextlib
import itertools
import time
from collections import deque
from collections.abc import AsyncIterator, Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path
from typing import Any, TypeVar

from sqlalchemy import select, update

from bot import deliver, handle, presets
from bot.accept import accept
from bot.channels.base import Forgotten, Polled, Recorded, WebRequest
from bot.deliver.pacing import Leaving, Pacer
from bot.domain.messages import (
    Address,
    Button,
    Carrier,
    Event,
    Inbound,
    Kind,
    MediaRef,
    Outgoing,
    Received,
    SendError,
    SendState,
    Sent,
    Side,
    StatusReport,
)
from bot.domain.sending import Parcel
from bot.hub import Hub, as_hub
from bot.rules import RuleBook
from bot.translation import build as build_translation
from storage import accounts, outbox, tables
from storage.accounts import AccountRow
from storage.clock import lease_now
from storage.crypto import Keyring
from storage.db import Db
from storage.engine import make_engine
from storage.ids import new_id
from storage.keystore import SqlKeyStore
from storage.outbox import OutboxRow
from storage.partial import OUT_UNSURE, OUT_WAITS
from storage.writer import Writer
from tests.cast import FAMILIES, OAK_LANE, STAFF, Cast, Roll, settle
from tests.databases import opened
from tests.town import TUESDAY, shared_triager

T = TypeVar("T")
_out, _in = tables.outbox, tables.inbox


@dataclass(slots=True)
class Wire:
    """One account at a carrier. `answers` are used up first to last; then everything is taken."""

    carrier: Carrier
    events: dict[bytes, Event] = field(default_factory=dict)
    taken: list[tuple[str, Outgoing]] = field(default_factory=list)
    answers: deque[Sent | Exception] = field(default_factory=deque)
    found: Sent | SendError | None = None
    files: dict[str, bytes | SendError] = field(default_factory=dict)
    polled: deque[Polled | SendError] = field(default_factory=deque)
    done: list[str] = field(default_factory=list)  # spinners stopped, groups left
    _numbers: Iterator[int] = field(default_factory=lambda: itertools.count(1))

    def verify(self, request: WebRequest) -> tuple[Received, ...]:
        return (Received(provider_id=request.path, sender="1", payload=request.body),)

    def parse(self, payload: bytes) -> Event:
        if payload not in self.events:
            raise ValueError("not understood")
        return self.events[payload]

    async def poll(self, cursor: str | None) -> Polled:
        return _or_raise(self.polled.popleft()) if self.polled else Polled((), cursor)

    async def send(self, message: Outgoing) -> Sent:
        sent = _or_raise(self.answers.popleft()) if self.answers else Sent(f"{self.carrier}-{next(self._numbers)}")
        self.taken.append((sent.message_id, message))
        return sent

    async def find_sent(self, message: Outgoing, since_s: float, recorded: Recorded) -> Sent | None:
        return _or_raise(self.found) if self.found else None

    async def answer_button(self, callback_id: str) -> None:
        self.done.append(f"spinner {callback_id}")

    async def fetch(self, media: MediaRef, limit: int) -> bytes:
        return _or_raise(self.files[media.carrier_id])

    async def listen(self, url: str | None) -> None:
        self.done.append(f"listen {url}")

    async def forget(self, chat: str, message_id: str, blank: str, *, only_blank: bool = False) -> Forgotten:
        return Forgotten.BLANKED if only_blank else Forgotten.DELETED

    async def leave(self, place: Address) -> None:
        self.done.append(f"left {place.value}")

    async def check(self) -> str:
        return "wire"

    async def close(self) -> None:
        self.done.append("closed")


def _or_raise(answer: T | Exception) -> T:
    if isinstance(answer, Exception):
        raise answer
    return answer


class Unhurried(Pacer):
    """No carrier's limits here: its own tests hold the pace."""

    async def turn(self, account_id: int, carrier: Carrier, chat: str, parts: int = 1, lane: int = 1) -> Leaving:
        return Leaving(account_id, carrier, chat, time.monotonic())


@dataclass(slots=True)
class Still:
    """`hear` takes a text in, `turn` handles and delivers until nothing moves, `texts` is what a person was sent."""

    hub: Hub
    cast: Cast
    wires: dict[int, Wire]
    pacer: Pacer = field(default_factory=Unhurried)
    _numbers: Iterator[int] = field(default_factory=lambda: itertools.count(1))

    def at(self, moment: datetime) -> None:
        self.hub.school_offset = moment - lease_now()

    def account(self, side: Side, carrier: Carrier) -> AccountRow:
        return next(one for one in self.hub.accounts.values() if (one.side, one.carrier) == (side, carrier))

    def wire(self, who: str) -> Wire:
        side, address = whose(who)
        return self.wires[self.account(side, address.carrier).id]

    async def hear(self, who: str | Address, text: str = "", *, kind: Kind = Kind.TEXT, **more: Any) -> Inbound:
        """Accept one update of a person's, or of a family address nobody knows."""
        side, sender = whose(who) if isinstance(who, str) else (Side.FAMILIES, who)
        account, number = self.account(side, sender.carrier), str(next(self._numbers))
        sent_at = more.pop("sent_at", self.hub.now())
        event = Inbound(
            provider_id=number, message_id=number, sender=sender, sent_at=sent_at, kind=kind, text=text, **more
        )
        await self.take(account, event, sender.value)
        return event

    async def take(self, account: AccountRow, event: Event, sender: str | None) -> None:
        payload = f"{account.id}:{event.provider_id}".encode()
        self.wires[account.id].events[payload] = event
        await accept(self.hub, account, (Received(provider_id=event.provider_id, sender=sender, payload=payload),))

    async def report(self, message_id: str, state: SendState, error: str | None = None) -> None:
        """The SMS carrier's later word."""
        number = f"status-{next(self._numbers)}"
        told = StatusReport(provider_id=number, message_id=message_id, state=state, error=error)
        await self.take(self.account(Side.FAMILIES, Carrier.SMS), told, None)
        await self.turn()

    async def turn(self) -> None:
        while await handle.run_once(self.hub) + await deliver.run_once(self.hub, self.pacer):
            pass

    async def press(self, who: str, begins: str) -> None:
        """Press the newest button whose data or label begins so."""
        shown = [(message_id, one) for message_id, message in self.sent(who) for row in message.buttons for one in row]
        found = [one for one in shown if one[1].data.startswith(begins) or one[1].label.startswith(begins)]
        message_id, pressed = found[-1]
        await self.hear(who, kind=Kind.CHOICE, choice=pressed.data, callback_id="cb", reply_to=message_id)
        await self.turn()

    def sent(self, who: str | Address) -> list[tuple[str, Outgoing]]:
        address = whose(who)[1] if isinstance(who, str) else who
        return [one for wire in self.wires.values() for one in wire.taken if one[1].to == address]

    def texts(self, who: str | Address) -> list[str]:
        return [message.text for _, message in self.sent(who)]

    def buttons(self, who: str | Address) -> list[Button]:
        return [button for _, message in self.sent(who) for row in message.buttons for button in row]

    async def put(self, parcel: Parcel, **more: Any) -> int:
        """Queue a row of one's own making."""
        made = new_id()
        scope = as_hub(self.cast.school_id, "test")
        await self.hub.write(lambda db: outbox.add(scope, db, parcel, made, self.hub.now(), **more))
        return made

    async def rows(self, who: str | None = None) -> list[OutboxRow]:
        """The outbox in order; of one person when named."""

        def query(db: Db) -> list[OutboxRow]:
            ids = [row.id for row in db.all(select(_out.c.id).order_by(_out.c.id))]
            found = (outbox.one(as_hub(self.cast.school_id, "test"), db, one) for one in ids)
            return [row for row in found if row is not None]

        person = self.cast.guardians.get(who or "") or self.cast.staff.get(who or "")
        return [row for row in await self.hub.read(query) if not who or person in {row.guardian_id, row.staff_id}]

    async def row(self, row_id: int) -> OutboxRow:
        return next(row for row in await self.rows() if row.id == row_id)

    async def states(self) -> list[tuple[str, str | None]]:
        """State and trouble of every row, in order."""
        return [(row.state, row.trouble) for row in await self.rows()]

    async def inbox_states(self) -> list[str]:
        return [row.state for row in await self.hub.read(lambda db: db.all(select(_in.c.state).order_by(_in.c.id)))]

    async def later(self) -> None:
        """As if every pause and lease of the hub's had run out."""

        def unit(db: Db) -> None:
            db.run(update(_out).values(retry_at=None).where(OUT_WAITS, _out.c.state == "retry"))
            db.run(update(_out).values(retry_at=lease_now()).where(OUT_UNSURE, _out.c.state == "unknown"))
            db.run(tables.sender_claim.delete())

        await self.hub.write(unit)
        for account in list(self.hub.accounts.values()):
            self.hub.accounts[account.id] = replace(account, paused_until=None)

    async def write(self, unit: Callable[[Db], T]) -> T:
        return await self.hub.write(unit)


def whose(who: str) -> tuple[Side, Address]:
    if who in STAFF:
        return Side.STAFF, Address(Carrier.TELEGRAM, STAFF[who][2])
    _, _, _, carrier, value, _ = FAMILIES[who]
    return Side.FAMILIES, Address(carrier, value)


def _accounts(db: Db) -> list[AccountRow]:
    wanted = (
        (Carrier.TELEGRAM, Side.FAMILIES, "100001"),
        (Carrier.TELEGRAM, Side.STAFF, "100002"),
        (Carrier.SMS, Side.FAMILIES, "+447700900001"),
    )
    return [accounts.ensure_account(db, None, *one) for one in wanted]


@contextlib.asynccontextmanager
async def still(
    database_url: str, folder: Path, *, now: datetime = TUESDAY, policy: str | None = None, shared: bool = False, roll: Roll = OAK_LANE
) -> AsyncIterator[Still]:
    """The cast's school at `now`. `shared`: the accounts belong to no school, so each sender's has to be found."""
    store = make_engine(f"sqlite:///{folder / 'keys' / 'keys.db'}")
    engines, keys = opened(database_url), Keyring(b"k" * 32, SqlKeyStore(store))
    writer = Writer(engines.write)

    def found(db: Db) -> tuple[list[AccountRow], Cast]:
        rows = _accounts(db)
        cast = settle(db, policy if policy is not None else presets.read("demo"), now, roll=roll)
        if not shared:
            db.run(update(tables.carrier_account).values(school_id=cast.school_id))
            rows = [replace(row, school_id=cast.school_id) for row in rows]
        return rows, cast

    rows, cast = writer.run(lambda connection: found(Db(connection, keys)))
    wires = {row.id: Wire(row.carrier) for row in rows}
    hub = Hub(
        owner="host:1:still", engines=engines, writer=writer, keys=keys, accounts={row.id: row for row in rows},
        channels=dict(wires), rules=RuleBook(), triager=shared_triager(), translation=build_translation(),
        data_folder=folder / "data",
    )  # fmt: skip
    made = Still(hub, cast, wires)
    made.at(now)
    try:
        yield made
    finally:
        for task in list(hub.side_tasks):
            await task
        writer.close()
        engines.dispose()
        store.dispose()

"""A whole hub in this process, against the sandbox carriers on loopback: type as a parent, read as a teacher."""

from __future__ import annotations

import asyncio
import contextlib
import functools
import gc
import re
from collections.abc import AsyncIterator, Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, TypeVar
from unittest import mock

from sqlalchemy import and_, bindparam, func, or_, select

from bot import app, presets
from bot.deliver import pacing
from bot.domain.messages import Carrier
from bot.hub import Hub
from bot.learned.fusing import Level
from bot.lexiconfiles import load
from bot.sandbox.sandbox import Sandbox
from bot.sandbox.server import running as carriers
from bot.sandbox.sms_state import Status
from bot.sandbox.views import Bubble
from bot.settings import Settings
from bot.triage import Triager
from storage import clock, tables
from storage.clock import lease_now
from storage.crypto import make_master_key
from storage.db import Db
from tests import founded, ledger
from tests.cast import OAK_LANE, Cast, Roll, settle
from tests.plans import watched
from tests.ticking import Ticking

PARENTS, TEACHERS = "100001:" + "p" * 35, "100002:" + "s" * 35
ACCOUNT, AUTH, NUMBER = "AC" + "0" * 32, "secret-of-the-test-account", "+447700900001"
TUESDAY = datetime(2024, 3, 5, 10, 0, tzinfo=UTC)
T = TypeVar("T")
_PAUSE_S = 0.03  # between two looks at a hub at work: each look takes from its time
_SOON = timedelta(milliseconds=50)


_lexicon = functools.cache(load)


@functools.cache
def shared_triager() -> Triager:
    """Loading twenty lexicons once is enough for a session. Without the embedding: stories are many and must be quick."""
    ready = Triager(_lexicon(), Level.WORDS)
    gc.freeze()
    return ready


@functools.cache
def whole_triager() -> Triager:
    """As it is shipped, with the embedding: for stories marked `meaning`, whose words the weaker readers ask about."""
    return Triager(_lexicon())


@dataclass(slots=True)
class Town:
    """`say` and `press` act as a person; `sees` waits until a text shows on a person's phone."""

    sandbox: Sandbox
    hub: Hub
    cast: Cast
    address: str
    texted: list[str] = field(default_factory=list)  # SIDs of what people texted
    neighbour: Cast | None = None  # another school on the same host
    ticking: Ticking = field(default_factory=Ticking)
    stopped_clock: contextlib.ExitStack = field(default_factory=contextlib.ExitStack)
    written: int = 0  # units the hub's writer was given
    quiet: int = -1  # how many they were when nothing waited any more

    @contextlib.contextmanager
    def counting(self) -> Iterator[None]:
        """How often the hub writes tells, without asking the database, that it is still at work."""
        enqueue = self.hub.writer._enqueue

        def counted(*asked: Any) -> Any:
            self.written += 1
            return enqueue(*asked)

        with mock.patch.object(self.hub.writer, "_enqueue", counted):
            yield

    async def at(self, moment: datetime, *, still: bool = False) -> None:
        """Move the school's clock; what the ticks do at that time is done on return. `still`: it stands until the next move."""
        offset = moment - lease_now()
        await self.hub.write(lambda db: clock.set_offset(db, offset.total_seconds()))
        self.hub.school_offset = offset
        self.stopped_clock.close()
        if still:
            self.stopped_clock.enter_context(mock.patch.object(Hub, "now", lambda _hub: moment))
        self.hub.handle_bell.ring()
        self.hub.deliver_bell.ring()
        await self.ticking.round()

    @property
    def people(self) -> tuple[str, ...]:
        """Everybody with a phone."""
        return tuple(one for cast in (self.cast, self.neighbour) if cast for one in (*cast.guardians, *cast.staff))

    def say(self, who: str, text: str, *, reply_to: str | int | None = None) -> None:
        ledger.door(self._door(who))
        sent = self.sandbox.type(who, text, reply_to=reply_to)
        if self.sandbox.phone(who).carrier is Carrier.SMS:
            self.texted.extend(sent)

    def press(self, who: str, label: str) -> None:
        ledger.door(self._door(who))
        self.sandbox.press(who, label)

    def _door(self, who: str) -> str:
        phone = self.sandbox.phone(who)
        if phone.carrier is Carrier.SMS:
            return ledger.SMS
        staff = self.cast.staff | (self.neighbour.staff if self.neighbour else {})
        return ledger.STAFF_BOT if who in staff else ledger.TELEGRAM

    def screen(self, who: str) -> tuple[Bubble, ...]:
        try:
            return self.sandbox.screen(who)
        except KeyError:
            return ()

    def texts(self, who: str) -> list[str]:
        return [bubble.text for bubble in self.screen(who) if not bubble.mine]

    async def sees(self, who: str, pattern: str, *, within_s: float = 40.0) -> str:
        """The newest text on the phone that matches; fails with everything the phone shows."""

        def found() -> str | None:
            return next((text for text in reversed(self.texts(who)) if re.search(pattern, text)), None)

        try:
            return str(await self.sandbox.until(found, within_s))
        except TimeoutError:
            shown = "\n---\n".join(self.texts(who)) or "(nothing)"
            raise AssertionError(f"{who} does not see {pattern!r}; the phone shows:\n{shown}") from None

    async def settled(self, within_s: float = 40.0) -> None:
        """Wait until nothing that is due waits any more."""

        async with asyncio.timeout(within_s):
            before = self.quiet
            # While the hub writes it is at work: the database is asked when it has not for a moment, or not since it was quiet.
            while before != self.written or not self._idle():
                before = self.written
                await asyncio.sleep(_PAUSE_S)
            self.quiet = self.written

    def _idle(self) -> bool:
        if any(len(bot.updates) for bot in self.sandbox.store.bots.values()):
            return False
        if self._on_the_way():
            return False
        now = self.hub.now() + _SOON  # what becomes due while the database answers is due
        with self.hub.reading() as db:
            return not _busy(db, now, self.texted) and not self._on_the_way()

    def _on_the_way(self) -> bool:
        """Whether the network carries a text that has not reached its phone."""
        travels = {Status.QUEUED, Status.SENT}
        store = self.sandbox.store
        texts = (text for account in store.accounts.values() for text in account.messages.values())
        return any(text.status in travels and not store.handset(text.to).off for text in texts)

    async def read(self, query: Callable[[Db], T]) -> T:
        return await self.hub.read(query)

    async def open_card(self, who: str, title: str = "Open") -> str:
        """Press the newest Open button and return the card it becomes."""
        before = set(self.texts(who))
        self.press(who, title)

        def opened() -> str | None:
            return next((text for text in reversed(self.texts(who)) if text not in before), None)

        return str(await self.sandbox.until(opened, 40.0))


_KEPT, _OUT = tables.inbox, tables.outbox
_NEW = select(_KEPT.c.id).where(_KEPT.c.state == "new").exists()
_LEAVES = select(_OUT.c.id).where(
    or_(_OUT.c.state == "sending", and_(_OUT.c.state.in_(("queued", "retry")), _OUT.c.due_at <= bindparam("now")))
)
_STORED = select(func.count(_KEPT.c.id)).where(_KEPT.c.provider_id.in_(bindparam("texted", expanding=True)))
# One statement: between two, a row could go from due to being sent and look idle in both.
_BUSY = select(or_(_NEW, _LEAVES.exists(), _STORED.scalar_subquery() < bindparam("many")))


def _busy(db: Db, now: datetime, texted: list[str]) -> bool:
    return bool(db.value(_BUSY, now=now, texted=texted, many=len(set(texted))))


@contextlib.asynccontextmanager
async def town(
    database_url: str,
    folder: Path,
    *,
    now: datetime = TUESDAY,
    preset: str = "demo",
    policy: str | None = None,
    roll: Roll = OAK_LANE,
    neighbour: tuple[str, Roll] | None = None,
    linked: bool = True,
    start: bool = True,
    paced: bool = False,
    **more: object,
) -> AsyncIterator[Town]:
    """The cast's school on fresh storage, at `now`. `neighbour`: a second one on the same host, by preset and roll."""
    holder: dict[str, Town] = {}

    async def set_clock(moment: datetime) -> None:
        await holder["town"].at(moment)

    async def move_clock(seconds: float) -> None:
        await holder["town"].at(holder["town"].hub.now() + timedelta(seconds=seconds))

    sandbox = Sandbox(seed=1, now=lambda: _now(holder), move_clock=move_clock, set_clock=set_clock)
    sandbox.add_bot(PARENTS, "oak_lane_bot", "Oak Lane")
    sandbox.add_bot(TEACHERS, "oak_lane_staff_bot", "Oak Lane staff")
    sandbox.add_sms_account(ACCOUNT, AUTH, NUMBER)
    both = [roll, *([neighbour[1]] if neighbour else [])]
    for one in both:
        _phones(sandbox, one)
    make_master_key(folder / "keys" / "bookbag.key")
    document = policy if policy is not None else presets.read(preset)
    began = founded.before(database_url, folder)
    next_door = (neighbour[0], id(neighbour[1])) if neighbour else ()
    founding = (began, document, now, linked, id(roll), *next_door, *sorted(map(repr, more.items())))
    casts = founded.put_back(founding, database_url, folder) if began else None
    async with carriers(sandbox) as base:
        settings = Settings(
            _env_file=None,
            data_folder=folder / "data",
            database_url=database_url,
            key_file=folder / "keys" / "bookbag.key",
            parent_bot_token=PARENTS,
            staff_bot_token=TEACHERS,
            twilio_account_sid=ACCOUNT,
            twilio_auth_token=AUTH,
            twilio_number=NUMBER,
            telegram_api_url=base,
            twilio_api_url=base,
            listen_port=0,
            poll_seconds=0.3,
            long_poll_seconds=1,
            sandbox=True,
            **more,  # type: ignore[arg-type]
        )
        hub = app.build(settings, shared_triager())
        ledger.preset(preset if policy is None else "own policy")
        ledger.database(database_url)
        if casts is None:
            cast = await hub.write(lambda db: settle(db, document, now, linked=linked, roll=roll))
            beside = await _beside(hub, now, neighbour, linked=linked) if neighbour else None
            casts = cast, beside
            if began:
                founded.keep(founding, both, database_url, folder, casts)
        made = holder["town"] = Town(sandbox, hub, casts[0], "", neighbour=casts[1])
        if neighbour:
            ledger.preset(neighbour[0])
        await made.at(now)
        if linked and start:
            _met(sandbox, *both)
        hurry = {} if paced else {Carrier.TELEGRAM: 0.0}
        async with contextlib.AsyncExitStack() as stack:
            stack.enter_context(mock.patch.dict(pacing._PER_CHAT, hurry))
            stack.enter_context(made.stopped_clock)
            stack.enter_context(made.ticking.watching())
            stack.enter_context(watched(hub.engines))
            stack.enter_context(made.counting())
            address = await stack.enter_async_context(app.running(settings, hub))
            made.address = address
            await made.ticking.round()  # what the day brings by itself comes before the story, not into it
            await made.settled()
            yield made


async def _beside(hub: Hub, now: datetime, neighbour: tuple[str, Roll], *, linked: bool) -> Cast:
    preset, roll = neighbour
    return await hub.write(lambda db: settle(db, presets.read(preset), now, linked=linked, slug="next-door", roll=roll))


def _now(holder: dict[str, Town]) -> datetime:
    return holder["town"].hub.now() if "town" in holder else lease_now()


def _has_phone(sandbox: Sandbox, key: str) -> bool:
    try:
        return bool(sandbox.phone(key))
    except KeyError:
        return False


def _phones(sandbox: Sandbox, roll: Roll = OAK_LANE) -> None:
    first = len(sandbox.store.phones)
    for place, (key, (_, _, language, carrier, value, _)) in enumerate(roll.families.items(), first):
        if _has_phone(sandbox, key):  # a family of two schools
            continue
        if carrier is Carrier.SMS:
            sandbox.add_phone(key, carrier=carrier, number=value, language=language, opens=NUMBER)
        else:
            number = f"+4477009001{50 + place}"
            sandbox.add_phone(key, user_id=int(value), number=number, language=language, opens="oak_lane_bot")
    for place, (key, (_, _, value, _)) in enumerate(roll.staff.items(), first):
        number = f"+4477009002{50 + place}"
        sandbox.add_phone(key, user_id=int(value), number=number, opens="oak_lane_staff_bot")


def _met(sandbox: Sandbox, *rolls: Roll) -> None:
    """A bot may only write to people who pressed Start, long before the story."""
    families = (key for roll in rolls for key, one in roll.families.items() if one[3] is Carrier.TELEGRAM)
    for key in dict.fromkeys((*families, *(key for roll in rolls for key in roll.staff))):
        sandbox.met(key)

"""The whole way of a note, beside a bot that only says it back."""

from __future__ import annotations

import asyncio
import contextlib
import statistics
from collections.abc import AsyncIterator, Callable
from dataclasses import replace
from pathlib import Path
from unittest import mock

from telegram import Update
from telegram.ext import Application, ContextTypes, MessageHandler, filters

from bot.deliver import pacing
from bot.domain.messages import Carrier
from bot.sandbox.sandbox import Sandbox
from bot.sandbox.server import running as carriers
from storage import inbox
from tests.bench.measure import Bench, Row, rate
from tests.cast import OAK_LANE
from tests.town import PARENTS, Town, _met, _phones, town

_NOTES, _ROUNDS = 120, 3
_MORE = {f"f{n}": (f"Parent{n}", f"Family{n}", "en", Carrier.TELEGRAM, str(80_000 + n), (f"c{n}",)) for n in range(38)}
_CHILDREN = {f"c{n}": (f"Child{n}", f"Family{n}", list(OAK_LANE.classes)[n % len(OAK_LANE.classes)]) for n in range(38)}
SCHOOL = replace(OAK_LANE, families={**OAK_LANE.families, **_MORE}, pupils={**OAK_LANE.pupils, **_CHILDREN})
WRITERS = ("marta", "piotr", *_MORE)


def whole_way(bench: Bench) -> tuple[Row, ...]:
    """Notes typed at once by forty families on Telegram, until the last is answered; both bots share a process with their carrier.

    Neither keeps a carrier's limit here: at 30 a second there would be nothing to compare.
    """
    floor, ours = [], []
    for number in range(_ROUNDS):
        floor.append(asyncio.run(_echoed()))
        ours.append(asyncio.run(_handled(bench.folder / str(number))))
    what = "accept, sort, route, store and deliver a note over the Bot API"
    peer = "bare python-telegram-bot echo, stock, 32 at once"
    return (rate(what, peer, statistics.median(floor), statistics.median(ours), 1.0),)


async def _handled(folder: Path) -> float:
    await asyncio.to_thread((folder / "keys").mkdir, parents=True)
    unpaced = mock.patch.dict(pacing._OVERALL, {Carrier.TELEGRAM: 0.0}), mock.patch.dict(pacing._WINDOW, clear=True)
    async with town(f"sqlite:///{folder / 'bookbag.db'}", folder, roll=SCHOOL) as oak_lane, _entered(*unpaced):
        loop, before = asyncio.get_running_loop(), _done(oak_lane)
        began = loop.time()
        for number in range(_NOTES):
            oak_lane.say(WRITERS[number % len(WRITERS)], f"reading record {number} is in the bag")
        await _until(lambda: _done(oak_lane) >= before + _NOTES)
        await oak_lane.settled(120.0)
        return _NOTES / (loop.time() - began)


@contextlib.asynccontextmanager
async def _entered(*contexts: contextlib.AbstractContextManager[object]) -> AsyncIterator[None]:
    with contextlib.ExitStack() as stack:
        for one in contexts:
            stack.enter_context(one)
        yield


async def _until(check: Callable[[], bool]) -> None:
    """Looks seldom, and as often at either: a look at each change takes its time from the bot that is measured."""
    async with asyncio.timeout(120.0):
        while not check():  # noqa: ASYNC110
            await asyncio.sleep(0.1)


def _done(oak_lane: Town) -> int:
    with oak_lane.hub.reading() as db:
        return inbox.counts(db).get("done", 0)


def _carrier() -> Sandbox:
    sandbox = Sandbox(seed=1)
    sandbox.add_bot(PARENTS, "oak_lane_bot", "Oak Lane")
    sandbox.add_bot("100002:" + "s" * 35, "oak_lane_staff_bot", "Oak Lane staff")
    sandbox.add_sms_account("AC" + "0" * 32, "secret-of-the-test-account", "+447700900001")
    _phones(sandbox, SCHOOL)
    _met(sandbox, SCHOOL)
    return sandbox


async def _echoed() -> float:
    sandbox = _carrier()
    async with carriers(sandbox) as base, _echo(base):
        loop = asyncio.get_running_loop()
        before, began = _answers(sandbox), loop.time()
        for number in range(_NOTES):
            sandbox.type(WRITERS[number % len(WRITERS)], f"reading record {number} is in the bag")
        await _until(lambda: _answers(sandbox) >= before + _NOTES)
        return _NOTES / (loop.time() - began)


def _answers(sandbox: Sandbox) -> int:
    return sum(not bubble.mine for who in WRITERS for bubble in sandbox.screen(who))


@contextlib.asynccontextmanager
async def _echo(base: str) -> AsyncIterator[None]:
    async def answer(update: Update, _context: ContextTypes.DEFAULT_TYPE) -> None:
        if update.message is not None:
            await update.message.reply_text(update.message.text or "")

    made = Application.builder().token(PARENTS).base_url(f"{base}/bot").concurrent_updates(32).build()
    made.add_handler(MessageHandler(filters.TEXT, answer))
    async with made:
        await made.start()
        if made.updater is not None:
            await made.updater.start_polling(timeout=1)
        yield
        if made.updater is not None:
            await made.updater.stop()
        await made.stop()

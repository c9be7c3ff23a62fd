"""Messages through a suppgram in a process of its own."""

from __future__ import annotations

import asyncio
from pathlib import Path

from bot.sandbox.sandbox import Sandbox
from bot.sandbox.server import running as carriers
from bot.sandbox.telegram_state import TelegramChat
from tests.bench.foreign import foreign
from tests.bench.whole_way import _NOTES, SCHOOL, WRITERS, _carrier, _until
from tests.town import PARENTS, TEACHERS

_MANAGERS = "100003:" + "m" * 35
_OWNER, _MANAGER_BOT = "office", "oak_lane_office_bot"


async def suppgram(interpreter: str, folder: Path) -> float:
    """Messages a second, until the last stands in the group of its agents; every writer has written once before."""
    await asyncio.to_thread(folder.mkdir, parents=True)
    sandbox = _carrier()
    sandbox.add_bot(_MANAGERS, _MANAGER_BOT, "Oak Lane office")
    owner = SCHOOL.staff[_OWNER][2]
    async with carriers(sandbox) as base:
        with foreign(interpreter, "peer_suppgram.py", base, str(folder / "peer.db"), owner, _MANAGERS, PARENTS, TEACHERS):
            group = await _group(sandbox)
            await _shown(sandbox, group, len(WRITERS))
            loop = asyncio.get_running_loop()
            began = loop.time()
            await _shown(sandbox, group, _NOTES)
            return _NOTES / (loop.time() - began)


async def _group(sandbox: Sandbox) -> TelegramChat:
    """The agents' group, once the bot has taken it for that."""
    await _until(lambda: bool(sandbox.bot(_MANAGER_BOT).commands))
    group = sandbox.add_to_group(_OWNER, "Office", chat=f"telegram:{_MANAGER_BOT}")
    sandbox.write_in_group(_OWNER, group.id, "/agents", chat=f"telegram:{_MANAGER_BOT}")
    await _until(lambda: any(message.from_bot for message in group.shown))
    return group


async def _shown(sandbox: Sandbox, group: TelegramChat, count: int) -> None:
    before = _notes(group)
    for number in range(count):
        sandbox.type(WRITERS[number % len(WRITERS)], f"reading record {number} is in the bag")
    await _until(lambda: _notes(group) >= before + count)


def _notes(group: TelegramChat) -> int:
    """One message shows all that a customer wrote."""
    return sum(message.text.count("is in the bag") for message in group.shown)

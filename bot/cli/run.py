"""`bookbag run`: the hub, until it is told to stop."""

from __future__ import annotations

import asyncio
import signal

from bot import app
from bot.cli.out import load_settings, plain_faults, say
from bot.hub import Hub
from bot.settings import Settings


def run() -> None:
    """Run the hub: poll or listen, sort, hold, deliver. Stops gracefully on SIGTERM or Ctrl-C."""
    settings = load_settings()
    with plain_faults():
        hub = app.build(settings)
        asyncio.run(_serve(settings, hub))


async def _serve(settings: Settings, hub: Hub) -> None:
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stop.set)
    async with app.running(settings, hub) as address:
        say(f"listening on {address}")
        await stop.wait()
    say("stopped")

"""`bookbag run`: the hub, until it is told to stop."""

from __future__ import annotations

import asyncio
import json
import signal
from typing import Annotated

import typer

from bot import app
from bot.cli import first_run
from bot.cli.out import load_settings, plain_faults, say
from bot.domain.messages import Carrier
from bot.duty import Duty
from bot.hub import Hub
from bot.process import few_heaps, hand_over_soon
from bot.settings import Settings


def run(
    as_json: Annotated[bool, typer.Option("--json", help="Print where it listens as JSON, one object a line.")] = False,
    role: Annotated[
        Duty,
        typer.Option(
            envvar="BOOKBAG_ROLE",
            help="What this process does where several share a PostgreSQL: web takes in and shows pages, worker fetches, "
            "sorts and sends (one at a time; another takes over), all does both."
        ),
    ] = Duty.ALL,
) -> None:
    """Run the hub: poll or listen, sort, hold, deliver; where no school is yet, set one up in a browser first."""
    few_heaps()
    settings = load_settings()
    with plain_faults():
        if first_run.is_due(settings):
            asyncio.run(_set_up(settings, as_json=as_json))
            return
        hub = app.build(settings)
        asyncio.run(_serve(settings, hub, role, as_json=as_json))


def _told_to_stop() -> asyncio.Event:
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stop.set)
    return stop


async def _set_up(settings: Settings, *, as_json: bool) -> None:
    await first_run.serve(settings, _told_to_stop(), as_json=as_json)
    say(json.dumps({"stopped": True}) if as_json else "stopped")


async def _serve(settings: Settings, hub: Hub, role: Duty, *, as_json: bool) -> None:
    hand_over_soon()
    stop = _told_to_stop()
    async with app.running(settings, hub, duty=role) as address:
        where = f"listening on {address}" if address else "at work, listening on nothing"
        say(json.dumps({"listening": address or None}) if as_json else where)
        for line in by_hand(settings, hub):
            say(json.dumps({"note": line}) if as_json else line)
        await stop.wait()
    say(json.dumps({"stopped": True}) if as_json else "stopped")


def by_hand(settings: Settings, hub: Hub) -> list[str]:
    """Telegram is told where to post by the hub; a Twilio number's webhook is set in Twilio's console, by a person."""
    if not settings.public_url:
        return []
    mine = [account for account in hub.accounts.values() if account.carrier is Carrier.SMS]
    return [f"Twilio's 'A message comes in' is {app.webhook_url(settings, account)}" for account in mine]

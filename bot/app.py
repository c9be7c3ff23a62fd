"""The only place where real things are built and handed to each other."""

from __future__ import annotations

import asyncio
import contextlib
import os
import secrets
import socket
import ssl
from collections.abc import AsyncIterator, Callable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

import structlog
from apscheduler.schedulers.asyncio import AsyncIOScheduler
from starlette.types import ASGIApp

from bot import beginning, deliver
from bot.alerts import Watch
from bot.channels import CHANNELS
from bot.channels.base import Channel
from bot.deliver import active
from bot.deliver.pacing import Pacer
from bot.domain.messages import Carrier, SendError, Side
from bot.duty import Duty
from bot.hub import Hub
from bot.mail import mailer_for
from bot.opening import NotSetUp, configured, copies_of, open_database, open_keys, shipping_of
from bot.privacy import offsite
from bot.rules import RuleBook
from bot.scheduler import loops, ticks, waking
from bot.settings import TELEGRAM, TWILIO, Settings
from bot.translation import build as build_translation
from bot.triage import Triager
from bot.web import transport
from bot.web.console.guests import Guest
from bot.web.server import create_app, listening
from storage import accounts, clock
from storage.accounts import AccountRow
from storage.crypto import Keyring
from storage.db import Db
from storage.engine import Engines
from storage.waking import can_call
from storage.writer import Writer

log = structlog.get_logger()
Now = Callable[[], datetime]
Serve = Callable[[ASGIApp, str, int, ssl.SSLContext | None], contextlib.AbstractAsyncContextManager[str]]
_WIND_DOWN_S = 6.0


def build_channels(
    settings: Settings, writer: Writer, keys: Keyring, now: Now
) -> tuple[dict[int, AccountRow], dict[int, Channel]]:
    """One account row and one channel for each configured bot and number."""

    def ensure(db: Db) -> list[AccountRow]:
        schools = accounts.schools(db)
        school_id = schools[0].id if len(schools) == 1 else None
        made = [accounts.ensure_account(db, school_id, *wanted) for wanted in configured(settings)]
        for account in made if len(schools) > 1 else ():
            accounts.share(db, account.id)  # a second school came to an account that was the first one's
        return [replace(account, school_id=None) if len(schools) > 1 else account for account in made]

    found = writer.run(lambda connection: ensure(Db(connection, keys)))
    return {account.id: account for account in found}, {
        account.id: _channel(settings, account, now) for account in found
    }


def _channel(settings: Settings, account: AccountRow, now: Now) -> Channel:
    if account.carrier is Carrier.TELEGRAM:
        token = settings.parent_bot_token if account.side is Side.FAMILIES else settings.staff_bot_token
        return CHANNELS[Carrier.TELEGRAM](
            token=token.get_secret_value(),
            base_url=settings.telegram_api_url,
            webhook_secret=settings.webhook_secret.get_secret_value() or None,
            poll_s=settings.long_poll_seconds,
            trust_env=settings.trust_proxy_environment,
            now=now,
        )
    return CHANNELS[Carrier.SMS](
        account_sid=settings.twilio_account_sid,
        auth_token=settings.twilio_auth_token.get_secret_value(),
        number=settings.twilio_number,
        base_url=settings.twilio_api_url,
        public_url=settings.public_url or None,
        status_path=f"/in/{account.id}" if settings.public_url else "",
        trust_env=settings.trust_proxy_environment,
        now=now,
    )


def build(settings: Settings, triager: Triager | None = None) -> Hub:
    """Everything but the loops. Raises NotSetUp, KeyProblem or the database's error."""
    keys, engines = open_keys(settings), open_database(settings)
    triage = triager or Triager()  # before the carriers' libraries: they take the room that reading the lexicons leaves
    writer = Writer(engines.write)
    offset = _school_offset(settings, engines, keys)
    clocked: list[Hub] = []  # channels stamp what carries no time of its own with school time
    rows, wires = build_channels(settings, writer, keys, lambda: clocked[0].now())
    if not rows:
        raise NotSetUp("no bot and no number is configured: run `bookbag init`, or fill in .env")
    owner = f"{socket.gethostname()}:{os.getpid()}:{secrets.token_hex(3)}"
    steady = writer.run(lambda connection: beginning.begin(Db(connection, keys), owner, offset))
    hub = Hub(
        owner=owner,
        engines=engines,
        writer=writer,
        keys=keys,
        accounts=rows,
        channels=wires,
        rules=RuleBook(),
        triager=triage,
        translation=build_translation(
            libre_url=settings.translator_url or None,
            libre_key=settings.translator_key.get_secret_value() or None,
            allowed_hosts=settings.translator_allowed_hosts,
        ),
        data_folder=settings.data_folder,
        public_url=settings.public_url.rstrip("/"),
        copies=copies_of(settings),
        school_offset=offset,
        steady=steady,
    )
    clocked.append(hub)
    return hub


def _school_offset(settings: Settings, engines: Engines, keys: Keyring) -> timedelta:
    """A moved clock beside a real carrier would ring families at night: refuse to start."""
    with engines.read.connect() as connection:
        offset = clock.offset(Db(connection, keys))
    real = settings.telegram_api_url == TELEGRAM or (settings.twilio_account_sid and settings.twilio_api_url == TWILIO)
    if offset and (real or not settings.sandbox):
        raise NotSetUp(
            "this database's clock was moved by a sandbox: it may not run beside a real carrier; use a new data folder"
        )
    if settings.sandbox and real:
        raise NotSetUp("BOOKBAG_SANDBOX refuses to start beside the real carriers' addresses")
    return offset


def webhook_url(settings: Settings, account: AccountRow) -> str | None:
    """Where the carrier posts what comes in; None while the hub polls."""
    return f"{settings.public_url.rstrip('/')}/in/{account.id}" if settings.public_url else None


async def _listen(settings: Settings, hub: Hub) -> None:
    """Tell each carrier how we take mail: by webhook with a public address, else by polling."""
    for account in hub.accounts.values():
        try:
            await hub.channels[account.id].listen(webhook_url(settings, account))
        except SendError as error:
            log.warning("carrier_not_told", account_id=account.id, trouble=str(error.trouble))


def watch_of(settings: Settings) -> Watch:
    """What the alerts look at; the clock is compared with the carrier that is there."""
    return Watch(
        mailer=mailer_for(settings.smtp_url, settings.smtp_from),
        to=settings.alert_to,
        backup_folder=settings.backup_folder,
        changes_folder=copies_of(settings).changes,
        clock_url=settings.telegram_api_url if settings.staff_bot_token.get_secret_value() else settings.twilio_api_url,
        public_url=settings.public_url,
        certificate_file=settings.tls_certificate,
        trust_proxy=settings.trust_proxy_environment,
    )


def tls_of(settings: Settings) -> ssl.SSLContext | None:
    """None where a proxy ends it. Raises NotSetUp for a pair that cannot be used."""
    if settings.tls_certificate is None or settings.tls_key is None:
        return None
    try:
        return transport.context(settings.tls_certificate, settings.tls_key)
    except OSError as error:
        raise NotSetUp(f"BOOKBAG_TLS_CERTIFICATE and BOOKBAG_TLS_KEY cannot be used: {error.strerror or error}") from None


@contextlib.asynccontextmanager
async def running(
    settings: Settings, hub: Hub, guests: Sequence[Guest] = (), serve: Serve = listening, duty: Duty = Duty.ALL
) -> AsyncIterator[str]:
    """The hub at work; yields the web server's address, empty without one. Stops gracefully: what was accepted is on disk.

    `serve` is the web server, or one that listens already. `guests` get in to the console without being asked: beside a
    sandbox only, which is on loopback only.
    """
    if guests and not settings.sandbox:
        raise NotSetUp("only the demo has an open door to the console")
    await _listen(settings, hub)
    hub.aside(hub.translation.prepare())
    site = create_app(hub, settings.public_url, guests)
    async with (
        serve(site, settings.listen_host, settings.listen_port, tls_of(settings))
        if duty.serves
        else contextlib.nullcontext("") as address,
        _working(settings, hub, duty),
    ):
        yield address
    await close(hub)


@contextlib.asynccontextmanager
async def _working(settings: Settings, hub: Hub, duty: Duty) -> AsyncIterator[None]:
    """Loops and ticks; every process of a sandbox reads its clock."""
    scheduler = await _scheduler(settings, hub) if duty.works else None
    working = _at_work(hub) if duty.works else []
    fetching = [asyncio.create_task(loops.clock_watching(hub))] if settings.sandbox else []
    fetching += _fetching(settings, hub) if duty.works else []
    fetching += _waking(hub, duty)
    if scheduler is not None:
        scheduler.start()
    try:
        yield
    finally:
        if scheduler is not None:
            scheduler.shutdown(wait=False)
        await _wind_down(hub, working, fetching)
        await active.give_up(hub)


async def _scheduler(settings: Settings, hub: Hub) -> AsyncIOScheduler:
    ships = shipping_of(settings) if await offsite.at_start(hub, settings.backup_country) else None
    return ticks.build(hub, watch_of(settings), ships)


def _at_work(hub: Hub) -> list[asyncio.Task[None]]:
    pacer = Pacer()
    return [
        asyncio.create_task(loops.handling(hub)),
        asyncio.create_task(loops.delivering(hub, pacer, deliver.TALK)),
        asyncio.create_task(loops.delivering(hub, pacer, deliver.NEWS)),
        asyncio.create_task(loops.recovering(hub)),
        asyncio.create_task(loops.comparing(hub)),
    ]


def _fetching(settings: Settings, hub: Hub) -> list[asyncio.Task[None]]:
    """Without a public address inbound mail is fetched; with one, SMS is still looked over for what was missed."""
    return [
        asyncio.create_task(loops.polling(hub, account.id, settings.poll_seconds))
        for account in hub.accounts.values()
        if not settings.public_url or account.carrier is Carrier.SMS
    ]


def _waking(hub: Hub, duty: Duty) -> list[asyncio.Task[None]]:
    """Where the work is shared out, and the database carries calls."""
    if duty is Duty.ALL or not can_call(hub.engines.read):
        return []
    calling = asyncio.create_task(waking.calling(hub))
    return [calling, asyncio.create_task(waking.listening(hub))] if duty.works else [calling]


async def _wind_down(hub: Hub, working: list[asyncio.Task[None]], fetching: list[asyncio.Task[None]]) -> None:
    """What is being handled or sent may end, so that nothing is sent twice; a fetch is cut off, as the carrier keeps
    what was not acknowledged.
    """
    hub.stopping.set()
    hub.handle_bell.ring()
    hub.deliver_bell.ring()
    for task in fetching:
        task.cancel()
    _, late = await asyncio.wait(working, timeout=_WIND_DOWN_S) if working else (set(), working)
    for task in late:
        task.cancel()
    await asyncio.gather(*working, *fetching, return_exceptions=True)


async def close(hub: Hub) -> None:
    for task in list(hub.side_tasks):
        task.cancel()
    await asyncio.gather(*hub.side_tasks, return_exceptions=True)
    for channel in hub.channels.values():
        await channel.close()
    hub.translation.close()
    hub.writer.close()
    hub.engines.dispose()
    hub.keys.close()

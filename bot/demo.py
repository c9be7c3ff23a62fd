"""`make demo`: a sample school, both carriers in a sandbox, phones on a web page. Everything on loopback, made anew each time."""

from __future__ import annotations

import asyncio
import contextlib
import json
import secrets
import shutil
import signal
import sys
from collections.abc import AsyncIterator, Callable
from datetime import date, datetime, timedelta
from pathlib import Path

from bot import app, presets
from bot.domain.access import Scope
from bot.domain.messages import Address, Carrier, Side
from bot.domain.people import DutyKind, Role, Staff
from bot.hub import Hub
from bot.logs import configure
from bot.roster import sample
from bot.roster.apply import import_roster
from bot.sandbox.sandbox import Sandbox
from bot.sandbox.server import running as carriers
from bot.settings import Settings
from bot.signing_in import factors, making, passwords
from bot.web.console.guests import Guest
from storage import accounts, clock, contacts, policies, signin, staffing
from storage.clock import lease_now
from storage.crypto import make_master_key
from storage.db import Db
from storage.staffing import Member

FOLDER = Path("data/demo")
PARENTS, STAFF = "700001:" + "demo-parents-bot-no-secret-here-ok", "700002:" + "demo-staff-bot-no-secret-here-okay"
ACCOUNT, AUTH, NUMBER = "AC" + "d" * 32, "demo-auth-token-no-secret", "+441632960100"

# name on the page, carrier, number as listed, Telegram id, language, role
PHONES = (
    ("Marta", Carrier.TELEGRAM, "+447700900101", 7001, "pl", "parent of Ola (3B) and Jan (5A), Polish"),
    ("Beth", Carrier.TELEGRAM, "+447700900104", 7002, "en", "parent of Finn (3B)"),
    ("Sana", Carrier.SMS, "+447700900103", 0, "ur", "parent of Zain (3B), Urdu, SMS only"),
    ("Tess", Carrier.TELEGRAM, "+447700900118", 7003, "en", "teaches 3B"),
    ("Orla", Carrier.TELEGRAM, "+447700900114", 7004, "en", "school office"),
    ("Dana", Carrier.TELEGRAM, "+447700900112", 7005, "en", "safeguarding lead"),
)
# Who comes in to the console by a button, found in the sample school.
GUESTS: tuple[tuple[str, Callable[[Member], bool]], ...] = (
    ("the office", lambda one: Role.OFFICE in one.roles and one.joined),
    ("teaches 3B", lambda one: (DutyKind.TEACHES, "3B") in one.classes),
    ("head", lambda one: Role.HEAD in one.roles),
    ("safeguarding lead", lambda one: Role.DSL in one.roles),
    ("data protection officer", lambda one: Role.DPO in one.roles),
    ("technician", lambda one: Role.TECHNICIAN in one.roles),
)
_STAFF_PHONES = frozenset({"Tess", "Orla", "Dana"})


def serve_demo(port: int, seed: int, *, as_json: bool = False) -> None:
    """Runs until Ctrl-C. Raises nothing an operator cannot mend: a taken port is one line."""
    configure("ERROR")
    shutil.rmtree(FOLDER, ignore_errors=True)
    FOLDER.mkdir(parents=True, mode=0o700)
    asyncio.run(_serve(port, seed, as_json=as_json))


async def _serve(port: int, seed: int, *, as_json: bool) -> None:
    stop = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, stop.set)
    async with demo(port, seed) as (page, console, hub):
        sys.stdout.write(json.dumps({"listening": page, "console": console}) + "\n" if as_json else _welcome(page, console, hub))
        sys.stdout.flush()
        await stop.wait()


def _welcome(page: str, console: str, hub: Hub) -> str:
    return (
        "Oak Lane is open: a sample school with 12 classes and 350 pupils, all invented.\n"
        f"Phones: {page}\n"
        f"Console: {console} (come in as the office, a teacher or the head by a button)\n"
        "Type as a parent, press Open as the teacher, reply to a message, move the clock. Ctrl-C stops it.\n"
        f"(school time {hub.now():%A %H:%M}; nothing leaves this machine)\n"
    )


@contextlib.asynccontextmanager
async def demo(port: int, seed: int, folder: Path = FOLDER) -> AsyncIterator[tuple[str, str, Hub]]:
    """The whole demo; yields the addresses of the phones' page and of the console, and the hub."""
    hubs: list[Hub] = []
    sandbox = Sandbox(
        seed=seed,
        now=lambda: hubs[0].now() if hubs else lease_now(),
        move_clock=lambda seconds: _set_clock(hubs[0], hubs[0].now() + timedelta(seconds=seconds)),
        set_clock=lambda moment: _set_clock(hubs[0], moment),
    )
    _carriers(sandbox)
    make_master_key(folder / "keys" / "bookbag.key")
    async with carriers(sandbox, port=port) as base:
        settings = _settings(folder, base)
        hub = app.build(settings)
        hubs.append(hub)
        await hub.write(lambda db: _found_school(hub, db, seed))
        await _set_clock(hub, _next_tuesday(hub.now()))
        _start_chats(sandbox)
        guests = await hub.write(lambda db: _guests(hub, db))
        async with app.running(settings, hub, guests) as address:
            yield base, f"{address}/console", hub


def _carriers(sandbox: Sandbox) -> None:
    sandbox.add_bot(PARENTS, "oak_lane_bot", "Oak Lane")
    sandbox.add_bot(STAFF, "oak_lane_staff_bot", "Oak Lane staff")
    sandbox.add_sms_account(ACCOUNT, AUTH, NUMBER).answers_keywords = False
    for name, carrier, number, user_id, language, role in PHONES:
        opens = (
            NUMBER if carrier is Carrier.SMS else ("oak_lane_staff_bot" if name in _STAFF_PHONES else "oak_lane_bot")
        )
        sandbox.add_phone(
            name, carrier=carrier, number=number, user_id=user_id, language=language, role=role, opens=opens
        )


def _settings(folder: Path, base: str) -> Settings:
    return Settings(
        _env_file=None,
        data_folder=folder / "data",
        key_file=folder / "keys" / "bookbag.key",
        parent_bot_token=PARENTS,
        staff_bot_token=STAFF,
        twilio_account_sid=ACCOUNT,
        twilio_auth_token=AUTH,
        twilio_number=NUMBER,
        telegram_api_url=base,
        twilio_api_url=base,
        listen_port=0,
        poll_seconds=0.3,
        long_poll_seconds=5,
        sandbox=True,
        log_level="ERROR",
    )


def _found_school(hub: Hub, db: Db, seed: int) -> None:
    """Oak Lane through the real importer, with terms that cover today, and the cast's phones linked."""
    now = hub.now()
    school = accounts.add_school(db, "oak-lane", now)
    scope = Scope(school.id, None, Role.OFFICE, "demo")
    policies.add_version(scope, db, presets.read("demo"), now, "demo", in_force_from=now - timedelta(days=400))
    _terms(scope, db, now.date())
    import_roster(scope, db, sample.generate(seed), now)
    for account in hub.accounts.values():
        for name, carrier, number, user_id, _, _ in PHONES:
            side = Side.STAFF if name in _STAFF_PHONES else Side.FAMILIES
            if (account.carrier, account.side) == (carrier, side):
                _link(scope, db, account.id, side, carrier, number, user_id, now)


def _terms(scope: Scope, db: Db, today: date) -> None:
    """Three terms of the school year around today, so that next openings are known."""
    first = today.year if today.month >= 8 else today.year - 1
    for start, end in (
        (date(first, 8, 20), date(first, 12, 18)),
        (date(first + 1, 1, 4), date(first + 1, 3, 26)),
        (date(first + 1, 4, 12), date(first + 1, 7, 22)),
    ):
        policies.add_term(scope, db, start, end)


def _link(
    scope: Scope, db: Db, account_id: int, side: Side, carrier: Carrier, number: str, user_id: int, now: datetime
) -> None:
    found = contacts.listed_as(scope, db, Address(Carrier.SMS, number), side)
    if found is None:
        raise LookupError("the sample school does not list a phone of the demo")
    address = Address(carrier, number if carrier is Carrier.SMS else str(user_id))
    guardian_id, staff_id = found
    contacts.link(
        scope, db, now, side=side, guardian_id=guardian_id, staff_id=staff_id, address=address, account_id=account_id,
        proof="office",
    )  # fmt: skip


def _guests(hub: Hub, db: Db) -> tuple[Guest, ...]:
    """Who may come in to the demo's console by a button. Their accounts have passwords nobody knows."""
    school = accounts.schools(db)[0]
    scope = Scope(school.id, None, Role.OFFICE, "demo")
    everyone = staffing.members(scope, db, hub.now().date())
    found = []
    for role, fits in GUESTS:
        one = next(member for member in everyone if fits(member))
        login = making.suggested(hub, db, Staff(one.id, one.first_name, one.last_name), scope)
        kept, secret = passwords.hashed(secrets.token_urlsafe(24)), factors.new_secret()
        account = signin.put(scope, db, one.id, login=login, password_hash=kept, totp=secret, now=lease_now())
        signin.proved(scope, db, account, lease_now())
        found.append(Guest(f"{one.first_name} {one.last_name}", role, school.id, one.id))
    return tuple(found)


def _start_chats(sandbox: Sandbox) -> None:
    """A bot may only write to people who pressed Start."""
    for name, carrier, *_ in PHONES:
        if carrier is Carrier.TELEGRAM:
            sandbox.start(name)


def _next_tuesday(now: datetime) -> datetime:
    """A Tuesday at ten in term time, so that the first note is answered at once."""
    day = now + timedelta(days=(1 - now.weekday()) % 7)
    while day.month in {8, 12, 1, 4, 7} or (day.month == 3 and day.day > 20):
        day += timedelta(days=7)
    return day.replace(hour=10, minute=0, second=0, microsecond=0)


async def _set_clock(hub: Hub, moment: datetime) -> None:
    seconds = (moment - lease_now()).total_seconds()
    await hub.write(lambda db: clock.set_offset(db, seconds))
    hub.school_offset = timedelta(seconds=seconds)
    hub.handle_bell.ring()
    hub.deliver_bell.ring()

"""`bookbag doctor`: what keeps the hub from its work, each fault with its fix."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated
from urllib.parse import urlsplit

import typer

from bot import opening
from bot.channels.wire import Wire
from bot.cli.check import settings_problems
from bot.cli.out import plain_faults, say, say_json
from bot.cli.wires import PARENTS, SMS, STAFF, ask
from bot.doctor import Fault, Finding, Ok, Result, carriers, copies, database, machine, school
from bot.doctor.carriers import Heard
from bot.domain.access import Action, Scope
from bot.domain.people import Role
from bot.logs import configure
from bot.permit import demand
from bot.rules import RuleBook, local_day
from bot.settings import Settings
from storage import accounts, clock, inbox, outbox_state, roll, staffing
from storage.accounts import SchoolRow
from storage.crypto import Keyring
from storage.db import Db
from storage.engine import Engines, make_engine, make_engines
from storage.keystore import SqlKeyStore


def doctor(
    offline: Annotated[bool, typer.Option(help="Ask nobody outside this machine.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print every check as JSON.")] = False,
) -> None:
    """Look at everything the hub depends on. Ends with 1 when something is wrong."""
    configure("ERROR")
    with plain_faults():
        findings = list(_look(offline=offline))
    faults = [one for one in findings if isinstance(one.result, Fault)]
    if as_json:
        say_json([as_dict(one) for one in findings])
    else:
        for one in findings:
            _tell(one)
        say("Everything looks well." if not faults else f"{len(faults)} faults found.")
    if faults:
        raise typer.Exit(1)


def as_dict(finding: Finding) -> dict[str, object]:
    result = finding.result
    fix = result.fix if isinstance(result, Fault) else None
    return {"check": finding.check, "ok": isinstance(result, Ok), "what": result.what, "fix": fix}


def _tell(finding: Finding) -> None:
    if isinstance(finding.result, Ok):
        say(f"ok     {finding.check}: {finding.result.what}")
    else:
        say(f"FAULT  {finding.check}: {finding.result.what}")
        say(f"       fix: {finding.result.fix}")


def _look(*, offline: bool) -> Iterator[Finding]:
    settings, problems = settings_problems()
    for problem in problems:
        yield Finding("settings", Fault(problem, "correct it in .env or the environment"))
    if settings is None:
        return
    yield from _machine(settings)
    yield from _stored(settings)
    if not offline and not problems:
        yield from _carriers(settings)


def _machine(settings: Settings) -> Iterator[Finding]:
    yield Finding("key_file", machine.key_file(opening.key_source(settings), settings.data_folder))
    for path in (settings.data_folder, settings.key_file.parent, Path(".env")):
        yield Finding("permissions", machine.private(path))
    yield Finding("disk", machine.disk(settings.data_folder))
    yield Finding("proxy", machine.proxy(os.environ, trusted=settings.trust_proxy_environment))
    yield Finding("certificates", machine.certificates(os.environ))


def _stored(settings: Settings) -> Iterator[Finding]:
    """Each step needs the one before: the first fault ends it."""
    for check, url in (("database", settings.database), ("key_store", settings.key_store)):
        there = database.file_there(url, {"database": "the database", "key_store": "the key store"}[check])
        yield Finding(check, there)
        if isinstance(there, Fault):
            return
    engines = make_engines(settings.database)
    try:
        for check, look in (("database", database.answers), ("schema", database.current)):
            result = look(engines.read)
            yield Finding(check, result)
            if isinstance(result, Fault):
                return
        sqlite = engines.sqlite
        yield from copies.of_folders(opening.copies_of(settings), clock.lease_now(), sqlite=sqlite)
        if not sqlite:
            yield Finding("archiving", copies.of_server(engines.read))
        if isinstance(machine.key_file(opening.key_source(settings), settings.data_folder), Ok):
            yield from _schools(settings, engines)
    finally:
        engines.dispose()


def _schools(settings: Settings, engines: Engines) -> Iterator[Finding]:
    store = make_engine(settings.key_store)
    keys = Keyring(opening.master_key(settings), SqlKeyStore(store))
    try:
        with engines.read.connect() as connection:
            db = Db(connection, keys)
            schools = accounts.schools(db)
            if not schools:
                yield Finding("school", Fault("no school is set up", "run `bookbag init`"))
            for one in schools:
                yield from _school(db, one)
            yield from _queues(db)
    finally:
        store.dispose()


def _school(db: Db, row: SchoolRow) -> Iterator[Finding]:
    fit = database.keys_fit(db.keys, row)
    yield Finding("key", fit)
    if isinstance(fit, Fault):
        return
    now, scope = clock.school_now(db), Scope(row.id, None, Role.TECHNICIAN, "doctor")
    demand(scope, Action.OPERATE, now)
    rules = RuleBook().of(db, row.id, now)
    today = local_day(rules.policy, now)
    calendars = (rules.calendars.teachers, rules.calendars.office)
    there = staffing.members(scope, db, today)
    yield from school.about_school(rules.policy, calendars, there, roll.classes(scope, db), today)


def _queues(db: Db) -> Iterator[Finding]:
    now = clock.school_now(db)
    yield Finding("dead_letters", database.dead_letters(inbox.dead_now(db)))
    yield Finding("inbox", database.waiting(inbox.oldest_waiting(db), clock.lease_now(), "what came in"))
    yield Finding("outbox", database.waiting(outbox_state.oldest_due(db, now), now, "what is due to go out"))


def _carriers(settings: Settings) -> Iterator[Finding]:
    told = ask(settings)
    if not told:
        yield Finding("tokens", Fault("no bot and no number is configured", "fill in .env: see the README, going live"))
        return
    heard = asyncio.run(_heard(settings))
    yield from heard
    silent = {one.check for one in heard if isinstance(one.result, Fault)}
    for one in told:
        # Out of reach is one fault, not one for each account there.
        if not one.trouble or ("twilio" if one.what == SMS else "telegram") not in silent:
            result: Result = Fault(one.why, one.fix) if one.trouble else Ok(f"{one.what}: {one.name}")
            yield Finding("token", result)


async def _heard(settings: Settings) -> list[Finding]:
    wire = Wire(read_s=10.0, trust_env=settings.trust_proxy_environment)
    try:
        found = await _telegram(wire, settings)
        if settings.twilio_account_sid:
            found += await _sms(wire, settings)
        if settings.public_url:
            heard = await carriers.hear(wire, f"{settings.public_url.rstrip('/')}/healthz")
            found.append(Finding("public_url", carriers.public_address(heard)))
    finally:
        await wire.close()
    return found


async def _telegram(wire: Wire, settings: Settings) -> list[Finding]:
    found: list[Finding] = []
    for which, token in ((PARENTS, settings.parent_bot_token), (STAFF, settings.staff_bot_token)):
        if token.get_secret_value():
            heard = await carriers.hear_webhook(wire, settings.telegram_api_url, token.get_secret_value())
            found += _first("telegram", settings.telegram_api_url, heard) if which == PARENTS else []
            if not heard.why:
                result = carriers.webhook(which, heard, settings.public_url, clock.lease_now())
                found.append(Finding("telegram_webhook", result))
    return found


async def _sms(wire: Wire, settings: Settings) -> list[Finding]:
    login = (settings.twilio_account_sid, settings.twilio_auth_token.get_secret_value(), settings.twilio_number)
    heard = await carriers.hear_number(wire, settings.twilio_api_url, *login)
    found = _first("twilio", settings.twilio_api_url, heard)
    if heard.status == 200:
        found.append(Finding("sms_number", carriers.number(heard, settings.public_url)))
        sent = await carriers.hear_sent(wire, settings.twilio_api_url, *login)
        found.append(Finding("sms_own_replies", carriers.own_replies(sent)))
    return found


def _first(check: str, url: str, heard: Heard) -> list[Finding]:
    """Reachable at all, and the carrier's time against ours."""
    found = [Finding(check, carriers.reachable(urlsplit(url).hostname or url, heard))]
    return found + ([Finding("clock", machine.clock(heard.date, heard.at))] if heard.date else [])

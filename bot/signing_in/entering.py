"""Signing in, in two steps, and what a session is worth at this moment. Wrong tries lock; nothing says which part was wrong."""

from __future__ import annotations

import asyncio
import secrets
from datetime import datetime, timedelta

from bot.domain.access import Scope
from bot.domain.sending import CONTENT, Parcel, Words
from bot.domain.wording import When, say
from bot.hub import Hub, as_hub
from bot.signing_in import factors, passwords
from storage import audit, outbox, sessions, signin
from storage.clock import lease_now
from storage.db import Db
from storage.ids import new_id
from storage.sessions import Session
from storage.signin import Account

LOCK_AFTER, LOCKED_FOR = 5, timedelta(minutes=15)
HALF, IDLE, LONGEST = timedelta(minutes=5), timedelta(minutes=30), timedelta(hours=12)
_TOUCH_EVERY = timedelta(seconds=60)


async def by_password(hub: Hub, login: str, password: str) -> str | None:
    """The token of a half session, which only a second factor makes whole; None for every kind of wrong."""
    account = await hub.read(lambda db: signin.by_login(db, login))
    right = await asyncio.to_thread(passwords.fits, account.password_hash if account else None, password)
    if account is None:
        return await hub.write(lambda db: None)  # as long as a wrong password takes
    token = secrets.token_urlsafe(32)

    def unit(db: Db) -> str | None:
        scope, now = as_hub(account.school_id, "console"), lease_now()
        here = signin.one(scope, db, account.id)
        if here is None or here.locked(now) or not here.proved:
            return None
        if not right:
            _count(hub, scope, db, here, "sign_in_failed")
            return None
        sessions.begin(scope, db, here.id, token, "half", now, now + HALF)
        return token

    return await hub.write(unit)


def _count(hub: Hub, scope: Scope, db: Db, account: Account, what: str) -> None:
    """After five wrong tries nobody gets in for a while, and the person hears of it (DPIA23)."""
    until = lease_now() + LOCKED_FOR if account.failures + 1 >= LOCK_AFTER else None
    signin.failed(scope, db, account, until)
    audit.record(scope, db, hub.now(), what, "staff", account.staff_id)
    if until is not None:
        audit.record(scope, db, hub.now(), "console_locked", "staff", account.staff_id)
        words = Words((say("staff.console_locked", when=When(until + hub.school_offset)),))
        outbox.add(scope, db, Parcel(content=words, due_at=hub.now(), staff_id=account.staff_id), new_id(), hub.now())


async def knows_password(hub: Hub, session: Session, password: str) -> bool:
    """Asked of somebody who is in. A wrong one counts like a wrong sign-in; the fifth also ends every session of theirs."""
    scope = as_hub(session.school_id, "console")
    account = await hub.read(lambda db: signin.one(scope, db, session.account_id))
    right = await asyncio.to_thread(passwords.fits, account.password_hash if account else None, password)

    def unit(db: Db) -> bool:
        here = signin.one(scope, db, session.account_id)
        if here is None or here.locked(lease_now()):
            return False
        if right:
            return True
        _count(hub, scope, db, here, "password_change_failed")
        if here.failures + 1 >= LOCK_AFTER:
            sessions.end_all(scope, db, here.id)
        return False

    return await hub.write(unit)


async def by_code(hub: Hub, half: str, typed: str) -> str | None:
    """The token of a whole session. The half one is over after five wrong codes or five minutes."""
    token = secrets.token_urlsafe(32)

    def unit(db: Db) -> str | None:
        now, found = lease_now(), sessions.find(db, half)
        if found is None or found.state != "half" or found.ends_at <= now or found.tries >= LOCK_AFTER:
            return None
        scope = as_hub(found.school_id, "console")
        account = signin.one(scope, db, found.account_id)
        if account is None or account.locked(now) or not account.proved:
            return None
        if not _second_factor(scope, db, account, typed, now):
            sessions.tried(scope, db, found.id, found.tries + 1)
            _count(hub, scope, db, account, "second_factor_failed")
            return None
        sessions.end(scope, db, found.id)
        _enter(hub, scope, db, account, token)
        return token

    return await hub.write(unit)


def _second_factor(scope: Scope, db: Db, account: Account, typed: str, now: datetime) -> bool:
    step = factors.step_of(account.totp, typed, now)
    if step is not None:
        return signin.use_step(scope, db, account.id, step)
    return signin.use_recovery(scope, db, account.id, factors.plain(typed), now)


def _enter(hub: Hub, scope: Scope, db: Db, account: Account, token: str) -> None:
    now = lease_now()
    sessions.begin(scope, db, account.id, token, "full", now, now + LONGEST)
    signin.succeeded(scope, db, account.id)
    audit.record(scope, db, hub.now(), "signed_in", "staff", account.staff_id)
    found = sessions.find(db, token)
    if account.failures and found is not None:
        words = Words((say("staff.console_tries", n=account.failures),))
        sessions.tell(scope, db, found, CONTENT.dump((words,)))


def standing(db: Db, token: str) -> tuple[Session | None, bool]:
    """The session a token belongs to, if any, and whether it still holds: whole, used lately, not too long."""
    found = sessions.find(db, token) if token else None
    if found is None:
        return None, False
    now = lease_now()
    return found, found.state == "full" and found.ends_at > now and found.seen_at + IDLE > now


async def used(hub: Hub, session: Session) -> None:
    """Keeps a session alive while it is used; written at most once a minute."""
    if session.seen_at + _TOUCH_EVERY < lease_now():
        scope = as_hub(session.school_id, "console")
        await hub.write(lambda db: sessions.touch(scope, db, session.id, lease_now()))


async def as_guest(hub: Hub, school_id: int, staff_id: int) -> str | None:
    """The demo's open door, which the web has on loopback beside a sandbox only: a whole session without asking."""
    token = secrets.token_urlsafe(32)

    def unit(db: Db) -> str | None:
        scope = as_hub(school_id, "demo")
        account = signin.of_staff(scope, db, staff_id)
        if account is None:
            return None
        _enter(hub, scope, db, account, token)
        return token

    return await hub.write(unit)


async def forget_old(hub: Hub) -> None:
    """A day after it ended a session says nothing any more."""
    await hub.write(lambda db: sessions.forget(db, lease_now() - timedelta(days=1)))


async def leave(hub: Hub, session: Session) -> None:
    def unit(db: Db) -> None:
        scope = as_hub(session.school_id, "console")
        sessions.end(scope, db, session.id)
        audit.record(scope, db, hub.now(), "signed_out", "staff", session.staff_id)

    await hub.write(unit)

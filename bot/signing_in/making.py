"""An invite from the office becomes an account: a name to sign in with, a password, an authenticator app, recovery codes."""

from __future__ import annotations

import asyncio
import secrets
from dataclasses import dataclass
from datetime import timedelta

from bot.domain.access import Action, Scope
from bot.domain.names import fold_name
from bot.domain.people import Staff
from bot.hub import Hub, as_hub
from bot.permit import demand
from bot.rules import local_day
from bot.signing_in import factors, passwords
from storage import audit, roll, sessions, signin
from storage.clock import lease_now, school_now
from storage.db import Db
from storage.invites import ALPHABET

INVITE_DAYS = 7
_LETTERS = 12  # 60 bits
_HALF_HOUR = timedelta(minutes=30)


@dataclass(frozen=True, slots=True)
class Started:
    """An account that waits for its first code. `token` continues, `secret` goes into the app."""

    token: str
    secret: str
    login: str


class Refused(Exception):  # noqa: N818 - shown beside the form
    """One sentence for the person at the form."""


def invite(scope: Scope, db: Db, staff_id: int) -> str:
    """A code as printed, good for INVITE_DAYS. Whoever may give joining codes may give these. Raises NotAllowed."""
    now, code = lease_now(), "".join(secrets.choice(ALPHABET) for _ in range(_LETTERS))
    demand(scope, Action.ISSUE_CODE, now)
    signin.invite(scope, db, staff_id, code, now, now + timedelta(days=INVITE_DAYS))
    audit.record(scope, db, school_now(db), "console_invited", "staff", staff_id, reason=scope.reason)
    return factors.grouped(code)


def invited(hub: Hub, db: Db, code: str) -> tuple[Scope, int, Staff] | None:
    """Scope, invite and person of a code that works."""
    found = signin.find_invite(db, factors.plain(code), lease_now())
    if found is None:
        return None
    school_id, invite_id, staff_id = found
    scope = as_hub(school_id, "console")
    day = local_day(hub.rules.of(db, school_id, hub.now()).policy, hub.now())
    person = roll.staff(scope, db, staff_id, day)
    return (scope, invite_id, person) if person else None


def suggested(hub: Hub, db: Db, person: Staff, scope: Scope) -> str:
    """ "tess.harrow", or with a number where somebody has that."""
    base = ".".join(fold_name(person.first_name, person.last_name).split()) or "staff"
    names = (base, *(f"{base}{number}" for number in range(2, 100)))
    return next(name for name in names if not signin.is_taken(scope, db, name, person.id))


async def start(hub: Hub, code: str, login: str, password: str) -> Started:
    """Uses the invite up and makes the account. Raises Refused; then the code still works."""
    kept = await asyncio.to_thread(passwords.hashed, password)
    secret, token = factors.new_secret(), secrets.token_urlsafe(32)
    name = login.strip()

    def unit(db: Db) -> None:
        now, found = lease_now(), invited(hub, db, code)
        if found is None:
            raise Refused("This code does not work. It may have been used, or be too old: ask the office for a new one.")
        scope, invite_id, person = found
        if not name or signin.is_taken(scope, db, name, person.id):
            raise Refused("Somebody has that name already: choose another to sign in with.")
        if trouble := passwords.trouble_with(password, name, person.first_name, person.last_name):
            raise Refused(trouble)
        signin.use_invite(scope, db, invite_id, now)
        account = signin.put(scope, db, person.id, login=name, password_hash=kept, totp=secret, now=now)
        sessions.end_all(scope, db, account)
        sessions.begin(scope, db, account, token, "half", now, now + _HALF_HOUR)

    await hub.write(unit)
    return Started(token, secret, name)


async def shown_again(hub: Hub, token: str) -> Started | None:
    """What `start` returned, for the form that asks for the first code once more."""

    def query(db: Db) -> Started | None:
        found = sessions.find(db, token)
        if found is None or found.state != "half" or found.ends_at <= lease_now():
            return None
        account = signin.one(as_hub(found.school_id, "console"), db, found.account_id)
        return Started(token, account.totp, account.login) if account and not account.proved else None

    return await hub.read(query)


async def prove(hub: Hub, token: str, typed: str) -> list[str] | None:
    """The first code of the app is right: the account works. Returns the recovery codes, shown this once."""
    waiting = await shown_again(hub, token)
    step = factors.step_of(waiting.secret, typed, lease_now()) if waiting else None
    if step is None:
        return None
    codes = factors.new_recovery_codes()

    def unit(db: Db) -> None:
        found = sessions.find(db, token)
        if found is None:
            return
        scope = as_hub(found.school_id, "console")
        signin.proved(scope, db, found.account_id, lease_now())
        signin.use_step(scope, db, found.account_id, step)
        signin.put_recovery(scope, db, found.account_id, [factors.plain(code) for code in codes])
        sessions.end(scope, db, found.id)
        audit.record(scope, db, hub.now(), "console_account_made", "staff", found.staff_id)

    await hub.write(unit)
    return codes

"""One's own sign-in: where one is signed in, "sign out there", a new password, new recovery codes."""

from __future__ import annotations

import asyncio

from starlette.responses import RedirectResponse, Response

from bot.domain.wording import say
from bot.handlers.staff import training
from bot.hub import as_hub
from bot.signing_in import entering, factors, passwords
from bot.web.console import safety
from bot.web.console.asking import context_of
from bot.web.console.door import Post, Values
from bot.web.console.rendering import page
from bot.web.console.visit import Look, put_on_record
from bot.web.numbers import number_in
from storage import sessions, signin
from storage.clock import lease_now
from storage.db import Db

PATH = "/console/me"


def view(look: Look) -> Values:
    session, drift = look.visitor.session, look.visitor.hub.school_offset
    account = signin.one(look.scope, look.db, session.account_id)
    there = sessions.of_account(look.scope, look.db, session.account_id, lease_now())
    return {
        "login": account.login if account else "",
        "left": signin.recovery_left(look.scope, look.db, session.account_id),
        "sessions": [
            {"id": one, "since": look.when(since + drift), "used": look.when(used + drift), "here": one == session.id}
            for one, since, used in there
            if used + entering.IDLE > lease_now()
        ],
        "training": [look.say(one) for one in training.lines(context_of(look, training.WORD))],
    }


async def sign_out(post: Post) -> Response:
    await entering.leave(post.visitor.hub, post.visitor.session)
    answer = RedirectResponse("/console/sign-in", 303, headers=safety.HEADERS | {"Clear-Site-Data": '"storage"'})
    safety.drop_cookie(answer, safety.COOKIE)
    return answer


async def end_session(post: Post) -> str:
    visitor = post.visitor
    wanted = number_in(post.form.get("session", "")) or 0

    def unit(db: Db) -> None:
        if sessions.end_of(visitor.scope(), db, visitor.session.account_id, wanted):
            put_on_record(visitor, db, "signed_out_there", "staff", visitor.session.staff_id)

    await visitor.hub.write(unit)
    return PATH


async def change_password(post: Post) -> str:
    """The old one is asked for, as often as at the door; everywhere else is signed out."""
    visitor, form = post.visitor, post.form
    account = await visitor.hub.read(lambda db: signin.one(visitor.scope(), db, visitor.session.account_id))
    new = form.get("new", "")[:1024]
    trouble = passwords.trouble_with(new, account.login if account else "", *visitor.name.split())
    right = await entering.knows_password(visitor.hub, visitor.session, form.get("password", "")[:1024])
    if not right or trouble or account is None:
        await post.say(say("staff.console_not_changed", why=trouble or "The present password was not right."))
        return PATH
    kept = await asyncio.to_thread(passwords.hashed, new)

    def unit(db: Db) -> None:
        signin.set_password(visitor.scope(), db, account.id, kept)
        sessions.end_all(visitor.scope(), db, account.id, but=visitor.session.id)
        put_on_record(visitor, db, "password_changed", "staff", visitor.session.staff_id)

    await visitor.hub.write(unit)
    await post.say(say("staff.console_changed"))
    return PATH


async def new_recovery(post: Post) -> Response:
    """Shown this once; the earlier ones stop working."""
    visitor, codes = post.visitor, factors.new_recovery_codes()

    def unit(db: Db) -> None:
        scope = as_hub(visitor.session.school_id, "console")
        signin.put_recovery(scope, db, visitor.session.account_id, [factors.plain(one) for one in codes])
        put_on_record(visitor, db, "recovery_codes_made", "staff", visitor.session.staff_id)

    await visitor.hub.write(unit)
    return page("recovery", codes=codes, csrf="")

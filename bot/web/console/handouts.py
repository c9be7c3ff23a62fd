"""Sheets with joining codes for families, each in the family's language: made and shown once, to be printed and handed out."""

from __future__ import annotations

import asyncio
import base64
import hashlib
import re
import tempfile
from pathlib import Path

from starlette.responses import HTMLResponse, Response

from bot import inviting, printing
from bot.domain.access import Action
from bot.domain.inviting import Invitee, Wanted
from bot.domain.messages import Carrier, SendError, Side
from bot.domain.wording import say
from bot.inviting import Issued, Plan
from bot.sheets.page import Place, book
from bot.sheets.pdf import NoBrowser, browser, make_pdf
from bot.web.console import safety
from bot.web.console.door import Post, Values
from bot.web.console.visit import Look, Visitor
from storage import accounts, roll
from storage.db import Db

PATH = "/console/roster/codes"
_STYLE = re.compile(r"<style>(.*?)</style>", re.DOTALL)


def view(look: Look) -> Values:
    """For each class how many adults would get a code, and how many hold one that works."""
    scope = look.visitor.acting(Action.ISSUE_CODE)
    everybody = inviting.plan_families(scope, look.db, look.now, look.day, Wanted(), look.visitor.policy, frozenset())
    fresh = inviting.plan_families(scope, look.db, look.now, look.day, Wanted(new_only=True), look.visitor.policy, frozenset())
    return {
        "classes": [(one.id, one.name, _of(everybody, one.id), _of(fresh, one.id)) for one in roll.classes(scope, look.db)],
        "pdf": _can_print(),
        "by_code": bool({"code", "link"} & set(look.visitor.policy.enrol.methods)),
    }


def _of(plan: Plan, class_id: int) -> int:
    return sum(any(tie.school_class.id == class_id for tie in adult.ties) for adult in plan.families)


def _can_print() -> bool:
    try:
        return bool(browser())
    except NoBrowser:
        return False


async def make(post: Post) -> str | Response:
    """A code is shown on its sheet and nowhere else; who had an unused one loses it, unless only new ones are asked for."""
    visitor = post.visitor
    place = await _place(visitor)
    if place is None:
        await post.say(say("staff.no_way_to_join"))
        return PATH
    plan = await visitor.hub.read(lambda db: _plan(post, db))
    issued = [await _issue(visitor, adult) for adult in plan.families]
    if not issued:
        await post.say(say("staff.no_codes"))
        return PATH
    text = book((printing.ticket(one, visitor.policy) for one in issued), place, visitor.now)
    return await asyncio.to_thread(_pdf, text) if post.form.get("as") == "pdf" and _can_print() else _shown(text)


def _plan(post: Post, db: Db) -> Plan:
    visitor, scope = post.visitor, post.visitor.acting(Action.ISSUE_CODE)
    wanted = Wanted(new_only=post.form.get("new") == "1")
    if not {"code", "link"} & set(visitor.policy.enrol.methods):
        return Plan()
    known = {one.id for one in roll.classes(scope, db)}
    chosen = {int(name.removeprefix("class_")) for name in post.form if name.removeprefix("class_").isdecimal()}
    if not chosen & known:
        return Plan()
    return inviting.plan_families(scope, db, visitor.now, visitor.context.day, wanted, visitor.policy, frozenset(chosen & known))


async def _issue(visitor: Visitor, adult: Invitee) -> Issued:
    """One transaction a code: what families send meanwhile waits milliseconds."""
    scope = visitor.acting(Action.ISSUE_CODE)
    return await visitor.hub.write(
        lambda db: inviting.issue_family(scope, db, visitor.now, visitor.policy, adult, handed_over=False)
    )


async def _place(visitor: Visitor) -> Place | None:
    """None when there is no way to join. The bot's name is Telegram's to say; without it the number has to do."""
    hub, school_id = visitor.hub, visitor.session.school_id
    ours = [one for one in hub.accounts.values() if one.side is Side.FAMILIES and one.school_id in {school_id, None}]
    number = next((one.external_id for one in ours if one.carrier is Carrier.SMS), "")
    username = ""
    for one in ours:
        if one.carrier is Carrier.TELEGRAM:
            try:
                username = (await hub.channels[one.id].check()).removeprefix("@")
            except SendError:
                username = ""
    if not username and not number:
        return None
    slug = await hub.read(lambda db: next(one.slug for one in accounts.schools(db) if one.id == school_id))
    return printing.place(visitor.policy, slug, bot=username, number=number)


def _shown(text: str) -> Response:
    """The sheet has its own style; no other, and no script, may be in it."""
    style = _STYLE.search(text)
    made = base64.b64encode(hashlib.sha256((style[1] if style else "").encode()).digest()).decode()
    policy = f"default-src 'none'; style-src 'sha256-{made}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    return HTMLResponse(text, headers=safety.HEADERS | {"Content-Security-Policy": policy})


def _pdf(text: str) -> Response:
    """Through Chromium, by way of a private folder that is gone afterwards. What fails is shown as a page instead."""
    with tempfile.TemporaryDirectory(prefix="bookbag-sheets-") as folder:
        sheet = Path(folder) / "sheets.html"
        sheet.write_text(text, encoding="utf-8")
        try:
            made = make_pdf(browser(), sheet).read_bytes()
        except NoBrowser:
            return _shown(text)
    headers = safety.HEADERS | {"Content-Disposition": 'inline; filename="sheets.pdf"'}
    return Response(made, media_type="application/pdf", headers=headers)

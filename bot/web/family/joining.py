"""/join: a code from the school and what only the family knows, in a browser; for adults who have neither app nor phone (BNV2, BNV11)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from urllib.parse import parse_qs

from starlette.requests import Request
from starlette.responses import Response

from bot import serving
from bot.domain.access import Scope
from bot.domain.messages import Address, Carrier, Side
from bot.domain.people import Role
from bot.domain.scope import reaches
from bot.domain.wording import say
from bot.handlers.families.join import names_child_and_class, typed_code
from bot.handlers.known import InviteFacts
from bot.hub import Hub
from bot.phrases import Reader
from bot.rules import local_day
from bot.web.family import guard
from bot.web.family.framing import frame, headers_of, keep, page, said, stranger
from bot.web.webhooks import TooLarge, body_of
from storage import audit, contacts, invites, joining, pages
from storage.db import Db

_LASTS = timedelta(days=365)
_LIMIT = 2048


@dataclass(frozen=True, slots=True)
class Joined:
    token: str
    code: str
    session: str
    language: str | None


async def show(request: Request) -> Response:
    return _form(request.app.state.hub, stranger(request))


def _form(hub: Hub, reader: Reader, *, wrong: bool = False) -> Response:
    texts = {name: said(reader, say(f"page.{name}")) for name in ("join_code", "join_child", "open")}
    told = said(reader, say("join.bad_code")) if wrong else ""
    return page(hub, "join.html", frame(reader) | texts | {"wrong": told}, 403 if wrong else 200)


async def join(request: Request) -> Response:
    hub: Hub = request.app.state.hub
    try:
        form = parse_qs((await body_of(request, _LIMIT)).decode("utf-8", "replace"))
    except TooLarge:
        return Response("too large", 413, headers=headers_of(hub))
    typed, child = form.get("joining", [""])[0], form.get("child", [""])[0]
    done = await hub.write(lambda db: _join(hub, db, typed, child))
    if done is None:
        return _form(hub, stranger(request), wrong=True)
    reader = stranger(request, done.language)
    address = f"{hub.public_url}/p/{done.token}"
    words = said(reader, say("page.joined", code=done.code))
    answer = page(
        hub, "joined.html", frame(reader) | {"words": words, "address": address, "open": said(reader, say("page.open"))}
    )
    return keep(hub, answer, done.token, done.session, int(_LASTS.total_seconds()))


def _join(hub: Hub, db: Db, typed: str, child: str) -> Joined | None:
    """Both facts must fit; nothing says which did not, and a guess counts against the code."""
    now, code = hub.now(), typed_code(typed)
    if code is None:
        return None
    day = now.date()
    found = invites.find(db, code, now, day)
    if found is None:
        return None
    school_id, invite = found
    rules = hub.rules.of(db, school_id, now)
    scope = Scope(school_id, invite.guardian_id, Role.GUARDIAN, "page")
    if not _may(invite) or not reaches(rules.policy, Carrier.WEB):
        audit.record(scope, db, now, "code_refused", "invite", invite.id, reason="web")
        return None
    most, ready = (
        rules.policy.enrol.max_adults,
        serving.guardian(scope, db, invite.guardian_id or 0, local_day(rules.policy, now), rules.policy),
    )
    full = bool(most) and invite.joined_beside >= most
    if not names_child_and_class(child, invite) or ready is None or not ready.guardian.pupils or full:
        invites.fail(scope, db, invite.id)
        return None
    return _link(hub, db, scope, invite) if invites.use(scope, db, invite.id, now) else None


def _may(invite: InviteFacts) -> bool:
    """The second fact is one that only counts beside a code handed over in person."""
    return invite.usable and invite.handed_over and invite.guardian_id is not None


def _link(hub: Hub, db: Db, scope: Scope, invite: InviteFacts) -> Joined:
    now, guardian_id = hub.now(), invite.guardian_id or 0
    address = Address(Carrier.WEB, f"page:{guardian_id}")
    contacts.link(
        scope, db, now, side=Side.FAMILIES, guardian_id=guardian_id, staff_id=None, address=address, account_id=0,
        proof="child_and_class",
    )  # fmt: skip
    joining.use_approval(scope, db, guardian_id, now)
    joining.wants_again(scope, db, guardian_id, now)
    audit.record(scope, db, now, "linked", "invite", invite.id, reason="child_and_class")
    made = pages.make(scope, db, guardian_id, pages.OWN_PAGE, now, now + _LASTS)
    token = pages.token_of(db, made)
    link = pages.find(db, token)
    return Joined(token, pages.code_of(db, made), guard.session_of(db, link) if link else "", invite.language)

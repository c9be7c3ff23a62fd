"""Who may see a page: its address is alive, the code was typed on this device, the adult is still served (M2, M17)."""

from __future__ import annotations

import hmac
from dataclasses import dataclass
from datetime import datetime

from bot import serving
from bot.domain.access import Scope
from bot.domain.people import Guardian, Role
from bot.hub import Hub
from bot.rules import SchoolRules, local_day
from storage import audit, pages
from storage.db import Db
from storage.pages import PageRow

COOKIE = "bookbag-page"


@dataclass(frozen=True, slots=True)
class Visit:
    """A link that is alive and whose page it is. `entered`: the code was typed in this browser."""

    link: PageRow
    scope: Scope
    guardian: Guardian
    rules: SchoolRules
    entered: bool


def visit(hub: Hub, db: Db, token: str, cookie: str, now: datetime) -> Visit | None:
    """None for anything that is not to be opened: unknown, too old, taken back, an adult no longer served."""
    link = pages.find(db, token)
    if link is None or not link.alive(now):
        return None
    scope = Scope(link.school_id, link.guardian_id, Role.GUARDIAN, "page")
    rules = hub.rules.of(db, link.school_id, now)
    served = serving.guardian(scope, db, link.guardian_id, local_day(rules.policy, now), rules.policy)
    if served is None or served.guardian.suspended or not served.guardian.pupils:
        return None
    entered = hmac.compare_digest(session_of(db, link).encode(), cookie.encode("utf-8", "replace"))
    return Visit(link, scope, served.guardian, rules, entered)


def session_of(db: Db, link: PageRow) -> str:
    """What the browser keeps once the code was right; made from the installation's own key."""
    return db.keys.blind("page_session", str(link.id)).hex()


def enter(db: Db, found: Visit, code: str, now: datetime) -> bool:
    """The code of the text message; a wrong one is counted, and after five the address is dead."""
    right = pages.fits(db, found.link, "".join(letter for letter in code if letter.isdigit()))
    if right:
        pages.opened(found.scope, db, found.link.id, now)
    else:
        pages.tried(found.scope, db, found.link.id)
    action = "page_opened" if right else "page_refused"
    audit.record(found.scope, db, now, action, "page_link", found.link.id)
    return right

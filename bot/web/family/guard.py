"""Who may see a page: its address is alive, the code was typed on this device, the adult is still served (M2, M17)."""

from __future__ import annotations

import hmac
from dataclasses import dataclass
from datetime import datetime

from bot import serving
from bot.domain.access import Scope
from bot.domain.messages import Carrier
from bot.domain.people import Guardian, Role
from bot.domain.scope import reaches
from bot.hub import Hub
from bot.privacy import own
from bot.rules import SchoolRules, local_day
from storage import audit, chores, pages
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

    @property
    def guardian_id(self) -> int:
        return self.link.guardian_id

    @property
    def own_data(self) -> bool:
        """Not news: what is held about the adult."""
        return self.link.announcement_id is None

    @property
    def writes(self) -> bool:
        """An adult's own page, and not one picture's: they like and write from it (BNV2)."""
        policy, own_page = self.rules.policy, self.link.announcement_id == pages.OWN_PAGE
        return self.entered and own_page and reaches(policy, Carrier.WEB) and policy.messages.parent_to_teacher


def visit(hub: Hub, db: Db, token: str, cookie: str, now: datetime) -> Visit | None:
    """None for anything that is not to be opened: unknown, too old, taken back, an adult no longer served."""
    link = pages.find(db, token)
    if link is None or not link.alive(now):
        return None
    scope = Scope(link.school_id, link.guardian_id, Role.GUARDIAN, "page")
    rules = hub.rules.of(db, link.school_id, now)
    served = serving.guardian(scope, db, link.guardian_id, local_day(rules.policy, now), rules.policy)
    if served is None or (link.announcement_id is not None and not _gets_news(served.guardian)):
        return None
    entered = hmac.compare_digest(session_of(db, link).encode(), cookie.encode("utf-8", "replace"))
    return Visit(link, scope, served.guardian, rules, entered)


def _gets_news(guardian: Guardian) -> bool:
    """One's own data may be read by whoever is held, suspended or not; news is for those who are served."""
    return bool(guardian.pupils) and not guardian.suspended


def known(db: Db, token: str) -> bool:
    """Whether an address was ever given to anybody."""
    return pages.find(db, token) is not None


def refused(hub: Hub, db: Db, token: str, cookie: str, now: datetime) -> None:
    """Somebody asked for what is not theirs, by an address that is over or for a thing that is not on it: on record once
    a day for each address and way, so that nobody can fill the record (BNV6, DPIA13).
    """
    link = pages.find(db, token)
    if link is None:
        return
    found = visit(hub, db, token, cookie, now)
    why = "guessed" if found is not None else "closed"
    whoever = link.guardian_id if found is not None and found.entered else None  # without the code it may be anybody
    scope = Scope(link.school_id, whoever, Role.GUARDIAN, "page")
    day = local_day(hub.rules.of(db, link.school_id, now).policy, now)
    if chores.once(scope, db, f"page_refused:{link.id}:{why}:{day}", now):
        audit.record(scope, db, now, "page_refused", "guardian", link.guardian_id, reason=why)


def session_of(db: Db, link: PageRow) -> str:
    """What the browser keeps once the code was right; made from the installation's own key."""
    return db.keys.blind("page_session", str(link.id)).hex()


def enter(db: Db, found: Visit, code: str, now: datetime) -> bool:
    """The code of the text message; a wrong one is counted, and after five the address is dead."""
    right = pages.fits(db, found.link, "".join(letter for letter in code if letter.isdigit()))
    if right:
        pages.opened(found.scope, db, found.link.id, now)
        if found.own_data:
            own.opened(found.scope, db, now, local_day(found.rules.policy, now), found.guardian_id)
    else:
        pages.tried(found.scope, db, found.link.id)
    action = "page_opened" if right else "page_refused"
    audit.record(found.scope, db, now, action, "page_link", found.link.id)
    return right

"""Three switches of an adult: stop a purpose, freeze everything, withdraw altogether (DPIA35)."""

from __future__ import annotations

from datetime import datetime

from bot.domain.access import Action, Scope
from bot.permit import demand
from storage import audit, invites, joining, rights
from storage.db import Db
from storage.persons import Named

PURPOSES = ("news", "translation")


def restrict(scope: Scope, db: Db, now: datetime, who: Named) -> None:
    """Raises NotAllowed."""
    demand(scope, Action.ANSWER_REQUEST, now)
    if ("restrict", "") not in rights.switches(scope, db, who.id, now):
        rights.switch_on(scope, db, who.id, "restrict", "", now)
        audit.record(scope, db, now, "restricted", who.kind, who.id, reason=scope.reason)


def object_to(scope: Scope, db: Db, now: datetime, who: Named, purpose: str) -> None:
    """Raises NotAllowed, ValueError."""
    demand(scope, Action.ANSWER_REQUEST, now)
    if purpose not in PURPOSES:
        raise ValueError("an adult can object to: news, translation")
    rights.switch_on(scope, db, who.id, "object", purpose, now)
    audit.record(scope, db, now, "objected", who.kind, who.id, reason=purpose)


def lift(scope: Scope, db: Db, now: datetime, who: Named) -> int:
    """Returns how many switches that ended. Raises NotAllowed."""
    demand(scope, Action.ANSWER_REQUEST, now)
    done = sum(rights.switch_off(scope, db, who.id, kind, now) for kind in ("restrict", "object"))
    audit.record(scope, db, now, "lifted", who.kind, who.id, reason=scope.reason)
    return done


def withdraw(scope: Scope, db: Db, now: datetime, who: Named) -> None:
    """The link ends the same day. Raises NotAllowed."""
    demand(scope, Action.ANSWER_REQUEST, now)
    joining.end_links(scope, db, who.id, now)
    invites.revoke(scope, db, who.id, now)
    audit.record(scope, db, now, "link_ended", who.kind, who.id, reason="withdrawn")

"""Holds: a reason not to erase somebody yet, with an owner and an end (B14)."""

from __future__ import annotations

from datetime import date, datetime

from bot.domain.access import Action, Scope
from bot.permit import demand
from storage import audit, rights
from storage.db import Db
from storage.ids import new_id
from storage.persons import Named
from storage.rights import Hold

KINDS = ("complaint", "safeguarding", "legal")


def hold(scope: Scope, db: Db, now: datetime, day: date, who: Named, kind: str, reason: str, until: date) -> int:
    """Raises NotAllowed, ValueError."""
    demand(scope, Action.HOLD_DATA, now)
    if kind not in KINDS:
        raise ValueError("a hold is for a complaint, safeguarding or a legal matter")
    if not reason.strip() or until < day:
        raise ValueError("a hold needs a reason and a day that is still to come")
    made = Hold(id=new_id(), kind=kind, reason=reason, owner_id=scope.actor_id, until=until)
    rights.hold(scope, db, now, (who.kind, who.id), who.key_id, made)
    audit.record(scope, db, now, "held", who.kind, who.id, reason=kind)
    return made.id


def release(scope: Scope, db: Db, now: datetime, hold_id: int) -> bool:
    """Raises NotAllowed."""
    demand(scope, Action.HOLD_DATA, now)
    done = rights.release(scope, db, hold_id, now)
    audit.record(scope, db, now, "hold_released", "rights_hold", hold_id)
    return done

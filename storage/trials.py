"""What the head decided about a trial: go on until a later day, with the reason, or close it (M8)."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, select

from bot.domain.access import Scope
from bot.domain.scope import TrialChoice
from storage import tables
from storage.db import Db
from storage.ids import new_id

_choice, _school = tables.trial_choice, tables.school
_SCHOOL: Any = bindparam("school")
_ALL = select(_choice.c.ends, _choice.c.until).where(_choice.c.school_id == _SCHOOL).order_by(_choice.c.id)
_KEY = select(_school.c.key_id).where(_school.c.id == _SCHOOL)
REASON = "trial_choice.reason"


def choices(db: Db, school_id: int) -> tuple[TrialChoice, ...]:
    return tuple(TrialChoice(row.ends, row.until) for row in db.all(_ALL, school=school_id))


def decide(scope: Scope, db: Db, now: datetime, choice: TrialChoice, reason: str) -> None:
    """The caller has asked `may(DECIDE_TRIAL)`."""
    key_id = db.value(_KEY, school=scope.school_id)
    db.run(
        _choice.insert(),
        school_id=scope.school_id,
        id=new_id(),
        ends=choice.ends,
        until=choice.until,
        reason=db.keys.seal(key_id, REASON, reason) if reason else None,
        made_by=scope.actor_id,
        at=now,
    )

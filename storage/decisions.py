"""Stores a Decision: every effect in order, in the caller's one transaction. The only module that knows all effects."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

from bot.domain.access import Scope
from bot.domain.decision import Decision, Effect
from storage.db import Db
from storage.effects import absences, items, news, people, posts, school, telling
from storage.effects.work import Origin, Work

WRITERS: dict[type[Effect], Callable[[Work, Any], None]] = {
    **items.WRITERS,
    **telling.WRITERS,
    **people.WRITERS,
    **news.WRITERS,
    **posts.WRITERS,
    **school.WRITERS,
    **absences.WRITERS,
}


def store(scope: Scope, db: Db, origin: Origin, decision: Decision, now: datetime) -> None:
    """Raises KeyError for an effect without a writer: a test holds that there is none."""
    work = Work(scope, db, origin, now)
    for effect in decision.effects:
        WRITERS[type(effect)](work, effect)

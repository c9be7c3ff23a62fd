"""Somebody new handles data for the school: everybody linked is told at the next opening what changed (DPIA32, LT31)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from bot.domain.access import Scope
from bot.domain.consent import Version
from bot.domain.protection.processors import Processor
from bot.domain.sending import Lane, Parcel, Words
from bot.domain.wording import Country, Phrase, say
from bot.hub import Hub, as_hub
from bot.rules import local_day
from bot.upkeep.opening import opening_from
from storage import adults, chores, outbox, processors, roll, slips
from storage.db import Db
from storage.ids import new_id


def due(hub: Hub, db: Db, school_id: int) -> Version | None:
    """The newest version of the families' notice, when a processor brought it and its opening has come."""
    scope, now = as_hub(school_id, "changes"), hub.now()
    published = slips.versions(scope, db, "families")
    if not published or chores.done(scope, db, _name(published[-1])):
        return None
    at = opening_from(hub.rules.of(db, school_id, now), published[-1].published_at)
    return published[-1] if at is not None and at <= now else None


def _name(version: Version) -> str:
    return f"changes:{version.id}"


def do(hub: Hub, db: Db, school_id: int, version: Version) -> bool:
    """True when anybody was told."""
    scope, now = as_hub(school_id, "changes"), hub.now()
    if not chores.once(scope, db, _name(version), now):
        return False
    entered = processors.entered(scope, db, version.published_at)
    words = Words((*_changed(version, entered), *([say("privacy.until_yes")] if version.renews else [])))
    for guardian_id, staff_id in _everybody(scope, db, hub, entered):
        intent = f"{_name(version)}:{guardian_id or staff_id}"
        parcel = Parcel(content=words, due_at=now, lane=Lane.NEWS, guardian_id=guardian_id, staff_id=staff_id, intent=intent)
        outbox.add(scope, db, parcel, new_id(), now)
    return bool(entered)


def _changed(version: Version, entered: Iterable[Processor]) -> Iterator[Phrase]:
    for one in entered:
        what, country = say(f"processor.{one.kind}"), Country(one.country)
        yield say("privacy.changed", version=version.label, what=what, name=one.name, country=country)


def _everybody(scope: Scope, db: Db, hub: Hub, entered: list[Processor]) -> Iterator[tuple[int | None, int | None]]:
    """Adults who joined and whoever works here; nobody when nothing was entered. Who has no phone hears of it in the pack."""
    if not entered:
        return
    now = hub.now()
    day: date = local_day(hub.rules.of(db, scope.school_id, now).policy, now)
    yield from ((one.guardian_id, None) for one in adults.invitees(scope, db, now, day) if one.joined)
    yield from ((None, one.id) for one in roll.colleagues(scope, db, day))

"""Copies may lie abroad only under a safeguard in the register: else backups are off, and the hub runs on (DPIA41)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

import structlog

from bot.domain.people import Role
from bot.domain.protection.processors import HOME, why_paused
from bot.domain.sending import Lane, Parcel, Words
from bot.domain.wording import Country, say
from bot.hub import Hub, as_hub
from storage import accounts, chores, clock, outbox, processors
from storage.db import Db
from storage.ids import new_id

log = structlog.get_logger()


def barred(db: Db, country: str) -> list[tuple[int, str]]:
    """Id and name of each school whose register has no backup in that country with a safeguard in force today."""
    return list(_barred(db, country)) if country not in HOME else []


def _barred(db: Db, country: str) -> Iterator[tuple[int, str]]:
    for school in accounts.schools(db):
        day = clock.school_now(db).date()
        register = processors.register(as_hub(school.id, "backup"), db).values()
        fits = [one for one in register if (one.kind, one.country) == ("backup", country)]
        if not any(why_paused(one, day) is None for one in fits):
            yield school.id, school.slug


def words(country: str, schools: list[str]) -> str:
    """Why `bookbag backup` writes nothing, as one line."""
    return (
        f"backups are off: their country, {country}, is outside the UK and the EEA, and the register of {', '.join(schools)} has no "
        f"backup there with a safeguard in force; enter it: bookbag processors add NAME --kind backup --country {country} …"
    )


async def at_start(hub: Hub, country: str) -> bool:
    """Whether copies may be made; where not, the log says so as an error and each school's DPO hears of it once a day."""
    found = await hub.read(lambda db: barred(db, country))
    if not found:
        return True
    log.error("backups_off", why=words(country, [slug for _, slug in found]))
    now = hub.now()
    await hub.write(lambda db: _tell(db, [school_id for school_id, _ in found], country, now))
    hub.deliver_bell.ring()
    return False


def _tell(db: Db, schools: list[int], country: str, now: datetime) -> None:
    for school_id in schools:
        scope, name = as_hub(school_id, "backup"), f"backups_off:{country}:{now.date()}"
        if chores.once(scope, db, name, now):
            said = Words((say("staff.backups_off", country=Country(country)),))
            outbox.add(scope, db, Parcel(content=said, due_at=now, lane=Lane.TALK, role=Role.DPO, intent=name), new_id(), now)

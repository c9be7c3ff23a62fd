"""What data protection does by itself, every so often: erasures finished, requests reminded of, copies removed."""

from __future__ import annotations

import asyncio
from functools import partial

from bot.hub import Hub, as_hub
from bot.privacy import copies, erasing, misuse, nightly
from bot.rules import local_day
from storage import accounts, rights
from storage.db import Db
from storage.erasing import Erased


async def run_once(hub: Hub) -> None:
    """Idempotent: what a crash left half done is done again."""
    await _take_notice(hub)
    for school in await hub.read(accounts.schools):
        done = await hub.write(partial(_erase_asked, hub, school_id=school.id))
        if done:
            forget(hub, done)
    done = await nightly.run_once(hub)
    if done:
        forget(hub, done)
    await misuse.run_once(hub)
    await copies.run_once(hub)


async def _take_notice(hub: Hub) -> None:
    """Of what another process erased, a crash left undone, or a restored backup brought back."""
    listed = await hub.read(lambda db: erasing.keys_listed(db))
    if len(listed) == hub.erasures_seen:
        return
    destroyed = await asyncio.to_thread(hub.keys.destroyed)
    hub.keys.destroy(listed - destroyed)
    hub.keys.forget_cached()
    hub.translation.forget()
    now = hub.now()
    for school in await hub.read(accounts.schools):
        scope = as_hub(school.id, "erasure")
        back = await hub.write(partial(erasing.replay, scope, now=now, destroyed=destroyed | listed))
        erasing.destroy(hub.keys, hub.data_folder / "media", back)
    hub.erasures_seen = len(await hub.read(lambda db: erasing.keys_listed(db)))


def forget(hub: Hub, erased: list[Erased]) -> None:
    """Keys, files, and what is in memory: translations, unwrapped keys."""
    erasing.destroy(hub.keys, hub.data_folder / "media", erased)
    hub.translation.forget()


def _erase_asked(hub: Hub, db: Db, school_id: int) -> list[Erased]:
    """Adults who deleted their account themselves, twice yes; of one with a hold all but that goes, and the rest at its end."""
    scope, now = as_hub(school_id, "erasure"), hub.now()
    day = local_day(hub.rules.of(db, school_id, now).policy, now)
    done: list[Erased] = []
    for one in rights.requests(scope, db):
        if one.kind != "self_erasure" or one.person_id is None:
            continue
        if not rights.holds(scope, db, "guardian", one.person_id, day):
            done += erasing.erase(scope, db, now, day, "guardian", one.person_id, "self_service")
            rights.change(scope, db, one.id, state="answered", outcome="given", ended_at=now)
        elif one.outcome != "part":
            done += erasing.erase_words(scope, db, now, day, one.person_id, "self_service")
            rights.change(scope, db, one.id, outcome="part")
    return done

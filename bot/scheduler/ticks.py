"""APScheduler's few in-memory ticks, each idempotent and under a lease, so that two processes do no work twice."""

from __future__ import annotations

import asyncio
import functools
from collections.abc import Awaitable, Callable
from datetime import timedelta
from functools import partial

import structlog
from apscheduler.schedulers.asyncio import AsyncIOScheduler

from bot import alerts, announce, first_day, handle, searching, shipping, upkeep, vault
from bot.alerts import Watch
from bot.deliver import later
from bot.hub import Hub
from bot.privacy import tick
from bot.reholding import EVERY_S, Reholder
from bot.shipping import Shipping
from bot.signing_in import entering
from bot.upkeep import gaps
from storage import accounts as account_rows
from storage import audit, clock, leases, statistics
from storage.db import Db

log = structlog.get_logger()
Tick = Callable[[Hub], Awaitable[object]]


async def _chain(hub: Hub) -> None:
    """Link new audit rows, school by school."""
    for school in await hub.read(account_rows.schools):
        school_id = school.id
        await hub.write(partial(audit.chain, school_id=school_id))


async def _look_at_rows(hub: Hub) -> None:
    await hub.write(statistics.refresh)


async def read_clock(hub: Hub) -> None:
    """School time as every process must see it; the sandbox may have moved it."""

    def query(db: Db) -> timedelta:
        return clock.offset(db)

    before = hub.school_offset
    offset = await hub.read(query)
    # Whoever set this process's clock meanwhile knows better than a row read before that.
    if offset != before and hub.school_offset == before:
        hub.school_offset = offset
        hub.handle_bell.ring()
        hub.deliver_bell.ring()


# name, seconds between ticks, work; `every` process runs it itself instead of one for all
TICKS: tuple[tuple[str, float, Tick], ...] = (
    ("announce", 1.0, announce.run_once),
    ("which_school", 5.0, handle.release_unanswered),
    ("first_day", 2.0, first_day.run_once),
    ("late", later.EVERY_S, later.run_once),
    ("media", 2.0, vault.fetch_wanted),
    ("upkeep", 5.0, upkeep.run_once),
    ("heard", 300.0, gaps.alive),
    ("privacy", 10.0, tick.run_once),
    ("search", 3.0, searching.run_once),
    ("audit_chain", 30.0, _chain),
    ("sessions", 600.0, entering.forget_old),
    ("statistics", statistics.EVERY_S, _look_at_rows),
)


def build(hub: Hub, watch: Watch, ships: Shipping | None = None) -> AsyncIOScheduler:
    """The scheduler with its ticks, not yet started."""
    scheduler = AsyncIOScheduler(
        timezone="UTC", job_defaults={"coalesce": True, "max_instances": 1, "misfire_grace_time": None}
    )
    watching = ("alerts", alerts.EVERY_S, functools.partial(alerts.run_once, watch))
    reholding = ("rehold", EVERY_S, Reholder().run_once)
    shipped = [("ship", shipping.EVERY_S, functools.partial(shipping.run_once, ships))] if ships else []
    for name, seconds, work in (*TICKS, watching, reholding, *shipped):
        scheduler.add_job(_guarded, "interval", seconds=seconds, id=name, args=(hub, name, seconds, work))
    return scheduler


async def _guarded(hub: Hub, name: str, seconds: float, work: Tick) -> None:
    """Only the lease's holder works; a failure is logged and the next tick tries again."""
    length = max(seconds * 5, 15.0)
    try:
        if await hub.write(lambda db: leases.take(db, f"tick:{name}", hub.owner, hub.steady.now(), length)):
            await work(hub)
    except asyncio.CancelledError:
        log.info("tick_stopped", tick=name)  # the hub is stopping; the next start does what is left
    except Exception as error:
        log.exception("tick_failed", tick=name, error=type(error).__name__)

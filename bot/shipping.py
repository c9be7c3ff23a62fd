"""Use case: changes shipped to another place while the hub works, so that a lost machine loses minutes and not a day."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

import structlog
from sqlalchemy.engine import make_url

from bot.hub import Hub
from storage.backup import BackupProblem, Place
from storage.clock import lease_now
from storage.shipping import Shipped, ship
from storage.shipping.keys import ship_keys

log = structlog.get_logger()
EVERY_S = 300.0
STALE = timedelta(minutes=30)


@dataclass(frozen=True, slots=True)
class Shipping:
    """Where changes go, and from where. PostgreSQL ships its own; the keys' copy is kept fresh beside either."""

    place: Place
    folder: Path
    keys_folder: Path

    @property
    def ships_data(self) -> bool:
        return make_url(self.place.url).get_backend_name() == "sqlite"


def look(shipping: Shipping, now: datetime) -> Shipped | None:
    """Data first, then keys, so that the keys are never older. Raises BackupProblem, OSError or the database's error."""
    done = ship(shipping.place, shipping.folder, now) if shipping.ships_data else None
    ship_keys(shipping.place, shipping.keys_folder, now)
    return done


async def run_once(shipping: Shipping, _hub: Hub) -> bool:
    """True when something was shipped. A target that is away is said in the log; the alert says it when it lasts."""
    try:
        done = await asyncio.to_thread(look, shipping, lease_now())
    except (BackupProblem, OSError) as error:
        log.warning("not_shipped", error=type(error).__name__)
        return False
    if done is not None:
        (log.error if done.broken else log.info)(
            "shipped", pages=done.pages, files=done.files, whole=done.whole, last_chain_broken=done.broken
        )
    return True

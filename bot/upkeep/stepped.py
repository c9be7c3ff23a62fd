"""The machine's clock is compared with the one nobody sets: where it was put back, what was due is due still."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

import structlog

from bot.hub import Hub
from storage import putback
from storage.clock import lease_now
from storage.db import Db

log = structlog.get_logger()
_NOTED, _STEP = timedelta(minutes=1), timedelta(seconds=1)


@dataclass(slots=True)
class Comparison:
    """What the last one said. The database is asked after a step, and once a minute, which notes how late it is."""

    ahead: timedelta | None = None
    noted_at: datetime | None = None  # lease time

    async def run_once(self, hub: Hub) -> float:
        """Returns the seconds the clock was set by since anybody looked, negative when back; 0 when it was not."""
        machine, steady = lease_now(), hub.steady.now()
        ahead = machine - steady
        if self._same(ahead) and self.noted_at is not None and steady - self.noted_at < _NOTED:
            return 0.0

        def unit(db: Db) -> float:
            return putback.look(db, hub.steady, machine, hub.school_offset)

        step = await hub.write(unit)
        self.ahead, self.noted_at = ahead, steady
        if step:
            log.warning("clock_stepped", seconds=round(step))
            hub.handle_bell.ring()
            hub.deliver_bell.ring()
        return step

    def _same(self, ahead: timedelta) -> bool:
        return self.ahead is not None and abs(ahead - self.ahead) < _STEP

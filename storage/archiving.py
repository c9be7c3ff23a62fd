"""Whether a PostgreSQL server ships its own log: that is how a hub on it loses minutes at worst, not a day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Engine, text

_ASK = text(
    "SELECT current_setting('archive_mode') AS mode, "
    "(SELECT setting::integer FROM pg_settings WHERE name = 'archive_timeout') AS every_s, "
    "(SELECT last_archived_time FROM pg_stat_archiver) AS last_at, "
    "(SELECT last_failed_time FROM pg_stat_archiver) AS failed_at, "
    "(SELECT count(*) FROM pg_stat_replication WHERE application_name LIKE '%receivewal%') AS receivers"
)


@dataclass(frozen=True, slots=True)
class Archiving:
    """`every_s` is 0 when a quiet server archives nothing; `last_at` and `failed_at` are aware, None for never."""

    on: bool
    every_s: int
    last_at: datetime | None
    failed_at: datetime | None
    receivers: int

    @property
    def failing(self) -> bool:
        return self.failed_at is not None and (self.last_at is None or self.failed_at > self.last_at)


def archiving(engine: Engine) -> Archiving:
    """Raises the database's error."""
    with engine.connect() as connection:
        row = connection.execute(_ASK).one()
    return Archiving(row.mode in {"on", "always"}, row.every_s, row.last_at, row.failed_at, row.receivers)

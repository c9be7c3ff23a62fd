"""What one process of an installation does. One process does all of it, unless several share a PostgreSQL."""

from __future__ import annotations

from enum import StrEnum


class Duty(StrEnum):
    """`web` takes in what carriers post and shows pages; `worker` fetches, sorts, sends and keeps time."""

    ALL = "all"
    WEB = "web"
    WORKER = "worker"

    @property
    def serves(self) -> bool:
        return self is not Duty.WORKER

    @property
    def works(self) -> bool:
        return self is not Duty.WEB

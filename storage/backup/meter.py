"""How far a long step is; the command line draws a bar, tests and timers nothing."""

from __future__ import annotations

from typing import Protocol


class Meter(Protocol):
    def begin(self, what: str, total: int) -> None:
        """A new step of `total` units (rows, files, bytes)."""

    def advance(self, units: int = 1) -> None: ...


class Silent:
    def begin(self, what: str, total: int) -> None:
        pass

    def advance(self, units: int = 1) -> None:
        pass

"""How old the newest copies of this hub are: whole ones, which have their names only once restored and counted, and changes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from storage.backup import newest
from storage.shipping import chains


@dataclass(frozen=True, slots=True)
class Copies:
    """Where they go; None: nothing is wanted there."""

    whole: Path | None = None
    changes: Path | None = None

    def made_at(self) -> dict[str, datetime | None]:
        """The newest of each kind that is wanted, aware UTC; None when there is none."""
        found: dict[str, datetime | None] = {}
        if self.whole is not None:
            last = newest(self.whole)
            found["whole"] = last.made_at if last else None
        if self.changes is not None:
            chain = next(reversed(chains(self.changes)), None)
            found["changes"] = chain.made_at if chain else None
        return found

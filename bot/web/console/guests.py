"""The demo's people, who come in by a button. No other hub has any: `app` refuses them without a sandbox."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Guest:
    name: str
    role: str
    school_id: int
    staff_id: int

"""What a check finds."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias


@dataclass(frozen=True, slots=True)
class Ok:
    """`what` says in a few words what was seen."""

    what: str = ""


@dataclass(frozen=True, slots=True)
class Fault:
    """`what` is wrong, and the `fix` as one thing to do. Neither holds a person's name or number, or a secret."""

    what: str
    fix: str


Result: TypeAlias = Ok | Fault


@dataclass(frozen=True, slots=True)
class Finding:
    """A verdict under the name of its check, which scripts may rely on."""

    check: str
    result: Result

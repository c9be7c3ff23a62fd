"""A bar for what takes long, on a terminal only: in a file or a pipe it would be noise."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from typing import TypeVar

from rich.console import Console
from rich.progress import track

T = TypeVar("T")


def shown(items: Sequence[T], what: str) -> Iterator[T]:
    """Goes through `items`; the bar is on standard error, so that --json stays clean."""
    if not sys.stderr.isatty():
        return iter(items)
    return iter(track(items, description=what, console=Console(stderr=True), transient=True))

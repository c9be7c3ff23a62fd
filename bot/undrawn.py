"""Libraries without what they would draw on a terminal: a hub writes JSON lines, and their colours are 3 MB of it."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

_DRAWING = ("rich", "pygments")


@contextmanager
def undrawn() -> Iterator[None]:
    """What is imported meanwhile does without them, as it does where they are not installed; progress bars have them back.

    Python takes a module that is None for one that is not there. What is loaded already stays.
    """
    modules: dict[str, Any] = sys.modules
    hidden = [name for name in _DRAWING if name not in modules]
    modules.update(dict.fromkeys(hidden))
    try:
        yield
    finally:
        for name in hidden:
            del modules[name]

"""Libraries without what they would draw on a terminal: a hub writes JSON lines, and their colours are 6 MB of it."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager

_DRAWING = ("rich", "pygments")


@contextmanager
def undrawn() -> Iterator[None]:
    """What is imported meanwhile does without them, as it does where they are not installed; progress bars have them back.

    Python takes a module that is None for one that is not there. What is loaded already stays.
    """
    hidden = [name for name in _DRAWING if name not in sys.modules]
    sys.modules.update(dict.fromkeys(hidden))  # type: ignore[arg-type]
    try:
        yield
    finally:
        for name in hidden:
            del sys.modules[name]

"""The garbage collector at rest while much is made that stays: it would go through all of it again and again."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def at_rest() -> Iterator[None]:
    """For modules, lexicons and the like, which live as long as the process.

    Loading them takes a third less; and as they are not looked at afterwards either, no message waits for that.
    """
    was = gc.isenabled()
    gc.disable()
    try:
        yield
        gc.freeze()
    finally:
        if was:
            gc.enable()

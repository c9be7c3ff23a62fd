"""What a process that is a hub asks of Python and of its system for its threads: texts are understood and stored on some, others answer."""

from __future__ import annotations

import contextlib
import ctypes
import sys

_HANDOVER_S = 0.001  # a carrier's answer takes some five turns at the interpreter; shorter ones cost more work than they save waiting
_M_ARENA_MAX, _HEAPS = -8, 2  # mallopt(3) of glibc


def hand_over_soon() -> None:
    """Python lets a thread work for 5 ms before another may; who answers waits them at each turn."""
    sys.setswitchinterval(_HANDOVER_S)


def few_heaps() -> None:
    """Before the first thread: glibc gives each a heap of its own, and what is freed there is no other's. It took 6 MB more after
    3,000 messages. Where the system's library has no such setting nothing changes.
    """
    with contextlib.suppress(AttributeError, OSError):
        ctypes.CDLL(None).mallopt(_M_ARENA_MAX, _HEAPS)

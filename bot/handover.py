"""Threads of one process take turns at the interpreter. Python lets one work for 5 ms before another may; who answers waits them at each turn."""

from __future__ import annotations

import sys

_HANDOVER_S = 0.001  # a carrier's answer takes some five turns; shorter ones cost more work than they save waiting


def hand_over_soon() -> None:
    """For a process that is a hub: texts are understood and stored on threads beside the one that carriers and pages wait for."""
    sys.setswitchinterval(_HANDOVER_S)

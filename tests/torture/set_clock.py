"""`bookbag run` on a machine whose clock somebody sets: a file says by how many seconds it is wrong."""

from __future__ import annotations

import os
import time
from datetime import datetime, timedelta
from pathlib import Path
from types import SimpleNamespace

from storage import clock, ids

_WRONG_BY = Path(os.environ["TORTURE_CLOCK"])
_real = clock.machine


def _wrong_by() -> float:
    return float(_WRONG_BY.read_text())


def _machine() -> datetime:
    return _real() + timedelta(seconds=_wrong_by())


def _time_ns() -> int:
    return time.time_ns() + int(_wrong_by() * 10**9)


clock.machine = _machine
ids.time = SimpleNamespace(time_ns=_time_ns)  # type: ignore[assignment]

if __name__ == "__main__":
    from bot.__main__ import main

    main()

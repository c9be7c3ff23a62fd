"""`bookbag run` on a machine whose clock somebody sets: a file says by how many seconds it is wrong."""

from __future__ import annotations

import os
from datetime import datetime, timedelta
from pathlib import Path

from storage import clock, ids

_WRONG_BY = Path(os.environ["TORTURE_CLOCK"])
_real, _real_milliseconds = clock.machine, ids.milliseconds


def _wrong_by() -> float:
    return float(_WRONG_BY.read_text())


def _machine() -> datetime:
    return _real() + timedelta(seconds=_wrong_by())


def _milliseconds() -> int:
    return _real_milliseconds() + int(_wrong_by() * 1000)


clock.machine, ids.milliseconds = _machine, _milliseconds

if __name__ == "__main__":
    from bot.__main__ import main

    main()

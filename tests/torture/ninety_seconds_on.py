"""`bookbag run` ninety seconds later: leases and retries see that time as passed."""

from __future__ import annotations

from datetime import datetime, timedelta

from storage import clock, steady

_since, _machine, _LATER = steady.since_boot, clock.machine, timedelta(seconds=90)


def _since_boot() -> timedelta:
    return _since() + _LATER


def _at() -> datetime:
    return _machine() + _LATER


steady.since_boot, clock.machine = _since_boot, _at

if __name__ == "__main__":
    from bot.__main__ import main

    main()

"""`bookbag run` on a machine whose clock stands a minute and a half later: leases and retries see that time as passed."""

from __future__ import annotations

from datetime import datetime, timedelta

from storage import clock

_real = clock.lease_now


def _later() -> datetime:
    return _real() + timedelta(seconds=90)


clock.lease_now = _later  # before any module takes the name for itself

if __name__ == "__main__":
    from bot.__main__ import main

    main()

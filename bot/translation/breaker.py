"""A circuit breaker: an engine that keeps failing is left alone for a while, so that nobody waits for it."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable

FAILURES = 5
WITHIN_S = 30.0
OPEN_S = 60.0
SLOW_S = 5.0  # a failure counts once more for each time this long somebody waited for it


class Breaker:
    """For one engine and pair of languages. `clock` counts seconds and never goes back. For one event loop."""

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._failed_at: deque[float] = deque(maxlen=FAILURES)
        self._open_until: float | None = None
        self._trial_until: float | None = None

    def would_allow(self) -> bool:
        """What `allows` would say, without taking the trial from anybody."""
        now = self._clock()
        return self._open_until is None or now >= max(self._open_until, self._trial_until or 0.0)

    def allows(self) -> bool:
        """Whether a call may be made now. After the pause one caller gets through and decides for the others."""
        if not self.would_allow():
            return False
        if self._open_until is not None:
            self._trial_until = self._clock() + OPEN_S  # should the trial never report, another may try
        return True

    def succeeded(self) -> None:
        self._failed_at.clear()
        self._open_until = self._trial_until = None

    def failed(self, waited_s: float = 0.0) -> None:
        """An engine that hangs fails seldom, for each call takes its full time: two or three of those must do."""
        now = self._clock()
        self._failed_at.extend([now] * (1 + int(waited_s // SLOW_S)))
        often = len(self._failed_at) == FAILURES and now - self._failed_at[0] <= WITHIN_S
        if often or self._open_until is not None:
            self._open_until, self._trial_until = now + OPEN_S, None

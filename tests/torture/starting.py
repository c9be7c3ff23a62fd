"""The test's side of `warm.py`: one such process for all tests of a worker, begun by the first that needs it."""

from __future__ import annotations

import asyncio
import atexit
import contextlib
import functools
import json
import os
import subprocess
import sys
import threading
from collections import defaultdict
from concurrent.futures import Future
from pathlib import Path
from queue import SimpleQueue

REPOSITORY = Path(__file__).parents[2]


class Started:
    """A process that is not our child: who started it tells how it ended."""

    def __init__(self, pid: int, end: Future[int]) -> None:
        self.pid, self._end = pid, end

    @property
    def returncode(self) -> int | None:
        return self._end.result() if self._end.done() else None

    def send_signal(self, number: int) -> None:
        with contextlib.suppress(ProcessLookupError):
            os.kill(self.pid, number)

    async def wait(self) -> int:
        return await asyncio.shield(asyncio.wrap_future(self._end))


class Warm:
    """Blocks for the seconds of loading when it is made."""

    def __init__(self) -> None:
        command = [sys.executable, "-m", "tests.torture.warm"]
        self._process = subprocess.Popen(command, cwd=REPOSITORY, stdin=-1, stdout=-1, text=True, bufsize=1)
        self._started: SimpleQueue[int] = SimpleQueue()
        self._ends: defaultdict[int, Future[int]] = defaultdict(Future)
        self._one_at_a_time = threading.Lock()
        threading.Thread(target=self._listen, daemon=True).start()
        atexit.register(self._close)

    def start(self, module: str, environment: dict[str, str], log: Path) -> Started:
        order = {"module": module, "environment": environment, "folder": str(REPOSITORY), "log": str(log)}
        with self._one_at_a_time:
            assert self._process.stdin is not None
            self._process.stdin.write(json.dumps(order) + "\n")
            pid = self._started.get(timeout=240)
        return Started(pid, self._ends[pid])

    def _close(self) -> None:
        if self._process.stdin is not None:
            self._process.stdin.close()
        self._process.wait(10)

    def _listen(self) -> None:
        assert self._process.stdout is not None
        for line in self._process.stdout:
            told = json.loads(line)
            if "started" in told:
                self._ends.pop(told["started"], None)  # of an older process with this number
                self._ends[told["started"]] = Future()
                self._started.put(told["started"])
            else:
                self._ends[told["ended"]].set_result(told["code"])


@functools.cache
def warm() -> Warm:
    return Warm()

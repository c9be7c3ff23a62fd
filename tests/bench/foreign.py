"""A script of ours run by an interpreter that has what ours has not, and whatever it starts."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
from collections.abc import Iterator
from pathlib import Path


@contextlib.contextmanager
def foreign(interpreter: str, script: str, *words: str, door: int | None = None, **settings: str) -> Iterator[None]:
    """`script` lies beside this one. `door`: a socket it may listen on. `settings` are all of its environment but the PATH."""
    process = subprocess.Popen(
        [interpreter, Path(__file__).with_name(script), *words],
        env={"PATH": os.environ["PATH"], **settings},
        cwd=Path(__file__).parent,
        stdout=subprocess.DEVNULL,
        pass_fds=() if door is None else (door,),
        start_new_session=True,
    )
    try:
        yield
    finally:
        os.killpg(process.pid, signal.SIGKILL)  # with all that it started: nothing of it is kept
        process.wait()

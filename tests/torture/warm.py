"""Starts the hub again and again out of a process that has loaded it: a start costs a fork, not seconds of loading.

What starts is a process like any other, with an environment, a log and an end of its own. An order is a line of JSON;
two kinds of lines come back: the pid of what was started, and how one of them ended.
"""

from __future__ import annotations

import gc
import json
import logging
import os
import runpy
import select
import signal
import sys
import traceback
from importlib import import_module
from typing import Any, NoReturn
from unittest import mock

from bot import app
from bot.learned.fusing import Level
from bot.triage import Triager


def main() -> None:
    import bot.cli.run  # noqa: F401 - and all that the hub is, before the first order

    import_module("twilio.rest.api")  # a hub that lives for seconds has no time to load it for its first text

    ready = Triager(level=Level.WORDS)  # nothing here is about triage
    mock.patch.object(app, "Triager", lambda: ready).start()
    gc.freeze()
    bell, ring = os.pipe2(os.O_NONBLOCK | os.O_CLOEXEC)
    signal.set_wakeup_fd(ring)
    signal.signal(signal.SIGCHLD, lambda *_: None)
    orders = sys.stdin.fileno()
    while True:
        woken, _, _ = select.select([orders, bell], [], [])
        if bell in woken:
            os.read(bell, 512)
            _tell_ends()
        if orders in woken:
            line = sys.stdin.readline()
            if not line:
                return
            _tell(started=_start(json.loads(line)))


def _start(order: dict[str, Any]) -> int:
    return os.fork() or _run(**order)


def _run(module: str, environment: dict[str, str], folder: str, log: str) -> NoReturn:
    signal.set_wakeup_fd(-1)
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    written = os.open(log, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
    os.dup2(written, 1)
    os.dup2(written, 2)
    os.chdir(folder)
    os.environ.clear()
    os.environ.update(environment)
    sys.argv = [module, "run"]
    os._exit(_ended(module))


def _ended(module: str) -> int:
    """As the interpreter ends: what it says last is written, and its code is the caller's."""
    try:
        runpy.run_module(module, run_name="__main__", alter_sys=True)
        code: Any = 0
    except SystemExit as end:
        code = end.code or 0
    except BaseException:
        traceback.print_exc()
        code = 1
    logging.shutdown()
    sys.stdout.flush()
    sys.stderr.flush()
    return code if isinstance(code, int) else 1


def _tell_ends() -> None:
    while True:
        try:
            pid, status = os.waitpid(-1, os.WNOHANG)
        except ChildProcessError:
            return
        if not pid:
            return
        _tell(ended=pid, code=os.waitstatus_to_exitcode(status))


def _tell(**what: int) -> None:
    os.write(sys.stdout.fileno(), json.dumps(what).encode() + b"\n")


if __name__ == "__main__":
    main()

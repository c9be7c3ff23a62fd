"""One change of a schema in a process of its own, which a test lets die; says first how the database stands.

What to do is in the environment, as those processes are given it: `ONE_STEP`, a JSON list of words.
"""

from __future__ import annotations

import json
import os
import signal
import sys
from pathlib import Path

from sqlalchemy import Engine, event

from bot.__main__ import cli
from storage import lossless, revision, schema
from storage.engine import make_engine
from tests.databases import sqlite_in_a_hurry
from tests.operations.filling import fill

_READS = ("SELECT", "PRAGMA", "WITH", "SHOW")
NEVER, ORDER = -1, "ONE_STEP"


def main(what: str, url: str, *more: str) -> None:
    engine = make_engine(url)
    with sqlite_in_a_hurry():
        if what == "fill":
            _filled(engine, *more)
        _say_how_it_stands(engine)
        if what == "kill":
            to, at = more
            _die_at(int(at))
            schema.upgrade(engine, to)
        elif what == "upgrade":
            _upgrade_command(*more)


def _filled(engine: Engine, to: str) -> None:
    if to:
        schema.upgrade(engine, to)
        with engine.begin() as connection:
            fill(connection)


def _say_how_it_stands(engine: Engine) -> None:
    with engine.connect() as connection:
        counts = lossless.counts(connection)
    sys.stdout.write(json.dumps({"revision": revision.of(engine), "counts": counts}) + "\n")
    sys.stdout.flush()
    engine.dispose()


def _upgrade_command(folder: str, at: str) -> None:
    """`bookbag upgrade` of the version whose migrations are in `folder`."""
    schema._FOLDER = Path(folder)
    _die_at(int(at))
    sys.argv = ["bookbag", "upgrade", "--now", "--json"]
    cli()


def _die_at(at: int) -> None:
    """As the statement number `at` that changes something begins, in whatever database; a commit counts as one."""
    left = [at]

    def counted() -> None:
        left[0] -= 1
        if left[0] == NEVER:
            os.kill(os.getpid(), signal.SIGKILL)

    def before(_connection: object, _cursor: object, statement: str, *_more: object) -> None:
        if not statement.lstrip().upper().startswith(_READS):
            counted()

    if at != NEVER:
        event.listen(Engine, "before_cursor_execute", before)
        event.listen(Engine, "commit", lambda _connection: counted())


if __name__ == "__main__":
    main(*json.loads(os.environ[ORDER]))

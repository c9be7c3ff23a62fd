"""Fifty transactions a second in a process of their own, until it is ended: what a copy is taken under. Of what it
could not write in time, or while it was made to stand still, it catches up on a second's.

    python -m tests.operations.writing DATABASE KEY_FILE SCHOOL GUARDIAN
"""

from __future__ import annotations

import sys
import time
from pathlib import Path

from storage.db import Db
from tests.cast import Cast
from tests.databases import sqlite_in_a_hurry
from tests.operations.conftest import WORDS, add_message
from tests.torture.killing import opened

EVERY_S = 0.02


def main(url: str, key_file: str, school: str, guardian: str) -> None:
    cast = Cast(int(school), guardians={"sana": int(guardian)})
    with sqlite_in_a_hurry():
        engines, keys = opened(url, Path(key_file))
        due, number = time.monotonic(), 0
        while True:
            with engines.write.begin() as connection:
                add_message(Db(connection, keys), cast, f"{WORDS} {number}")
            number, due = number + 1, max(due + EVERY_S, time.monotonic() - 1)
            time.sleep(max(0.0, due - time.monotonic()))


if __name__ == "__main__":
    main(*sys.argv[1:])

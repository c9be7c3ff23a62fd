"""`bookbag run` whose loops look by themselves every ten minutes: what happens sooner, somebody woke them for."""

from __future__ import annotations

from unittest import mock

from bot.__main__ import main
from bot.scheduler import loops

if __name__ == "__main__":
    with mock.patch.object(loops, "_IDLE_S", 600.0):
        main()

"""`bookbag`, whose hub reads by rules and words alone: what it keeps of messages is asked without the embedding."""

from __future__ import annotations

from unittest import mock

from bot import app
from bot.__main__ import main
from bot.learned.fusing import Level
from bot.triage import Triager

if __name__ == "__main__":
    with mock.patch.object(app, "Triager", lambda: Triager(level=Level.WORDS)):
        main()

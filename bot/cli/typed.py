"""Seven lines of a key, from a sheet or a message: typed, pasted or in a file."""

from __future__ import annotations

import sys
from pathlib import Path

from bot.cli.out import say
from bot.domain.recoverycode import LINES, MARK, key_of


def typed(file: Path | None, what: str) -> bytes:
    """Seven lines, or what the square says in one. Raises Mistyped."""
    if file is not None:
        return key_of(file.read_text(encoding="utf-8"))
    if sys.stdin.isatty():
        say(f"Type the {LINES} lines of {what}, or paste what its square says.")
    letters = ""
    for line in sys.stdin:
        letters += line
        if line.startswith(MARK) or len("".join(letters.split())) >= LINES * 9:
            break
    return key_of(letters.strip())

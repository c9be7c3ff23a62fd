"""A command line that cannot be understood gives one clear line and exit 2; only `--help` speaks at length."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import Any

import typer
from typer.core import TyperGroup

BAD_VALUE = 2
_FAULTS: type[Exception] = typer.BadParameter.__mro__[2]  # every fault of the command line, whichever copy of click typer brings


class OneLine(TyperGroup):
    """Typer draws a box of several lines, which scripts and logs cannot read."""

    def main(self, args: Sequence[str] | None = None, prog_name: str | None = None, **extra: Any) -> Any:  # type: ignore[override]
        """Raises SystemExit with the exit code."""
        extra["standalone_mode"] = False
        try:
            code = super().main(args, prog_name, **extra)
        except typer.Abort:
            sys.stderr.write("bookbag: stopped\n")
            sys.exit(1)
        except _FAULTS as error:
            _tell(error)
            sys.exit(BAD_VALUE)
        sys.exit(code if isinstance(code, int) else 0)


def _tell(error: Any) -> None:
    if type(error).__name__ == "NoArgsIsHelpError":  # nothing was asked for: the help is the answer
        error.show()
        return
    text = " ".join(error.format_message().split()).rstrip(".")
    context = getattr(error, "ctx", None)
    sys.stderr.write(f"bookbag: {text}; see `{context.command_path if context else 'bookbag'} --help`\n")

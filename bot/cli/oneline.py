"""A command line that cannot be understood gives one clear line and exit 2; only `--help` speaks at length.

A command is loaded when it is asked for: all of them are two seconds of imports, and one needs few.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping, Sequence
from importlib import import_module
from typing import Any, ClassVar

import typer
import typer.main
from typer.core import TyperGroup

from bot.collector import at_rest
from bot.undrawn import undrawn

BAD_VALUE = 2
_FAULTS: type[Exception] = typer.BadParameter.__mro__[2]  # every fault of the command line, whichever copy of click typer brings


class Late(Mapping[str, Any]):
    """Commands by name, from where they are: `module:attribute`, a function or a group of Typer's."""

    def __init__(self, places: Mapping[str, str]) -> None:
        self._places, self._loaded = dict(places), dict[str, Any]()

    def __getitem__(self, name: str) -> Any:
        if name not in self._loaded:
            module, _, attribute = self._places[name].partition(":")
            with at_rest():
                with undrawn():
                    import_module("structlog")  # every command's; here, so that it is loaded without what it would draw with
                self._loaded[name] = _command(name, getattr(import_module(module), attribute))
        return self._loaded[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._places)

    def __len__(self) -> int:
        return len(self._places)


def _command(name: str, found: Any) -> Any:
    alone = typer.Typer(add_completion=False)
    if isinstance(found, typer.Typer):
        alone.add_typer(found, name=name)
    else:
        alone.command(name)(found)
    return typer.main.get_group(alone).commands[name]


class OneLine(TyperGroup):
    """Typer draws a box of several lines, which scripts and logs cannot read. `places`: every command, and where it is."""

    places: ClassVar[Mapping[str, str]] = {}

    def __init__(self, **given: Any) -> None:
        super().__init__(**given)
        self.commands = Late(self.places)  # type: ignore[assignment]  # a dict to Typer, which only looks things up in it

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

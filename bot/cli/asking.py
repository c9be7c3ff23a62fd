"""Questions: put only on a terminal, and only for what no flag answered. Elsewhere a missing answer names its flag."""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import TypeVar

import typer

from bot.cli.out import fail, say

T = TypeVar("T")


def on_terminal() -> bool:
    """Whether somebody is there to answer."""
    return sys.stdin.isatty() and sys.stdout.isatty()


def agreed(question: str, *, yes: bool) -> bool:
    """True without asking where nobody can answer: whoever wrote the script has decided."""
    return yes or not on_terminal() or typer.confirm(question, default=False)


def answer(
    given: str | None,
    flag: str,
    question: str,
    read: Callable[[str], T],
    *,
    default: str | None = None,
    secret: bool = False,
) -> T:
    """The flag's value, or what a person answers, through `read`, which raises ValueError for what it cannot take.

    `default` is taken when nobody can be asked; without one a missing answer ends the command.
    """
    if given is not None:
        return _read_flag(given, flag, read)
    if not on_terminal():
        if default is None:
            fail(f"--{flag} is missing: {question}")
        return _read_flag(default, flag, read)
    while True:
        typed = typer.prompt(question, default=default, hide_input=secret, show_default=bool(default))
        try:
            return read(typed)
        except ValueError as error:
            say(f"  {error}")


def _read_flag(given: str, flag: str, read: Callable[[str], T]) -> T:
    try:
        return read(given)
    except ValueError as error:
        fail(f"--{flag}: {error}")


def optional(typed: str) -> str:
    return " ".join(typed.split())

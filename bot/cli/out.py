"""How commands speak: plain lines for people, JSON for programs, one clear line and a non-zero exit for a fault."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, NoReturn

import typer
from pydantic import ValidationError

from bot.app import NotSetUp
from bot.logs import configure, scrub
from bot.settings import Settings
from storage.crypto import KeyProblem


def say(line: str = "") -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


def say_json(value: Any) -> None:
    say(json.dumps(value, ensure_ascii=False, indent=2, default=str))


def fail(line: str) -> NoReturn:
    """One line on standard error, exit 1. Never a traceback, never a secret."""
    sys.stderr.write(f"bookbag: {scrub(line)}\n")
    raise typer.Exit(1)


@contextmanager
def plain_faults() -> Iterator[None]:
    """Turns what an operator can mend into one line."""
    try:
        yield
    except (NotSetUp, KeyProblem, FileNotFoundError, PermissionError, OSError) as error:
        fail(str(error))
    except ValueError as error:
        fail(str(error))


def load_settings() -> Settings:
    """Reads the environment and .env; a bad value stops here with its variable's name."""
    try:
        settings = Settings()
    except ValidationError as error:
        fail("; ".join(_problem(one) for one in error.errors()))
    configure(settings.log_level)
    return settings


def _problem(error: Any) -> str:
    name = "_".join(str(part) for part in error["loc"]).upper()
    text = error["msg"].removeprefix("Value error, ")
    return f"BOOKBAG_{name}: {text}" if name else text

"""How commands speak: plain lines for people, JSON for programs, one clear line and a non-zero exit for a fault."""

from __future__ import annotations

import json
import logging
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, NoReturn

import typer
from pydantic import ValidationError
from sqlalchemy.exc import ArgumentError, SQLAlchemyError

from bot.cli.oneline import BAD_VALUE
from bot.domain.faults import Mendable, Unusable
from bot.logs import configure, scrub
from bot.settings import Settings


def say(line: str = "") -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


def say_json(value: Any) -> None:
    say(json.dumps(value, ensure_ascii=False, indent=2, default=str))


def tell(value: Any, line: str, *, as_json: bool) -> None:
    """The result for whoever asked: a program or a person."""
    if as_json:
        say_json(value)
    else:
        say(line)


def note(line: str) -> None:
    """For people beside the result, on standard error: --json stays JSON."""
    sys.stderr.write(line + "\n")


def fail(line: str, code: int = 1) -> NoReturn:
    """One line on standard error. Never a traceback, never a secret. `code` 2: a value that could never work."""
    sys.stderr.write(f"bookbag: {scrub(line)}\n")
    raise typer.Exit(code)


@contextmanager
def plain_faults() -> Iterator[None]:
    """Turns what an operator can mend into one line."""
    try:
        yield
    except (Unusable, ValueError) as error:
        fail(str(error), BAD_VALUE)
    except (Mendable, OSError) as error:
        fail(str(error))
    except ArgumentError:
        fail(
            "BOOKBAG_DATABASE_URL is not a database address: postgresql+psycopg://user:password@host/name, or empty",
            BAD_VALUE,
        )
    except SQLAlchemyError as error:
        fail(f"the database does not answer as it should ({type(error).__name__}): run `bookbag doctor`")


def load_settings(**given: Any) -> Settings:
    """Reads the environment and .env, `given` before both; a bad value stops here with its variable's name."""
    try:
        settings = Settings(**given)
    except ValidationError as error:
        fail("; ".join(problem_of(one) for one in error.errors()), BAD_VALUE)
    configure(settings.log_level)
    logging.getLogger("alembic").setLevel(logging.WARNING)  # two lines at every command's start, of no use to anybody
    return settings


def problem_of(error: Any) -> str:
    """One of pydantic's errors as a sentence that names the variable."""
    name = "_".join(str(part) for part in error["loc"]).upper()
    text = error["msg"].removeprefix("Value error, ")
    return f"BOOKBAG_{name.removeprefix('BOOKBAG_')}: {text}" if name else text

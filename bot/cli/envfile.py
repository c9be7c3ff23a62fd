"""Writes variables into .env: readable by its owner alone, other lines kept, never half written."""

from __future__ import annotations

import os
import re
import secrets
from collections.abc import Mapping
from pathlib import Path

_PLAIN = re.compile(r"[A-Za-z0-9_:/.+@%,=~-]*")


def write(path: Path, values: Mapping[str, str]) -> None:
    """Sets each variable, in its place where the file has it. Raises ValueError for a value no line can hold, OSError."""
    lines = path.read_text(encoding="utf-8").splitlines() if path.exists() else []
    waiting = {name: f"{name}={_quoted(name, value)}" for name, value in values.items()}
    kept = [waiting.pop(_name(line), line) for line in lines]
    _replace(path, "\n".join([*kept, *waiting.values()]) + "\n")


def _name(line: str) -> str:
    return line.partition("=")[0].strip().removeprefix("export ").strip() if not line.lstrip().startswith("#") else ""


def _quoted(name: str, value: str) -> str:
    if _PLAIN.fullmatch(value):
        return value
    if any(char in value for char in "'\n\r\0\\"):
        raise ValueError(f"{name} holds a quote, a backslash or a line break, which .env cannot hold")
    return f"'{value}'"


def _replace(path: Path, text: str) -> None:
    """A crash leaves the old file or the new one."""
    draft = path.with_name(f".{path.name.lstrip('.')}.{secrets.token_hex(4)}")
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(descriptor, "w", encoding="utf-8") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        draft.replace(path)
    except OSError:
        draft.unlink(missing_ok=True)
        raise

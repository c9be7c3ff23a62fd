"""Policies to start from, shipped with the package: five real schools' rules and the demo school's."""

from __future__ import annotations

from importlib.resources import files


def names() -> tuple[str, ...]:
    """In alphabetical order."""
    found = (entry.name for entry in files(__name__).iterdir())
    return tuple(sorted(name.removesuffix(".toml") for name in found if name.endswith(".toml")))


def read(name: str) -> str:
    """The preset's TOML. Raises KeyError for a name that is not shipped."""
    if name not in names():
        raise KeyError(name)
    return (files(__name__) / f"{name}.toml").read_text(encoding="utf-8")

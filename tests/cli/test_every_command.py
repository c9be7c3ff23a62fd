"""Every command there is: it speaks JSON when asked, and what it cannot understand is one clear line and exit 2."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
import typer
from typer.core import TyperArgument, TyperGroup, TyperOption

from bot.__main__ import cli
from tests.cli.house import House

WITHOUT_SETTINGS = {"triage", "demo", "policy presets", "policy diff"}
ONE_BY_ONE = {"doctor", "check"}  # they name every bad setting, beside everything else


def _leaves(command: Any, path: tuple[str, ...] = ()) -> Iterator[tuple[str, Any]]:
    if not isinstance(command, TyperGroup):
        yield " ".join(path), command
        return
    if command.invoke_without_command:
        yield " ".join(path), command
    for name, inner in command.commands.items():
        yield from _leaves(inner, (*path, name))


COMMANDS = dict(_leaves(typer.main.get_command(cli)))


def _words(path: str) -> list[str]:
    """The command with something for everything it must have."""
    words = path.split()
    for param in COMMANDS[path].params:
        if isinstance(param, TyperOption) and param.required:
            words += [param.opts[-1], "7"]
        elif isinstance(param, TyperArgument) and param.required:
            words.append("7")
    return words


def _one_line(house: House, *words: str) -> str:
    done = house.run(*words)
    assert done.exit_code == 2, (done.exit_code, done.stdout, done.stderr, done.exception)
    assert done.stderr.startswith("bookbag: ")
    assert len(done.stderr.strip().splitlines()) == 1
    assert "Traceback" not in done.stderr
    return str(done.stderr)


def test_the_walk_finds_what_there_is() -> None:
    assert {"run", "demo", "init", "import", "dead", "dead retry", "policy set", "staff add"} <= set(COMMANDS)


def test_each_has_json() -> None:
    assert [path for path, leaf in COMMANDS.items() if not any("--json" in param.opts for param in leaf.params)] == []


def test_an_option_they_do_not_know_is_one_clear_line(house: House) -> None:
    for path in COMMANDS:
        assert "--no-such-thing" in _one_line(house, *_words(path), "--no-such-thing"), path


def test_a_bad_setting_is_named_in_one_clear_line(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BOOKBAG_LISTEN_PORT", "banana")
    for path in set(COMMANDS) - WITHOUT_SETTINGS - ONE_BY_ONE:
        assert "BOOKBAG_LISTEN_PORT" in _one_line(house, *_words(path), "--json"), path


@pytest.mark.parametrize(
    "words",
    [
        ("demo", "--port", "banana"),
        ("dead", "retry", "banana"),
        ("staff", "leave"),
        ("nonsense",),
        ("staff", "nonsense"),
    ],
)
def test_a_value_of_the_wrong_kind_or_missing_is_one_clear_line(house: House, words: tuple[str, ...]) -> None:
    assert "--help`" in _one_line(house, *words)

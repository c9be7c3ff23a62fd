"""The small parts commands share: progress, permission, what doctor says to people."""

from __future__ import annotations

import io
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.cli.progress import shown
from bot.domain.access import Action, Scope
from bot.domain.people import Role
from bot.permit import NotAllowed, demand
from storage.engine import make_engine
from storage.setup import first_school
from tests.cli.house import House


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_a_bar_goes_to_standard_error_on_a_terminal_only(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert list(shown([1, 2], "Codes")) == [1, 2]
    assert capsys.readouterr().err == ""
    terminal = Terminal()
    monkeypatch.setattr(sys, "stderr", terminal)
    assert list(shown([1, 2], "Codes")) == [1, 2]
    assert "Codes" in terminal.getvalue()
    assert capsys.readouterr().out == ""


def test_a_role_without_the_right_is_refused() -> None:
    teacher = Scope(1, 2, Role.CLASS_TEACHER, "test")
    with pytest.raises(NotAllowed, match="issue_code"):
        demand(teacher, Action.ISSUE_CODE, datetime(2024, 3, 5, tzinfo=UTC))


def test_doctor_says_each_fault_with_its_fix_to_people(house: House) -> None:
    done = house.run("doctor", "--offline")
    assert done.exit_code == 1
    assert "FAULT  key_file: no key file" in done.stdout
    assert "       fix: run `bookbag init`" in done.stdout
    assert done.stdout.rstrip().endswith("faults found.")


def test_an_empty_database_holds_no_school(tmp_path: Path) -> None:
    engine = make_engine(f"sqlite:///{tmp_path}/empty.db")
    assert first_school(engine) is None
    with engine.begin():
        pass
    assert first_school(engine) is None
    engine.dispose()


@pytest.mark.parametrize(
    "command",
    ["init", "invites", "number", "dates", "check", "doctor", "policy", "policy set", "staff", "staff add", "staff leave"],
)
def test_every_command_explains_itself(house: House, command: str) -> None:
    said = house.ok(*command.split(), "--help")
    assert "Usage" in said

"""The shipped units: what systemd itself thinks of them, and what they promise."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).parents[2]
PACKAGING = REPOSITORY / "packaging"
UNITS = ("bookbag.service", "bookbag-backup.service", "bookbag-backup.timer")
HARDENED = {
    "NoNewPrivileges": "yes",
    "ProtectSystem": "strict",
    "ProtectHome": "yes",
    "PrivateTmp": "yes",
    "StateDirectory": "bookbag",
    "StateDirectoryMode": "0700",
    "UMask": "0077",
    "User": "bookbag",
    "CapabilityBoundingSet": "",
}


def settings_of(unit: str) -> dict[str, list[str]]:
    """Every line Key=value of a unit; a key may stand several times."""
    found: dict[str, list[str]] = {}
    for line in (PACKAGING / unit).read_text().splitlines():
        if line and not line.startswith(("#", "[")):
            key, _, value = line.partition("=")
            found.setdefault(key, []).append(value)
    return found


@pytest.mark.parametrize("unit", ["bookbag.service", "bookbag-backup.service"])
def test_a_service_may_write_its_own_folder_and_little_else(unit: str) -> None:
    found = settings_of(unit)
    assert {key: found[key][-1] for key in HARDENED} == HARDENED
    assert found["EnvironmentFile"] == ["-/etc/bookbag/bookbag.env"]
    assert not any("TOKEN=" in value or "PASSWORD" in value.upper() for values in found.values() for value in values)


def test_the_hub_comes_back_whatever_ended_it_and_has_time_to_stop() -> None:
    found = settings_of("bookbag.service")
    assert found["Restart"] == ["always"]
    assert found["StartLimitIntervalSec"] == ["0"]
    assert int(found["TimeoutStopSec"][0]) >= 20
    assert found["ExecStart"][0].endswith("-m bot run")
    assert settings_of("bookbag-backup.service")["ExecStart"][0].endswith("-m bot backup")


def test_a_machine_that_was_off_at_night_still_makes_its_backup() -> None:
    assert settings_of("bookbag-backup.timer")["Persistent"] == ["true"]


@pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="no systemd here")
def test_systemd_finds_nothing_wrong_with_the_units(tmp_path: Path) -> None:
    for unit in UNITS:
        text = (PACKAGING / unit).read_text().replace("/opt/bookbag/.venv/bin/python", "/bin/true")
        (tmp_path / unit).write_text(text)
    paths = [str(tmp_path / unit) for unit in UNITS]
    checked = subprocess.run(
        ["systemd-analyze", "verify", "--man=no", *paths], capture_output=True, text=True, timeout=60, check=False
    )
    assert (checked.returncode, checked.stderr) == (0, "")


def test_the_operators_command_works_in_the_hubs_folder(tmp_path: Path) -> None:
    home, state = tmp_path / "home", tmp_path / "state"
    (home / ".venv" / "bin").mkdir(parents=True)
    state.mkdir()
    python = home / ".venv" / "bin" / "python"
    python.write_text(f'#!/bin/sh\nexec {sys.executable} "$@"\n')
    python.chmod(0o755)
    for package in ("bot", "storage", "locales"):
        (home / package).symlink_to(REPOSITORY / package)
    environment = {"BOOKBAG_HOME": str(home), "BOOKBAG_STATE": str(state), "PATH": "/usr/bin:/bin"}
    asked = subprocess.run(
        [str(PACKAGING / "bookbag"), "backup"], capture_output=True, text=True, env=environment, timeout=60, check=False
    )
    assert asked.returncode == 1
    assert "no key file at keys/bookbag.key" in asked.stderr


def test_secrets_may_come_as_files_as_systemd_hands_them_over(tmp_path: Path) -> None:
    for name, value in (("BOOKBAG_STAFF_BOT_TOKEN", "1:s"), ("BOOKBAG_PARENT_BOT_TOKEN", "2:p")):
        (tmp_path / name).write_text(f"{value}\n")
    program = "from bot.settings import Settings; print(Settings(_env_file=None).staff_bot_token.get_secret_value())"
    asked = subprocess.run(
        [sys.executable, "-c", program],
        capture_output=True,
        text=True,
        env={"CREDENTIALS_DIRECTORY": str(tmp_path), "PYTHONPATH": str(REPOSITORY)},
        timeout=60,
        check=False,
    )
    assert (asked.returncode, asked.stdout.strip()) == (0, "1:s"), asked.stderr

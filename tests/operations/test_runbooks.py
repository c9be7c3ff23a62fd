"""What docs/operations tells an operator to type is what the commands take, and leads where it says."""

from __future__ import annotations

import functools
import os
import re
import shlex
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import typer.main

from bot.__main__ import cli
from bot.domain.recoverycode import lines_of
from storage.crypto import read_master_key
from tests.cli.test_init import FLAGS
from tests.operations.machine import Machine

REPOSITORY = Path(__file__).parents[2]
PAGES = sorted((REPOSITORY / "docs" / "operations").glob("*.md"))
_FENCED = re.compile(r"^```\w*\n(.*?)^```", re.MULTILINE | re.DOTALL)
_NO_CARRIER = "bookbag doctor || true"  # of which it complains
_SAID = re.compile(r"(?:^|[`&;|] ?|sudo -u bookbag )bookbag ([a-z][^`#\n]*)", re.MULTILINE)


def typed(page: str) -> Iterator[str]:
    """Every command of Bookbag's on a page, without what begins it: in blocks and in the text."""
    yield from (found[1].strip() for found in _SAID.finditer(page))


@functools.cache
def _whole() -> Any:
    return typer.main.get_command(cli)


def _inner(command: Any) -> dict[str, Any]:
    return dict(getattr(command, "commands", {}))


def missing(line: str) -> str | None:
    """What of it no command takes; None when all of it is there."""
    words = shlex.split(line.replace("…", ""))
    command = _whole()
    while words and words[0] in _inner(command):
        command, words = _inner(command)[words[0]], words[1:]
    if _inner(command) and words and not words[0].startswith("-"):
        return words[0]
    known = {option for one in command.params for option in (*one.opts, *one.secondary_opts)} | {"--help"}
    return next((word for word in words if word.startswith("-") and word.split("=")[0] not in known), None)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_every_command_on_the_page_is_one_that_is_there_with_its_options(page: Path) -> None:
    lines = [line for line in typed(page.read_text("utf-8")) if not line.startswith(("-", "is ", "keys,"))]
    assert {line: missing(line) for line in lines if missing(line)} == {}


def test_enough_of_them_are_found() -> None:
    assert sum(len([*typed(page.read_text("utf-8"))]) for page in PAGES) > 60


def block(page: str, holds: str) -> str:
    """The one fenced block of a page that holds the words."""
    text = (REPOSITORY / "docs/operations" / f"{page}.md").read_text("utf-8")
    (found,) = (one for one in _FENCED.findall(text) if holds in one)
    return str(found)


def line(page: str, holds: str) -> str:
    return next(one for one in block(page, holds).splitlines() if holds in one)


def _installed(root: Path) -> Machine:
    machine = Machine(root)
    machine.types("\n".join(one for one in block("going-live", "useradd").splitlines() if "apt" not in one))
    return machine


def _newest(folder: Path, begins: str) -> str:
    return max(path.name for path in folder.glob(f"{begins}*"))


@pytest.mark.long
def test_backup_drill_new_key_upgrade_and_the_worst_day_go_as_the_pages_say(tmp_path: Path) -> None:
    machine = _installed(tmp_path / "old")
    state = machine.root / "var/lib/bookbag"
    machine.types(shlex.join(["sudo", "-u", "bookbag", "bookbag", *FLAGS]))
    assert "Hill Top" in machine.types(line("going-live", "bookbag check"))
    machine.types(block("going-live", "enable --now bookbag\n"))
    machine.types(line("backup-and-restore", "keys sheet"))
    assert (state / "sheet.html").read_text("utf-8").count("<") > 10
    machine.types(block("backup-and-restore", "cat >> /var/lib/bookbag/.env"))
    assert "systemctl enable --now bookbag-backup.timer" in machine.done.read_text()
    assert _newest(machine.root / "var/backups/bookbag", "bookbag-data")
    machine.types(block("backup-and-restore", "backup --to /media/usb"))
    made = _newest(machine.root / "media/usb", "bookbag-data")
    machine.types(block("backup-and-restore", "--into /var/lib/bookbag/drill").replace("bookbag-data-20240305T013000Z.backup", made))
    assert (state / "drill").is_dir()
    before = read_master_key(state / "keys/bookbag.key")
    machine.types(block("backup-and-restore", "keys rotate"))
    assert read_master_key(state / "keys/bookbag.key") != before
    upgrade = block("upgrade", "bookbag upgrade").replace("bookbag upgrade", "bookbag upgrade --now")  # whenever this runs
    machine.types(upgrade.replace("bookbag doctor", _NO_CARRIER))
    machine.types("sudo -u bookbag bookbag backup --to /media/usb --keys-to /media/other-usb")
    _worst_day(machine, _installed(tmp_path / "new"))


def _worst_day(lost: Machine, machine: Machine) -> None:
    """From the sheet and two backups, on a machine with nothing but Linux."""
    first, key_file = block("backup-and-restore", "keys restore  "), lost.root / "var/lib/bookbag/keys/bookbag.key"
    keys, data = _newest(lost.root / "media/other-usb", "bookbag-keys"), _newest(lost.root / "media/usb", "bookbag-data")
    os.rename(lost.root / "media", machine.root / "carried")
    settings = (lost.root / "var/lib/bookbag/.env").read_text("utf-8").replace(str(lost.root), str(machine.root))
    typed = {"cat > /var/lib/bookbag/.env": settings, "keys restore": "\n".join(lines_of(read_master_key(key_file))) + "\n"}
    named = {
        "/path/to/bookbag-keys-20240305T013000Z.backup": str(machine.root / "carried/other-usb" / keys),
        "/mnt/other-building/bookbag": str(machine.root / "carried/usb" / data),
        "bookbag doctor": _NO_CARRIER,
    }
    for said in first.splitlines():
        told = said
        for what, instead in named.items():
            told = told.replace(what, instead)
        machine.types(told, next((words for begins, words in typed.items() if begins in said), ""))
    assert read_master_key(machine.root / "var/lib/bookbag/keys/bookbag.key") == read_master_key(key_file)
    assert "Hill Top" in machine.types(line("going-live", "bookbag check"))
    assert "systemctl enable --now bookbag bookbag-backup.timer" in machine.done.read_text()

"""The service as systemd runs it: installed by the page, behind every wall of the unit, through a crash and a power cut."""

from __future__ import annotations

import asyncio
import contextlib
import io
from collections.abc import AsyncIterator, Callable
from pathlib import Path

import pytest
from PIL import Image
from sqlalchemy import func, select

from storage import tables
from storage.db import Db
from tests.operations import booted
from tests.operations.booted import Booted
from tests.operations.test_runbooks import block, line
from tests.torture.killing import opened
from tests.torture.rig import Rig, comes_true, rig

_STATE = "/var/lib/bookbag"
_STORED = select(func.count()).where(tables.media.c.state == "stored")

pytestmark = [
    pytest.mark.long,
    pytest.mark.timeout(1800),
    pytest.mark.skipif(bool(booted.why_not()), reason=f"systemd cannot be started here: {booted.why_not()}"),
]


@contextlib.asynccontextmanager
async def _installed(folder: Path, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[tuple[Booted, Rig]]:
    """A school beside the carriers' sandbox, on a machine of its own where the page's commands were typed; nothing runs yet."""
    with booted.machine(folder) as machine:
        await asyncio.to_thread(machine.boot)
        for typed in ("useradd", "install -m 755", "install -d"):
            machine.types(line("going-live", typed))
        state = machine.root / _STATE.strip("/")
        async with rig(f"sqlite:///{state}/data/bookbag.db", state, monkeypatch) as made:
            settings = {name: value.replace(str(state), _STATE) for name, value in made.environment.items()}
            (machine.root / "etc/bookbag").mkdir()
            (machine.root / "etc/bookbag/bookbag.env").write_text("".join(f"{name}={value}\n" for name, value in settings.items()))
            machine.types(f"chmod 600 /etc/bookbag/bookbag.env; chown -R bookbag:bookbag {_STATE}")
            yield machine, made


def _pictures(made: Rig) -> int:
    engines, keys = opened(made.database, made.key_file)
    with engines.read.connect() as connection:
        found = Db(connection, keys).value(_STORED)
    engines.dispose()
    return int(found)


def _photo() -> bytes:
    made = io.BytesIO()
    Image.new("RGB", (300, 200), "red").save(made, "JPEG")
    return made.getvalue()


async def test_the_hub_comes_back_from_a_crash_and_a_power_cut_and_works_behind_its_units_walls(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, record_property: Callable[[str, object], None]
) -> None:
    async with _installed(tmp_path, monkeypatch) as (machine, made):
        texts: list[str] = []
        *_, copied, reloaded, enabled, _ = block("going-live", "enable --now").splitlines()
        machine.types("\n".join((copied, reloaded, enabled)))
        await made.notes(texts, 24)
        made.sandbox.attach("marta", "photo", content=_photo())
        await made.until_quiet(texts)
        await comes_true(lambda: _pictures(made) > 0, 60.0)  # drawn anew by a child with limits, inside the unit

        first = machine.types("systemctl show -p MainPID --value bookbag").strip()
        machine.types(f"kill -9 {first}")
        await made.notes(texts, 12)
        await made.until_quiet(texts)
        assert machine.types("systemctl show -p MainPID --value bookbag").strip() not in {first, "0"}

        machine.cut_the_power()
        await made.notes(texts, 12)
        await asyncio.to_thread(machine.boot)
        await made.until_quiet(texts)  # nobody typed anything
        made.unharmed(texts)

        machine.types(block("backup-and-restore", "BOOKBAG_BACKUP_KEYS_FOLDER="))
        assert machine.types("ls /var/backups/bookbag").strip()
        machine.types("systemctl stop bookbag")
        assert "Result=success" in machine.types("systemctl show -p Result bookbag")
        exposure = next(one for one in machine.types("systemd-analyze security --no-pager bookbag || true").splitlines() if "Overall exposure" in one)
        record_property(
            "promise",
            f"systemd itself, SQLite, the page's commands typed: a kill -9 and a power cut under {len(texts)} messages, the hub back by "
            f"itself, 0 lost, 0 twice; a picture drawn anew and a backup made inside the units; {exposure.strip('→ ')}",
        )

"""The master key: renewed without losing a word, printed for the safe, typed in again on a new machine."""

from __future__ import annotations

import os
import shutil
import signal
import stat
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import select
from sqlalchemy.engine import make_url

from bot import opening
from bot.cli import backup, rotating
from bot.cli.out import load_settings
from bot.domain.recoverycode import Mistyped, key_of, lines_of, square_of
from storage import rotation, tables
from storage.clock import lease_now
from storage.crypto import KeyProblem, Keyring, read_master_key
from storage.db import Db
from storage.engine import make_engine
from storage.keystore import SqlKeyStore
from tests.cli.house import House

ONE_DATABASE = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
_STEPS: list[tuple[object, str]] = [
    (rotation, "make_master_key"), (rotation, "rewrap"), (rotation, "overwritten"), (rotation, "opens_all"),
    (os, "link"), (rotation, "sync_folder"),
]  # fmt: skip


def _first_names(house: House) -> list[str]:
    def query(db: Db) -> list[str]:
        rows = db.all(select(tables.guardian.c.first_name).order_by(tables.guardian.c.id))
        return [db.keys.open("guardian.first_name", row.first_name) for row in rows]

    return house.read(query)


def _blind(house: House) -> bytes:
    return house.read(lambda db: db.keys.blind("phone", "+447700900101"))


@ONE_DATABASE
def test_a_new_master_key_opens_everything_finds_everybody_and_the_old_one_goes_after_a_proved_backup(
    house: House, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    house.settle()
    before, blind, old = _first_names(house), _blind(house), house.key_file.read_bytes()
    done = house.json("keys", "rotate")
    assert done["backed_up"] is False
    assert (_first_names(house), _blind(house)) == (before, blind)
    assert house.key_file.read_bytes() != old
    assert rotation.old_file(house.key_file).read_bytes() == old
    store = make_engine(f"sqlite:///{house.key_file.parent / 'keys.db'}")
    assert not rotation.fits(store, read_master_key(rotation.old_file(house.key_file)))
    store.dispose()
    monkeypatch.setenv("BOOKBAG_BACKUP_FOLDER", str(tmp_path / "usb"))
    monkeypatch.setenv("BOOKBAG_BACKUP_KEYS_FOLDER", str(tmp_path / "safe"))
    house.ok("backup")
    (of_before,) = (tmp_path / "usb").iterdir()
    kept = tmp_path / "kept.key"
    shutil.copy(house.key_file, kept)
    again = house.run("keys", "rotate")
    assert again.exit_code == 0, again.stderr
    assert "keep the old one" in again.stderr
    assert [path.name for path in house.key_file.parent.iterdir() if "bookbag.key" in path.name] == ["bookbag.key"]
    assert (_first_names(house), _blind(house)) == (before, blind)
    assert len(list((tmp_path / "safe").iterdir())) == 1
    assert "another master key" in house.fails("restore", str(of_before), "--check")
    house.ok("restore", str(of_before), "--check", "--key-file", str(kept))


@ONE_DATABASE
@pytest.mark.filterwarnings("ignore:.*fork.*:DeprecationWarning")
@pytest.mark.parametrize("when", ["before", pytest.param("after", marks=pytest.mark.long)])
def test_a_rotation_killed_at_any_step_leaves_a_hub_that_opens_and_can_be_rotated_again(house: House, when: str) -> None:
    house.settle()
    names = _first_names(house)
    for module, step in _STEPS:
        _killed_at(house, module, step, when)
        keys = opening.open_keys(load_settings())
        keys.close()
        assert _first_names(house) == names, (step, when)
        house.ok("keys", "rotate")
        assert _first_names(house) == names, (step, when)


def _killed_at(house: House, module: object, step: str, when: str) -> None:
    """The rotation in a process of its own, which is killed as the step begins or ends."""
    child = os.fork()
    if not child:
        real: Callable[..., object] = getattr(module, step)

        def killing(*given: object, **named: object) -> None:
            if when == "after":
                real(*given, **named)
            os.kill(os.getpid(), signal.SIGKILL)

        setattr(module, step, killing)
        try:
            engine = make_engine(f"sqlite:///{house.key_file.parent / 'keys.db'}")
            rotation.rotate(house.key_file, engine)
        finally:
            os._exit(7)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == -signal.SIGKILL, step


@ONE_DATABASE
def test_while_the_hub_runs_nothing_is_rotated_and_while_something_is_rotated_no_hub_starts(house: House) -> None:
    house.settle()
    running = opening.open_keys(load_settings())
    assert "stop it" in house.fails("keys", "rotate")
    running.close()
    hold = rotation.Hold(house.key_file.parent, alone=True)
    with pytest.raises(KeyProblem, match="using the keys"):
        opening.open_keys(load_settings())
    hold.release()
    house.ok("keys", "rotate", "--yes")


@ONE_DATABASE
def test_a_command_may_give_the_key_and_the_hub_moves_to_it_and_back(
    house: House, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    house.settle()
    names, elsewhere = _first_names(house), tmp_path / "elsewhere" / "new.key"
    told = house.run("keys", "rotate", "--to-file", str(elsewhere))
    assert f"BOOKBAG_KEY_FILE={elsewhere}" in told.stderr
    command = f"/bin/cat {elsewhere}"
    assert "the key the hub has now" in house.fails("keys", "rotate", "--to-file", str(house.key_file))
    house.key_file.unlink()
    monkeypatch.setenv("BOOKBAG_KEY_COMMAND", command)
    keys = opening.open_keys(load_settings())
    store = SqlKeyStore(make_engine(load_settings().key_store))
    assert _open_names(house, Keyring(opening.master_key(load_settings()), store)) == names
    keys.close()
    assert "--to-command or --to-file" in house.fails("keys", "rotate")
    assert "name one place" in house.fails("keys", "rotate", "--to-file", "x", "--to-command", "y")
    house.ok("keys", "rotate", "--to-file", str(house.key_file))
    monkeypatch.delenv("BOOKBAG_KEY_COMMAND")
    assert _first_names(house) == names
    told = house.run("keys", "rotate", "--to-command", command)
    assert "BOOKBAG_KEY_COMMAND=/bin/cat" in told.stderr
    for broken, said in (
        ("/bin/false", "ended with 1"), ("/no/such/program", "cannot be run"), ("/bin/echo hello", "is not a key"),
    ):  # fmt: skip
        monkeypatch.setenv("BOOKBAG_KEY_COMMAND", broken)
        with pytest.raises(KeyProblem, match=said):
            opening.master_key(load_settings())


def _open_names(house: House, keys: Keyring) -> list[str]:
    engine = make_engine(house.database_url)
    with engine.connect() as connection:
        rows = connection.execute(select(tables.guardian.c.first_name).order_by(tables.guardian.c.id)).scalars().all()
    engine.dispose()
    return [keys.open("guardian.first_name", sealed) for sealed in rows]


def test_a_hub_is_brought_back_on_a_new_machine_from_the_sheet_in_the_safe_and_two_backups(
    house: House, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    house.settle()
    names, sheet = _first_names(house), tmp_path / "sheet.html"
    done = house.run("keys", "sheet", "--out", str(sheet))
    assert "delete the file" in done.stderr
    assert stat.S_IMODE(sheet.stat().st_mode) == 0o600
    printed = sheet.read_text()
    assert "<svg" in printed
    assert "src=" not in printed
    typed = "\n".join(line for line in lines_of(read_master_key(house.key_file)) if line in printed)
    assert house.run("keys", "check", input=typed.lower()).exit_code == 0
    house.ok("backup", "--to", str(tmp_path / "usb"), "--keys-to", str(tmp_path / "vault"))
    (data,), (keys,) = (tmp_path / "usb").iterdir(), (tmp_path / "vault").iterdir()
    shutil.rmtree(house.folder / "keys")
    if make_url(house.database_url).get_backend_name() == "sqlite":
        for path in house.folder.glob("bookbag.db*"):
            path.unlink()
    else:
        house.database_url = f"sqlite:///{tmp_path / 'new' / 'bookbag.db'}"  # the lost server's data, here for now
        monkeypatch.setenv("BOOKBAG_DATABASE_URL", house.database_url)
    wrong = typed.replace(typed[0], "Z" if typed[0] != "Z" else "Y", 1)
    refused = house.run("keys", "restore", input=wrong)
    assert (refused.exit_code, "line 1 is mistyped" in refused.stderr) == (2, True)
    assert house.run("keys", "restore", input=typed).exit_code == 0
    assert "exists" in house.run("keys", "restore", input=typed).stderr
    house.ok("restore", str(keys))
    house.ok("restore", str(data))
    assert _first_names(house) == names


@ONE_DATABASE
def test_a_sheet_of_another_hub_is_told_apart_and_never_put_in_the_place_of_a_key(house: House, tmp_path: Path) -> None:
    house.settle()
    other = tmp_path / "scanned.txt"
    other.write_text(square_of(b"o" * 32))
    assert "the hub's is" in house.fails("keys", "check", "--from", str(other))
    house.key_file.unlink()
    assert "does not open the key store" in house.fails("keys", "restore", "--from", str(other))
    assert not house.key_file.exists()
    (tmp_path / "data").mkdir(exist_ok=True)
    other.write_text("7KQ2 M0DX P")
    assert "9 letters" in house.fails("keys", "restore", "--from", str(other))


@ONE_DATABASE
def test_the_sheet_is_not_written_beside_what_it_opens(house: House) -> None:
    house.settle()
    (house.folder / "data").mkdir(exist_ok=True)
    assert "must not be kept" in house.fails("keys", "sheet", "--out", str(house.folder / "data" / "sheet.html"))


def test_every_wrong_letter_is_named_by_its_line_and_every_misreading_of_print_is_forgiven() -> None:
    key = bytes(range(7, 39))
    typed = "\n".join(lines_of(key))
    assert key_of(typed) == key
    assert key_of(square_of(key)) == key
    assert key_of(typed.lower().replace("1", "l").replace("0", "o").replace(" ", "-")) == key
    letters = "".join(typed.split())
    for at, letter in enumerate(letters):
        wrong = letters[:at] + ("X" if letter != "X" else "W") + letters[at + 1 :]
        with pytest.raises(Mistyped, match=f"line {at // 9 + 1} "):
            key_of(wrong)
    mixed = [*lines_of(key)[:4], *lines_of(b"x" * 32)[4:]]
    with pytest.raises(Mistyped, match="of one sheet"):
        key_of("\n".join(mixed))


@ONE_DATABASE
def test_a_rotation_in_the_second_of_a_backup_makes_its_own(house: House, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    house.settle()
    monkeypatch.setenv("BOOKBAG_BACKUP_FOLDER", str(tmp_path / "usb"))
    monkeypatch.setenv("BOOKBAG_BACKUP_KEYS_FOLDER", str(tmp_path / "safe"))
    stands = lease_now()
    for module in (backup, rotating):
        monkeypatch.setattr(module, "lease_now", lambda: stands)
    house.ok("backup")
    assert house.json("keys", "rotate")["backed_up"] is True
    assert len(list((tmp_path / "usb").iterdir())) == 2

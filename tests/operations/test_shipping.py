"""Changes shipped between two nights: a machine lost at noon is brought back as it was minutes before."""

from __future__ import annotations

import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from bot.doctor import Fault, Ok
from bot.doctor.copies import _judged, of_folders, of_server
from bot.shipping import Shipping, look
from storage import tables
from storage.archiving import Archiving
from storage.backup import BackupProblem, Place, Silent, back_up_data, listed, restore_data, restore_keys
from storage.copied import Copies
from storage.crypto import Keyring
from storage.db import Db
from storage.engine import make_engine, make_engines
from storage.keystore import SqlKeyStore
from storage.messages import BODY
from storage.shipping import chains, grow
from storage.shipping.keys import ship_keys
from tests.cli.house import House
from tests.operations import writing
from tests.operations.conftest import (
    CANARIES,
    NOW,
    ONE_DATABASE,
    PICTURE,
    WORDS,
    School,
    add_message,
    add_picture,
    counts_in,
)
from tests.torture.starting import REPOSITORY


def _shipping(school: School, folder: Path) -> Shipping:
    return Shipping(school.place, folder / "away", folder / "vault")


def _at(minute: float) -> datetime:
    return NOW + timedelta(minutes=minute)


def _words(url: str, keys: Keyring) -> set[str]:
    engine = make_engine(url)
    with engine.connect() as connection:
        found = {keys.open(BODY, raw) for raw in connection.execute(select(tables.message.c.body)).scalars()}
    engine.dispose()
    return found


@ONE_DATABASE
def test_a_lost_machine_comes_back_from_what_was_shipped_and_a_folder_with_a_gap_is_refused(
    school: School, tmp_path: Path
) -> None:
    ships = _shipping(school, tmp_path)
    first = look(ships, _at(0))
    assert first is not None
    assert (first.whole, first.files) == (True, 1)
    school.write(1)
    second = look(ships, _at(5))
    engines = make_engines(school.place.url)
    with engines.write.begin() as connection:
        db = Db(connection, school.keys)
        late = add_picture(school.place, db, school.cast, add_message(db, school.cast, "At noon"))
    engines.dispose()
    third = look(ships, _at(10))
    assert second is not None
    assert third is not None
    assert (second.whole, third.whole, third.files) == (False, False, 1)
    assert 0 < second.pages < first.pages / 4
    raw = b"".join(path.read_bytes() for path in (tmp_path / "away").rglob("*") if path.is_file())
    assert not [word for word in CANARIES if word in raw]
    assert len(listed(tmp_path / "vault", "keys")) == 1  # an older copy would keep what an erasure destroys

    new = tmp_path / "new"
    url = f"sqlite:///{new / 'bookbag.db'}"
    place, files, needed = grow(tmp_path / "away", school.place.master, url, new / "media")
    assert (place.made_at, files) == (_at(10), 2)
    restore_keys(listed(tmp_path / "vault", "keys")[0].path, school.place.master, f"sqlite:///{new / 'keys.db'}", Silent())
    store = make_engine(f"sqlite:///{new / 'keys.db'}")
    ring = Keyring(school.place.master, SqlKeyStore(store))
    assert _words(url, ring) == {WORDS, f"{WORDS} 1", "At noon"}
    assert ring.open_bytes("media.blob", (new / "media" / late).read_bytes()) == PICTURE
    assert counts_in(url) == school.counts()
    assert needed
    store.dispose()
    with pytest.raises(BackupProblem, match="not empty"):
        grow(tmp_path / "away", school.place.master, url, tmp_path / "other")

    second.path.unlink()  # what came before the gap is still good, what came after is left out
    place, _, _ = grow(tmp_path / "away", school.place.master, f"sqlite:///{tmp_path / 'b' / 'bookbag.db'}", tmp_path / "b" / "m")
    assert place.made_at == _at(0)
    third.path.rename(second.path)
    with pytest.raises(BackupProblem, match="does not follow"):
        grow(tmp_path / "away", school.place.master, f"sqlite:///{tmp_path / 'c' / 'bookbag.db'}", tmp_path / "c" / "m")
    again = look(ships, _at(15))  # and the hub sees that the folder is not as it left it
    assert again is not None
    assert (again.whole, again.broken) == (True, True)


@ONE_DATABASE
def test_a_new_chain_begins_every_day_under_a_new_key_and_after_the_last_was_tried(school: School, tmp_path: Path) -> None:
    ships = _shipping(school, tmp_path)
    for hours, whole in ((0, True), (23, False), (25, True), (26, False), (50, True)):
        done = look(ships, _at(hours * 60))
        assert done is not None
        assert done.whole is whole, hours
    assert [chain.began_at for chain in chains(tmp_path / "away")] == [_at(25 * 60), _at(50 * 60)]
    other = replace(ships, place=replace(school.place, master=b"o" * 32))
    with suppress(BackupProblem):
        look(other, _at(51 * 60))  # the key store is under the old one, so its copy is refused; the data went
    assert chains(tmp_path / "away")[-1].began_at == _at(51 * 60)
    (school.place.folder / ".shipped").write_text("damaged")
    assert look(ships, _at(52 * 60)).whole  # type: ignore[union-attr]


@ONE_DATABASE
def test_what_was_shipped_is_seen_by_the_doctor_and_stale_copies_are_a_fault(school: School, tmp_path: Path) -> None:
    def said(copies: Copies, now: datetime, *, sqlite: bool = True) -> dict[str, str]:
        found = list(of_folders(copies, now, sqlite=sqlite))
        return {one.check: one.result.what if isinstance(one.result, Fault) else "ok" for one in found}

    away = tmp_path / "away"
    assert said(Copies(), NOW) == {"backup": "nothing is backed up by itself"}
    assert "loses a day" in said(Copies(tmp_path / "usb"), NOW)["backup_changes"]
    assert said(Copies(tmp_path / "usb"), NOW, sqlite=False) == {"backup": "there is none yet"}
    look(_shipping(school, tmp_path), NOW)
    assert said(Copies(tmp_path / "usb", away), _at(20))["backup_changes"] == "ok"
    assert said(Copies(tmp_path / "usb", away), _at(45))["backup_changes"] == "the newest is 45 minutes old"
    assert Copies(tmp_path / "usb", away).made_at() == {"whole": None, "changes": NOW}


def test_a_server_ships_its_own_log_and_one_that_does_not_is_a_fault(school: School, tmp_path: Path) -> None:
    ships = _shipping(school, tmp_path)
    assert (look(ships, NOW) is None) is not ships.ships_data
    assert len(listed(tmp_path / "vault", "keys")) == 1
    assert look(ships, _at(5)) is None or ships.ships_data
    if not ships.ships_data:
        engine = make_engine(school.place.url)
        found = of_server(engine)
        assert isinstance(found, Fault)
        assert "does not archive" in found.what
        engine.dispose()
        with pytest.raises(BackupProblem, match="no shipped changes"):
            grow(tmp_path / "away", school.place.master, school.place.url, tmp_path / "media")
    before, now = datetime(2024, 3, 5, 9, tzinfo=UTC), NOW
    assert isinstance(_judged(Archiving(True, 600, now, before, 0)), Ok)
    assert isinstance(_judged(Archiving(False, 0, None, None, 1)), Ok)
    for faulty, words in (
        (Archiving(True, 600, before, now, 0), "fails"),
        (Archiving(True, 600, None, now, 0), "fails"),
        (Archiving(True, 0, now, None, 0), "quiet server"),
        (Archiving(True, 3600, now, None, 0), "quiet server"),
    ):
        result = _judged(faulty)
        assert isinstance(result, Fault)
        assert words in result.what


@ONE_DATABASE
def test_the_command_ships_at_once_restores_the_folder_erases_again_whoever_was_erased_since_and_asks_for_torn_files_again(
    database_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    house = House(tmp_path, database_url)
    for name, value in house.environment().items():
        monkeypatch.setenv(name, value)
    monkeypatch.chdir(tmp_path)
    cast = house.settle()
    assert "first" in house.fails("backup", "--changes")
    monkeypatch.setenv("BOOKBAG_BACKUP_CHANGES_FOLDER", str(tmp_path / "away"))
    assert "BOOKBAG_BACKUP_KEYS_FOLDER" in house.fails("backup", "--changes")
    monkeypatch.setenv("BOOKBAG_BACKUP_KEYS_FOLDER", str(tmp_path / "vault"))
    place = Place(tmp_path / "data", database_url, f"sqlite:///{tmp_path / 'keys' / 'keys.db'}", b"")
    whole, *lost = (house.write(lambda db: add_picture(place, db, cast, add_message(db, cast, WORDS))) for _ in range(4))
    shipped = house.json("backup", "--changes")
    assert (shipped["whole"], Path(shipped["file"]).is_file()) == (True, True)
    gone = house.read(lambda db: db.first(tables.guardian.select().where(tables.guardian.c.id == cast.guardians["marta"])))
    assert gone is not None
    house.write(lambda db: db.keys.destroy([gone.key_id]))
    missing, short, altered = (tmp_path / "away" / "media" / name for name in lost)
    missing.unlink()
    short.write_bytes(short.read_bytes()[:-1])
    altered.write_bytes(altered.read_bytes()[:-1] + b"?")
    done = house.json("restore", str(tmp_path / "away"), "--into", str(tmp_path / "drill"))
    assert done["erased_again"] == 1
    assert done["warnings"] == ["3 of the files families sent did not come back whole: the hub asks the carrier for them again"]
    with closing(sqlite3.connect(tmp_path / "drill" / "bookbag.db")) as back:
        kept = back.execute("SELECT state, blob, attempts FROM media ORDER BY id").fetchall()
    assert kept == [("stored", whole, 0), *[("wanted", None, 0)] * 3]
    assert [path.name for path in (tmp_path / "drill" / "media").iterdir()] == [whole]
    assert counts_in(f"sqlite:///{tmp_path / 'drill' / 'bookbag.db'}")["guardian"] == len(cast.guardians) - 1
    assert "not empty" in house.fails("restore", str(tmp_path / "away"))


@pytest.mark.long
@pytest.mark.timeout(7200)
def test_thirty_of_thirty_copies_taken_under_fifty_writes_a_second_are_restored(
    school: School, tmp_path: Path, record_property: Callable[[str, object], None]
) -> None:
    """Each is restored on an empty machine and holds every message committed before it was begun (promise 18).

    SQLite: every second one shipped, the others made as at night; PostgreSQL, which ships its own: as at night. While a copy is
    put back the writer stands still, as the lost machine would: or the thirtieth is of what was written while the others were
    put back, and a slow machine never ends.
    """
    good, written, took = 0, 0, 0.0
    with _writing(school) as writer:
        for number in range(30):
            writer.send_signal(signal.SIGCONT)
            surely, began, new = school.counts()["message"], time.monotonic(), tmp_path / f"new-{number}"
            _goes_on(school, writer, surely)
            copied = _copied(school, tmp_path, number)
            took, written = took + time.monotonic() - began, written + school.counts()["message"] - surely
            writer.send_signal(signal.SIGSTOP)
            assert _put_back(school, tmp_path, new, copied)
            good += len(_restored_words(school, tmp_path, new)) >= surely
            shutil.rmtree(new)
    assert good == 30
    kind = "SQLite" if school.place.url.startswith("sqlite") else "PostgreSQL"
    rate = f"{written / took:.0f} transactions a second"
    record_property("promise", f"{good} of 30 copies restored, {kind}, taken while a process of its own made {rate}")


@contextmanager
def _writing(school: School) -> Iterator[subprocess.Popen[bytes]]:
    """Within: a process writes, from its first message on."""
    before, who = school.counts()["message"], school.cast
    words = [school.place.url, str(school.key_file), str(who.school_id), str(who.guardians["sana"])]
    with subprocess.Popen([sys.executable, "-m", writing.__name__, *words], cwd=REPOSITORY) as process:
        try:
            _goes_on(school, process, before)
            yield process
            assert process.poll() is None
        finally:
            process.kill()


def _goes_on(school: School, process: subprocess.Popen[bytes], before: int) -> None:
    """Wait until it has written more than `before`."""
    while school.counts()["message"] == before:
        assert process.poll() is None
        time.sleep(0.1)


def _copied(school: School, folder: Path, number: int) -> Path:
    """A copy of now: the folder that is shipped to, or a file of its own. The keys are copied last, as ever."""
    ships = _shipping(school, folder)
    if ships.ships_data and number % 2:
        look(ships, _at(number))
        return folder / "away"
    file = folder / "nights" / f"{number}.backup"
    back_up_data(school.place, file, _at(number), Silent())
    ship_keys(school.place, folder / "vault", _at(number))
    return file


def _put_back(school: School, folder: Path, new: Path, copied: Path) -> frozenset[int]:
    """On an empty machine; the data keys it needs."""
    url = f"sqlite:///{new / 'bookbag.db'}"
    if copied.is_dir():
        return grow(copied, school.place.master, url, new / "media")[2]
    needed = restore_data(copied, school.place.master, url, new / "media", Silent())[1]
    copied.unlink()
    return needed


def _restored_words(school: School, folder: Path, new: Path) -> set[str]:
    """Read under the keys of the copy, not of the hub."""
    keys_url = f"sqlite:///{new / 'keys.db'}"
    restore_keys(listed(folder / "vault", "keys")[-1].path, school.place.master, keys_url, Silent())
    store = make_engine(keys_url)
    words = _words(f"sqlite:///{new / 'bookbag.db'}", Keyring(school.place.master, SqlKeyStore(store)))
    store.dispose()
    return words

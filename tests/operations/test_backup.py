"""A backup restores: taken while others write, onto either database, and it says so only after it was tried."""

from __future__ import annotations

import sqlite3
import stat
import threading
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from storage import schema, tables
from storage.backup import (
    About,
    BackupProblem,
    Manifest,
    Place,
    Silent,
    about_of,
    back_up_data,
    back_up_keys,
    check,
    rehearse,
    restore_data,
    restore_keys,
    scratch,
    unknown_in,
)
from storage.backup.parts import ABOUT, MANIFEST, PartWriter
from storage.backup.reading import sound
from storage.backup.rows import tables_of
from storage.backup.sealing import Sealer
from storage.crypto import Keyring
from storage.engine import make_engine
from storage.keystore import SqlKeyStore
from storage.messages import BODY
from tests.operations.conftest import CANARIES, NOW, ONE_DATABASE, PICTURE, WORDS, School, counts_in

METER = Silent()


def _backed_up(school: School, folder: Path) -> tuple[Path, Path]:
    data, keys = folder / "there" / "a.backup", folder / "safe" / "k.backup"
    made = back_up_data(school.place, data, NOW, METER)
    back_up_keys(school.place, made.key_ids, keys, NOW, METER)
    return data, keys


@pytest.mark.parametrize("onto", ["sqlite", "postgresql"])
def test_what_was_backed_up_comes_back_whole_on_either_database(
    school: School, tmp_path: Path, empty: Callable[[str], str], onto: str
) -> None:
    before = school.counts()
    data, keys = _backed_up(school, tmp_path)
    url, media, keys_url = empty(onto), tmp_path / "new" / "media", f"sqlite:///{tmp_path / 'new-keys' / 'keys.db'}"
    manifest, needed = restore_data(data, school.place.master, url, media, METER)
    restore_keys(keys, school.place.master, keys_url, METER)
    assert manifest.counts == before == counts_in(url)
    assert _everything(url) == _everything(school.place.url)
    assert manifest.files == 1
    assert unknown_in(keys_url, needed) == 0
    store, engine = make_engine(keys_url), make_engine(url)
    ring = Keyring(school.place.master, SqlKeyStore(store))
    with engine.connect() as connection:
        assert ring.open(BODY, connection.execute(select(tables.message.c.body)).scalar_one()) == WORDS
        blob = connection.execute(select(tables.media.c.blob)).scalar_one()
        assert connection.execute(select(tables.message.c.sent_at)).scalar_one() == NOW
    assert ring.open_bytes("media.blob", (media / blob).read_bytes()) == PICTURE
    store.dispose()
    engine.dispose()


def _everything(url: str) -> dict[str, list[tuple[object, ...]]]:
    engine = make_engine(url)
    with engine.connect() as connection:
        found = {
            one.name: sorted(
                (tuple(row) for row in connection.execute(select(*sorted(one.columns, key=lambda c: c.name)))), key=repr
            )
            for one in tables_of(connection)
        }
    engine.dispose()
    return found


def test_a_backup_taken_while_people_write_holds_one_moment(
    school: School, tmp_path: Path, empty: Callable[[str], str]
) -> None:
    stop, written = threading.Event(), list[int]()

    def go_on_writing() -> None:
        while not stop.is_set():
            school.write(len(written))
            written.append(1)

    writer = threading.Thread(target=go_on_writing)
    writer.start()
    try:
        for number in range(3):
            data = tmp_path / "there" / f"{number}.backup"
            made = back_up_data(school.place, data, NOW, METER)
            keys = tmp_path / "safe" / f"{number}.backup"
            back_up_keys(school.place, made.key_ids, keys, NOW, METER)
    finally:
        stop.set()
        writer.join()
    url = empty("sqlite")
    manifest, needed = restore_data(data, school.place.master, url, tmp_path / "new" / "media", METER)
    assert 1 <= manifest.counts["message"] <= len(written) + 1
    assert counts_in(url) == manifest.counts == made.manifest.counts
    keys_url = f"sqlite:///{tmp_path / 'new-keys' / 'keys.db'}"
    restore_keys(keys, school.place.master, keys_url, METER)
    assert unknown_in(keys_url, needed) == 0


def test_neither_the_backup_nor_the_files_of_the_hub_hold_a_name_a_number_or_a_word(
    school: School, tmp_path: Path
) -> None:
    _backed_up(school, tmp_path)
    files = [path for path in tmp_path.rglob("*") if path.is_file()]
    kinds = {path.suffix for path in files}
    assert ".backup" in kinds
    if school.place.url.startswith("sqlite"):
        held = school.place.folder / "bookbag.db"
        assert held in files
    for path in files:
        raw = path.read_bytes()
        assert not [word for word in CANARIES if word in raw], path
        assert school.place.master not in raw


@ONE_DATABASE
def test_only_its_owner_can_read_a_backup_and_nothing_else_is_left_behind(school: School, tmp_path: Path) -> None:
    for name in ("there", "safe"):
        (tmp_path / name).mkdir()
        (tmp_path / name / ".bookbag-data-20240301T010000Z.backup.part").touch()  # of a run that was killed
    for path in _backed_up(school, tmp_path):
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
        assert [one.name for one in path.parent.iterdir()] == [path.name]
    assert {path.name for path in school.place.folder.iterdir()} <= {
        "bookbag.db",
        "bookbag.db-wal",
        "bookbag.db-shm",
        "media",
        ".backup.lock",
    }


@ONE_DATABASE
def test_a_file_is_known_by_its_beginning_and_checked_to_its_end(school: School, tmp_path: Path) -> None:
    data, keys = _backed_up(school, tmp_path)
    assert about_of(data, school.place.master).kind == "data"
    assert about_of(keys, school.place.master).kind == "keys"
    assert check(data, school.place.master, METER).counts == school.counts()
    with scratch(tmp_path / "data") as private:
        assert rehearse(data, school.place.master, private, METER).about.made_at == NOW
    with pytest.raises(BackupProblem, match="a backup of the hub's keys, not of its data"):
        restore_data(keys, school.place.master, "sqlite://", tmp_path / "media", METER)


@ONE_DATABASE
def test_another_master_key_opens_no_backup(school: School, tmp_path: Path) -> None:
    data, _ = _backed_up(school, tmp_path)
    with pytest.raises(BackupProblem, match="another master key"):
        check(data, b"x" * 32, METER)


@ONE_DATABASE
def test_a_backup_without_its_end_or_with_a_changed_byte_restores_nothing(
    school: School, tmp_path: Path, empty: Callable[[str], str]
) -> None:
    data, _ = _backed_up(school, tmp_path)
    whole = data.read_bytes()
    url, media = empty("sqlite"), tmp_path / "new" / "media"
    for length in (30, 70, 1000, len(whole) // 2, len(whole) - 1, (1 << 20) + 16 + 64):
        data.write_bytes(whole[:length])
        with pytest.raises(BackupProblem, match="damaged"):
            restore_data(data, school.place.master, url, media, METER)
    for place in (10, 45, 60, 70, len(whole) // 2, len(whole) - 1):
        data.write_bytes(whole[:place] + bytes([whole[place] ^ 1]) + whole[place + 1 :])
        with pytest.raises(BackupProblem, match="damaged"):
            restore_data(data, school.place.master, url, media, METER)
    for other in (b"", b"SQLite format 3\0" * 20):
        data.write_bytes(other)
        with pytest.raises(BackupProblem, match="not a Bookbag backup"):
            restore_data(data, school.place.master, url, media, METER)
    assert not media.exists()


def test_a_restore_never_overwrites(school: School, tmp_path: Path, empty: Callable[[str], str]) -> None:
    data, keys = _backed_up(school, tmp_path)
    master = school.place.master
    with pytest.raises(BackupProblem, match="not empty"):
        restore_data(data, master, school.place.url, tmp_path / "new" / "media", METER)
    with pytest.raises(BackupProblem, match="not empty"):
        restore_data(data, master, empty("sqlite"), school.place.media, METER)
    with pytest.raises(BackupProblem, match="not empty"):
        restore_keys(keys, master, school.place.keys_url, METER)
    with pytest.raises(BackupProblem, match="not empty"):  # another program's, though without a row
        restore_data(data, master, _strange(tmp_path), tmp_path / "new" / "media", METER)


def _strange(folder: Path) -> str:
    url = f"sqlite:///{folder / 'strange.db'}"
    engine = make_engine(url)
    with engine.begin() as connection:
        connection.exec_driver_sql("CREATE TABLE theirs (id INTEGER)")
    engine.dispose()
    return url


@ONE_DATABASE
def test_a_hub_that_was_set_up_and_never_used_counts_as_empty(
    school: School, tmp_path: Path, empty: Callable[[str], str]
) -> None:
    data, _ = _backed_up(school, tmp_path)
    url, media = empty("sqlite"), tmp_path / "new" / "media"
    media.mkdir(parents=True)
    engine = make_engine(url)
    schema.upgrade(engine)
    engine.dispose()
    manifest, _ = restore_data(data, school.place.master, url, media, METER)
    assert counts_in(url) == manifest.counts


def test_a_backup_of_an_older_schema_is_restored_and_brought_up_to_date(
    database_url: str, tmp_path: Path, empty: Callable[[str], str]
) -> None:
    old = empty("postgresql" if "postgresql" in database_url else "sqlite")
    engine = make_engine(old)
    schema.upgrade(engine, "0001")
    with engine.begin() as connection:
        connection.execute(tables.school.insert(), {"id": 1, "slug": "oak-lane", "key_id": 2, "made_at": NOW})
    engine.dispose()
    place = Place(tmp_path / "data", old, "sqlite://", b"m" * 32)
    made = back_up_data(place, tmp_path / "a.backup", NOW, METER)
    assert made.manifest.about.revision == "0001"
    assert "alert" not in made.manifest.counts
    url = f"sqlite:///{tmp_path / 'restored' / 'bookbag.db'}"
    restore_data(tmp_path / "a.backup", b"m" * 32, url, tmp_path / "restored" / "media", METER)
    engine = make_engine(url)
    assert schema.is_current(engine)
    engine.dispose()
    assert counts_in(url)["school"] == 1


@ONE_DATABASE
def test_a_key_store_of_another_hub_is_not_taken_for_this_ones(school: School, tmp_path: Path) -> None:
    made = back_up_data(school.place, tmp_path / "a.backup", NOW, METER)
    other = replace(school.place, keys_url=f"sqlite:///{tmp_path / 'other' / 'keys.db'}")
    with pytest.raises(BackupProblem, match="no database"):
        back_up_keys(other, made.key_ids, tmp_path / "k.backup", NOW, METER)
    engine = make_engine(other.keys_url)
    SqlKeyStore(engine)
    engine.dispose()
    with pytest.raises(BackupProblem, match=r"lacks \d+ of the data's keys"):
        back_up_keys(other, made.key_ids, tmp_path / "k.backup", NOW, METER)
    assert not (tmp_path / "k.backup").exists()
    assert unknown_in(other.keys_url, made.key_ids) == len(made.key_ids)
    assert unknown_in(f"sqlite:///{tmp_path / 'none.db'}", made.key_ids) == len(made.key_ids)


@ONE_DATABASE
def test_erasing_a_person_erases_them_from_older_backups_of_the_data(school: School, tmp_path: Path) -> None:
    data, _ = _backed_up(school, tmp_path)
    engine = make_engine(school.place.url)
    with engine.connect() as connection:
        body = connection.execute(select(tables.message.c.body)).scalar_one()
    engine.dispose()
    school.keys.destroy([int.from_bytes(body[1:9])])
    keys = tmp_path / "safe" / "later.backup"
    back_up_keys(school.place, back_up_data(school.place, tmp_path / "b.backup", NOW, METER).key_ids, keys, NOW, METER)
    url = f"sqlite:///{tmp_path / 'new-keys' / 'keys.db'}"
    restore_keys(keys, school.place.master, url, METER)
    store = make_engine(url)
    assert SqlKeyStore(store).get(int.from_bytes(body[1:9])) is None
    store.dispose()
    assert check(data, school.place.master, METER).counts["message"] == 1


@ONE_DATABASE
def test_a_file_erased_between_the_rows_and_the_files_is_counted_not_fatal(school: School, tmp_path: Path) -> None:
    for path in school.place.media.iterdir():
        path.unlink()
    made = back_up_data(school.place, tmp_path / "a.backup", NOW, METER)
    assert (made.manifest.files, made.manifest.files_gone) == (0, 1)


@ONE_DATABASE
def test_two_backups_at_once_are_one_too_many(school: School, tmp_path: Path) -> None:
    with scratch(school.place.folder), pytest.raises(BackupProblem, match="another backup is being made"):
        back_up_data(school.place, tmp_path / "a.backup", NOW, METER)
    assert list(tmp_path.glob("*.backup")) == []


@ONE_DATABASE
def test_a_name_that_is_taken_is_never_overwritten_and_a_killed_run_is_swept_up(school: School, tmp_path: Path) -> None:
    target = tmp_path / "a.backup"
    (tmp_path / ".a.backup.part").write_bytes(b"half")
    left = school.place.folder / ".backup-work-old"
    left.mkdir()
    back_up_data(school.place, target, NOW, METER)
    assert not left.exists()
    with pytest.raises(BackupProblem, match="there already"):
        back_up_data(school.place, target, NOW + timedelta(hours=1), METER)


@ONE_DATABASE
def test_no_database_or_one_of_another_program_is_said_in_one_line(tmp_path: Path, school: School) -> None:
    target = tmp_path / "a.backup"
    missing = replace(school.place, url=f"sqlite:///{tmp_path / 'none.db'}")
    with pytest.raises(BackupProblem, match="no database at"):
        back_up_data(missing, target, NOW, METER)
    with pytest.raises(BackupProblem, match="never set up"):
        back_up_data(replace(school.place, url=_strange(tmp_path)), target, NOW, METER)
    (tmp_path / "text.db").write_text("This is a list of groceries. " * 400)
    with pytest.raises(BackupProblem, match="cannot be read"):
        back_up_data(replace(school.place, url=f"sqlite:///{tmp_path / 'text.db'}"), target, NOW, METER)
    assert not target.exists()


def _handmade(data: Path, master: bytes, parts: dict[str, bytes], manifest: Manifest | None = None) -> Path:
    """An envelope with any parts in it; a manifest without hashes gets those of the parts."""
    with data.open("wb") as file:
        writer = PartWriter(Sealer(file, master))
        for name, content in parts.items():
            with writer.part(name) as add:
                add(content)
        if manifest is not None:
            with writer.part(MANIFEST) as add:
                add(replace(manifest, sha256=manifest.sha256 or dict(writer.hashes)).to_json())
        writer.close()
    return data


@ONE_DATABASE
def test_a_backup_made_by_a_newer_bookbag_is_refused_before_anything_is_touched(school: School, tmp_path: Path) -> None:
    newer, master = About("data", "9999", "sqlite", NOW), school.place.master
    data = _handmade(tmp_path / "a.backup", master, {ABOUT: newer.to_json()}, Manifest(newer))
    new = tmp_path / "new" / "bookbag.db"
    with pytest.raises(BackupProblem, match="schema 9999, of a newer Bookbag"):
        rehearse(data, master, tmp_path, METER)
    with pytest.raises(BackupProblem, match="schema 9999, of a newer Bookbag"):
        restore_data(data, master, f"sqlite:///{new}", tmp_path / "new" / "media", METER)
    assert not new.parent.exists()


def test_an_envelope_with_something_else_in_it_is_of_another_version(tmp_path: Path) -> None:
    for parts in ({"poem": b"{}"}, {ABOUT: b"{}", MANIFEST: b"{}"}, {}):
        data = _handmade(tmp_path / "a.backup", b"m" * 32, parts)
        with pytest.raises(BackupProblem, match="another version"):
            check(data, b"m" * 32, METER)
        with pytest.raises(BackupProblem, match="another version"):
            about_of(data, b"m" * 32)


@pytest.mark.parametrize(
    "blob,counts,hashes",
    [("media/../../x", {}, {}), (f"media/{'a' * 32}", {"school": 1}, {}), (f"media/{'a' * 32}", {}, {"media/b": "1"})],
    ids=["a name that leaves the folder", "fewer rows than promised", "another hash"],
)
def test_parts_that_differ_from_the_manifest_are_never_loaded(
    tmp_path: Path, blob: str, counts: dict[str, int], hashes: dict[str, str]
) -> None:
    about, new = About("data", "0001", "sqlite", NOW), tmp_path / "new"
    manifest = Manifest(about, counts, sha256=hashes)
    data = _handmade(tmp_path / "a.backup", b"m" * 32, {ABOUT: about.to_json(), blob: b"x"}, manifest)
    with pytest.raises(BackupProblem, match="damaged"):
        restore_data(data, b"m" * 32, f"sqlite:///{new / 'bookbag.db'}", new / "media", METER)
    assert not (new / "media").exists()


@ONE_DATABASE
def test_a_damaged_database_is_not_passed_on_as_a_backup(school: School, tmp_path: Path) -> None:
    engine = make_engine(school.place.url)
    with engine.begin() as connection:
        connection.exec_driver_sql("PRAGMA writable_schema=ON")
        connection.exec_driver_sql("DELETE FROM sqlite_schema WHERE name = 'pupil_name'")
    engine.dispose()
    with pytest.raises(BackupProblem, match="itself damaged"):
        back_up_data(school.place, tmp_path / "a.backup", NOW, METER)


@ONE_DATABASE
def test_rows_that_refer_to_nobody_are_noticed_at_the_rehearsal(school: School, tmp_path: Path) -> None:
    engine = make_engine(school.place.url)
    raw = engine.raw_connection()
    raw.cursor().execute("PRAGMA foreign_keys=OFF")
    raw.cursor().execute("DELETE FROM pupil")
    raw.close()
    engine.dispose()
    with pytest.raises(BackupProblem, match="does not fit together"):
        back_up_data(school.place, tmp_path / "a.backup", NOW, METER)
    assert not (tmp_path / "a.backup").exists()


@pytest.mark.parametrize("content", [b"\xff" * 8, bytes(4) + b"more"], ids=["a block of 4 GB", "more after the end"])
def test_frames_we_never_write_are_not_read(tmp_path: Path, content: bytes) -> None:
    data = tmp_path / "a.backup"
    with data.open("wb") as file:
        sealer = Sealer(file, b"m" * 32)
        sealer.write(content)
        sealer.close()
    with pytest.raises(BackupProblem, match="damaged"):
        check(data, b"m" * 32, METER)


def test_a_restored_database_that_is_not_whole_is_refused(tmp_path: Path) -> None:
    database = tmp_path / "restored.db"
    with closing(sqlite3.connect(database)) as connection:
        connection.execute("CREATE TABLE t (a)")
        connection.execute("CREATE INDEX i ON t (a)")
        connection.execute("INSERT INTO t VALUES (1)")
        connection.execute("PRAGMA writable_schema=ON")
        connection.execute("DELETE FROM sqlite_schema WHERE name = 'i'")
        connection.commit()
    with pytest.raises(BackupProblem, match="not whole"):
        sound(database)

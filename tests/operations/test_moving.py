"""A school moves to another hub, and a hub to another database: nothing is lost, and both sides are compared."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import select

from bot.domain.access import Scope
from bot.domain.recoverycode import key_of, lines_of
from storage import tables
from storage.backup import BackupProblem, Silent
from storage.crypto import ErasedError, Keyring
from storage.db import Db
from storage.engine import make_engine
from storage.keystore import SqlKeyStore
from storage.messages import BODY
from storage.moving import digests, export_school, import_school, migrate, parts, settling
from tests.cli.house import House
from tests.operations.conftest import CANARIES, NOW, ONE_DATABASE, PICTURE, WORDS, School, counts_in

METER, TRANSFER = Silent(), b"t" * 32


@pytest.mark.parametrize("onto", ["sqlite", "postgresql"])
def test_a_packed_school_is_the_same_in_another_hub_under_another_master_key(
    school: School, tmp_path: Path, empty: Callable[[str], str], onto: str
) -> None:
    erased = _key_of(school, school.cast.guardians["marta"])
    school.keys.destroy([erased])
    _another_school(school)
    packed, other = tmp_path / "oak-lane.school", b"o" * 32
    manifest = export_school(school.place, school.cast.school_id, TRANSFER, packed, NOW, METER)
    assert not [word for word in (*CANARIES, school.place.master) if word in packed.read_bytes()]
    new = tmp_path / "new"
    place = type(school.place)(new, empty(onto), f"sqlite:///{new / 'keys.db'}", other)
    arrived = import_school(packed, TRANSFER, place, METER)
    assert arrived.manifest.counts == manifest.counts
    assert manifest.counts["school"] == 1  # the other one stays where it is
    assert {name: number for name, number in counts_in(place.url).items() if number} == {
        name: number for name, number in manifest.counts.items() if number
    }
    store, engine = make_engine(place.keys_url), make_engine(place.url)
    ring = Keyring(other, SqlKeyStore(store))
    with engine.connect() as connection:
        assert ring.open(BODY, connection.execute(select(tables.message.c.body)).scalar_one()) == WORDS
        blob = connection.execute(select(tables.media.c.blob)).scalar_one()
    assert ring.open_bytes("media.blob", (place.media / blob).read_bytes()) == PICTURE
    assert ring.blind("phone", "+447700900103") == school.keys.blind("phone", "+447700900103")
    assert ring.destroyed() == {erased}  # who was erased stays erased
    with pytest.raises(ErasedError):
        ring.seal(erased, BODY, "x")
    with pytest.raises(BackupProblem, match="not empty"):
        import_school(packed, TRANSFER, place, METER)
    store.dispose()
    engine.dispose()


def _key_of(school: School, guardian_id: int) -> int:
    engine = make_engine(school.place.url)
    with engine.connect() as connection:
        wanted = select(tables.guardian.c.key_id).where(tables.guardian.c.id == guardian_id)
        found: int = connection.execute(wanted).scalar_one()
    engine.dispose()
    return found


def _another_school(school: School) -> None:
    """Beside ours, in the same hub."""
    from storage.accounts import add_school

    engine = make_engine(school.place.url)
    with engine.begin() as connection:
        add_school(Db(connection, school.keys), "elm-road", NOW)
    engine.dispose()


@ONE_DATABASE
def test_what_differs_after_unpacking_is_not_kept(school: School, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    packed = tmp_path / "oak-lane.school"
    export_school(school.place, school.cast.school_id, TRANSFER, packed, NOW, METER)
    place = type(school.place)(tmp_path / "new", f"sqlite:///{tmp_path / 'n.db'}", f"sqlite:///{tmp_path / 'k.db'}", b"o" * 32)
    with pytest.raises(BackupProblem, match="another master key"):
        import_school(packed, b"x" * 32, place, METER)
    with monkeypatch.context() as patched, pytest.raises(BackupProblem, match="differ after unpacking"):
        patched.setattr(settling, "of_table", lambda *_: (0, "0"))
        import_school(packed, TRANSFER, place, METER)
    assert counts_in(place.url)["school"] == 0
    assert not place.media.exists()
    assert import_school(packed, TRANSFER, place, METER).keys > 0


def test_a_hub_moves_to_the_other_kind_of_database_and_back_row_by_row(
    school: School, tmp_path: Path, empty: Callable[[str], str], monkeypatch: pytest.MonkeyPatch
) -> None:
    other = empty("sqlite" if "postgresql" in school.place.url else "postgresql")
    counts = migrate(school.place.url, other, school.place.folder, METER)
    assert counts["guardian"] == len(school.cast.guardians)
    assert counts_in(other) == school.counts()
    with pytest.raises(BackupProblem, match="not empty"):
        migrate(school.place.url, other, school.place.folder, METER)
    back = f"sqlite:///{tmp_path / 'back' / 'bookbag.db'}"
    with monkeypatch.context() as patched, pytest.raises(BackupProblem, match="differ after copying"):
        patched.setattr("storage.moving.store._insert", lambda *_: None)
        migrate(other, back, school.place.folder, METER)
    assert migrate(other, back, school.place.folder, METER) == counts
    assert counts_in(back) == school.counts()


@ONE_DATABASE
def test_the_commands_pack_unpack_and_move_and_leave_a_line_in_the_trail(
    database_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    old, new = House(tmp_path / "old", database_url), House(tmp_path / "new", f"sqlite:///{tmp_path / 'new' / 'b.db'}")
    (tmp_path / "old").mkdir()
    (tmp_path / "new").mkdir()
    monkeypatch.chdir(tmp_path)

    def at(house: House) -> House:
        for name, value in house.environment().items():
            monkeypatch.setenv(name, value)
        return house

    cast = at(old).settle()
    packed = tmp_path / "packed.school"
    head = _name(old, cast.staff["head"], cast.scope)
    told = old.json("export", "school", "--into", str(packed), "--by", head)
    assert key_of("\n".join(told["opens_with"]))
    assert "not allowed" in old.fails("export", "school", "--into", str(tmp_path / "x"), "--by", _name(old, cast.staff["t3"], cast.scope))
    shown = old.run("export", "school", "--into", str(tmp_path / "again.school"), "--by", head)
    assert len([line for line in shown.stdout.splitlines() if len(line.split()) == 3]) == 7
    code = tmp_path / "code.txt"
    code.write_text("\n".join(told["opens_with"]))
    arrived = at(new).json("import-school", str(packed), "--code", str(code))
    assert arrived["counts"] == told["counts"]
    assert new.key_file.read_bytes() != old.key_file.read_bytes()
    assert _name(new, cast.staff["head"], cast.scope) == head
    assert "the database the hub has now" in new.fails("migrate-store", new.database_url)
    moved = new.json("migrate-store", f"sqlite:///{tmp_path / 'moved.db'}")
    assert moved["counts"]["guardian"] == len(cast.guardians)
    code.write_text("\n".join(lines_of(b"z" * 32)))
    assert "another master key" in new.fails("import-school", str(packed), "--code", str(code))


def _name(house: House, staff_id: int, scope: Scope) -> str:
    from storage import persons

    def find(db: Db) -> str:
        found = persons.one(scope, db, "staff", staff_id)
        assert found is not None
        return found.full

    return house.read(find)


def test_a_keyed_hash_that_looks_like_a_sealed_value_is_taken_for_no_key(tmp_path: Path) -> None:
    store = make_engine(f"sqlite:///{tmp_path / 'keys.db'}")
    Keyring(b"k" * 32, SqlKeyStore(store)).new_keys("person", [7])
    named = set(parts.keys_named({"key_id": 7, "name_blind": b"\x01" + b"\xff" * 31, "x": 3, "data_keys": "[8]"}))
    with store.connect() as connection:
        assert [one for one, _, _ in parts.stored(connection, named)] == [7]
    store.dispose()


def test_a_truth_a_moment_and_bytes_are_one_number_whatever_the_database_calls_them() -> None:
    one = digests.of_rows([{"a": True, "b": 2.0, "c": b"\x01", "d": NOW}, {"a": False, "b": None, "c": None, "d": None}])
    same = digests.of_rows([{"d": None, "a": 0, "b": None, "c": None}, {"a": 1, "b": 2, "c": memoryview(b"\x01"), "d": NOW}])
    assert one == same
    assert one != digests.of_rows([{"a": 1, "b": 2, "c": b"\x02", "d": NOW}, {"a": 0, "b": None, "c": None, "d": None}])

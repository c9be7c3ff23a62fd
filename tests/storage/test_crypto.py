"""Sealing: opens only in its place, never after erasure, never with the wrong key."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from storage.crypto import ErasedError, KeyProblem, Keyring, make_master_key, read_master_key
from storage.engine import make_engine
from storage.keystore import SqlKeyStore


def test_what_was_sealed_opens_in_its_place_and_nowhere_else(keys: Keyring) -> None:
    keys.new_keys("person", [7])
    sealed = keys.seal(7, "message.body", "Zephyrine \ud800 was ill")
    assert keys.open("message.body", sealed) == "Zephyrine \\ud800 was ill"
    assert b"Zephyrine" not in sealed
    with pytest.raises(KeyProblem, match="does not open"):
        keys.open("pupil.first_name", sealed)


def test_a_changed_byte_is_noticed(keys: Keyring) -> None:
    keys.new_keys("person", [7])
    sealed = bytearray(keys.seal(7, "message.body", "hello"))
    sealed[-1] ^= 1
    with pytest.raises(KeyProblem):
        keys.open("message.body", bytes(sealed))


def test_destroying_a_key_erases_what_it_sealed_also_for_other_processes(tmp_path: Path) -> None:
    store = SqlKeyStore(make_engine(f"sqlite:///{tmp_path / 'keys.db'}"))
    here, there = Keyring(b"k" * 32, store), Keyring(b"k" * 32, store)
    here.new_keys("person", [7, 8])
    sealed, kept = here.seal(7, "a.b", "gone"), here.seal(8, "a.b", "stays")
    assert there.open("a.b", sealed) == "gone"
    here.destroy([7])
    there.forget_cached()
    for ring in (here, there):
        with pytest.raises(ErasedError):
            ring.open("a.b", sealed)
        assert ring.open("a.b", kept) == "stays"


def test_another_master_key_opens_nothing(tmp_path: Path) -> None:
    store = SqlKeyStore(make_engine(f"sqlite:///{tmp_path / 'keys.db'}"))
    ring = Keyring(b"k" * 32, store)
    ring.new_keys("person", [7])
    sealed = ring.seal(7, "a.b", "secret")
    with pytest.raises(KeyProblem, match="does not fit"):
        Keyring(b"x" * 32, store).open("a.b", sealed)


def test_blind_hashes_are_equal_for_equal_values_of_one_kind_only(keys: Keyring) -> None:
    assert keys.blind("phone", "+447700900001") == keys.blind("phone", "+447700900001")
    assert keys.blind("phone", "+447700900001") != keys.blind("name", "+447700900001")
    assert keys.blind("phone", "\ud800")


def test_the_key_file_must_be_private_whole_and_outside_the_data(tmp_path: Path) -> None:
    data, path = tmp_path / "data", tmp_path / "keys" / "bookbag.key"
    with pytest.raises(KeyProblem, match="no key file"):
        read_master_key(path, data)
    make_master_key(path)
    assert len(read_master_key(path, data)) == 32
    with pytest.raises(FileExistsError):
        make_master_key(path)
    path.chmod(0o644)
    with pytest.raises(KeyProblem, match="others can read"):
        read_master_key(path, data)
    path.chmod(0o600)
    with pytest.raises(KeyProblem, match="lies in the data folder"):
        read_master_key(path, tmp_path / "keys")
    path.write_bytes(b"%%%")
    os.chmod(path, 0o600)
    with pytest.raises(KeyProblem, match="damaged"):
        read_master_key(path, data)

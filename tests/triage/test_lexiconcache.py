"""Compiled lexicons are kept as compiled modules are: for the same files, whole, and only where that is wanted."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from bot import lexiconcache, lexiconfiles
from bot.domain.lexicon import Lexicon

SOURCES = (b"one file", b"another")


class Making:
    """Counts how often it had to compile."""

    def __init__(self) -> None:
        self.times = 0

    def __call__(self) -> Lexicon:
        self.times += 1
        return Lexicon(frozenset({"pl", "ur"}))


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    monkeypatch.setattr(sys, "pycache_prefix", None)
    return tmp_path


def _kept(folder: Path) -> list[Path]:
    return sorted((folder / "__pycache__").glob("*"))


def test_the_same_files_are_compiled_once(folder: Path) -> None:
    make = Making()
    first, second = (lexiconcache.kept(folder, SOURCES, make) for _ in range(2))
    assert (make.times, first) == (1, second)
    assert len(_kept(folder)) == 1


def test_a_changed_file_is_compiled_again(folder: Path) -> None:
    make = Making()
    lexiconcache.kept(folder, SOURCES, make)
    lexiconcache.kept(folder, (b"one file", b"another, changed"), make)
    assert make.times == 2


@pytest.mark.parametrize("damage", [b"", b"cut short", b"x" * 4000])
def test_a_damaged_one_is_made_again(folder: Path, damage: bytes) -> None:
    make = Making()
    lexiconcache.kept(folder, SOURCES, make)
    [place] = _kept(folder)
    whole = place.read_bytes()
    place.write_bytes(whole[:64] + damage)
    lexiconcache.kept(folder, SOURCES, make)
    assert (make.times, place.read_bytes()) == (2, whole)


def test_nothing_is_kept_where_no_bytecode_is(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    lexiconcache.kept(folder, SOURCES, Making())
    assert _kept(folder) == []


def test_a_folder_that_cannot_be_written_stops_nothing(folder: Path) -> None:
    (folder / "__pycache__").write_text("in the way")
    assert lexiconcache.kept(folder, SOURCES, Making()).languages == {"pl", "ur"}


def test_what_is_kept_of_the_shipped_lexicons_is_what_their_files_say(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "pycache_prefix", str(folder))
    made, read = lexiconfiles.load(), lexiconfiles.load()
    assert made == read
    assert len(list(folder.rglob("*.pickle"))) == 1

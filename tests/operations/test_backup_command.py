"""`bookbag backup` and `bookbag restore` as an operator types them."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from typer import Typer
from typer.testing import CliRunner, Result

from bot.cli import backup as backup_command
from bot.cli import meter
from bot.cli.backup import backup
from bot.cli.restore import restore
from storage.backup import BackupFile, expendable, listed, name_for, newest
from tests.operations.conftest import NOW, ONE_DATABASE, School, counts_in

cli = Typer()
cli.command("backup")(backup)
cli.command("restore")(restore)


@pytest.fixture
def settings(school: School, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> School:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("BOOKBAG_DATA_FOLDER", str(school.place.folder))
    monkeypatch.setenv("BOOKBAG_KEY_FILE", str(school.key_file))
    if not school.place.url.startswith("sqlite"):
        monkeypatch.setenv("BOOKBAG_DATABASE_URL", school.place.url)
    monkeypatch.setattr(backup_command, "lease_now", lambda: NOW)
    return school


def bookbag(*words: str | Path) -> Result:
    return CliRunner().invoke(cli, [str(word) for word in words])


def told(result: Result) -> dict[str, Any]:
    assert result.exit_code == 0, result.stderr
    found: dict[str, Any] = json.loads(result.stdout)
    return found


def test_a_backup_says_where_it_is_what_it_holds_and_that_it_was_proved(settings: School, tmp_path: Path) -> None:
    result = bookbag("backup", "--to", tmp_path / "usb", "--keys-to", tmp_path / "safe")
    assert result.exit_code == 0, result.stderr
    data, keys = result.stdout.splitlines()
    assert "bookbag-data-20240305T100000Z.backup" in data
    assert "1 files" in data
    assert "restored and compared" in data
    assert "bookbag-keys-20240305T100000Z.backup" in keys
    assert result.stderr == ""


def test_a_program_reads_the_same_as_json_and_a_new_machine_starts_from_it(
    settings: School, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = told(bookbag("backup", "--to", tmp_path / "usb", "--keys-to", tmp_path / "safe", "--json"))
    assert made["warnings"] == []
    data, keys = made["data"]["file"], made["keys"]["file"]
    assert made["data"]["counts"] == settings.counts()
    new = tmp_path / "machine"
    (new / "keys").mkdir(parents=True)
    (new / "keys" / "bookbag.key").write_bytes(settings.key_file.read_bytes())
    (new / "keys" / "bookbag.key").chmod(0o600)
    monkeypatch.setenv("BOOKBAG_DATA_FOLDER", str(new / "data"))
    monkeypatch.setenv("BOOKBAG_KEY_FILE", str(new / "keys" / "bookbag.key"))
    monkeypatch.setenv("BOOKBAG_DATABASE_URL", "")
    early = told(bookbag("restore", data, "--into", new / "drill", "--json"))
    assert "restore the keys' backup too" in early["warnings"][0]
    assert told(bookbag("restore", keys, "--json"))["warnings"] == []
    assert told(bookbag("restore", data, "--json"))["warnings"] == []
    noted = {"register_entry": 1}  # the restore, as a drill
    assert counts_in(f"sqlite:///{new / 'data' / 'bookbag.db'}") == settings.counts() | noted
    assert len(list((new / "data" / "media").iterdir())) == 1
    result = bookbag("restore", data)
    assert result.exit_code in {1, 2}  # what cannot be done now, what could never be
    assert result.stderr.splitlines() == [f"bookbag: {new / 'data' / 'bookbag.db'} is not empty: a restore never overwrites; "
                                          "name an empty place, or move what is there away"]  # fmt: skip


@ONE_DATABASE
def test_a_copy_elsewhere_can_be_proved_without_restoring_it_anywhere(settings: School, tmp_path: Path) -> None:
    made = told(bookbag("backup", "--to", tmp_path / "usb", "--json"))
    result = bookbag("restore", made["data"]["file"], "--check")
    assert result.exit_code == 0, result.stderr
    assert result.stdout.startswith("data: ")
    assert "restored into" not in result.stdout


@ONE_DATABASE
def test_a_restore_by_database_address_never_shows_a_password(settings: School, tmp_path: Path) -> None:
    made = told(bookbag("backup", "--to", tmp_path / "usb", "--keys-to", tmp_path / "safe", "--json"))
    url = f"sqlite:///{tmp_path / 'elsewhere' / 'keys.db'}"
    result = bookbag("restore", made["keys"]["file"], "--into", url)
    assert f"restored into {url}" in result.stdout
    result = bookbag("restore", made["data"]["file"], "--into", "postgresql+psycopg://u:hush@127.0.0.1:1/x")
    assert result.exit_code in {1, 2}  # what cannot be done now, what could never be
    assert "hush" not in result.output


@ONE_DATABASE
def test_an_unwise_choice_of_places_is_warned_of(settings: School, tmp_path: Path) -> None:
    result = bookbag("backup")
    assert result.exit_code == 0, result.stderr
    assert "lies in the data folder" in result.stderr
    assert "the key store was not backed up" in result.stderr
    assert newest(settings.place.folder / "backups") is not None
    together = told(bookbag("backup", "--to", tmp_path / "usb", "--keys-to", tmp_path / "usb", "--json"))
    assert ["keep them apart" in str(warning) for warning in together["warnings"]] == [True]


@ONE_DATABASE
def test_the_folders_may_stand_in_the_settings_and_old_backups_go(
    settings: School, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    usb, safe = tmp_path / "usb", tmp_path / "safe"
    monkeypatch.setenv("BOOKBAG_BACKUP_FOLDER", str(usb))
    monkeypatch.setenv("BOOKBAG_BACKUP_KEYS_FOLDER", str(safe))
    monkeypatch.setenv("BOOKBAG_BACKUP_KEEP_DAYS", "3")
    for folder, kind in ((usb, "data"), (safe, "keys")):
        folder.mkdir()
        for days in (1, 5):
            (folder / name_for(kind, NOW - timedelta(days=days))).touch()  # type: ignore[arg-type]
    result = bookbag("backup")
    assert "removed: 3 old" in result.stdout
    assert [file.made_at.day for file in listed(usb, "data")] == [4, 5]
    # A key destroyed to erase a person would live on in an older copy of the key store.
    assert [file.made_at.day for file in listed(safe, "keys")] == [5]


@ONE_DATABASE
def test_faults_are_one_line_each(settings: School, tmp_path: Path) -> None:
    (tmp_path / "letter.backup").write_text("Dear parents")
    for words, line in (
        (("restore", tmp_path / "letter.backup"), "not a Bookbag backup"),
        (("restore", tmp_path / "none.backup"), "No such file"),
        (("restore", tmp_path), "no shipped changes"),
        (("backup", "--to", settings.key_file), "exists"),
    ):
        result = bookbag(*words)
        assert result.exit_code in {1, 2}  # what cannot be done now, what could never be
        assert len(result.stderr.splitlines()) == 1
        assert line in result.stderr
        assert result.stdout == ""
    settings.key_file.unlink()
    assert "no key file" in bookbag("backup").stderr


def test_one_a_day_is_kept_all_of_the_last_day_and_the_newest_in_any_case() -> None:
    def made(day: int, hour: int) -> BackupFile:
        return BackupFile(Path(f"{day}-{hour}"), datetime(2024, 3, day, hour, tzinfo=UTC))

    files = [made(1, 1), made(2, 1), made(2, 13), made(3, 2), made(4, 11), made(4, 20), made(5, 2), made(5, 9)]
    gone = {file.path.name for file in expendable(files, NOW, 3)}
    assert gone == {"1-1", "2-1"}
    assert expendable([made(1, 1)], NOW, 3) == []
    assert expendable([], NOW, 3) == []


def test_only_our_own_names_are_taken_for_backups(tmp_path: Path) -> None:
    assert listed(tmp_path / "none", "data") == []
    for name in ("bookbag-data-20240305T100000Z.backup", "bookbag-data-latest.backup", "holiday.backup"):
        (tmp_path / name).touch()
    assert [file.made_at for file in listed(tmp_path, "data")] == [NOW]
    assert newest(tmp_path, "keys") is None


def test_on_a_terminal_a_bar_shows_how_far_it_is(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    with meter.metered() as silent:
        silent.begin("Copying rows", 3)
        silent.advance(3)
    assert capsys.readouterr().err == ""
    monkeypatch.setattr("sys.stderr.isatty", lambda: True, raising=False)
    monkeypatch.setenv("TERM", "xterm")
    with meter.metered() as bar:
        bar.advance()
        bar.begin("Copying rows", 3)
        bar.advance(3)
        bar.begin("Checking the file", 0)
    assert "Checking the file" in capsys.readouterr().err

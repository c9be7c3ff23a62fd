"""`bookbag dead`: what could not be handled is listed without a word of it, tried again, exported."""

from __future__ import annotations

import json
import stat
from pathlib import Path

import pytest
from sqlalchemy import select

from bot.domain.messages import Carrier, Received, Side
from storage import accounts, inbox, tables
from storage.clock import lease_now
from storage.db import Db
from tests.cli.house import House

UPDATE = {"update_id": 7, "message": {"text": "Zephyrine is ill", "from": {"id": 5001}}}


@pytest.fixture
def letters(house: House) -> House:
    """One update that failed eight times and one that no parser can read."""
    cast = house.settle()

    def bury(db: Db) -> None:
        account = accounts.ensure_account(db, cast.school_id, Carrier.TELEGRAM, Side.FAMILIES, "100001")
        rows = (
            Received(provider_id="7", sender="5001", payload=json.dumps(UPDATE).encode()),
            Received(provider_id="8", sender=None, payload=b"Zephyrine\xff", readable=False),
        )
        inbox.insert(db, account.id, account.key_id, rows, lease_now())
        row = db.first(select(tables.inbox.c.id).where(tables.inbox.c.provider_id == "7"))
        assert row is not None
        inbox.dead(db, row.id, "KeyError", lease_now())

    house.write(bury)
    return house


def test_dead_letters_are_listed_with_way_error_and_age_and_without_a_word(letters: House) -> None:
    text = letters.ok("dead")
    assert "telegram (families)  KeyError  0 minutes ago" in text
    assert "unreadable" in text
    assert "Zephyrine" not in text
    listed = letters.json("dead")
    assert [one["error"] for one in listed] == ["KeyError", "unreadable"]
    assert all(one["age_s"] >= 0 and one["account_id"] for one in listed)


def test_one_or_all_are_given_to_the_hub_again(letters: House) -> None:
    first = letters.json("dead")[0]["id"]
    assert letters.json("dead", "retry", first) == {"queued": [first]}
    assert letters.read(inbox.counts) == {"new": 1, "dead": 1}
    assert "Queued again: 1" in letters.ok("dead", "retry", "--all")
    assert letters.read(inbox.counts) == {"new": 2}
    assert letters.ok("dead").strip() == "No dead letters."


def test_an_export_for_a_report_holds_the_shape_and_no_word(letters: House, tmp_path: Path) -> None:
    out = tmp_path / "report.jsonl"
    assert letters.json("dead", "export", str(out))["letters"] == 2
    lines = [json.loads(line) for line in out.read_text().splitlines()]
    assert lines[0]["update"] == {"update_id": "int", "message": {"text": "str(16)", "from": {"id": "int"}}}
    assert lines[1]["update"] == "not JSON, 10 bytes"
    assert "Zephyrine" not in out.read_text()
    assert stat.S_IMODE(out.stat().st_mode) == 0o600


def test_the_words_are_exported_only_when_asked_for_and_it_goes_on_record(letters: House, tmp_path: Path) -> None:
    out = tmp_path / "words.jsonl"
    assert "personal data" in letters.ok("dead", "export", str(out), "--with-text")
    assert json.loads(out.read_text().splitlines()[0])["update"] == UPDATE
    actions = [row.action for row in letters.read(lambda db: db.all(select(tables.audit.c.action)))]
    assert actions.count("dead_letter_read") == 2


def test_an_unknown_number_none_at_all_and_a_file_that_is_there_are_refused(letters: House, tmp_path: Path) -> None:
    assert "no dead letter has the number 12" in letters.fails("dead", "retry", "12")
    assert "--all" in letters.fails("dead", "retry")
    out = tmp_path / "there.jsonl"
    out.write_text("mine")
    letters.fails("dead", "export", str(out))
    assert out.read_text() == "mine"


def test_doctor_points_to_the_command(letters: House) -> None:
    found = json.loads(letters.run("doctor", "--offline", "--json").stdout)
    assert "bookbag dead" in next(one["fix"] for one in found if one["check"] == "dead_letters")

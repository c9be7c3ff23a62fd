"""`bookbag check` and `bookbag policy`: plain words, every problem, every version on record."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot import presets
from storage import tables
from storage.db import opened
from tests.cli.house import House

GOOD = """
mode = "two_way"
[school]
name = "Hill Primary"
short_name = "Hill"
office_phone = "01234 567890"
languages = ["en", "pl", "ti"]
[hours]
open = "08:30"
close = "15:30"
[routing.redirect]
complaint = "head"
"""


def file(house: House, text: str, name: str = "policy.toml") -> str:
    path = Path(house.folder / name)
    path.write_text(text, encoding="utf-8")
    return str(path)


def test_a_file_is_explained_without_any_school_or_key(house: House) -> None:
    said = house.ok("check", file(house, GOOD))
    assert "The school is Hill Primary" in said
    assert "complaints go to the head teacher" in said
    assert "Note: No out-of-hours line" in said
    assert "Texts not yet checked by a native speaker: " in said
    assert "Polish" in said
    assert "No texts of our own in Tigrinya" in said


def test_the_policy_in_force_is_explained_when_no_file_is_given(house: House) -> None:
    house.settle()
    told = house.json("check")
    assert any("Oak Lane Primary School" in sentence for sentence in told["policy"])
    assert told["problems"] == []
    assert "Polish" in told["languages_not_yet_checked"]


def test_every_problem_of_a_file_is_told_and_ends_with_1(house: House) -> None:
    faulty = file(house, GOOD.replace("15:30", "07:00").replace('"head"', '"the_moon"'))
    done = house.run("check", faulty)
    assert done.exit_code == 1
    assert "PROBLEM: " in done.stdout
    assert "2 problems in all" in done.stderr
    told = house.run("check", faulty, "--json")
    assert told.exit_code == 1
    assert '"policy": null' in told.stdout


def test_every_problem_of_the_settings_is_told_at_once(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BOOKBAG_TWILIO_ACCOUNT_SID", "AC1")
    monkeypatch.setenv("BOOKBAG_PARENT_BOT_TOKEN", "1:a")
    done = house.run("check", file(house, GOOD))
    assert done.exit_code == 1
    both = done.stdout + done.stderr
    for variable in ("BOOKBAG_TWILIO_AUTH_TOKEN", "BOOKBAG_TWILIO_NUMBER", "BOOKBAG_STAFF_BOT_TOKEN"):
        assert variable in both


def test_a_setting_that_cannot_be_read_is_named(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BOOKBAG_LISTEN_PORT", "high")
    assert "BOOKBAG_LISTEN_PORT" in house.fails("check")


def test_without_school_and_file_it_points_to_set_up(house: House) -> None:
    assert "bookbag init" in house.fails("check")


def test_a_file_that_is_no_text_or_not_there_is_one_plain_line(house: House) -> None:
    path = house.folder / "policy.toml"
    path.write_bytes(b"\xff\xfe\x00")
    assert "UTF-8" in house.fails("check", str(path))
    assert "nowhere.toml" in house.fails("check", "nowhere.toml")


def test_show_gives_words_or_a_file_that_can_be_set_again(house: House) -> None:
    house.settle()
    assert "Oak Lane" in house.ok("policy", "show")
    again = file(house, house.ok("policy", "show", "--toml"))
    assert house.ok("policy", "diff", again, "in-force").strip() == "Nothing changes."
    assert "[school]" in house.json("policy", "show")["toml"]


def test_diff_says_what_changes(house: House) -> None:
    old, new = file(house, GOOD), file(house, GOOD.replace("15:30", "16:00"), "new.toml")
    assert "until 16:00" in house.ok("policy", "diff", old, new)
    assert len(house.json("policy", "diff", old, new)["changes"]) == 2


def test_set_puts_a_new_version_in_force_and_keeps_the_old_one(house: House) -> None:
    cast = house.settle()
    said = house.ok("policy", "set", file(house, GOOD), "--reason", "governors' meeting")
    assert "The school is Hill Primary" in said
    assert "In force since" in said
    assert "Hill Primary" in house.ok("policy", "show")
    rows = house.read(lambda db: db.all(tables.policy_version.select().order_by(tables.policy_version.c.id)))
    assert len(rows) == 2
    assert house.read(lambda db: opened(db.keys, "policy_version.reason", rows[1].reason)) == "governors' meeting"
    trail = house.read(lambda db: db.all(tables.audit.select()))
    assert [(row.action, row.subject_id) for row in trail] == [("policy_changed", rows[1].id)]
    assert cast.school_id == rows[1].school_id


def test_set_as_json_says_the_version_and_what_changed(house: House) -> None:
    house.settle()
    told = house.json("policy", "set", file(house, GOOD), "--reason", "x")
    assert told["version"].isdigit()
    assert told["changes"]


def test_a_faulty_policy_or_a_missing_reason_changes_nothing(house: House) -> None:
    house.settle()
    before = house.ok("policy", "show")
    assert "open" in house.fails("policy", "set", file(house, '[hours]\nopen = "99"'), "--reason", "x")
    assert "--reason" in house.fails("policy", "set", file(house, GOOD), "--reason", " ")
    assert house.ok("policy", "show") == before


def test_on_a_terminal_set_asks_first(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    house.settle()
    monkeypatch.setattr("bot.cli.asking.on_terminal", lambda: True)
    done = house.run("policy", "set", file(house, GOOD), "--reason", "x", input="n\n")
    assert done.exit_code == 1
    assert "nothing was changed" in done.stderr


def test_presets_are_told_in_plain_words(house: House) -> None:
    assert set(house.json("policy", "presets")) == set(presets.names())
    assert "greenfield:" in house.ok("policy", "presets")


def test_one_of_several_schools_is_named(house: House) -> None:
    from storage import accounts
    from storage.clock import lease_now

    house.settle()
    house.write(lambda db: accounts.add_school(db, "hill", lease_now()))
    assert "--school: oak-lane, hill" in house.fails("policy", "show")
    assert "Oak Lane" in house.ok("policy", "show", "--school", "oak-lane")
    assert "no school moon" in house.fails("policy", "show", "--school", "moon")


def test_a_database_that_is_none_is_one_plain_line(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    house.settle()
    monkeypatch.setenv("BOOKBAG_DATABASE_URL", "nonsense")
    assert "BOOKBAG_DATABASE_URL" in house.fails("policy", "show")
    monkeypatch.setenv("BOOKBAG_DATABASE_URL", "postgresql+psycopg://nobody@127.0.0.1:9/none?connect_timeout=1")
    assert "doctor" in house.fails("policy", "show")


def test_a_change_says_whom_it_touches_before_it_takes_effect(house: House) -> None:
    house.settle(linked=True)
    shorter = presets.read("demo").replace('close = "17:00"', 'close = "16:00"').replace("posts = true", "posts = false")
    wanted = file(house, shorter + '[replies]\npromise = "2 working days"\n[scope]\nyears = [3]\n')
    said = house.ok("policy", "diff", "in-force", wanted)
    assert "Whom it touches:" in said
    assert "5A (3 parents and carers) will no longer take part." in said
    assert "Teachers' hours change for 2 classes and 7 parents and carers" in said
    assert "6 parents and carers will be told: Parents may expect a reply within 48 hours, counted on working days" in said
    assert "5 parents and carers of another language will read what the school writes as it was written" in said
    told = house.json("policy", "diff", "in-force", wanted)
    assert len(told["who_is_touched"]) == 4


def test_without_a_school_a_change_of_files_is_still_told(house: House) -> None:
    said = house.ok("policy", "diff", file(house, GOOD), file(house, GOOD.replace("08:30", "09:00"), "new.toml"))
    assert "from 9:00 until 15:30" in said
    assert "Whom it touches" not in said

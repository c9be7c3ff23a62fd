"""`bookbag invites`: who gets a code, what the sheets say, and what they never say."""

from __future__ import annotations

import asyncio
import stat
from datetime import datetime
from pathlib import Path

import pytest

from bot.domain.access import Scope
from bot.domain.people import Role
from bot.domain.roster import Responsibility
from storage import audit, people, tables
from storage.clock import lease_now
from storage.db import Db
from tests.cast import FAMILIES, PUPILS
from tests.cli.house import House
from tests.town import TUESDAY, town


def test_json_gives_each_adult_a_code_a_link_an_expiry_and_a_language(house: House) -> None:
    cast = house.settle()
    told = house.json("invites")
    by_adult = {one["guardian_id"]: one for one in told["invites"]}
    assert set(by_adult) == {str(made) for made in cast.guardians.values()}
    sana = by_adult[str(cast.guardians["sana"])]
    assert len(sana["code"].replace("-", "")) == 12
    assert len(sana["link"]) >= 20
    assert sana["language"] == "ur"
    assert sana["classes"] == ["3B"]
    assert 13 <= (datetime.fromisoformat(sana["expires_at"]) - lease_now()).days <= 14
    assert told["left_out"] == []
    assert told["files"] == []


def test_names_stand_in_the_json_only_when_asked_for(house: House) -> None:
    house.settle()
    assert "Qamar" not in house.ok("invites", "--json")
    assert {one["name"] for one in house.json("invites", "--names")["invites"]} >= {"Sana Qamar"}


def test_one_class_is_invited_by_its_name_in_any_letter_case(house: House) -> None:
    cast = house.settle()
    told = house.json("invites", "--class", "5a")
    marta, lena, omar = (str(cast.guardians[key]) for key in ("marta", "lena", "omar"))
    assert {one["guardian_id"] for one in told["invites"]} == {marta, lena, omar}


def test_an_unknown_class_is_named_with_those_there_are(house: House) -> None:
    house.settle()
    assert house.fails("invites", "--class", "9Z", "--json") == "no class 9Z; classes: 3B, 5A"


def test_adults_without_responsibility_or_under_a_restriction_get_no_code(house: House) -> None:
    cast = house.settle()

    def change(db: Db) -> None:
        tie = tables.guardianship
        by = tie.update().where(tie.c.guardian_id == cast.guardians["piotr"])
        db.run(by.values(responsibility=str(Responsibility.NONE)))
        db.run(tie.update().where(tie.c.guardian_id == cast.guardians["sana"]).values(restricted=True))

    house.write(change)
    told = house.json("invites")
    invited = {one["guardian_id"] for one in told["invites"]}
    assert not invited & {str(cast.guardians["piotr"]), str(cast.guardians["sana"])}
    assert told["left_out"] == [{"id": str(cast.guardians["piotr"]), "reason": "not_responsible"}]


def test_those_who_joined_are_left_out_unless_all_are_wanted(house: House) -> None:
    house.settle(linked=True)
    told = house.json("invites")
    assert told["invites"] == []
    assert {one["reason"] for one in told["left_out"]} == {"joined"}
    assert len(house.json("invites", "--all")["invites"]) == len(FAMILIES)


def test_the_policys_cap_on_adults_is_kept(house: House) -> None:
    capped = 'mode = "two_way"\n[school]\noffice_phone = "01632 960100"\n[enrol]\nmax_adults = 1\n'
    cast = house.settle(capped)
    told = house.json("invites")
    detail = "1 of 1: beyond the number of adults the policy allows for a child"
    assert {"id": str(cast.guardians["piotr"]), "reason": "enough_adults", "detail": detail} in told["left_out"]


def test_every_code_is_on_the_audit_trail_with_where_it_came_from(house: House) -> None:
    cast = house.settle()
    house.json("invites", "--class", "5A")
    rows = house.read(lambda db: db.all(tables.audit.select().where(tables.audit.c.action == "code_issued")))
    assert {(row.subject_id, row.reason, row.actor_kind) for row in rows} == {
        (cast.guardians[key], "command line", "staff") for key in ("marta", "lena", "omar")
    }
    assert house.read(lambda db: audit.chain(db, cast.school_id)) == len(rows)


def test_staff_get_codes_of_their_own(house: House) -> None:
    cast = house.settle()
    told = house.json("invites", "--staff")
    assert {one["staff_id"] for one in told["invites"]} == {str(made) for made in cast.staff.values()}
    assert all(one["guardian_id"] is None for one in told["invites"])


def test_staff_who_joined_or_have_no_mobile_are_left_out(house: House) -> None:
    cast = house.settle(linked=True)
    scope = Scope(cast.school_id, None, Role.SYSTEM, "test")
    made = house.write(lambda db: people.add_staff(scope, db, "Nova", "Quill"))
    told = house.json("invites", "--staff")
    assert told["invites"] == []
    assert {"id": str(made), "reason": "no_mobile"} in told["left_out"]
    assert {one["reason"] for one in told["left_out"]} == {"joined", "no_mobile"}


def test_new_spares_codes_that_still_work(house: House) -> None:
    house.settle()
    house.json("invites", "--class", "3B")
    told = house.json("invites", "--new")
    assert {one["reason"] for one in told["left_out"]} == {"has_code"}
    assert all("3B" not in one["classes"] for one in told["invites"])


def test_replacing_working_codes_is_asked_about_on_a_terminal(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    house.settle()
    house.json("invites", "--class", "5A")
    monkeypatch.setattr("bot.cli.asking.on_terminal", lambda: True)
    done = house.run("invites", "--json", input="n\n")
    assert done.exit_code == 1
    assert "3 codes that still work will stop working" in done.output
    assert house.run("invites", "--json", "--yes").exit_code == 0


def test_without_a_folder_or_json_it_says_what_it_needs(house: House) -> None:
    house.settle()
    assert "--out FOLDER" in house.fails("invites")
    assert "--out" in house.fails("invites", "--json", "--pdf")


def test_without_any_bot_or_number_no_sheet_is_printed_and_no_code_made(house: House) -> None:
    house.settle()
    assert "no bot and no number is configured" in house.fails("invites", "--out", "sheets")
    assert house.read(lambda db: db.all(tables.audit.select())) == []


def test_a_bot_that_cannot_be_asked_its_name_stops_before_any_code(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    house.settle()
    monkeypatch.setenv("BOOKBAG_TELEGRAM_API_URL", "http://127.0.0.1:9")
    monkeypatch.setenv("BOOKBAG_PARENT_BOT_TOKEN", "1:" + "a" * 35)
    monkeypatch.setenv("BOOKBAG_STAFF_BOT_TOKEN", "2:" + "b" * 35)
    assert "--bot-username" in house.fails("invites", "--out", "sheets")
    assert house.read(lambda db: db.all(tables.audit.select())) == []
    house.ok("invites", "--out", "sheets", "--bot-username", "@oak_lane_bot")


@pytest.mark.usefixtures("carriers")
def test_sheets_come_one_file_a_language_and_one_an_adult_for_nobody_elses_eyes(house: House) -> None:
    cast = house.settle()
    said = house.ok("invites", "--out", "sheets")
    folder = house.folder / "sheets"
    assert "Codes made for 6 family adults." in said
    assert {path.name for path in folder.glob("*.html")} == {"pl.html", "en-GB.html", "ur.html", "uk.html", "ar.html"}
    assert len(list((folder / "each").glob("*.html"))) == len(cast.guardians)
    for path in [folder, *folder.rglob("*")]:
        assert not stat.S_IMODE(path.stat().st_mode) & 0o077, path


@pytest.mark.usefixtures("carriers")
def test_a_sheet_names_no_child_and_fetches_nothing(house: House) -> None:
    house.settle()
    house.ok("invites", "--out", "sheets")
    for page in (house.folder / "sheets").rglob("*.html"):
        text = page.read_text(encoding="utf-8")
        for first, last, _ in PUPILS.values():
            assert first not in text.replace(last, ""), page
        for tag in ("<script", "<link", "<img", "<iframe", "url(", "@import"):
            assert tag not in text


@pytest.mark.usefixtures("carriers")
def test_an_urdu_sheet_runs_right_to_left_with_english_beneath(house: House) -> None:
    house.settle()
    house.ok("invites", "--out", "sheets")
    text = (house.folder / "sheets" / "ur.html").read_text(encoding="utf-8")
    assert '<html lang="ur" dir="rtl">' in text
    assert "اسکول" in text
    assert "This is the message line of Oak Lane Primary School." in text
    assert "JOIN " in text
    assert "+44 7700 900001" in text
    assert "<svg" in text


@pytest.mark.usefixtures("carriers")
def test_staff_sheets_name_the_staff_bot_and_no_sms(house: House) -> None:
    house.settle()
    house.ok("invites", "--staff", "--out", "sheets")
    text = (house.folder / "sheets" / "staff.html").read_text(encoding="utf-8")
    assert "@oak_lane_staff_bot" in text
    assert "JOIN" not in text


@pytest.mark.usefixtures("carriers")
def test_an_adult_without_a_language_is_counted(house: House) -> None:
    cast = house.settle()
    scope = Scope(cast.school_id, None, Role.SYSTEM, "test")

    def add(db: Db) -> None:
        made = people.add_guardian(scope, db, "Nia", "Quill", None)
        people.tie(scope, db, made, cast.pupils["ola"])

    house.write(add)
    said = house.ok("invites", "--handed-over", "--class", "3B", "--out", "sheets")
    assert "1 of them have no language on the roll" in said
    said = house.ok("invites", "--class", "3B", "--out", "sheets")
    assert "Left out: 1 without a mobile number" in said


def test_a_missing_browser_is_said_before_any_code_is_made(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    house.settle()
    monkeypatch.setattr("bot.sheets.pdf.shutil.which", lambda _name: None)
    assert "Chromium is not installed" in house.fails("invites", "--out", "sheets", "--pdf")
    assert house.read(lambda db: db.all(tables.audit.select())) == []


@pytest.mark.usefixtures("carriers")
def test_pdfs_are_made_beside_the_pages(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    house.settle()
    fake = house.folder / "chromium"
    fake.write_text('#!/bin/sh\nfor word; do case $word in --print-to-pdf=*) echo %PDF > "${word#*=}";; esac; done\n')
    fake.chmod(0o755)
    monkeypatch.setattr("bot.sheets.pdf.shutil.which", lambda _name: str(fake))
    told = house.json("invites", "--class", "3B", "--out", "sheets", "--pdf")
    assert sorted(Path(path).suffix for path in told["files"]) == [".html"] * 3 + [".pdf"] * 3
    assert all(Path(path).exists() for path in told["files"])


@pytest.mark.usefixtures("carriers")
def test_a_browser_that_fails_is_one_plain_line(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    house.settle()
    monkeypatch.setattr("bot.sheets.pdf.shutil.which", lambda _name: "/bin/false")
    assert "no PDF of" in house.fails("invites", "--class", "3B", "--out", "sheets", "--pdf")


def test_without_a_school_it_points_to_set_up(house: House) -> None:
    assert "bookbag init" in house.fails("invites", "--json")


async def test_a_code_from_the_command_line_lets_a_parent_in(
    database_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The hub is running meanwhile: commands and hub share the database."""
    house = House(tmp_path, database_url)
    monkeypatch.chdir(tmp_path)
    for name, value in house.environment().items():
        monkeypatch.setenv(name, value)
    async with town(database_url, tmp_path, now=TUESDAY, linked=False) as oak_lane:
        told = await asyncio.to_thread(house.json, "invites", "--class", "3B")
        code = next(
            one["code"] for one in told["invites"] if one["guardian_id"] == str(oak_lane.cast.guardians["beth"])
        )
        oak_lane.say("beth", f"JOIN {code}")
        await oak_lane.sees("beth", "You are linked for: Finn")

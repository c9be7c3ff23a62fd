"""`bookbag init`: from nothing to the first joining codes, by flags or by questions; a failure leaves nothing half done."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest

from bot.domain.access import Scope
from bot.domain.people import Role
from bot.policyfile import load
from storage import accounts, policies, staffing, tables
from storage.clock import lease_now
from tests.cli.house import House
from tests.town import ACCOUNT, AUTH, NUMBER, PARENTS, TEACHERS

FLAGS = (
    "init", "--name", "Hill Top Primary School", "--short-name", "Hill Top", "--preset", "demo",
    "--office-phone", "01234 567890", "--dsl", "Dana Brook, 07700 900207", "--head", "Hollis Wood, 07700 900209",
    "--office", "Orla Penn, 07700 900205",
)  # fmt: skip


def without(flag: str) -> list[str]:
    words = list(FLAGS)
    at = words.index(flag)
    return words[:at] + words[at + 2 :]


def test_flags_alone_set_a_school_up(house: House) -> None:
    told = house.json(*FLAGS)
    assert told["school"]["slug"] == "hill-top"
    assert {one["name"]: one["roles"] for one in told["staff"]} == {
        "Dana Brook": ["dsl"], "Hollis Wood": ["head"], "Orla Penn": ["office"],
    }  # fmt: skip
    assert any("BotFather" in step for step in told["todo"])
    (school,) = house.read(accounts.schools)
    scope, now = Scope(school.id, None, Role.SYSTEM, "test"), lease_now()
    _, document = house.read(lambda db: policies.in_force(db, school.id, now)) or (0, "")
    policy = load(document, "x")
    assert (policy.school.name, policy.school.short_name) == ("Hill Top Primary School", "Hill Top")
    assert policy.safeguarding.out_of_hours_line == ""  # the preset's number is another school's
    members = house.read(lambda db: staffing.members(scope, db, now.date()))
    assert [(one.first_name, one.roles, one.has_mobile) for one in members] == [
        ("Dana", (Role.DSL,), True), ("Hollis", (Role.HEAD,), True), ("Orla", (Role.OFFICE,), True),
    ]  # fmt: skip
    trail = [row.action for row in house.read(lambda db: db.all(tables.audit.select()))]
    assert sorted(trail) == sorted(["policy_changed", "school_founded", *["staff_added", "code_issued"] * 3])


def test_secrets_are_for_the_owner_alone(house: House) -> None:
    house.ok(*FLAGS, "--parent-bot-token", PARENTS, "--staff-bot-token", TEACHERS, "--offline")
    for path in (house.key_file, house.folder / ".env"):
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert (
        house.folder / ".env"
    ).read_text() == f"BOOKBAG_PARENT_BOT_TOKEN={PARENTS}\nBOOKBAG_STAFF_BOT_TOKEN={TEACHERS}\n"


def test_a_second_run_refuses_and_changes_nothing(house: House) -> None:
    house.ok(*FLAGS)
    key = house.key_file.read_bytes()
    assert "set up already (hill-top)" in house.fails(*FLAGS)
    assert "set up already" in house.fails("init")
    assert house.key_file.read_bytes() == key
    assert len(house.read(accounts.schools)) == 1


@pytest.mark.parametrize("flag", ["--name", "--preset", "--office-phone", "--dsl", "--head", "--office"])
def test_without_a_terminal_a_missing_answer_names_its_flag(house: House, flag: str) -> None:
    assert house.fails(*without(flag)).startswith(f"{flag} is missing: ")
    assert not house.key_file.exists()
    assert not (house.folder / ".env").exists()


def test_a_long_name_needs_a_short_one_for_texts(house: House) -> None:
    words = without("--short-name")
    assert house.fails(*words).startswith("--short-name is missing")


@pytest.mark.parametrize(
    ("flag", "value", "why"),
    [
        ("--preset", "moon", "there is no such preset"),
        ("--office-phone", "ring us", "not a telephone number"),
        ("--office-phone", "", "a number is needed"),
        ("--dsl", "Dana Brook, 01632 960100", "landline"),
        ("--dsl", "Hollis Wood, 07700 900207", "two numbers"),
        ("--head", "Hollis Wood, 07700 900207", "same mobile number"),
        ("--teacher-hours", "always", "days and hours"),
        ("--short-name", "x" * 21, "1 to 20 letters"),
        ("--slug", "Hill Top", "small letters"),
        ("--term", "2025-09-02", "ends after it begins"),
        ("--inset", "someday", "not a date"),
        ("--languages", "en, klingonese", "not a language"),
        ("--dates", "nowhere.csv", "nowhere.csv"),
        ("--policy", "policy.toml", "not both"),
        ("--deputy-dsl", "Drew", "name and mobile"),
        ("--twilio-account-sid", "AC1", "BOOKBAG_TWILIO_AUTH_TOKEN"),
        ("--parent-bot-token", "1:a", "BOOKBAG_STAFF_BOT_TOKEN"),
        ("--twilio-auth-token", "it's", "set both or neither"),
    ],
)
def test_a_wrong_answer_is_one_line_and_leaves_nothing(house: House, flag: str, value: str, why: str) -> None:
    words = without(flag) if flag in FLAGS else list(FLAGS)
    assert why in house.fails(*words, flag, value)
    assert not house.key_file.exists()
    assert not (house.folder / ".env").exists()


def test_hours_lines_languages_dates_and_a_deputy_are_taken(house: House) -> None:
    (house.folder / "dates.csv").write_text("kind,first_day,last_day\nterm,2025-09-03,2025-10-24\n")
    told = house.json(
        *FLAGS, "--slug", "hill", "--out-of-hours-line", "0800 123456", "--teacher-hours", "Mon-Fri 08:30-15:30",
        "--office-hours", "Mon-Thu 8:00-16:30; Fri 8:00-15:00", "--languages", "en pl,ur", "--dates", "dates.csv",
        "--term", "2025-11-03..2025-12-19", "--inset", "2025-09-02", "--deputy-dsl", "Drew Lake, 07700 900208",
    )  # fmt: skip
    assert told["school"]["slug"] == "hill"
    assert told["dates"] == {"terms": 2, "closures": 1}
    assert len(told["staff"]) == 4
    said = house.ok("policy", "show")
    assert "Teachers read messages Monday to Friday from 8:30 until 15:30" in said
    assert "Monday to Thursday from 8:00 until 16:30 and Friday from 8:00 until 15:00" in said
    assert "0800 123456" in said
    assert "English, Polish and Urdu" in said
    assert "Tue 02 Sep 2025" in house.ok("dates")


def test_the_schools_own_policy_file_answers_for_itself(house: House) -> None:
    (house.folder / "policy.toml").write_text(
        'mode = "two_way"\n[school]\nname = "Hill Top"\noffice_phone = "01234 567890"\ncontroller = "Hill Trust"\n'
        '[hours]\nopen = "08:00"\nclose = "16:00"\n[safeguarding]\nout_of_hours_line = "0800 123456"\n[enrol]\ncode_days = 3\n'
    )
    house.ok("init", "--policy", "policy.toml", *FLAGS[FLAGS.index("--dsl") :])
    said = house.ok("policy", "show")
    assert "Hill Top" in said
    assert "Hill Trust" in said
    assert "0800 123456" in said
    assert "good for 3 days" in said


@pytest.mark.usefixtures("carriers")
def test_tokens_are_tested_and_the_staff_get_links(house: House) -> None:
    said = house.ok(*FLAGS)
    assert "tested     the parents' bot: @oak_lane_bot" in said
    assert "https://t.me/oak_lane_staff_bot?start=" in said
    assert "No term dates" not in said  # that note is for people, beside the result
    assert "1. Print `bookbag keys sheet`" in said
    assert not (house.folder / ".env").read_text().strip()  # the environment holds the tokens already


def test_a_token_the_carrier_does_not_know_stops_before_anything_is_made(house: House, carriers: str) -> None:
    assert carriers
    wrong = "100002:" + "x" * 35
    said = house.fails(*FLAGS, "--staff-bot-token", wrong)
    assert "does not accept the staff bot" in said
    assert wrong not in said
    assert not house.key_file.exists()
    house.ok(*FLAGS, "--staff-bot-token", wrong, "--offline")


def test_sms_settings_are_written_for_the_next_start(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    env = house.env_file("# our hub\nBOOKBAG_LOG_LEVEL=WARNING\nexport BOOKBAG_TWILIO_NUMBER=+440000000000\n")
    house.ok(
        *FLAGS, "--twilio-account-sid", ACCOUNT, "--twilio-auth-token", AUTH, "--twilio-number", NUMBER, "--offline",
        "--data-folder", "my data",
    )  # fmt: skip
    assert env.read_text() == (
        f"# our hub\nBOOKBAG_LOG_LEVEL=WARNING\nBOOKBAG_TWILIO_NUMBER={NUMBER}\nBOOKBAG_DATA_FOLDER='my data'\n"
        f"BOOKBAG_TWILIO_ACCOUNT_SID={ACCOUNT}\nBOOKBAG_TWILIO_AUTH_TOKEN={AUTH}\n"
    )
    monkeypatch.delenv("BOOKBAG_DATA_FOLDER")
    assert "Hill Top" in house.ok("policy", "show")


def test_a_key_that_is_there_is_kept(house: House) -> None:
    from storage.crypto import make_master_key

    make_master_key(house.key_file)
    key = house.key_file.read_bytes()
    house.ok(*FLAGS)
    assert house.key_file.read_bytes() == key


def test_a_key_file_in_the_data_folder_is_refused(house: House) -> None:
    assert "lies in the data folder" in house.fails(*FLAGS, "--key-file", str(house.folder / "data" / "k"))


ANSWERS = [
    "demo", "Hill Top Primary School", "", "Hill Top", "01234 567890", "", "sometimes", "", "Mon-Fri 8:00-16:00", "",
    "Dana Brook", "01632 960100", "07700 900207", "Hollis Wood", "07700 900209", "Orla Penn", "07700 900205", "",
    PARENTS, TEACHERS, ACCOUNT, AUTH, NUMBER,
]  # fmt: skip


def test_on_a_terminal_it_asks_and_asks_again(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.cli.asking.on_terminal", lambda: True)
    done = house.run("init", "--offline", input="\n".join(ANSWERS) + "\n")
    assert done.exit_code == 0, done.output
    assert "In plain words" in done.stdout
    assert 'give days and hours, such as "Mon-Fri 08:00-17:00"' in done.stdout
    assert "this is a landline" in done.stdout
    assert AUTH not in done.output
    assert "Hill Top Primary School is set up (hill-top)." in done.stdout
    assert NUMBER in (house.folder / ".env").read_text()


def test_on_a_terminal_what_flags_said_is_not_asked(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.cli.asking.on_terminal", lambda: True)
    (house.folder / "dates.csv").write_text("kind,first_day,last_day\nterm,2025-09-03,2025-10-24\n")
    rest = ["", "", "", "", "dates.csv", "", "", ""]
    done = house.run(*FLAGS, input="\n".join(rest) + "\n")
    assert done.exit_code == 0, done.output
    assert "The school's full name" not in done.stdout
    assert "Wed 03 Sep 2025" in house.ok("dates")


def test_an_env_file_is_never_half_written(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    from bot.cli import envfile

    env = house.env_file("A=1\n")

    def full(*_: object) -> Path:
        raise OSError("no space left")

    monkeypatch.setattr(Path, "replace", full)
    with pytest.raises(OSError, match="no space"):
        envfile.write(env, {"B": "2"})
    assert env.read_text() == "A=1\n"
    assert [path.name for path in house.folder.iterdir() if path.name.startswith(".env")] == [".env"]
    with pytest.raises(ValueError, match="C holds"):
        envfile.write(env, {"C": "it's"})

"""Each check alone: what it sees as well, what as a fault, and the fix it names."""

from __future__ import annotations

from collections import namedtuple
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

import pytest

from bot.channels.wire import Wire
from bot.doctor import Fault, Ok, Result, carriers, database, machine, school
from bot.doctor.carriers import Heard
from bot.domain.calendar import Term, build
from bot.domain.people import DutyKind, Role, SchoolClass
from bot.domain.policy import Hours, Place, Policy, Routing
from bot.domain.subjects import Subject
from storage import keysource
from storage.crypto import make_master_key
from storage.keysource import KeySource
from storage.staffing import Member

NOW = datetime(2024, 3, 5, 10, 0, tzinfo=UTC)


def said(result: Result) -> str:
    return f"{result.what} | {result.fix}" if isinstance(result, Fault) else "ok"


def test_a_key_file_must_be_there_private_whole_and_out_of_the_data_folder(tmp_path: Path) -> None:
    path, data = tmp_path / "keys" / "a.key", tmp_path / "data"
    assert "bookbag init" in said(machine.key_file(KeySource(path), data))
    make_master_key(path)
    assert isinstance(machine.key_file(KeySource(path), data), Ok)
    path.chmod(0o644)
    assert "chmod 600" in said(machine.key_file(KeySource(path), data))
    path.chmod(0o600)
    assert "move it out" in said(machine.key_file(KeySource(path), path.parent))
    path.write_text("broken")
    assert "damaged" in said(machine.key_file(KeySource(path), data))


def test_a_key_file_another_user_keeps_is_said_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> bytes:
        raise PermissionError

    monkeypatch.setattr(keysource, "read_master_key", refuse)
    assert "hub's own user" in said(machine.key_file(KeySource(tmp_path / "k"), tmp_path))


def test_what_others_can_read_is_a_fault_with_its_command(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    secret = tmp_path / ".env"
    assert isinstance(machine.private(secret), Ok)
    secret.write_text("x")
    secret.chmod(0o640)
    assert f"chmod 600 {secret}" in said(machine.private(secret))
    tmp_path.chmod(0o755)
    assert "chmod 700" in said(machine.private(tmp_path))
    secret.chmod(0o600)
    assert isinstance(machine.private(secret), Ok)

    def refuse(_: Path) -> None:
        raise PermissionError

    monkeypatch.setattr(Path, "stat", refuse)
    assert "hub's own user" in said(machine.private(secret))


def test_a_full_disk_is_a_fault_even_before_the_folder_exists(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    usage = namedtuple("usage", "total used free")
    monkeypatch.setattr("shutil.disk_usage", lambda _path: usage(9, 9, 10 << 20))
    assert "only 10 MB" in said(machine.disk(tmp_path / "not" / "yet"))
    monkeypatch.setattr("shutil.disk_usage", lambda _path: usage(9, 9, 10 << 30))
    assert isinstance(machine.disk(tmp_path), Ok)


@pytest.mark.parametrize(
    ("environment", "trusted", "expected"),
    [
        ({}, False, "ok"),
        ({"HTTPS_PROXY": "http://p"}, True, "ok"),
        ({"https_proxy": "http://p"}, False, "BOOKBAG_TRUST_PROXY_ENVIRONMENT=true"),
        ({"HTTPS_PROXY": ""}, True, "names no proxy"),
    ],
)
def test_proxy_and_setting_must_agree(environment: dict[str, str], trusted: bool, expected: str) -> None:
    assert expected in said(machine.proxy(environment, trusted=trusted))


def test_a_filters_certificate_must_be_where_the_hub_looks(tmp_path: Path) -> None:
    there = tmp_path / "ca.pem"
    there.write_text("x")
    assert isinstance(machine.certificates({}), Ok)
    assert isinstance(machine.certificates({"SSL_CERT_FILE": str(there), "REQUESTS_CA_BUNDLE": str(there)}), Ok)
    assert "does not exist" in said(machine.certificates({"SSL_CERT_FILE": "/nowhere.pem"}))
    assert "SSL_CERT_FILE" in said(machine.certificates({"REQUESTS_CA_BUNDLE": str(there)}))


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        ("Tue, 05 Mar 2024 10:00:20 GMT", "ok"),
        ("Tue, 05 Mar 2024 10:02:00 GMT", "120 seconds slow"),
        ("Tue, 05 Mar 2024 09:58:00 GMT", "120 seconds fast"),
        ("Tue, 05 Mar 2024 10:02:00 -0000", "ok"),  # no zone given: nothing to compare with
        ("yesterday", "ok"),
    ],
)
def test_the_clock_is_held_against_the_carriers(header: str, expected: str) -> None:
    assert expected in said(machine.clock(header, NOW))


def test_waiting_rows_and_dead_letters_are_counted() -> None:
    assert isinstance(database.waiting(None, NOW, "mail"), Ok)
    assert isinstance(database.waiting(NOW - timedelta(minutes=5), NOW, "mail"), Ok)
    assert "mail has waited for 20 minutes" in said(database.waiting(NOW - timedelta(minutes=20), NOW, "mail"))
    assert isinstance(database.dead_letters(0), Ok)
    assert said(database.dead_letters(3)).startswith("3 updates")


def test_a_missing_database_file_is_not_made_by_looking(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/none.db"
    assert "does not exist" in said(database.file_there(url, "the database"))
    assert not list(tmp_path.iterdir())
    assert isinstance(database.file_there("postgresql+psycopg://h/n", "the database"), Ok)


# the school


def member(*roles: Role, joined: bool = True, teaches: str = "") -> Member:
    classes = ((DutyKind.TEACHES, teaches),) if teaches else ()
    return Member(id=1, first_name="A", last_name="B", roles=roles, classes=classes, joined=joined)


def test_every_role_the_policy_sends_to_must_be_held() -> None:
    routing = Routing(places={Subject.COMPLAINT: Place(Role.HEAD), Subject.SEN: Place(Role.SENCO)})
    wanted = school.needed_roles(Policy(routing=routing))
    assert wanted == (Role.DSL, Role.OFFICE, Role.HEAD, Role.DEPUTY_DSL, Role.SENCO)


def test_a_role_needs_a_holder_who_has_joined() -> None:
    assert "nobody is the designated safeguarding lead" in said(school.role_held(Role.DSL, []))
    assert "has not joined" in said(school.role_held(Role.DSL, [member(Role.DSL, joined=False)]))
    assert isinstance(school.role_held(Role.DSL, [member(Role.DSL, joined=False), member(Role.DSL)]), Ok)


def test_a_class_needs_a_teacher_who_has_joined() -> None:
    three = SchoolClass(1, "3B", "3")
    assert "class 3B has no teacher" in said(school.class_taught(three, [member(Role.OFFICE)]))
    assert "no teacher of class 3B has joined" in said(school.class_taught(three, [member(teaches="3B", joined=False)]))
    assert isinstance(school.class_taught(three, [member(teaches="3B")]), Ok)


def test_term_dates_must_be_known_for_the_coming_weeks() -> None:
    hours = Hours(periods=((frozenset(range(5)), time(8), time(17)),), closed_on=frozenset({"school_holidays"}))
    year = (Term(date(2024, 1, 8), date(2024, 3, 28)), Term(date(2024, 4, 15), date(2024, 7, 24)))
    known, unknown = build(hours, "Europe/London", terms=year), build(hours, "Europe/London")
    assert isinstance(school.dates_known([known], date(2024, 3, 5)), Ok)
    assert "term dates are missing" in said(school.dates_known([known, unknown], date(2024, 3, 5)))
    assert "term dates are missing" in said(school.dates_known([known], date(2024, 7, 1)))
    assert isinstance(school.dates_known([build(Hours(), "Europe/London")], date(2024, 3, 5)), Ok)


def test_a_schools_findings_come_with_stable_names() -> None:
    names = [one.check for one in school.about_school(Policy(), [], [], (SchoolClass(1, "3B", "3"),), date(2024, 3, 5))]
    assert names[:5] == ["role_dsl", "role_office", "role_head", "role_deputy_dsl", "term_dates"]
    assert {"classes", "class_teacher", "policy"} <= set(names)


# the carriers


def heard(body: object, status: int = 200) -> Heard:
    return Heard(status=status, body=body)


def test_a_carrier_is_reached_when_it_answers_itself() -> None:
    assert isinstance(carriers.reachable("api.telegram.org", heard({"ok": False}, 401)), Ok)
    assert "something else answers" in said(carriers.reachable("api.telegram.org", heard(b"<html>", 200)))
    assert "something else answers" in said(carriers.reachable("api.telegram.org", heard({}, 302)))


@pytest.mark.parametrize(
    ("why", "expected"),
    [
        ("ClientConnectorDNSError", "DNS"),
        ("ClientConnectorCertificateError", "SSL_CERT_FILE"),
        ("ClientHttpProxyError", "HTTPS_PROXY"),
        ("ServerTimeoutError", "firewall"),
    ],
)
def test_why_a_carrier_is_not_reached_decides_the_fix(why: str, expected: str) -> None:
    assert expected in said(carriers.reachable("api.telegram.org", Heard(why=why)))


def hook(**info: object) -> Heard:
    return heard({"ok": True, "result": {"url": "", **info}})


def test_a_webhook_left_behind_starves_polling() -> None:
    assert isinstance(carriers.webhook("the parents' bot", hook(), "", NOW), Ok)
    fault = carriers.webhook("the parents' bot", hook(url="https://old.example/x"), "", NOW)
    assert "old.example" in said(fault)
    assert "restart `bookbag run`" in said(fault)


def test_with_a_public_address_the_webhook_must_be_ours_and_work() -> None:
    public = "https://hub.example"
    assert "does not post" in said(carriers.webhook("the staff bot", hook(), public, NOW))
    ours = {"url": "https://hub.example/in/5"}
    assert isinstance(carriers.webhook("the staff bot", hook(**ours), public, NOW), Ok)
    just_now = int((NOW - timedelta(minutes=2)).timestamp())
    failing = hook(**ours, last_error_date=just_now, last_error_message="Connection refused")
    assert "Connection refused" in said(carriers.webhook("the staff bot", failing, public, NOW))
    long_ago = hook(**ours, last_error_date=1, last_error_message="Connection refused")
    assert isinstance(carriers.webhook("the staff bot", long_ago, public, NOW), Ok)


def test_a_refused_token_is_not_a_second_fault_of_the_webhook() -> None:
    assert isinstance(carriers.webhook("the staff bot", heard({"ok": False}, 401), "", NOW), Ok)


def line(**more: object) -> Heard:
    facts = {"capabilities": {"sms": True}, "sms_url": "", **more}
    return heard({"incoming_phone_numbers": [facts]})


@pytest.mark.parametrize(
    ("answer", "public", "expected"),
    [
        (line(), "", "ok"),
        (heard({"incoming_phone_numbers": []}), "", "no such number"),
        (heard("?"), "", "no such number"),
        (line(capabilities={"sms": False}), "", "cannot send and receive"),
        (line(capabilities=None), "", "cannot send and receive"),
        (line(sms_url="https://demo.twilio.com/welcome/sms/reply/"), "", "its own sample or flow (demo.twilio.com)"),
        (line(sms_url="https://other.example/sms"), "", "other.example"),
        (line(sms_url="https://other.example/sms"), "https://hub.example", "hub.example/in/"),
        (line(sms_application_sid="AP1"), "", "TwiML application"),
        (line(), "https://hub.example", "minutes late"),
        (line(sms_url="https://hub.example/in/7"), "https://hub.example/", "ok"),
        (line(sms_url="nonsense"), "", "another system"),
    ],
)
def test_the_number_is_two_way_and_only_the_hub_answers(answer: Heard, public: str, expected: str) -> None:
    assert expected in said(carriers.number(answer, public))


def test_replies_the_hub_did_not_write_are_counted() -> None:
    mine, theirs = {"direction": "outbound-api"}, {"direction": "outbound-reply"}
    assert isinstance(carriers.own_replies(heard({"messages": [mine]})), Ok)
    assert "answered 2 of" in said(carriers.own_replies(heard({"messages": [mine, theirs, theirs]})))
    assert isinstance(carriers.own_replies(heard({}, 500)), Ok)


def test_the_public_address_must_lead_to_this_hub() -> None:
    assert isinstance(carriers.public_address(heard(b"ok")), Ok)
    assert "answers 502" in said(carriers.public_address(heard(b"", 502)))
    assert "not trusted" in said(carriers.public_address(Heard(why="ClientConnectorCertificateError")))


async def test_a_carrier_that_is_not_there_is_heard_as_such() -> None:
    wire = Wire(connect_s=1, read_s=1)
    told = await carriers.hear_webhook(wire, "http://127.0.0.1:9", "1:secret")
    await wire.close()
    assert told.why.startswith("ClientConnector")
    assert "secret" not in repr(told)


def test_a_school_without_classes_is_told_to_import() -> None:
    assert "bookbag import" in said(school.classes_imported(()))
    assert isinstance(school.classes_imported((SchoolClass(1, "3B", "3"),)), Ok)

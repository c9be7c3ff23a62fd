"""`bookbag doctor`: a sound house has no fault; each trouble is named once, with what to do."""

from __future__ import annotations

from typing import Any

import pytest

from bot.doctor import copies
from bot.sandbox.sandbox import Sandbox
from storage import accounts, inbox, tables
from storage.archiving import Archiving
from storage.clock import lease_now
from storage.db import Db
from tests.cli.house import House
from tests.town import ACCOUNT, AUTH, NUMBER, PARENTS


def faults(house: House, *words: str) -> dict[str, str]:
    import json

    done = house.run("doctor", "--json", *words)
    found: list[dict[str, Any]] = json.loads(done.stdout)
    assert done.exit_code == (0 if all(one["ok"] for one in found) else 1)
    return {one["check"]: f"{one['what']} | {one['fix']}" for one in found if not one["ok"]}


def sound(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    """Everything in order but the demo school's placeholder numbers and dates of a year gone by."""
    from bot import presets

    policy = presets.read("demo").replace("01632 960100", "01234 567890").replace("01632 960199", "01234 567891")
    house.settle(policy, linked=True)
    for name in ("SSL_CERT_FILE", "REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE", "NODE_EXTRA_CA_CERTS"):
        monkeypatch.delenv(name, raising=False)
    for name in ("HTTPS_PROXY", "https_proxy", "ALL_PROXY", "all_proxy"):
        monkeypatch.delenv(name, raising=False)
    (house.folder / "data").mkdir(exist_ok=True)
    (house.folder / "data").chmod(0o700)
    (house.folder / "terms.csv").write_text("kind,first_day,last_day\nterm,2020-01-01,2020-12-31\n")
    lines = [f"term,{year}-01-01,{year}-12-31" for year in range(2024, 2035)]
    (house.folder / "terms.csv").write_text("\n".join(["kind,first_day,last_day", *lines]))
    house.ok("dates", "terms.csv", "--replace")


def backed_up(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    """Copies in folders of their own, of a moment ago; a PostgreSQL server as its manual says."""
    for name in ("BACKUP_FOLDER", "BACKUP_KEYS_FOLDER", "BACKUP_CHANGES_FOLDER"):
        monkeypatch.setenv(f"BOOKBAG_{name}", str(house.folder / name.lower()))
    house.ok("backup")
    if house.database_url.startswith("sqlite"):
        house.ok("backup", "--changes")
    monkeypatch.setattr(copies, "archiving", lambda _engine: Archiving(True, 600, None, None, 0))


@pytest.mark.usefixtures("carriers")
def test_a_sound_house_has_no_fault(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    sound(house, monkeypatch)
    backed_up(house, monkeypatch)
    assert faults(house) == {}
    said = house.ok("doctor")
    assert "Everything looks well." in said
    assert "@oak_lane_bot" in said


def test_before_set_up_it_says_so_and_makes_nothing(house: House) -> None:
    found = faults(house)
    assert "bookbag init" in found["key_file"]
    assert not (house.folder / "keys").exists()
    assert not (house.folder / "data").exists()
    assert "no bot and no number" in found["tokens"]


def test_settings_that_do_not_fit_together_are_faults(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BOOKBAG_TWILIO_ACCOUNT_SID", "AC1")
    assert "BOOKBAG_TWILIO" in faults(house)["settings"]
    monkeypatch.setenv("BOOKBAG_LISTEN_PORT", "high")
    assert "BOOKBAG_LISTEN_PORT" in faults(house)["settings"]


def test_a_school_not_ready_to_open_is_told_what_is_missing(house: House) -> None:
    house.settle()
    found = faults(house, "--offline")
    assert "has not joined the staff bot" in found["role_dsl"]
    assert "no teacher of class 5A has joined" in found["class_teacher"]
    assert "term dates are missing" in found["term_dates"]
    assert "placeholder" in found["policy"]


@pytest.mark.usefixtures("carriers")
def test_a_wrong_token_a_left_webhook_and_twilios_own_replies_are_named(
    house: House, sandbox: Sandbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    sound(house, monkeypatch)
    sandbox.store.accounts[ACCOUNT].lines[NUMBER].sms_url = "https://demo.twilio.com/welcome/sms/reply/"
    monkeypatch.setenv("BOOKBAG_STAFF_BOT_TOKEN", "100002:" + "x" * 35)
    found = faults(house)
    assert "BOOKBAG_STAFF_BOT_TOKEN" in found["token"]
    assert "x" * 35 not in str(found)
    assert "demo.twilio.com" in found["sms_number"]


def test_a_webhook_set_by_somebody_else_is_found(house: House, carriers: str, monkeypatch: pytest.MonkeyPatch) -> None:
    import asyncio

    from bot.channels.telegram import TelegramChannel

    async def set_hook() -> None:
        channel = TelegramChannel(PARENTS, carriers, "secret-of-24-letters-long")
        try:
            await channel.listen(f"{carriers}/somebody/else")
        finally:
            await channel.close()

    sound(house, monkeypatch)
    asyncio.run(set_hook())
    assert "to 127.0.0.1, so polling gets nothing" in faults(house)["telegram_webhook"]


def test_carriers_out_of_reach_are_named_with_the_way(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    sound(house, monkeypatch)
    for name, value in {
        "BOOKBAG_PARENT_BOT_TOKEN": "1:" + "a" * 35,
        "BOOKBAG_STAFF_BOT_TOKEN": "2:" + "b" * 35,
        "BOOKBAG_TELEGRAM_API_URL": "http://127.0.0.1:9",
        "BOOKBAG_TWILIO_API_URL": "http://127.0.0.1:9",
        "BOOKBAG_TWILIO_ACCOUNT_SID": ACCOUNT,
        "BOOKBAG_TWILIO_AUTH_TOKEN": AUTH,
        "BOOKBAG_TWILIO_NUMBER": NUMBER,
    }.items():
        monkeypatch.setenv(name, value)
    found = faults(house)
    assert "127.0.0.1 cannot be reached" in found["telegram"]
    assert "127.0.0.1 cannot be reached" in found["twilio"]
    assert "token" not in found
    assert AUTH not in str(found)


def test_a_public_address_that_leads_nowhere_is_named(
    house: House, carriers: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    sound(house, monkeypatch)
    monkeypatch.setenv("BOOKBAG_PUBLIC_URL", f"{carriers}/elsewhere")
    monkeypatch.setenv("BOOKBAG_WEBHOOK_SECRET", "s" * 24)
    found = faults(house)
    assert "does not lead to the hub" in found["public_url"]
    assert "does not post" in found["telegram_webhook"]


def test_an_old_schema_a_wrong_key_and_a_lost_key_store_are_told_apart(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    sound(house, monkeypatch)
    key = house.key_file.read_bytes()
    house.key_file.write_text("QUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUE=\n")
    assert "not the one this hub was set up with" in faults(house, "--offline")["key"]
    house.key_file.write_bytes(key)
    store = house.folder / "keys" / "keys.db"
    kept = store.read_bytes()
    store.unlink()
    assert "key store" in faults(house, "--offline")["key_store"]
    store.write_bytes(kept)
    monkeypatch.setattr("storage.schema.is_current", lambda _engine: False)
    assert "bookbag run" in faults(house, "--offline")["schema"]


def test_an_erased_school_key_is_told(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    sound(house, monkeypatch)
    house.write(lambda db: db.keys.destroy([accounts.schools(db)[0].key_id]))
    assert "restore the key store" in faults(house, "--offline")["key"]


def test_a_database_without_a_school_points_to_set_up(house: House) -> None:
    from storage import schema
    from storage.crypto import make_master_key
    from storage.engine import make_engine

    make_master_key(house.key_file)
    engine = make_engine(house.database_url)
    schema.upgrade(engine)
    engine.dispose()
    house.read(lambda db: None)  # makes the key store
    assert "bookbag init" in faults(house, "--offline")["school"]


def test_dead_letters_are_counted(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    from bot.domain.messages import Carrier, Side

    sound(house, monkeypatch)

    def bury(db: Db) -> None:
        account = accounts.ensure_account(db, None, Carrier.SMS, Side.FAMILIES, NUMBER)
        row = {"id": 1, "account_id": account.id, "provider_id": "x", "sender_blind": b"", "payload_hash": b""}
        db.run(tables.inbox.insert(), **row, state="new", attempts=0, received_at=lease_now())
        inbox.dead(db, 1, "ValueError", lease_now())

    house.write(bury)
    assert faults(house, "--offline")["dead_letters"].startswith("1 updates")


def test_a_database_that_does_not_answer_is_a_fault(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    sound(house, monkeypatch)
    monkeypatch.setenv("BOOKBAG_DATABASE_URL", "postgresql+psycopg://nobody:hunter2@127.0.0.1:9/none?connect_timeout=1")
    found = faults(house, "--offline")
    assert "does not answer" in found["database"]
    assert "hunter2" not in str(found)

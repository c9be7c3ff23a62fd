"""Papers from the running system, registers, the breach clock, misuse, the gate (M24, DPIA1, DPIA5, DPIA26, DPIA44 …)."""

from __future__ import annotations

import os
import socket
from dataclasses import replace
from pathlib import Path
from typing import Any
from unittest import mock

import pytest

from bot import presets
from bot.domain.protection import activities
from bot.privacy import tick, watching
from storage import revision
from tests.clauses import desk
from tests.clauses.conftest import Opens
from tests.clauses.school import School
from tests.web.browser import Browser, at_console

_BY = ("--by", "Dot Data")


async def test_M24_DPIA5_the_inventory_is_the_schema_and_a_feature_without_a_purpose_is_refused(
    school: Opens, tmp_path: Path
) -> None:
    async with school("misson", "Tue 5 Mar 2019 10:00") as misson:
        told = await desk.told(misson, "papers", "inventory", *_BY)
        assert told["problems"] == []
        listed = {line for line, one in told["lines"].items() if one["tables"]}
        assert {"names", "photos", "comments", "messages", "contact_route", "consents"} <= listed
        processing = await desk.told(misson, "papers", "processing", *_BY)
        for one in processing:
            assert all(one[name] for name in ("does", "purpose", "basis", "source", "recipients", "keeps"))
        policy = tmp_path / "policy.toml"
        policy.write_text(presets.read("misson"))
        with mock.patch.dict(activities.FEATURES, {"messages.parent_to_teacher": "chatting"}):
            done = await desk.run(misson, "policy", "set", str(policy), "--reason", "a new feature")
        assert done.exit_code != 0
        assert "no purpose or basis recorded" in str(done.stderr)


async def test_DPIA1_DPIA50_DPIA51_the_pack_follows_the_configuration_and_the_gate_needs_every_signature(
    school: Opens, tmp_path: Path
) -> None:
    async with school("greenfield", "Tue 5 Mar 2024 10:00") as greenfield:
        missing = await desk.run(greenfield, "papers", "go-live", *_BY)
        assert "there is no data protection impact assessment" in str(missing.stdout)
        await desk.ok(greenfield, "papers", "note", "consultation", "--detail", "not consulting: small change", *_BY)
        pack = await desk.told(greenfield, "papers", "dpia", "--keep", *_BY)
        assert pack["consultations"] == [
            {
                "day": "2024-03-05",
                "outcome": "not consulting: small change",
                "by": str(greenfield.town.cast.staff["DPO"]),
            }
        ]
        await desk.ok(greenfield, "papers", "sign", "dpo_advice", "--says", "against", *_BY)
        await desk.ok(greenfield, "papers", "sign", "slt_it", "--by", "Sue Leader")
        await desk.ok(greenfield, "papers", "sign", "head", "--by", "Hal Head")
        blocked = await desk.run(greenfield, "papers", "go-live", *_BY)
        assert blocked.exit_code == 1
        assert "the DPO advises against it" in str(blocked.stdout)
        done = await desk.run(greenfield, "papers", "sign", "head", "--says", "overrules", "--by", "Hal Head")
        assert "needs a --reason" in str(done.stderr)
        why = ("--says", "overrules", "--reason", "reviewed in May")
        await desk.ok(greenfield, "papers", "sign", "head", *why, "--by", "Hal Head")
        await desk.ok(greenfield, "papers", "go-live", *_BY)
        await desk.ok(
            greenfield,
            "processors",
            "add",
            "newcarrier",
            "--kind",
            "carrier",
            "--country",
            "GB",
            "--purpose",
            "texts",
            *_BY,
        )
        again = await desk.run(greenfield, "papers", "go-live", *_BY)
        assert "older than the last material change" in str(again.stdout)
        pack = await desk.told(greenfield, "papers", "dpia", *_BY)
        assert "newcarrier" in {one["to"] for one in pack["flows"]} | {one.split(":")[0] for one in pack["risks"]}
        await _adds_sms(greenfield, tmp_path)


async def _adds_sms(greenfield: School, folder: Path) -> None:
    """DPIA1: without text messages and assessed as such, then as the preset has it."""
    file = folder / "policy.toml"
    file.write_text('channels = ["telegram"]\n' + presets.read("greenfield"))
    await desk.ok(greenfield, "policy", "set", str(file), "--reason", "no text messages yet")
    await greenfield.at("Tue 5 Mar 2024 10:10")
    before = await desk.told(greenfield, "papers", "dpia", "--keep", *_BY)
    assert "twilio" not in str({part: before[part] for part in ("flows", "processors", "risks")})
    await desk.ok(greenfield, "papers", "go-live", *_BY)
    await greenfield.at("Tue 5 Mar 2024 10:20")
    file.write_text(presets.read("greenfield"))
    await desk.ok(greenfield, "policy", "set", str(file), "--reason", "text messages")
    await greenfield.at("Tue 5 Mar 2024 10:30")
    after = await desk.told(greenfield, "papers", "dpia", *_BY)
    assert [one["country"] for one in after["flows"] if one["to"] == "twilio"] == ["US"]
    assert "twilio" in {one["name"] for one in after["processors"]}
    assert any("twilio: data leaves the UK and the EEA for US" in one for one in after["risks"])
    assert [part for part in ("need", "flows", "risks", "solutions", "sign_off") if part not in after] == []
    stale = await desk.run(greenfield, "papers", "go-live", *_BY)
    assert "older than the last material change" in str(stale.stdout)
    await desk.ok(greenfield, "papers", "dpia", "--keep", *_BY)
    await desk.ok(greenfield, "papers", "go-live", *_BY)


async def test_DPIA44_a_lost_tablet_ends_its_access_and_starts_the_clock_at_any_hour(
    school: Opens, tmp_path: Path
) -> None:
    async with school("greenfield", "Fri 1 Mar 2024 18:00") as greenfield, at_console(greenfield.town) as at:
        tara = await at("T4")
        await tara.get("/console/me")
        words = ("--lost-by", "Tara Four", "--affected", "24", "--detail", "tablet left on a bus")
        made = await desk.told(greenfield, "breach", "report", "lost_device", *words, "--by", "Tara Four")
        assert made["decide_by"].startswith("2024-03-04T18:00")
        for who in ("HD", "DPO"):
            assert any("Monday" in text for text in await greenfield.hears(who)), who
        await tara.get("/console/me")
        assert tara.seen.path.startswith("/console/sign-in")
        await greenfield.say("T4", "/list")
        assert not await greenfield.waits_for("T4", "Open")
        register = await desk.told(greenfield, "breach", "list", *_BY)
        assert (register[0]["affected"], register[0]["detail"]) == (24, "tablet left on a bus")
        await desk.ok(greenfield, "breach", "step", made["id"], "contained", "--by", "Hal Head")
        await desk.ok(greenfield, "breach", "step", made["id"], "assessed", "--decision", "ico", *_BY)
        await desk.ok(greenfield, "breach", "step", made["id"], "told", *_BY)
        told = (await desk.told(greenfield, "breach", "list", *_BY))[0]
        assert told["contained_at"] and told["assessed_at"] and told["told_at"]
        assert told["decision"] == "ico"
        await _counted_by_term(greenfield, await at("DPO"), tmp_path)


async def _counted_by_term(greenfield: School, dpo: Browser, folder: Path) -> None:
    """What the data protection officer asks for: sent to a wrong recipient, and all, in each term of the school's own."""
    await desk.ok(greenfield, "breach", "report", "wrong_recipient", *_BY)
    found = await desk.told(greenfield, "breach", "terms", *_BY)
    assert [(one["when"], one["wrong"], one["all"]) for one in found] == [("19 February 2024 to 28 March 2024", 1, 2)]
    assert "19 February 2024 to 28 March 2024" in (await dpo.get("/console/papers")).text
    dates = folder / "dates.csv"
    dates.write_text("kind,first_day,last_day\nterm,2023-09-04,2023-12-20\n")
    await desk.ok(greenfield, "dates", str(dates), "--replace")
    assert "No term dates are known for the day: 1 to a wrong recipient" in await desk.ok(greenfield, "breach", "terms", *_BY)


async def test_DPIA26_ten_refusals_are_one_alert_and_a_case(school: Opens) -> None:
    async with school("greenfield", "Tue 5 Mar 2024 10:00") as greenfield:
        await greenfield.say("P2", "Ada forgot her reading book")
        item = (await greenfield.listed("T4"))[0]
        await greenfield.say("T5", "/list")
        greenfield.mark()
        for _ in range(10):
            greenfield.forge("T5", item)
            await greenfield.town.settled()
        assert all("not yours" in text for text in await greenfield.heard("T5"))
        greenfield.mark()
        await tick.run_once(greenfield.town.hub)
        await tick.run_once(greenfield.town.hub)
        for who in ("SL", "DPO"):
            assert [one for one in await greenfield.hears(who) if "Theo Five" in one and "refused" in one], who
            assert len(await greenfield.heard(who)) == 1
        export = await desk.told(greenfield, "audit", "about", "Theo Five", *_BY)
        assert "misuse_alert" in {one["action"] for one in export}


async def test_who_looked_at_a_child_and_a_changed_record_is_found(school: Opens) -> None:
    async with school("greenfield", "Tue 5 Mar 2024 10:00") as greenfield:
        await greenfield.say("P2", "Ada forgot her reading book, persimmon")
        assert await greenfield.waits_for("T4", "persimmon")
        trail = await desk.told(greenfield, "audit", "about", "Ada Marsh", *_BY)
        reads = [one for one in trail if one["action"] == "read"]
        assert [(one["actor"], one["at"][:10]) for one in reads][:1] == [("Tara Four", "2024-03-05")]
        assert "persimmon" not in str(trail)
        await desk.ok(greenfield, "audit", "verify", *_BY)


async def test_DPIA40_a_security_test_of_thirteen_months_ago_is_asked_for_of_the_technician_and_the_dpo(school: Opens) -> None:
    async with school("greenfield", "Tue 6 Feb 2024 10:00") as greenfield:
        added = await desk.told(greenfield, "staff", "add", "Tim Wires", "07700 900411", "--role", "technician")
        greenfield.town.sandbox.add_phone("TECH", user_id=8051, number="+447700900411", opens="oak_lane_staff_bot")
        greenfield.town.sandbox.start("TECH")
        greenfield.town.say("TECH", added["code"])
        await greenfield.town.settled()
        greenfield.town.sandbox.share_contact("TECH")
        await greenfield.town.sees("TECH", "linked to the staff bot")
        note = ("papers", "note", "security_test", "--detail", "two findings, fixed", "--on", "2023-01-06")
        await desk.ok(greenfield, *note, *_BY)
        await tick.run_once(greenfield.town.hub)
        await greenfield.at("Tue 6 Feb 2024 10:10")
        for who in ("DPO", "TECH"):
            assert sum("security test is overdue" in text for text in greenfield.town.texts(who)) == 1, who
        pack = await desk.told(greenfield, "papers", "dpia", *_BY)
        assert pack["tests"] == {
            "last": "2023-01-06", "overdue": True, "lines": [{"day": "2023-01-06", "detail": "two findings, fixed"}],
        }  # fmt: skip


async def test_PH22_the_evidence_names_every_store_and_what_a_host_still_lacks(school: Opens) -> None:
    async with school("papworth-hall", "Tue 5 Mar 2024 10:00") as papworth, at_console(papworth.town) as at:
        dot = await at("DPO")
        row = ("--kind", "host", "--country", "GB", "--purpose", "the server", *_BY)
        await desk.ok(papworth, "processors", "add", "host", *row)
        pack = await desk.told(papworth, "papers", "dpia", *_BY)
        assert any("host: contract date, certificate missing" in one for one in pack["risks"])
        await dot.get("/console/papers")
        assert "to do host: contract date, certificate missing" in dot.seen
        full = ("--contract-on", "2024-01-01", "--certificate", "https://host.example/iso")
        await desk.ok(papworth, "processors", "add", "host", *row, *full)
        pack = await desk.told(papworth, "papers", "dpia", *_BY)
        assert not any("host:" in one and "missing" in one for one in pack["risks"])
        file = await dot.get("/console/papers/file")
        assert "attachment" in file.headers["Content-Disposition"]
        assert "host: contract date" not in file.text
        assert f"database schema {revision.of(papworth.town.hub.engines.read)}" in file.text
        assert "Rules: version 1" in file.text
        for words in ("https://host.example/iso", "2024-01-01", "telegram", "twilio", "AES-256-GCM, a key for each person"):
            assert words in file.text, words
        stores = {one["store"] for one in await desk.told(papworth, "papers", "data-map", *_BY)}
        assert {"database and held queue", "media", "key store", "key file", "logs"} <= stores


async def test_DPIA2_DPIA7_a_fresh_install_calls_nobody_but_its_carriers_and_has_nothing_open_beyond_the_map(
    school: Opens, monkeypatch: pytest.MonkeyPatch
) -> None:
    called: set[tuple[str, int]] = set()
    before, looked = watching.opened(os.getpid()).files, watching.opened  # of the stories told before in this process

    def since(pid: int) -> watching.Opened:
        found = looked(pid)
        return replace(found, files=tuple(one for one in found.files if one not in before))

    monkeypatch.setattr(watching, "opened", since)
    connect = socket.socket.connect

    def recorded(sock: socket.socket, address: Any) -> None:
        if sock.family in {socket.AF_INET, socket.AF_INET6}:
            called.add(address[:2])
        connect(sock, address)

    monkeypatch.setattr(socket.socket, "connect", recorded)
    async with school("greenfield", "Tue 5 Mar 2024 10:00", linked=False) as greenfield:
        await greenfield.at("Tue 5 Mar 2024 11:00")  # an hour in which nobody writes
        ((host, port),) = called  # the sandbox speaks for Telegram and Twilio
        for carrier in ("TELEGRAM", "TWILIO"):
            monkeypatch.setenv(f"BOOKBAG_{carrier}_API_URL", f"http://{host}:{port}")
        register = await desk.told(greenfield, "processors", "list", *_BY)
        assert {one["name"] for one in register["register"]} == {"telegram", "twilio"}
        await greenfield.at("Tue 5 Mar 2024 12:00")
        assert called == {(host, port)}
        places = await desk.told(greenfield, "papers", "data-map", "--compare", *_BY)
        assert {host} == {one["where"] for one in places if one["store"] in {"telegram", "twilio"}}
        assert all(one[part] for one in places for part in ("country", "encrypted", "readers"))

        beyond = greenfield.town.hub.data_folder.parent / "elsewhere.txt"  # and what is not on it is found
        with beyond.open("w"), socket.create_connection((host, port)):
            monkeypatch.setenv("BOOKBAG_TELEGRAM_API_URL", "http://198.51.100.7")
            monkeypatch.setenv("BOOKBAG_TWILIO_API_URL", "http://198.51.100.7")
            said = await desk.refused(greenfield, "papers", "data-map", "--compare", *_BY)
        assert f"{beyond} is written to" in said
        assert f"{host} is connected to" in said

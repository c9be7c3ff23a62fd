"""Papers from the running system, registers, the breach clock, misuse, the gate (M24, DPIA1, DPIA5, DPIA26, DPIA44 …)."""

from __future__ import annotations

from pathlib import Path
from unittest import mock

from bot import presets
from bot.domain.protection import activities
from bot.privacy import tick
from tests.clauses import desk
from tests.clauses.conftest import Opens
from tests.web.browser import at_console

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


async def test_DPIA50_DPIA51_the_pack_follows_the_configuration_and_the_gate_needs_every_signature(
    school: Opens,
) -> None:
    async with school("greenfield", "Tue 5 Mar 2024 10:00") as greenfield:
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


async def test_DPIA44_a_lost_tablet_ends_its_access_and_starts_the_clock_at_any_hour(school: Opens) -> None:
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


async def test_a_security_test_that_is_a_year_old_is_asked_for(school: Opens) -> None:
    async with school("greenfield", "Tue 6 Feb 2024 10:00") as greenfield:
        await desk.ok(
            greenfield, "papers", "note", "security_test", "--detail", "two findings, fixed", "--on", "2023-01-06", *_BY
        )
        await tick.run_once(greenfield.town.hub)
        await greenfield.at("Tue 6 Feb 2024 10:10")
        assert any("security test is overdue" in text for text in greenfield.town.texts("DPO"))
        pack = await desk.told(greenfield, "papers", "dpia", *_BY)
        assert pack["tests"] == {"last": "2023-01-06", "overdue": True}


async def test_PH22_the_evidence_names_every_store_and_what_a_host_still_lacks(school: Opens) -> None:
    async with school("papworth-hall", "Tue 5 Mar 2024 10:00") as papworth:
        row = ("--kind", "host", "--country", "GB", "--purpose", "the server", *_BY)
        await desk.ok(papworth, "processors", "add", "host", *row)
        pack = await desk.told(papworth, "papers", "dpia", *_BY)
        assert any("host: contract date, certificate missing" in one for one in pack["risks"])
        full = ("--contract-on", "2024-01-01", "--certificate", "https://host.example/iso")
        await desk.ok(papworth, "processors", "add", "host", *row, *full)
        pack = await desk.told(papworth, "papers", "dpia", *_BY)
        assert not any("host:" in one and "missing" in one for one in pack["risks"])
        stores = {one["store"] for one in await desk.told(papworth, "papers", "data-map", *_BY)}
        assert {"database and held queue", "media", "key store", "key file", "logs"} <= stores

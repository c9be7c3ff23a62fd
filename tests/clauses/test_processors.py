"""Who handles data, where, and until when: nothing goes to anybody else (M29, LT30, LT31, DPIA41, DPIA42)."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.privacy import tick, transfers
from bot.translation import build
from tests.clauses import desk
from tests.clauses.conftest import Opens
from tests.clauses.school import School


async def _register(school: School) -> dict[str, object]:
    found = await desk.told(school, "processors", "list", "--by", "Dot Data")
    return {one["name"]: one for one in found["register"]}


async def test_M29_a_translator_that_is_not_registered_is_sent_nothing(
    school: Opens, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with school("bentley-new-village", "Tue 5 Mar 2024 10:00") as bentley:
        asked: list[str] = []
        service = build(libre_url="https://translate.example", allowed_hosts=["translate.example=class posts"])
        engine = service._lanes[0].engine
        engine.translate = lambda text, *_: asked.append(text) or text  # type: ignore[method-assign,func-returns-value]
        engine.supports = lambda *_: True  # type: ignore[method-assign]
        bentley.town.hub.translation = service
        await desk.announce(bentley, "T4", "Swimming is on Friday", "Tue 5 Mar 2024 10:05")
        text = "\n".join(await bentley.hears("P1"))
        assert "Swimming is on Friday" in text  # untranslated …
        assert "0" in text  # … with the notice that the office rings
        assert asked == []
        monkeypatch.setenv("BOOKBAG_TRANSLATOR_URL", "https://translate.example")
        monkeypatch.setenv("BOOKBAG_TRANSLATOR_ALLOWED_HOSTS", "translate.example=class posts")
        told = await desk.told(bentley, "processors", "list", "--by", "Hal Head")
        assert "not in the register" in told["errors"][0]


async def test_LT30_without_consent_to_transfer_nothing_leaves_for_that_family(school: Opens) -> None:
    async with school("little-thurrock", "Tue 5 Mar 2024 10:00") as thurrock:
        await desk.ok(thurrock, "consent", "withdraw", "Mary Marsh", "--line", "transfer")
        sid = len(next(iter(thurrock.town.sandbox.store.accounts.values())).messages)
        await desk.announce(thurrock, "T4", "Swimming is on Friday", "Tue 5 Mar 2024 10:05")
        await thurrock.silent("P2")
        assert len(next(iter(thurrock.town.sandbox.store.accounts.values())).messages) == sid
        listed = await desk.told(thurrock, "families", "--without-account")
        assert {one["why"] for one in listed if one["adult"] == "Mary Marsh"} == {"no transfer consent"}


async def test_LT31_privacy_shield_is_refused_and_a_valid_safeguard_makes_a_new_notice(school: Opens) -> None:
    async with school("little-thurrock", "Tue 5 Mar 2024 10:00") as thurrock:
        row = ("--kind", "host", "--country", "US", "--purpose", "storage", "--by", "Dot Data")
        done = await desk.run(thurrock, "processors", "add", "cloud", *row, "--safeguard", "privacy_shield")
        assert done.exit_code == 2
        assert "not valid since 16 Jul 2020" in str(done.stderr)
        before = (await desk.told(thurrock, "consent", "show", "Anna Kowalska"))[0]["version"]
        known = len(thurrock.town.texts("P1"))
        made = await desk.told(thurrock, "processors", "add", "cloud", *row, "--safeguard", "idta")
        assert made["notice"] == str(int(before) + 1)
        await thurrock.at("Tue 5 Mar 2024 10:10")
        await thurrock.town.sandbox.until(lambda: len(thurrock.town.texts("P1")) > known, 40.0)  # asked again
        board = await desk.told(thurrock, "consent", "list", "--all")
        assert {one["state"] for one in board if one["adult"] == "Anna Kowalska"} == {"renew"}


async def test_DPIA42_a_safeguard_that_ends_pauses_and_families_go_another_way(school: Opens) -> None:
    async with school("greenfield", "Fri 31 May 2024 07:00") as greenfield:
        no_safeguard = await desk.run(
            greenfield, "processors", "add", "offsite", "--kind", "backup", "--country", "US", "--purpose", "backups",
            "--by", "Dot Data",
        )  # fmt: skip
        assert "outside the UK and the EEA" in str(no_safeguard.stderr)
        await desk.ok(
            greenfield, "processors", "add", "twilio", "--kind", "carrier", "--country", "US", "--purpose", "texts",
            "--safeguard", "idta", "--valid-to", "2024-06-30", "--basis", "assessed in May", "--by", "Dot Data",
        )  # fmt: skip
        await tick.run_once(greenfield.town.hub)
        await greenfield.at("Fri 31 May 2024 09:00")
        for who in ("DPO", "HD"):
            assert any("30 June" in text for text in await greenfield.hears(who)), who
        await desk.paper(greenfield, "Mary Marsh")  # the notice has changed, and news waits for a new yes
        await greenfield.at("Fri 28 Jun 2024 10:00")
        await desk.announce(greenfield, "T4", "Trip on Monday", "Fri 28 Jun 2024 10:05")
        assert any("Trip" in text for text in await greenfield.hears("P2")), greenfield.town.texts("P2")
        await greenfield.at("Mon 1 Jul 2024 07:00")
        await tick.run_once(greenfield.town.hub)
        await greenfield.at("Mon 1 Jul 2024 09:00")
        for who in ("DPO", "HD"):
            assert any("has ended" in text for text in await greenfield.hears(who)), who
        await desk.announce(greenfield, "T4", "Bring a coat", "Mon 1 Jul 2024 10:05")
        await greenfield.silent("P2")
        listed = await desk.told(greenfield, "families", "--without-account")
        assert {one["why"] for one in listed if one["adult"] == "Mary Marsh"} == {"safeguard ended"}
        register = await _register(greenfield)
        assert register["twilio"]["paused"] == "safeguard_ended"  # type: ignore[index]
        assert transfers.CARRIERS


async def test_DPIA54_a_disclosure_is_on_record_first_and_the_dpo_hears(school: Opens, tmp_path: Path) -> None:
    async with school("little-thurrock", "Tue 5 Mar 2024 10:00") as thurrock:
        words = ("--basis", "DPA 2018 Sch 2", "--what", "messages of February", "--about", "Anna Kowalska")
        made = await desk.told(
            thurrock, "disclose", "add", "The police", *words, "--processor", "twilio", "--by", "Hal Head"
        )
        assert "disclosure log" in (await thurrock.hears("DPO"))[-1]
        log = await desk.told(thurrock, "disclose", "list", "--by", "Dot Data")
        assert log == [
            {
                "id": made["id"],
                "at": log[0]["at"],
                "approved_by": str(thurrock.town.cast.staff["HD"]),
                "authority": "The police",
                "basis": "DPA 2018 Sch 2",
                "what": "messages of February",
                "processor": "twilio",
                "people": 1,
            }
        ]
        out = ("--into", str(tmp_path / "out"), "--by", "Hal Head")
        await desk.ok(thurrock, "export", "subject", "Anna Kowalska", *out)
        trail = await desk.told(thurrock, "audit", "by", "Hal Head", "--by", "Dot Data")
        actions = [one["action"] for one in trail]
        assert actions.index("disclosed") < actions.index("exported")
        about = (tmp_path / "out" / "data.json").read_text()
        assert "disclosure" in about


async def test_without_the_dpos_basis_telegram_says_that_there_is_a_message_and_no_more(school: Opens) -> None:
    async with school("misson", "Tue 5 Mar 2019 10:00") as misson:
        row = ("--kind", "carrier", "--country", "NL", "--purpose", "messages", "--by", "Hal Head")
        await desk.ok(misson, "processors", "add", "telegram", *row)
        await desk.announce(misson, "T4", "Swimming is on Friday", "Tue 5 Mar 2019 10:05")
        told = "\n".join(await misson.hears("P1b"))
        assert "There is a message about Ada. Please ring the school office" in told
        assert "Swimming" not in told
        assert any("Swimming" in text for text in await misson.hears("P2"))  # text messages carry it
        await desk.ok(misson, "processors", "add", "telegram", *row, "--basis", "assessed in March")
        await desk.announce(misson, "T4", "Bring a coat", "Tue 5 Mar 2019 10:15")
        assert any("coat" in text for text in await misson.hears("P1b"))

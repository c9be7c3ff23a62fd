"""What people may ask about their data, through the doors they have (M28, M30, DPIA33, DPIA35, DPIA37, DPIA38)."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from sqlalchemy import select

from bot.translation.base import Reach
from bot.translation.lane import Lane
from bot.translation.service import TranslationService
from storage import tables
from tests.clauses import desk
from tests.clauses.conftest import Opens
from tests.clauses.school import School
from tests.clauses.test_translated import Engine


async def exported(school: School, folder: Path, who: str, *words: str) -> tuple[Any, str]:
    """What `export subject` says, and every word of the files together."""
    done = await desk.told(school, "export", "subject", who, "--into", str(folder), "--by", "Dot Data", *words)
    return done, "\n".join((folder / name).read_text("utf-8-sig") for name in done["files"])


async def test_M30_a_request_has_a_contact_a_month_and_an_export_of_ones_own(school: Opens, tmp_path: Path) -> None:
    async with school("misson", "Mon 4 Mar 2019 10:00") as misson:
        await misson.say("P1b", "Ada will be late, dentist at Brightwater")
        await misson.say("P1", "/mydata")
        assert "4 kwietnia" in (await misson.heard("P1"))[-1]
        assert await misson.waits_for("OFF", "personal data")  # Misson's contact is the office
        listed = await desk.told(misson, "rights", "list", "--by", "Olive Desk")
        assert [(one["kind"], one["due_on"], one["identity"]) for one in listed] == [
            ("access", "2019-04-04", "linked_account")
        ]
        await desk.refused(
            misson, "export", "subject", "Anna Kowalska", "--into", str(tmp_path / "x"), "--by", "Olive Desk"
        )
        done, text = await exported(misson, tmp_path / "out", "Anna Kowalska", "--request", listed[0]["id"])
        assert done["held"]
        assert "Kowalska" in text
        assert "Brightwater" not in text
        assert "Adam" not in text
        await desk.ok(
            misson,
            "rights",
            "correct",
            "Anna Kowalska",
            "--field",
            "last_name",
            "--to",
            "Kowalczyk",
            "--by",
            "Olive Desk",
        )
        await desk.ok(misson, "rights", "close", listed[0]["id"], "--by", "Olive Desk")
        assert await desk.told(misson, "rights", "list", "--by", "Olive Desk") == []
        await exported(misson, tmp_path / "after", "Anna Kowalczyk")
        history = json.loads((tmp_path / "after" / "data.json").read_text())["data"]["amendment"]["rows"]
        assert [(one["old"], one["new"]) for one in history] == [("Kowalska", "Kowalczyk")]
        trail = await desk.told(misson, "audit", "about", "Anna Kowalczyk", "--by", "Dot Data")
        assert {"rights_asked", "exported", "corrected"} <= {one["action"] for one in trail}


async def test_a_right_asked_for_beside_words_of_danger_has_its_clock_and_the_words_stay_with_the_lead(school: Opens) -> None:
    async with school("greenfield", "Tue 5 Mar 2024 10:00") as greenfield:
        greenfield.town.say("P1", "My husband hits Ada, zeppelin")  # Telegram
        greenfield.town.say("P1", "send me everything you hold on us")
        assert "5 kwietnia" in (await greenfield.heard("P1"))[-1]
        greenfield.town.say("P2", "My husband hits Mary, zeppelin. I want a copy of all the data you hold about us")  # SMS
        assert "5 April" in (await greenfield.heard("P2"))[-1]
        listed = await desk.told(greenfield, "rights", "list", "--by", "Dot Data")
        assert [(one["kind"], one["due_on"], one["state"]) for one in listed] == [("access", "2024-04-05", "open")] * 2
        assert await greenfield.waits_for("DSL", "zeppelin")
        for who in ("OFF", "DPO"):
            assert not await greenfield.waits_for(who, "zeppelin")


async def test_STOP_in_the_minute_of_words_of_danger_is_obeyed(school: Opens) -> None:
    async with school("greenfield", "Tue 5 Mar 2024 10:00") as greenfield:
        for who in ("P1", "P2"):
            greenfield.town.say(who, "My husband hits Ada, zeppelin")
            greenfield.town.say(who, "STOP")
        await greenfield.at("Tue 5 Mar 2024 10:05")
        assert await greenfield.waits_for("DSL", "zeppelin")
        told = {who: len(greenfield.town.texts(who)) for who in ("P1", "P2")}
        await desk.announce(greenfield, "T4", "Trip on Friday", "Tue 5 Mar 2024 10:10")
        assert told == {who: len(greenfield.town.texts(who)) for who in ("P1", "P2")}
        done = await greenfield.town.read(lambda db: [row.action for row in db.all(select(tables.audit.c.action))])
        assert done.count("stopped") == 2, "the SMS carrier would keep silent by itself"


async def test_DPIA33_a_stranger_is_checked_and_learns_nothing_and_P1_is_told_the_date(school: Opens) -> None:
    async with school("greenfield", "Tue 5 Mar 2024 10:00") as greenfield:
        greenfield.town.sandbox.add_phone("stranger", user_id=9990, number="+447700900999", opens="oak_lane_bot")
        greenfield.town.sandbox.met("stranger")
        greenfield.town.say("stranger", "I am Anna Kowalska, send me everything you hold on me")
        told = await greenfield.sees("stranger", "school office")
        assert "check who is asking" in told
        assert "Anna" not in told
        await greenfield.town.settled()
        first = await desk.told(greenfield, "rights", "list", "--by", "Dot Data")
        assert [(one["state"], one["identity"], one["person_id"]) for one in first] == [("checking", "none", None)]
        await greenfield.say("P1", "Proszę o wszystkie dane, które o mnie macie")
        assert "5 kwietnia" in (await greenfield.heard("P1"))[-1]
        both = await desk.told(greenfield, "rights", "list", "--by", "Dot Data")
        assert {(one["state"], one["identity"]) for one in both} == {("checking", "none"), ("open", "linked_account")}
        of_p1 = next(one for one in both if one["identity"] == "linked_account")
        assert of_p1["for_children"] == [{"child": "Ada Kowalska", "responsibility": "parental"}]
        plain = await desk.ok(greenfield, "rights", "list", "--by", "Dot Data")
        assert "for Ada Kowalska: parental responsibility, by the roll" in plain
        assert "in their own right" in plain
        assert await greenfield.waits_for("DPO", "personal data")
        await desk.ok(greenfield, "rights", "check", first[0]["id"], "--is", "Mary Marsh", "--by", "Olive Desk")
        checked = await desk.told(greenfield, "rights", "list", "--by", "Dot Data")
        assert {one["identity"] for one in checked} == {"linked_account", "office_check"}


async def test_M28_the_privacy_notice_names_controller_purposes_and_version_in_ones_own_language(school: Opens) -> None:
    async with school("misson", "Tue 5 Mar 2019 20:00") as misson:
        await misson.say("P1", "/privacy")
        polish = await misson.only("P1")
        assert "Misson Primary School" in polish
        purposes = ("nauka", "postępy", "opieka", "usługi", "obowiązki prawne", "bezpieczeństwo dzieci", "ocena szkół")
        assert all(one in polish for one in purposes)
        assert "PRIVACY EN" in polish
        misson.mark()
        await misson.say("P1", "PRIVACY EN")
        english = await misson.only("P1")
        assert "learning, progress, pastoral care" in english
        signed = await desk.told(misson, "consent", "show", "Anna Kowalska")
        version = signed[0]["version"]
        assert f"Informacja o prywatności {version}." in polish
        assert f"Privacy notice {version}." in english
        await misson.say("T4", "/privacy")
        assert "no privacy notice for staff yet" in (await misson.heard("T4"))[-1]  # the school has one for families alone


async def test_DPIA37_the_pupils_notice_for_families_and_the_workforces_for_staff(school: Opens) -> None:
    async with school("greenfield", "Tue 5 Mar 2024 20:00") as greenfield:
        await greenfield.say("P1", "/privacy")
        polish = await greenfield.only("P1")
        assert "PRIVACY EN" in polish
        version = (await desk.told(greenfield, "consent", "show", "Anna Kowalska"))[0]["version"]
        assert f"Informacja o prywatności {version}." in polish
        greenfield.mark()
        await greenfield.say("P1", "PRIVACY EN")
        assert f"Privacy notice {version}." in await greenfield.only("P1")
        await greenfield.say("T4", "/privacy")
        workforce = (await greenfield.heard("T4"))[-1]
        assert "Greenfield Primary School" in workforce
        assert "contract of work" in workforce
        assert "Workforce privacy notice 1." in workforce


async def test_DPIA35_object_restrict_and_withdraw(school: Opens) -> None:
    async with school("greenfield", "Tue 5 Mar 2024 10:00") as greenfield:
        engine, hub = Engine(), greenfield.town.hub
        hub.translation = TranslationService([Lane(engine, Reach.OWN_NETWORK, clock=lambda: hub.now().timestamp())])
        held = await desk.told(greenfield, "consent", "show", "Anna Kowalska")
        await desk.ok(greenfield, "rights", "restrict", "Anna Kowalska", "--by", "Dot Data")
        await desk.announce(greenfield, "T4", "Swimming is on Friday", "Tue 5 Mar 2024 10:05")
        await greenfield.silent("P1")
        assert engine.asked == []  # nobody else reads Polish
        assert any("Swimming" in text for text in await greenfield.heard("P1b"))
        hidden = await desk.told(greenfield, "consent", "list", "--all")
        assert "Anna Kowalska" not in {one["adult"] for one in hidden}
        signed = await desk.run(greenfield, "consent", "show", "Anna Kowalska")
        assert signed.exit_code == 1
        for text in ("/tell Ada Kowalska", "/photos"):  # no list of staff names her
            await greenfield.say("T4", text)
        assert "Anna" not in "".join(greenfield.town.texts("T4"))
        await desk.ok(greenfield, "rights", "lift", "Anna Kowalska", "--by", "Dot Data")
        assert await desk.told(greenfield, "consent", "show", "Anna Kowalska") == held  # kept as it was
        await desk.announce(greenfield, "T4", "Bring a coat", "Tue 5 Mar 2024 10:15")
        assert engine.asked
        assert any("coat" in text or "Bring" in text for text in await greenfield.heard("P1"))
        await desk.ok(greenfield, "rights", "object", "Anna Kowalska", "--purpose", "news", "--by", "Dot Data")
        await desk.announce(greenfield, "T4", "School fair", "Tue 5 Mar 2024 10:25")
        await greenfield.silent("P1")
        await desk.ok(greenfield, "rights", "withdraw", "Anna Kowalska", "--by", "Dot Data")
        await greenfield.say("P1", "Hello?")
        assert "do not know your number" in (await greenfield.heard("P1"))[-1]  # ended the same day

"""Who handles data, where, and until when: nothing goes to anybody else (M29, LT30, LT31, DPIA41, DPIA42)."""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

import pytest

from bot.privacy import tick
from bot.translation import build
from bot.translation.base import Reach
from bot.translation.lane import Lane
from bot.translation.service import TranslationService
from storage import people
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


async def test_DPIA42_DPIA54_a_safeguard_that_ends_pauses_and_families_go_another_way(school: Opens) -> None:
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
        words = ("--basis", "a court abroad", "--what", "texts of June", "--processor", "twilio")  # DPIA54
        await desk.ok(greenfield, "disclose", "add", "A court", *words, "--about", "Mary Marsh", "--about", "Ada Marsh", "--by", "Dot Data")
        (demand,) = await desk.told(greenfield, "disclose", "list", "--by", "Hal Head")
        assert (demand["processor"], demand["people"]) == ("twilio", 2)


async def test_LT32_nothing_is_exported_for_an_authority_before_its_line_stands_and_the_dpo_hears(
    school: Opens, tmp_path: Path
) -> None:
    async with school("little-thurrock", "Tue 5 Mar 2024 10:00") as thurrock:
        out = ("export", "subject", "Anna Kowalska", "--into", str(tmp_path / "out"), "--by", "Hal Head")
        assert "write it down first" in str((await desk.run(thurrock, *out, "--disclosure", "7")).stderr)
        assert not (tmp_path / "out").exists()
        words = ("--basis", "DPA 2018 Sch 2", "--what", "messages of February")
        other = await desk.told(thurrock, "disclose", "add", "The police", *words, "--about", "Mary Marsh", "--by", "Hal Head")
        assert "write it down first" in str((await desk.run(thurrock, *out, "--disclosure", other["id"])).stderr)
        assert not (tmp_path / "out").exists()
        thurrock.mark()
        made = await desk.told(thurrock, "disclose", "add", "The police", *words, "--about", "Anna Kowalska", "--by", "Hal Head")
        assert "disclosure log" in await thurrock.only("DPO")
        log = await desk.told(thurrock, "disclose", "list", "--by", "Dot Data")
        assert log[-1] == {
            "id": made["id"],
            "at": log[-1]["at"],
            "approved_by": str(thurrock.town.cast.staff["HD"]),
            "authority": "The police",
            "basis": "DPA 2018 Sch 2",
            "what": "messages of February",
            "processor": "",
            "people": 1,
        }
        await desk.ok(thurrock, *out, "--disclosure", made["id"])
        trail = await desk.told(thurrock, "audit", "by", "Hal Head", "--by", "Dot Data")
        told = [(one["action"], one["reason"]) for one in trail]
        assert told.index(("disclosed", "school")) < told.index(("exported", "disclosure"))
        assert "disclosure" in (tmp_path / "out" / "data.json").read_text()


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


@dataclass
class _Engine:
    """Writes other words for some, and keeps what it was sent."""

    name: str
    source: str
    words: dict[str, str]
    sent: list[str] = field(default_factory=list)
    limit: int = 5000

    def prepare(self) -> None: ...

    def supports(self, source: str, target: str) -> bool:
        return source == self.source

    def translate(self, text: str, source: str, target: str) -> str:
        self.sent.append(text)
        for one, other in self.words.items():
            text = text.replace(one, other)
        return text


def engines(school: School, words: dict[str, str] | None = None) -> tuple[list[str], list[str]]:
    """One engine on the school's own network that reads Polish, one outside that writes it; what either was sent."""
    near = _Engine("our own", "pl", words or {"ma autyzm i pyta o książkę": "has autism and asks for the book"})
    far = _Engine("libretranslate", "en", {"won": "wygrali", "and": "i"})
    lanes = [Lane(near, Reach.OWN_NETWORK, clock=time.monotonic), Lane(far, Reach.ALLOWED, clock=time.monotonic)]
    school.town.hub.translation = TranslationService(lanes)
    return near.sent, far.sent


async def test_DPIA16_DPIA32_DPIA43_a_new_translator_waits_for_every_yes_sees_no_name_and_nothing_private(
    school: Opens,
) -> None:
    async with school("greenfield", "Tue 5 Mar 2024 09:30") as greenfield:
        cast, (near, far) = greenfield.town.cast, engines(greenfield)
        for first, last in (("Hope", "Winter"), ("Ali", "Khan")):
            await greenfield.town.hub.write(
                lambda db, first=first, last=last: people.add_pupil(cast.scope, db, first, last, cast.classes["Y4"], date(2024, 1, 8))  # type: ignore[misc]
            )
        await greenfield.at("Tue 5 Mar 2024 10:00")
        await greenfield.say("P1", "Ada ma autyzm i pyta o książkę")  # DPIA16
        assert await greenfield.waits_for("T4", "autyzm")
        card = await greenfield.sees("T4", "Ada has autism and asks for the book")
        assert "May be private (health, needs): not for a post" in card
        assert "Ada ma autyzm i pyta o książkę\nIn English (by computer):" in card
        assert [text for text in near if "autyzm" in text]
        assert far == []
        await greenfield.say("T4", "/announce Ada K has epilepsy and new tablets")
        assert '"epilepsy" beside a child is private and never goes to a page. Nothing was sent' in greenfield.town.texts("T4")[-1]

        row = ("--country", "DE", "--by", "Dot Data")
        await desk.ok(greenfield, "processors", "add", "host", "--kind", "host", "--purpose", "the server", *row)
        await greenfield.at("Tue 5 Mar 2024 10:10")
        words = ("--kind", "translator", "--purpose", "class posts", "--no-training")
        made = await desk.told(greenfield, "processors", "add", "libretranslate", *words, *row)
        assert made["notice"] == "3"
        await greenfield.at("Tue 5 Mar 2024 10:20")
        told = "\n".join(await greenfield.hears("P1"))
        assert "wersja 3. Nowe: usługa tłumaczenia, libretranslate (Niemcy)" in told
        for who in ("P2", "P3", "T4", "OFF"):
            heard = "\n".join(await greenfield.hears(who))
            assert "version 3. New: translation service, libretranslate (Germany)" in heard, who
        greenfield.mark()
        await desk.announce(greenfield, "T4", "Hope and Ali won", "Tue 5 Mar 2024 10:30")
        await greenfield.silent("P1", "P2")  # no yes to version 3 yet
        assert far == []
        await desk.paper(greenfield, "Anna Kowalska", "--signed-on", "2024-03-05")
        await desk.announce(greenfield, "T4", "Hope and Ali won", "Tue 5 Mar 2024 10:40")
        assert "Hope i Ali wygrali" in "\n".join(await greenfield.hears("P1"))  # DPIA43: names as they were
        assert far
        for text in far:
            for name in ("Hope", "Ali", "Winter", "Khan", "Y4", "Greenfield", "Tara", "Anna", "01632", "autyzm"):
                assert name not in text


@pytest.mark.one_database
async def test_DPIA41_backups_abroad_without_a_safeguard_are_off_the_dpo_hears_and_the_hub_runs(
    school: Opens, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    places = {"backup_folder": tmp_path / "copies", "backup_keys_folder": tmp_path / "keycopies", "backup_country": "US"}
    for name, value in places.items():
        monkeypatch.setenv(f"BOOKBAG_{name.upper()}", str(value))
    async with school("greenfield", "Tue 5 Mar 2024 10:00", **places) as greenfield:
        await greenfield.sees("DPO", "Backups are off: the copies would lie in United States")
        assert greenfield.town.texts("T4") == []
        said = await desk.refused(greenfield, "backup")
        assert "backups are off: their country, US, is outside the UK and the EEA" in said
        assert "--kind backup --country US" in said
        assert not (tmp_path / "copies").exists()
        await greenfield.say("P2", "Ada forgot her reading book")  # the hub runs
        assert await greenfield.waits_for("T4", "reading book")
        row = ("--kind", "backup", "--country", "US", "--purpose", "safe copies", "--by", "Dot Data")
        done = await desk.run(greenfield, "processors", "add", "offsite", *row)
        assert "name a safeguard" in str(done.stderr)
        await desk.ok(greenfield, "processors", "add", "offsite", *row, "--safeguard", "idta")
        await desk.ok(greenfield, "backup")
        assert list((tmp_path / "copies").glob("bookbag-data-*.backup"))
        mapped = await desk.told(greenfield, "papers", "data-map", "--by", "Dot Data")
        assert {one["country"] for one in mapped if one["store"].startswith("backups")} == {"US"}

"""Kept no longer than the school says: warned first, deleted on the day, counted (DPIA17 to DPIA20)."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from sqlalchemy import delete, func, select, update

from bot import presets
from bot.privacy import copies, tick
from storage import audit, people, tables
from storage.db import Db
from tests.clauses import desk
from tests.clauses.conftest import Opens
from tests.clauses.school import School, moment
from tests.clauses.test_erasure import _carriers_done


async def night(school: School, words: str) -> None:
    """The clock at `words`, and what the hub does by itself that night."""
    await school.at(words)
    await tick.run_once(school.town.hub)
    school.town.hub.deliver_bell.ring()
    await school.town.settled()


async def sibling(school: School, adult: str, first: str, last: str) -> None:
    cast = school.town.cast

    def add(db: Db) -> None:
        pupil = people.add_pupil(cast.scope, db, first, last, cast.classes["Y5"], date(2024, 1, 8))
        people.tie(cast.scope, db, cast.guardians[adult], pupil)

    await school.town.hub.write(add)


async def leaves(school: School, child: str, day: date) -> None:
    pupil = tables.pupil
    here = update(pupil).where(pupil.c.id == school.town.cast.pupils[child]).values(left_on=day)
    await school.town.hub.write(lambda db: db.run(here))


async def test_DPIA17_an_unused_account_is_warned_kept_by_one_word_and_else_deleted(school: Opens) -> None:
    async with school("greenfield", "Wed 1 Mar 2023 10:00") as greenfield:
        await night(greenfield, "Tue 30 Jan 2024 09:00")
        await greenfield.silent("P1", "P2")
        await night(greenfield, "Wed 31 Jan 2024 09:00")
        warned = (await greenfield.hears("P1"))[-1]
        assert "1 marca" in warned
        assert "1 March" in (await greenfield.hears("P2"))[-1]
        await greenfield.at("Thu 15 Feb 2024 10:00")
        await greenfield.say("P2", "KEEP")
        assert "Your account stays" in (await greenfield.heard("P2"))[-1]
        await night(greenfield, "Fri 1 Mar 2024 09:00")
        gone = await desk.run(greenfield, "audit", "about", "Anna Kowalska", "--by", "Dot Data")
        assert gone.exit_code == 1
        await desk.ok(greenfield, "audit", "about", "Mary Marsh", "--by", "Dot Data")
        schedule = await desk.told(greenfield, "retention", "schedule", "--by", "Sue Leader")
        deleted = {(one["day"], one["category"]): one["deleted"] for one in schedule["runs"]}
        assert deleted["2024-03-01", "inactive"] > 0
        assert deleted["2024-01-31", "inactive"] == 0


async def test_DPIA18_praise_of_one_child_goes_after_a_year_or_when_the_teacher_says_so(school: Opens) -> None:
    async with school("greenfield", "Wed 1 Mar 2023 10:00") as greenfield:
        await _praise(greenfield, "Well done, tangerine", "Wed 1 Mar 2023 10:05")
        await desk.announce(greenfield, "T4", "Trip on Friday, apricot", "Wed 1 Mar 2023 10:10")
        await _praise(greenfield, "Well read, satsuma", "Wed 1 Mar 2023 10:15")
        await greenfield.at("Thu 2 Mar 2023 10:00")
        shown = next(one for one in reversed(greenfield.town.screen("T4")) if "reached" in one.text)
        await greenfield.say("T4", "/delete", reply_to=shown.id)
        await _carriers_done(greenfield)
        assert not any("satsuma" in text for text in greenfield.town.texts("P1"))
        assert any("tangerine" in text for text in greenfield.town.texts("P1"))
        await night(greenfield, "Thu 29 Feb 2024 09:00")
        await _carriers_done(greenfield)
        assert not any("tangerine" in text for text in greenfield.town.texts("P1"))
        assert any("apricot" in text for text in greenfield.town.texts("P1b"))


async def _praise(school: School, text: str, leaves: str) -> None:
    """To Ada K's first adult alone."""
    await school.say("T4", f"/announce {text}")
    await school.press("T4", "Choose parents")
    await school.press("T4", "Anna Kowalska")
    await desk.send(school, "T4", leaves)


async def test_DPIA19_a_leaver_is_told_and_gone_thirty_days_on_and_the_sibling_stays(
    school: Opens, tmp_path: Path
) -> None:
    async with school("greenfield", "Tue 23 Jul 2024 10:00") as greenfield:
        await greenfield.say("P1", "Ada was happy here, mandarin")
        await sibling(greenfield, "P1b", "Zosia", "Kowalska")
        await leaves(greenfield, "ada_k", date(2024, 7, 23))
        await leaves(greenfield, "kim", date(2024, 7, 23))  # her adult has no account: nothing reaches them
        await night(greenfield, "Wed 24 Jul 2024 09:00")
        told = "\n".join(await greenfield.hears("P1"))
        assert "23 sierpnia" in told
        assert "MYDATA" in told
        await night(greenfield, "Thu 22 Aug 2024 09:00")
        await desk.ok(greenfield, "audit", "about", "Ada Kowalska", "--by", "Hal Head")
        await night(greenfield, "Fri 23 Aug 2024 09:00")
        assert (await desk.run(greenfield, "audit", "about", "Ada Kowalska", "--by", "Hal Head")).exit_code == 1
        assert (await desk.run(greenfield, "audit", "about", "Anna Kowalska", "--by", "Hal Head")).exit_code == 1
        for stays in ("Ada Marsh", "Zosia Kowalska", "Adam Kowalski"):
            await desk.ok(greenfield, "audit", "about", stays, "--by", "Hal Head")
        assert await greenfield.waits_for("OFF", "A letter to write")
        await desk.ok(greenfield, "audit", "about", "Kim Lowe", "--kind", "pupil", "--by", "Hal Head")
        await desk.ok(greenfield, "retention", "posted", "--by", "Olive Desk")
        await night(greenfield, "Mon 23 Sep 2024 09:00")
        gone = await desk.run(greenfield, "audit", "about", "Kim Lowe", "--kind", "pupil", "--by", "Hal Head")
        assert gone.exit_code == 1
        while await copies.run_once(greenfield.town.hub):
            pass
        certificates = await desk.told(greenfield, "erase", "list", "--by", "Hal Head")
        assert len(certificates) == 4  # two children, two adults with no other child here
        assert {one["reason"] for one in certificates} == {"leaver"}


async def test_DPIA20_a_change_is_seen_before_it_takes_effect_and_stays_on_record(
    school: Opens, tmp_path: Path
) -> None:
    async with school("greenfield", "Wed 1 Mar 2023 10:00") as greenfield:
        await greenfield.at("Mon 2 Oct 2023 10:00")
        changed = tmp_path / "policy.toml"
        changed.write_text(presets.read("greenfield").replace("inactive_months = 12", "inactive_months = 6"))
        seen = await desk.told(greenfield, "retention", "preview", "--policy", str(changed), "--by", "Sue Leader")
        assert seen["today"]["inactive"] == 0
        assert seen["changed"]["inactive"] > 0
        await desk.ok(greenfield, "policy", "set", str(changed), "--reason", "shorter")
        await greenfield.at("Mon 2 Oct 2023 10:05")
        schedule = await desk.told(greenfield, "retention", "schedule", "--by", "Sue Leader")
        assert schedule["kept"]["inactive_months"] == 6
        change = next(one for one in schedule["changes"] if one["key"] == "inactive_months")
        assert (change["old"], change["new"]) == (12, 6)
        assert change["by"]
        assert change["at"].startswith("2023-10-02")
        refused = await desk.refused(greenfield, "retention", "schedule", "--by", "Tara Four")
        assert "not allowed" in refused


async def test_cards_are_emptied_after_a_week_and_when_a_colleagueleaves(school: Opens) -> None:
    async with school("bentley-new-village", "Tue 5 Mar 2024 10:00") as bentley:
        await bentley.say("P2", "Ada forgot her reading book, clementine")
        assert await bentley.waits_for("T4", "clementine")
        await night(bentley, "Mon 11 Mar 2024 09:00")
        await _carriers_done(bentley)
        assert any("clementine" in text for text in bentley.town.texts("T4"))
        await night(bentley, "Wed 13 Mar 2024 09:00")
        await _carriers_done(bentley)
        assert not any("clementine" in text for text in bentley.town.texts("T4"))
        assert await bentley.waits_for("T4", "clementine")  # it still waits, and opens anew
        await desk.ok(bentley, "staff", "leave", "Tara Four")
        await _carriers_done(bentley)
        assert not any("clementine" in text for text in bentley.town.texts("T4"))
        assert moment("Wed 13 Mar 2024 09:00") <= bentley.town.hub.now()


async def test_whoever_answers_requests_is_reminded_of_the_date(school: Opens) -> None:
    async with school("greenfield", "Tue 5 Mar 2024 10:00") as greenfield:
        await greenfield.say("P1", "mydata")
        await night(greenfield, "Wed 20 Mar 2024 09:00")
        await greenfield.silent("DPO")
        await night(greenfield, "Fri 22 Mar 2024 09:00")
        assert "5 April" in (await greenfield.hears("DPO"))[-1]


async def test_who_did_what_is_kept_for_the_set_years_and_what_is_left_can_still_be_checked(school: Opens) -> None:
    async with school("little-thurrock", "Wed 1 Mar 2023 10:00") as thurrock:
        hub, school_id = thurrock.town.hub, thurrock.town.cast.school_id

        async def looked() -> list[str]:
            await hub.write(lambda db: audit.chain(db, school_id))
            found = await desk.told(thurrock, "audit", "about", "Ada Kowalska", "--by", "Dot Data")
            return [one["at"][:10] for one in found if one["action"] == "audit_read"]

        async def kept(words: str) -> int:
            await night(thurrock, words)
            preview = await desk.told(thurrock, "retention", "preview", "--by", "Sue Leader")
            assert "The trail is whole." in await desk.ok(thurrock, "audit", "verify", "--by", "Dot Data")
            return int(preview["today"]["access_log"])

        assert await looked() == []
        await thurrock.at("Mon 5 Feb 2024 10:00")
        assert await looked() == ["2023-03-01"]
        assert await kept("Thu 28 Feb 2030 03:30") == 0
        assert await looked() == ["2023-03-01", "2024-02-05"]
        await desk.ok(thurrock, "rights", "hold", "Mary Marsh", *["--reason", "claim", "--until", "2030-03-10", "--by"], "Dot Data")
        await kept("Sat 2 Mar 2030 03:30")
        assert (await looked())[0] == "2023-03-01", "nothing goes while anybody's data is held: it may bear on it"
        await kept("Tue 12 Mar 2030 03:30")
        assert (await looked())[0] == "2024-02-05"
        schedule = await desk.told(thurrock, "retention", "schedule", "--by", "Sue Leader")
        assert schedule["kept"]["access_log_years"] == 7
        assert {one["day"] for one in schedule["runs"] if one["category"] == "access_log" and one["deleted"]} == {"2030-03-12"}
        rows = tables.audit
        oldest = select(func.min(rows.c.id)).where(rows.c.school_id == school_id).scalar_subquery()
        await hub.write(lambda db: db.run(delete(rows).where(rows.c.id == oldest)))
        assert "broken" in await desk.refused(thurrock, "audit", "verify", "--by", "Dot Data")


async def test_a_school_that_did_nothing_for_longer_than_its_trail_is_kept_can_be_checked_when_it_begins_again(school: Opens) -> None:
    async with school("little-thurrock", "Wed 1 Mar 2023 10:00") as thurrock:
        hub, school_id = thurrock.town.hub, thurrock.town.cast.school_id
        await desk.told(thurrock, "audit", "about", "Ada Kowalska", "--by", "Dot Data")
        await hub.write(lambda db: audit.chain(db, school_id))
        await thurrock.at("Tue 4 Mar 2031 10:00")
        await desk.told(thurrock, "audit", "about", "Ada Kowalska", "--by", "Dot Data")  # not linked yet when the night comes
        await night(thurrock, "Wed 5 Mar 2031 03:30")
        await hub.write(lambda db: audit.chain(db, school_id))
        found = await desk.told(thurrock, "audit", "about", "Ada Kowalska", "--by", "Dot Data")
        assert [one["at"][:10] for one in found if one["action"] == "audit_read"] == ["2031-03-04"]
        assert "The trail is whole." in await desk.ok(thurrock, "audit", "verify", "--by", "Dot Data")

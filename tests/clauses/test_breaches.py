"""A picture passed on, a rule broken: who decides, what follows, what stays open (M19, PH29, BNV23, BNV28, BNV42)."""

from __future__ import annotations

from sqlalchemy import select

from bot.domain.access import Scope
from bot.domain.people import Role
from storage import tables
from storage.db import Db
from tests.clauses import desk
from tests.clauses.conftest import Opens
from tests.clauses.school import School
from tests.clauses.test_ways import count
from tests.web.browser import at_console

WHY = ("--reason", "A class photo was on a public page")


async def told_why(school: School, action: str) -> list[tuple[str | None, str, str, str]]:
    """(who, when, which kind, why) of each entry."""
    names = {one: who for who, one in school.town.cast.staff.items()}
    scope = Scope(school.town.cast.school_id, None, Role.HEAD, "test")

    def read(db: Db) -> list[tuple[str | None, str, str, str]]:
        audit = tables.audit
        rows = db.all(select(audit).where(audit.c.school_id == scope.school_id, audit.c.action == action))
        return [
            (names.get(row.actor_id), f"{row.at:%d %b %H:%M}", row.reason, db.keys.open("audit.detail", row.detail))
            for row in rows
        ]

    return await school.town.read(read)


async def test_M19_a_shared_picture_ends_that_adults_link_at_once_and_nobody_elses(school: Opens) -> None:
    async with school("misson", "Tue 5 Mar 2019 10:00") as misson:
        code = str((await desk.told(misson, "invites", "--adult", "Anna Kowalska", "--all"))["invites"][0]["code"])
        record = ("conduct", "record", "Anna Kowalska", "--what", "image_breach", "--by", "Hal Head")
        assert "say why" in await desk.refused(misson, *record, "--confirm")
        shown = await desk.told(misson, *record, *WHY)
        assert (shown["outcome"], shown["decided"]) == ("removal", False)  # no warning stage
        await misson.silent("P1")
        await desk.told(misson, *record, *WHY, "--confirm")
        notice = await misson.only("P1")
        assert "01632 960201" in notice
        misson.mark()
        await desk.announce(misson, "T4", "We planted beans", "Tue 5 Mar 2019 10:20")
        await misson.silent("P1")
        assert "beans" in await misson.only("P1b")  # the child's other adult is not concerned
        assert "suspended" in await desk.refused(misson, "invites", "--adult", "Anna Kowalska", "--json")
        assert await told_why(misson, "conduct_removal") == [("HD", "05 Mar 10:00", "image_breach", WHY[1])]
        misson.mark()
        await misson.say("P1", f"JOIN {code}")  # made before, and as little use
        await misson.town.at(misson.town.hub.now())
        assert "01632 960201" in await misson.only("P1")
        assert "Ada" not in "".join(await misson.heard("P1"))
        on_paper = await desk.told(misson, "families", "--without-account")
        assert "Anna Kowalska" in {one["adult"] for one in on_paper}


async def test_BNV28_suspended_until_it_is_lifted_and_the_link_is_as_it_was(school: Opens) -> None:
    async with school("bentley-new-village", "Tue 5 Mar 2024 10:00") as bentley:
        record = ("conduct", "record", "Adam Kowalski", "--what", "image_breach", "--by", "Hal Head", *WHY)
        assert (await desk.told(bentley, *record, "--confirm"))["outcome"] == "suspension"
        assert "paused" in await bentley.only("P1b")
        bentley.mark()
        await desk.announce(bentley, "T4", "We planted beans", "Tue 5 Mar 2024 10:10")
        await bentley.silent("P1b")
        await bentley.say("P1b", "Ada has lost her water bottle")
        assert not await bentley.waits_for("T4", "water bottle")
        on_paper = await desk.told(bentley, "families", "--without-account")  # what keeps a child safe goes another way
        assert "Adam Kowalski" in {one["adult"] for one in on_paper}
        bentley.mark()
        await desk.ok(bentley, "conduct", "lift", "Adam Kowalski", "--by", "Hal Head", "--reason", "Talked it through")
        assert "write to school here again" in await bentley.only("P1b")
        await desk.announce(bentley, "T4", "We picked beans", "Tue 5 Mar 2024 10:30")
        assert "We picked beans" in await bentley.only("P1b")  # without a new code


async def test_BNV23_BNV42_a_proposal_goes_to_the_head_and_changes_nothing_until_then(school: Opens) -> None:
    async with school("bentley-new-village", "Tue 5 Mar 2024 10:00") as bentley:
        await bentley.say("T4", "/announce We planted beans")
        assert bentley.town.screen("T4")[-1].protected
        record = ("conduct", "record", "Anna Kowalska", "--what", "sharing")
        assert "say why" in await desk.refused(bentley, *record, "--by", "Sue Leader")
        proposed = await desk.told(bentley, *record, "--by", "Sue Leader", *WHY, "--confirm")
        assert (proposed["decides"], proposed["decided"]) == (False, False)
        await bentley.silent("P1")
        assert await bentley.hears("HD")
        await desk.announce(bentley, "T4", "We picked beans", "Tue 5 Mar 2024 10:10")
        assert "beans" in (await bentley.hears("P1"))[-1]  # nothing has changed
        offered = await desk.told(bentley, *record, "--by", "Hal Head", *WHY)
        assert (offered["outcome"], offered["decided"]) == ("removal", False)
        bentley.mark()
        await desk.told(bentley, *record, "--by", "Hal Head", *WHY, "--confirm")
        assert "01632 960204" in await bentley.only("P1")
        assert await count(bentley, "conduct_removal") == 1


async def test_PH29_a_senior_leader_ends_a_colleagues_access_and_then_a_parents(school: Opens) -> None:
    async with school("papworth-hall", "Tue 5 Mar 2024 10:00") as papworth, at_console(papworth.town) as at:
        theo = await at("T5")
        assert "Sign out" in (await theo.get("/console")).text
        await desk.ok(papworth, "conduct", "remove-staff", "Theo Five", "--by", "Sue Leader", "--reason", "Shared a password")
        await papworth.say("T5", "/notice Hello")
        assert "This bot is for staff" in await papworth.only("T5")  # within the minute, in the bot and at the console
        assert "Sign out" not in (await theo.get("/console")).text
        papworth.mark()
        record = ("conduct", "record", "Mary Marsh", "--what", "breach", "--by", "Sue Leader", "--reason", "Threats")
        await desk.told(papworth, *record, "--confirm")
        assert "01632 960203" in await papworth.only("P2")
        on_paper = await desk.told(papworth, "families", "--without-account")
        assert "Mary Marsh" in {one["adult"] for one in on_paper}
        assert await told_why(papworth, "access_removed") == [("SL", "05 Mar 10:00", "misconduct", "Shared a password")]
        assert await told_why(papworth, "conduct_removal") == [("SL", "05 Mar 10:00", "breach", "Threats")]

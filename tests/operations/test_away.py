"""The hub says each morning that it runs, and after days away which hours are lost; alerts reach a technician by the staff bot."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

from bot import alerts
from bot.alerts import Watch
from bot.domain.messages import Carrier, Side
from bot.domain.people import Role
from bot.upkeep import gaps
from storage.accounts import AccountRow
from storage.db import Db
from storage.gaps import heard
from tests.cast import OAK_LANE
from tests.town import Town, town


def _on(moment: str) -> datetime:
    """School time, which is UTC in March."""
    return datetime.fromisoformat(f"{moment}+00:00")


def _bot(place: Town) -> AccountRow:
    return next(one for one in place.hub.accounts.values() if (one.carrier, one.side) == (Carrier.TELEGRAM, Side.FAMILIES))


async def test_at_a_quarter_past_seven_the_office_hears_that_the_hub_runs_and_what_waits_and_nothing_on_a_closed_day(
    database_url: str, tmp_path: Path
) -> None:
    async with town(database_url, tmp_path, now=_on("2024-03-04T20:30")) as oak_lane:
        oak_lane.say("beth", "Finn forgot his reading book")
        await oak_lane.settled()
        await oak_lane.at(_on("2024-03-05T07:14"))
        assert not [text for text in oak_lane.texts("office") if "is running" in text]
        await oak_lane.at(_on("2024-03-05T07:16"))
        await oak_lane.settled()
        for who in ("office", "office2"):
            assert [text for text in oak_lane.texts(who) if "is running" in text] == [
                "Bookbag is running; 1 message waits for the school to open."
            ]
        await oak_lane.at(_on("2024-03-05T07:40"))
        await oak_lane.at(_on("2024-03-09T07:20"))  # a Saturday
        await oak_lane.settled()
        assert len([text for text in oak_lane.texts("office") if "is running" in text]) == 1


async def test_after_two_days_away_the_office_hears_which_hours_are_lost_and_families_only_when_it_says_so(
    database_url: str, tmp_path: Path
) -> None:
    async with town(database_url, tmp_path, now=_on("2024-03-05T10:00")) as oak_lane:
        hub, bot = oak_lane.hub, _bot(oak_lane)
        await gaps.noticed(hub, replace(bot, last_heard_at=None))
        assert not await gaps.noticed(hub, _bot(oak_lane))  # a moment ago
        now = hub.now()

        def two_days_ago(db: Db) -> None:
            heard(db, bot.id, now - timedelta(hours=50))

        await hub.write(two_days_ago)
        away = replace(bot, last_heard_at=now - timedelta(hours=50))
        assert await gaps.noticed(hub, away)
        assert not await gaps.noticed(hub, away)  # asked once
        await oak_lane.settled()
        asked = oak_lane.texts("office")[-1]
        assert "is lost; text messages are not" in asked
        before = {who: oak_lane.texts(who) for who in oak_lane.cast.guardians}
        oak_lane.press("office", "Do not tell")
        await oak_lane.settled()
        assert {who: oak_lane.texts(who) for who in oak_lane.cast.guardians} == before
        oak_lane.press("office2", "Tell families")
        await oak_lane.settled()
        told = {who: [text for text in oak_lane.texts(who) if "Telegram" in text and text not in before[who]] for who in before}
        assert max(len(texts) for texts in told.values()) == 1
        assert len(told["marta"]) == 1
        assert "prosimy" in told["marta"][0]
        assert "are being told" in oak_lane.texts("office2")[-1]


async def test_an_alert_reaches_the_technician_by_the_staff_bot_where_there_is_no_mail(database_url: str, tmp_path: Path) -> None:
    free = [3]

    def usage(_folder: Path) -> tuple[int, int, int]:
        return 100, 100 - free[0], free[0]

    helper = {"a3": (*OAK_LANE.staff["a3"][:3], (Role.TECHNICIAN,))}
    roll = replace(OAK_LANE, staff={**OAK_LANE.staff, **helper})
    async with town(database_url, tmp_path, now=_on("2024-03-05T10:00"), roll=roll) as oak_lane:
        watch = Watch(disk_usage=usage)
        assert await alerts.run_once(watch, oak_lane.hub) == 1
        assert await alerts.run_once(watch, oak_lane.hub) == 0
        await oak_lane.settled()
        assert "3 % of the disk is free" in oak_lane.texts("a3")[-1]
        free[0] = 50
        await alerts.run_once(watch, oak_lane.hub)
        await oak_lane.settled()
        assert oak_lane.texts("a3")[-1] == "Over: the disk has room again."

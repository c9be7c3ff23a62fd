"""After the slip: one code, once, for fourteen days, on a sheet in the family's language (M21)."""

from __future__ import annotations

import asyncio
import re
from html import unescape
from pathlib import Path

import pytest

from bot.domain.messages import Carrier
from tests.clauses.cast import ROLL
from tests.clauses.conftest import Opens
from tests.clauses.school import School
from tests.cli.house import House
from tests.town import ACCOUNT, AUTH, NUMBER

_SLIP = ("--agreed", "all", "--signed-on", "2019-03-01", "--by", "Olive")


@pytest.fixture
def office(database_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> House:
    """The office's command line on the school that `school` opens."""
    made = House(tmp_path, database_url)
    carriers = {
        "BOOKBAG_TWILIO_ACCOUNT_SID": ACCOUNT,
        "BOOKBAG_TWILIO_AUTH_TOKEN": AUTH,
        "BOOKBAG_TWILIO_NUMBER": NUMBER,
    }
    for name, value in {**made.environment(), **carriers}.items():
        monkeypatch.setenv(name, value)
    return made


async def _slip(office: House, adult: str) -> None:
    await asyncio.to_thread(office.ok, "consent", "record", adult, "--child", "Ada", "--signer", adult, *_SLIP)


async def _invite(office: House, adult: str, out: Path) -> tuple[str, str, str]:
    """Code, link, and the words of the printed sheet."""
    sheet = ("--out", str(out), "--bot-username", "oak_lane_bot")
    told = await asyncio.to_thread(office.json, "invites", "--adult", adult, *sheet)
    (invite,) = told["invites"]
    return str(invite["code"]), str(invite["link"]), await asyncio.to_thread(_printed, out)


def _printed(out: Path) -> str:
    (sheet,) = (file.read_text("utf-8") for file in out.glob("*.html"))
    return " ".join(unescape(re.sub("<[^>]+>", " ", sheet)).split())


def _named(parent: str) -> str:
    return " ".join(ROLL.families[parent][:2])


async def _uses(school: School, who: str, code: str, link: str) -> str:
    """Open the link on Telegram and share the own number, or text the code; what the phone then says."""
    school.mark()
    if school.town.sandbox.phone(who).carrier is Carrier.SMS:
        await school.say(who, f"JOIN {code}")
    else:
        school.town.sandbox.start(who)
        await school.say(who, f"/start {link}")
        school.town.sandbox.share_contact(who)
        await school.town.settled()
    return "\n".join(await school.hears(who))


@pytest.mark.parametrize(
    ("parent", "second", "late", "steps", "joined"),
    [
        ("P1", "P3", "P2", ("Otworzy się Telegram", "Albo SMS-em", "+44 7700 900001"), "Ada"),
        ("P2", "P5", "P1", ("Telegram opens", "Or by text message", "+44 7700 900001"), "You are linked for: Ada"),
    ],
)
async def test_M21_after_the_slip_a_code_links_one_phone_a_second_is_refused_and_on_day_15_it_is_over(
    school: Opens,
    office: House,
    tmp_path: Path,
    parent: str,
    second: str,
    late: str,
    steps: tuple[str, ...],
    joined: str,
) -> None:
    async with school("misson", "Tue 5 Mar 2019 10:00", linked=False) as misson:
        refused = await asyncio.to_thread(office.fails, "invites", "--adult", _named(parent), "--json")
        assert "slip" in refused
        for adult in (parent, late):
            await _slip(office, _named(adult))
        code, link, sheet = await _invite(office, _named(parent), tmp_path / "sheet")
        unused, unused_link, _ = await _invite(office, _named(late), tmp_path / "other")
        for step in (*steps, code):
            assert step in sheet

        assert joined in await _uses(misson, parent, code, link)
        told = await _uses(misson, second, code, link)
        assert "ask the school office for a new one" in told
        assert "Ada" not in told

        await misson.at("Wed 20 Mar 2019 10:00")
        told = await _uses(misson, late, unused, unused_link)
        assert "Ada" not in told
        assert "ask the school office for a new one" in told

"""A school from nothing in a browser: what `bookbag run` offers where there is no school yet."""

from __future__ import annotations

import asyncio
import re
from types import SimpleNamespace
from typing import Any

import aiohttp
import pytest

from bot.cli import first_run
from bot.cli.out import load_settings
from bot.sandbox.sandbox import Sandbox
from tests.cli.house import House
from tests.town import PARENTS, TEACHERS, shared_triager
from tests.web.browser import PASSWORD, Browser

ANSWERS = {
    "name": "Hill Top Primary School", "short_name": "Hill Top", "preset": "demo", "office_phone": "01234 567890",
    "teacher_hours": "Mon-Fri 08:30-15:30", "languages": "en, pl", "head_name": "Hollis Wood",
    "head_mobile": "07700 900209", "office_name": "Orla Penn", "office_mobile": "07700 900205",
    "terms": "2026-09-02 to 2026-10-23\n2026-11-02 to 2026-12-18\n", "insets": "2026-09-01", "me": "head",
    "parent_bot_token": PARENTS, "staff_bot_token": TEACHERS,
}  # fmt: skip


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)  # what is stored is `bookbag init`'s, proved on both
@pytest.mark.usefixtures("carriers")
async def test_the_browser_sets_a_school_up_makes_the_administrator_and_the_hub_runs_on(
    house: House, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], sandbox: Sandbox
) -> None:
    for name in ("PARENT_BOT_TOKEN", "STAFF_BOT_TOKEN", "TWILIO_ACCOUNT_SID", "TWILIO_AUTH_TOKEN", "TWILIO_NUMBER"):
        monkeypatch.delenv(f"BOOKBAG_{name}")
    monkeypatch.setenv("BOOKBAG_LISTEN_PORT", "0")
    monkeypatch.setenv("BOOKBAG_LONG_POLL_SECONDS", "1")
    monkeypatch.setattr("bot.app.Triager", shared_triager)
    monkeypatch.setattr("bot.cli.out.configure", lambda _level: None)  # the log stays the test run's
    settings, stop = load_settings(), asyncio.Event()
    assert first_run.is_due(settings)
    running = asyncio.create_task(first_run.serve(settings, stop, as_json=False))
    said = ""
    while "code:" not in said:
        await asyncio.sleep(0)
        said += capsys.readouterr().out
    shown = re.search(r"(http://\S+)/console/setup\s+code: (\S+)", said)
    assert shown is not None, said
    address, code = shown.groups()
    async with aiohttp.ClientSession(cookie_jar=aiohttp.DummyCookieJar()) as http:
        town: Any = SimpleNamespace(address=address)
        await _story(Browser(town, http), code, house)
    assert [bot.username for bot in sandbox.store.bots.values()]
    stop.set()
    await running
    assert not first_run.is_due(load_settings())
    assert PARENTS in (house.folder / ".env").read_text()
    assert "Hill Top" in house.ok("policy", "show")
    assert "Tue 01 Sep 2026" in house.ok("dates")


async def _story(head: Browser, code: str, house: House) -> None:
    seen = await head.get("/console")
    assert "Set your school up" in seen
    await head.send("/console/setup", code="AAAA-AAAA-AAAA", **ANSWERS)
    assert "This is not the code." in head.seen
    assert head.form("/console/setup").fields["name"] == "Hill Top Primary School"  # nothing typed is lost
    await head.send("/console/setup", code=code.lower(), **{**ANSWERS, "office_mobile": "01234 567890", "terms": "soon"})
    assert "a landline" in head.seen
    assert "not a date" in head.seen
    await head.send("/console/setup", code=code, **{**ANSWERS, "head_mobile": "07700 900205"})
    assert "same mobile number" in head.seen
    await head.send("/console/setup", code=code, **{**ANSWERS, "staff_bot_token": ""})
    assert "BOOKBAG_STAFF_BOT_TOKEN go together" in head.seen
    await head.send("/console/setup", code=code, **{**ANSWERS, "staff_bot_token": "100002:" + "x" * 35})
    assert "does not accept the staff bot" in head.seen
    await head.send("/console/setup", code=code, **{**ANSWERS, "parent_bot_token": "", "staff_bot_token": ""})
    assert "without a carrier nobody can write" in head.seen
    assert not house.key_file.exists()
    await head.send("/console/setup", code=code, **ANSWERS)
    assert "The school is set up, and the hub is running" in head.seen
    assert re.search(r"Hollis Wood, the head teacher and the designated safeguarding lead: \S+-", head.seen.text), head.seen.text
    await head.press("Choose my password")
    assert "Welcome, Hollis Wood" in head.seen
    await head.send("/console/start", password=PASSWORD, again=PASSWORD)
    shown = re.search(r'class="code">([A-Z2-7 ]+)<', head.seen.raw)
    assert shown is not None
    head.secret = shown[1].replace(" ", "")
    await head.send("/console/start/app", code=head.code())
    spare = re.findall(r'<li class="code">([^<]+)', head.seen.raw)
    assert len(spare) == 10
    await head.get("/console/sign-in")
    await head.send("/console/sign-in", login="hollis.wood", password=PASSWORD)
    await head.send("/console/sign-in/code", code=spare[0])
    assert "Nothing waits for you." in head.seen
    assert (await head.get("/console/setup")).status == 404

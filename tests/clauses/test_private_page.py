"""The private page of a family with text messages only: its picture, its code, its end (M2, M17, PH2, PH15, PH26)."""

from __future__ import annotations

import asyncio
import http.client
import re
from urllib.parse import urlencode, urlsplit

from sqlalchemy import update

from storage import tables
from tests import ledger
from tests.clauses import desk
from tests.clauses.conftest import Opens
from tests.clauses.school import School
from tests.clauses.test_pictures import LISTED, UNDERSTOOD
from tests.clauses.test_ways import count

Answer = tuple[int, dict[str, str], bytes]


async def fetch(
    url: str, *, cookie: str = "", form: dict[str, str] | None = None, headers: dict[str, str] | None = None
) -> Answer:
    """One request of a browser on some phone."""

    def run() -> Answer:
        where = urlsplit(url)
        connection = http.client.HTTPConnection(where.hostname or "", where.port or 80, timeout=10)
        sent = (headers or {}) | ({"Cookie": cookie} if cookie else {})
        if form is None:
            connection.request("GET", where.path, headers=sent)
        else:
            typed = sent | {"Content-Type": "application/x-www-form-urlencoded"}
            connection.request("POST", where.path, urlencode(form), typed)
        answer = connection.getresponse()
        found = answer.status, {name.lower(): value for name, value in answer.getheaders()}, answer.read()
        connection.close()
        return found

    ledger.door(ledger.WEB)
    return await asyncio.to_thread(run)


async def enter(link: str, code: str) -> str:
    """The cookie a browser keeps once the code was right."""
    status, headers, _ = await fetch(link, form={"code": code})
    assert status == 303
    assert "httponly" in headers["set-cookie"].lower()
    return headers["set-cookie"].split(";")[0]


async def post_photo(school: School, caption: str, leaves: str, *taps: str, kind: str = "photo") -> None:
    school.town.hub.public_url = school.town.address
    await desk.picture(school, "T4", caption, kind=kind)
    await desk.taps(school, "T4", *taps)
    await desk.send(school, "T4", leaves)


def link_in(text: str) -> tuple[str, str]:
    found = re.search(r"(http://\S+/p/\w+) Code: (\d{6})", text)
    assert found, text
    return found[1], found[2]


async def test_M2_M17_the_link_opens_for_its_parent_alone_and_is_dead_after_seven_days(school: Opens) -> None:
    async with school("misson", "Tue 5 Mar 2019 10:00") as misson:
        taps = ("Class Y4", "Learning", UNDERSTOOD, LISTED, "Ada Marsh", "Done (1)")
        await post_photo(misson, "Our volcano", "Tue 5 Mar 2019 10:10", *taps)
        text = await misson.only("P2")
        assert "Our volcano" in text  # the caption by text message, and the link
        link, code = link_in(text)
        status, headers, body = await fetch(link)  # whoever has the link alone: no picture, no name, no class
        assert status == 401
        for name in (b"Ada", b"Y4", b"volcano", b"Misson", b"<img"):
            assert name not in body
        assert "default-src 'none'" in headers["content-security-policy"]
        status, _, body = await fetch(link, form={"code": "000000" if code != "000000" else "111111"})
        assert status == 403
        assert b"volcano" not in body
        assert await count(misson, "page_refused") == 1  # on record
        cookie = await enter(link, code)
        _, _, body = await fetch(link, cookie=cookie)
        page = body.decode()
        assert "Our volcano" in page
        assert "Please do not share it" in page
        assert 'lang="en-GB" dir="ltr"' in page
        assert re.findall(r"(?:https?:)?//(?!127)[\w.-]+", page) == []  # nothing from anywhere else
        picture = re.search(r'src="(/p/\S+)"', page)
        assert picture
        status, headers, raw = await fetch(misson.town.address + picture[1], cookie=cookie)
        assert (status, headers["content-type"]) == (200, "image/jpeg")
        assert raw
        assert (await fetch(misson.town.address + picture[1]))[0] == 404  # not without the code
        assert (await fetch(misson.town.address + "/p/abcdefghijklmnopqrstuvwx"))[0] == 404
        await misson.at("Tue 12 Mar 2019 10:09")
        assert (await fetch(link, cookie=cookie))[0] == 200
        await misson.at("Tue 12 Mar 2019 10:11")
        status, _, body = await fetch(link, cookie=cookie)
        assert status == 404
        assert b"volcano" not in body
        assert (await fetch(link, form={"code": code}))[0] == 404


async def test_PH2_PH15_a_film_is_on_the_page_with_the_schools_line_and_gone_when_it_is_taken_down(school: Opens) -> None:
    async with school("papworth-hall", "Tue 5 Mar 2024 14:00") as papworth:
        taps = ("Learning", UNDERSTOOD, LISTED, "Muted", "Done (0)")
        await post_photo(papworth, "Our dance", "Tue 5 Mar 2024 14:10", *taps, kind="video")
        shown = next(bubble for bubble in reversed(papworth.town.screen("P1b")) if not bubble.mine)
        assert (shown.kind, shown.protected) == ("video", True)
        assert "Please do not share it" in shown.text
        text = await papworth.only("P2")
        assert "Our dance" in text
        link, code = link_in(text)
        cookie = await enter(link, code)
        page = (await fetch(link, cookie=cookie))[2].decode()
        assert "<video" in page
        assert "Please do not share it" in page  # PH15: the page says the same
        await papworth.say("SL", "/pages")
        await papworth.press("SL", "Take down")
        status, _, body = await fetch(link, cookie=cookie)
        assert (status, b"dance" in body) == (404, False)


async def test_five_wrong_codes_end_an_address_and_a_reader_of_arabic_reads_from_the_right(school: Opens) -> None:
    async with school("demo", "Tue 5 Mar 2024 14:00") as demo:
        who = tables.guardian
        reads = update(who).where(who.c.id == demo.town.cast.guardians["P2"]).values(language="ar")
        await demo.town.hub.write(lambda db: db.run(reads))
        taps = (UNDERSTOOD, LISTED, "Done (0)")
        demo.town.hub.public_url = demo.town.address
        await desk.picture(demo, "T4", "Our hats")
        await desk.taps(demo, "T4", *(("Class Y4",) if "Class Y4" in desk.shown(demo, "T4") else ()), *taps)
        await desk.send(demo, "T4", "Tue 5 Mar 2024 14:10")
        found = re.search(r"(http://\S+/p/\w+)", (await demo.heard("P2"))[-1])
        assert found
        assert 'dir="rtl"' in (await fetch(found[1]))[2].decode()
        for _ in range(5):
            await fetch(found[1], form={"code": "12"})
        assert (await fetch(found[1]))[0] == 404

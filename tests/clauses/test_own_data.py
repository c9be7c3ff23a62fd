"""What is held, for those it is about and nobody else: read, taken along, deleted by oneself (BNV6, BNV8, DPIA8, DPIA11, DPIA13)."""

from __future__ import annotations

import io
import logging
import re
import zipfile

import pytest
from sqlalchemy import select

from bot.domain.refs import button
from bot.privacy import tick
from storage import tables
from storage.db import Db
from storage.subject import opened
from tests.clauses import desk
from tests.clauses.conftest import Opens
from tests.clauses.school import School
from tests.clauses.test_feed import post as post_on
from tests.clauses.test_pictures import LISTED, UNDERSTOOD
from tests.clauses.test_private_page import enter, fetch, post_photo
from tests.clauses.test_ways import count

_AGENT, _ADDRESS = "CanaryAgent/7.7", "203.0.113.77"
_VISITOR = (_AGENT, _ADDRESS, "search.example", "latitude", "longitude")


def link_in(text: str) -> tuple[str, str]:
    found = re.search(r"(http://\S+/p/\w+)\D+(\d{6})", text)
    assert found, text
    return found[1], found[2]


async def own_page(school: School, who: str) -> tuple[str, str]:
    """Asked for in the chat; the address, and the cookie once its code was typed."""
    school.town.hub.public_url = school.town.address
    await school.say(who, "/mydata")
    link, code = link_in((await school.heard(who))[-1])
    return link, await enter(link, code)


def forge(school: School, who: str, data: str) -> None:
    """A press of a button that the family's newest message does not have."""
    user = school.town.sandbox.phone(who).user_id
    newest = next(bubble for bubble in reversed(school.town.screen(who)) if not bubble.mine)
    pressed = {
        "id": f"forged-{data}", "from": {"id": user, "is_bot": False, "first_name": "x"}, "chat_instance": "1", "data": data,
        "message": {"message_id": int(newest.id), "date": 0, "chat": {"id": user, "type": "private"}},
    }  # fmt: skip
    school.town.sandbox.inject("oak_lane_bot", {"callback_query": pressed})


@pytest.mark.one_database
async def test_BNV6_BNV8_one_reads_and_deletes_what_is_held_oneself_and_what_is_anothers_cannot_be_guessed(
    school: Opens,
) -> None:
    async with school("bentley-new-village", "Fri 1 Mar 2024 10:00") as bentley:
        await bentley.say("P1", "Ada nie może znaleźć książki do czytania, mirabelka")
        await bentley.say("P1b", "Ada forgot her reading book, damson")
        await bentley.at("Fri 1 Mar 2024 10:10")
        await bentley.say("P1", "I want to make a complaint about the school, quince")
        await desk.picture(bentley, "T4", "Our garden")
        await desk.taps(bentley, "T4", "Class Y4", UNDERSTOOD, LISTED, "Children", "Done (0)")
        await desk.send(bentley, "T4", "Fri 1 Mar 2024 10:20")
        assert any("garden" in text for text in await bentley.hears("P1b"))
        words = ("--reason", "complaint of March", "--until", "2024-06-30", "--by", "Hal Head")
        await desk.ok(bentley, "rights", "hold", "Anna Kowalska", *words)

        await bentley.at("Sun 3 Mar 2024 21:00")
        link, cookie = await own_page(bentley, "P1")
        assert "Co o Państwu" in await bentley.only("P1")  # at once: no quiet hours for this
        _, headers, body = await fetch(link, cookie=cookie)
        assert "noindex" in headers["x-robots-tag"]
        assert "Anna Kowalska" in body.decode()
        assert "Ada Kowalska" in body.decode()
        _, _, raw = await fetch(f"{link}/data/everything.zip", cookie=cookie)
        with zipfile.ZipFile(io.BytesIO(raw)) as pack:
            told = "\n".join(pack.read(name).decode("utf-8-sig") for name in pack.namelist() if "data." in name)
            assert {f"1/data.{form}" for form in ("json", "csv", "html")} <= set(pack.namelist())
        assert "mirabelka" in told
        assert "quince" not in told  # looked at first by the DPO, who hears of it; the page does not say so
        assert any("waits for your decision" in text for text in await bentley.heard("DPO"))
        assert "damson" not in told

        await desk.announce(bentley, "T5", "Y5 sang", "Mon 4 Mar 2024 09:00")  # BNV6: P3 is a Y5 parent
        news, media = tables.announcement, tables.media
        post = await bentley.town.read(lambda db: db.value(select(news.c.id).order_by(news.c.id).limit(1)))
        picture = await bentley.town.read(lambda db: db.value(select(media.c.id).order_by(media.c.id.desc()).limit(1)))
        theirs, own_cookie = await own_page(bentley, "P3")
        for guessed in (f"{theirs}/{post}", f"{theirs}/{picture}", f"{theirs}/data/3.html", f"{link}/{picture}"):
            status, _, body = await fetch(guessed, cookie=own_cookie)
            assert (status, b"garden" in body) == (404, False), guessed
        assert await count(bentley, "page_refused", "guessed") == 2  # one on each address
        bentley.mark()
        forge(bentley, "P3", button("comments", post))
        await bentley.town.settled()
        assert "garden" not in await bentley.only("P3")
        about = await desk.told(bentley, "audit", "about", "Sola Okafor", "--by", "Hal Head")
        assert {"page_refused", "exported"} <= {one["action"] for one in about}
        assert await count(bentley, "refused", "not_theirs") == 1

        await bentley.say("P1", "/delete")
        await bentley.press("P1", "usuń")
        await bentley.press("P1", "usuń")
        listed = (await bentley.heard("P1"))[-1]
        assert "30 czerwca" in listed
        assert "skarg" in listed
        await tick.run_once(bentley.town.hub)
        assert not await bentley.waits_for("T4", "mirabelka")
        assert await bentley.waits_for("OFF", "quince")  # kept, as the list said
        assert await bentley.waits_for("T4", "damson")  # the other adult's stay
        assert (await fetch(link, cookie=cookie))[0] == 404
        bentley.mark()
        await bentley.say("P1", "Halo?")
        assert "do not know your number" in (await bentley.heard("P1"))[-1]
        (done,) = await desk.told(bentley, "erase", "list", "--by", "Hal Head")
        assert done["reason"] == "self_service"
        await bentley.at("Mon 1 Jul 2024 09:00")  # the hold is over: the rest goes
        await tick.run_once(bentley.town.hub)
        assert (await desk.run(bentley, "audit", "about", "Anna Kowalska", "--by", "Hal Head")).exit_code == 1


@pytest.mark.one_database
async def test_DPIA8_DPIA11_DPIA13_nothing_of_the_visitor_is_kept_and_nobody_else_reads_a_childs_record(
    school: Opens, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.DEBUG):
        async with school("greenfield", "Tue 5 Mar 2024 10:00") as greenfield:
            await greenfield.say("P1", "Ada nie może znaleźć książki do czytania")
            greenfield.town.sandbox.attach("P1", "location")
            await greenfield.town.settled()
            assert "Nie przyjmujemy lokalizacji" in greenfield.town.texts("P1")[-1]
            taps = ("Class Y4", UNDERSTOOD, LISTED, "Done (0)")
            await post_photo(greenfield, "Our volcano", "Tue 5 Mar 2024 10:10", *taps)
            link, code = link_in(next(text for text in await greenfield.hears("P2") if "/p/" in text))
            seen = {"User-Agent": _AGENT, "X-Forwarded-For": _ADDRESS, "Referer": "http://search.example/?q=volcano"}
            assert (await fetch(link, form={"code": code}, headers=seen))[0] == 303
            cookie = await enter(link, code)
            _, _, page = await fetch(link, cookie=cookie, headers=seen)
            picture = re.search(r'src="(/p/\S+)"', page.decode())
            assert picture
            here = greenfield.town.address
            assert (await fetch(here + picture[1], cookie=cookie, headers=seen))[0] == 200

            guessed = f"{link}/{int(picture[1].rpartition('/')[2]) + 1}"  # DPIA11
            for address, by in (
                (guessed, cookie),
                (here + picture[1], ""),
                (f"{here}/p/", ""),
                (f"{here}/p", ""),
                (f"{here}/", ""),
            ):
                status, _, body = await fetch(address, cookie=by, headers=seen)
                assert (status, b"volcano" in body) == (404, False), address
            status, headers, body = await fetch(link, headers={"User-Agent": "Googlebot/2.1"})
            assert (status, headers["x-robots-tag"], b"noindex" in body) == (401, "noindex, nofollow", True)
            assert b"Disallow: /\n" in (await fetch(f"{here}/robots.txt"))[2]

            item = (await greenfield.listed("T4"))[0]  # DPIA13: Ada K's record
            post = post_on(greenfield, "P1", "volcano")
            refused = await count(greenfield, "refused")
            await greenfield.say("T5", "/list")
            greenfield.forge("T5", item)
            await greenfield.town.settled()
            assert "not yours" in greenfield.town.texts("T5")[-1]
            await desk.announce(greenfield, "T5", "Y5 sang", "Tue 5 Mar 2024 10:20")
            forge(
                greenfield, "P3", next(key.data for row in post.keys for key in row if key.data.startswith("comments."))
            )
            await desk.ok(greenfield, "rights", "withdraw", "Anna Kowalska", "--by", "Dot Data")
            greenfield.town.sandbox.press("P1", "Komentarze", message=post.id)
            await greenfield.town.settled()
            assert await count(greenfield, "refused") == refused + 3
            assert "volcano" not in greenfield.town.texts("P3")[-1]
            assert "do not know your number" in greenfield.town.texts("P1")[-1]
            told = await desk.told(greenfield, "audit", "about", "Anna Kowalska", "--by", "Dot Data")
            assert ("refused", "link_ended") in {(one["action"], one["reason"]) for one in told}

            await greenfield.at("Tue 12 Mar 2024 10:20")
            assert (await fetch(link, cookie=cookie))[0] == 404  # an old link
            await greenfield.town.read(_keeps_nothing_of_the_visitor)
    assert not [one for one in _VISITOR if one in caplog.text]


def _keeps_nothing_of_the_visitor(db: Db) -> None:
    """Every cell, sealed ones opened."""
    for target in tables.METADATA.sorted_tables:
        for row in db.connection.execute(select(target)):
            for name, value in row._mapping.items():
                text = str(opened(db.keys, target.name, name, value))
                assert not [one for one in _VISITOR if one in text], (target.name, name)

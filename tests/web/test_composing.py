"""The console's composer: pictures and papers with the staff bot's own questions, and several classes at once."""

from __future__ import annotations

import re
from pathlib import Path

from bot import vault
from tests.clauses.school import School, opened
from tests.clauses.test_console import press_starting
from tests.clauses.test_pictures import LISTED, UNDERSTOOD, refuse
from tests.hostile.test_pictures import PLACE, taken
from tests.web.browser import Browser, at_console


def _kept(misson: School) -> list[str]:
    return sorted(path.name for path in (misson.town.hub.data_folder / "media").glob("*"))


async def test_a_picture_from_the_console_is_asked_about_as_in_the_staff_bot_and_says_not_where_it_was_taken(
    sqlite_url: str, tmp_path: Path
) -> None:
    async with opened("misson", sqlite_url, tmp_path, "Tue 5 Mar 2019 15:10") as misson, at_console(misson.town) as at:
        await refuse(misson, "Bea Tully", "images")
        misson.mark()
        tara = await at("T4")
        await tara.get("/console/announce")
        await tara.send("/console/announce", text="Our volcano erupted")
        there = tara.seen.path
        await tara.upload(f"{there}/files", {"clip.gif": b"GIF89a"})
        assert "Nothing was added." in tara.seen
        assert _kept(misson) == []
        await tara.upload(f"{there}/files", {"volcano.jpg": taken()}, alt="A volcano of clay")
        assert not any(label.startswith("Send to ") for label in tara.labels)  # one question at a time
        await _asked(tara)
        await tara.get(there)
        shown = re.search(r'<img src="([^"]+)" alt="A volcano of clay"', tara.seen.raw)
        assert shown, tara.seen.raw
        theo = await at("T5")
        assert (await theo.get(shown[1])).status == 404
        await press_starting(tara, "Send to ")
        await misson.at("Tue 5 Mar 2019 15:20")
        assert "Our volcano erupted" in await misson.only("P1")
        bubble = next(one for one in reversed(misson.town.screen("P1")) if not one.mine)
        assert bubble.kind == "photo"
        (name,) = _kept(misson)
        sealed = (misson.town.hub.data_folder / "media" / name).read_bytes()
        assert PLACE.encode() not in misson.town.hub.keys.open_bytes(vault.PLACE, sealed)


async def _asked(tara: Browser) -> None:
    """What it is for, that it may be kept, who may not be in it, who is."""
    for label in ("Class Y4", "Learning", UNDERSTOOD):
        await tara.press(label)
    assert "Ben Tully: not in photos" in tara.seen
    await tara.press(LISTED)
    await tara.press("Ben Tully")
    assert "Ben Tully cannot appear in photos." in tara.seen
    await tara.press("Ada Kowalska")
    await tara.press("Done (1)")


async def test_the_head_writes_once_to_several_classes_or_to_all_and_a_teacher_to_their_own_alone(
    sqlite_url: str, tmp_path: Path
) -> None:
    async with opened("little-thurrock", sqlite_url, tmp_path, "Tue 5 Mar 2024 10:00") as thurrock, at_console(thurrock.town) as at:
        hal, tara = await at("HD"), await at("T4")
        await hal.get("/console/announce")
        ticks = dict.fromkeys(re.findall(r'name="(class_\d+)"', hal.seen.raw), "1")
        assert len(ticks) == 4  # three classes and the whole school
        both = dict(list(ticks.items())[1:3])
        await hal.send("/console/announce", text="The hall is being painted this week.")
        assert "Tick to whom it goes." in hal.seen
        assert hal.form("/console/announce").fields["text"] == "The hall is being painted this week."
        await hal.send("/console/announce", **both)
        assert "Y4, Y5" in hal.seen
        await press_starting(hal, "Send to ")
        await thurrock.hears("DH")  # what goes beyond a class wants a second person here
        approve = next(label for label in thurrock.town.screen("DH")[-1].labels if label.startswith("Agree, send to "))
        thurrock.mark()
        await thurrock.press("DH", approve)
        await thurrock.at("Tue 5 Mar 2024 10:05")
        for parent in ("P1", "P3"):
            assert "The hall is being painted" in await thurrock.only(parent)
        deputy = await at("DH")
        await hal.get("/console/announce")
        await hal.send("/console/announce", text="The hall is open again.", **both)
        await press_starting(hal, "Send to ")
        assert "A post waits for your yes" not in await hal.get("/console")
        await deputy.get("/console")
        await deputy.open("asks to send it")
        assert "The hall is open again." in deputy.seen
        assert "To 6 family adults of Y4, Y5" in deputy.seen
        await press_starting(deputy, "Agree, send to ")
        assert "asks to send it" not in await deputy.get("/console")
        await thurrock.at("Tue 5 Mar 2024 10:10")
        assert "The hall is open again." in await thurrock.only("P1")
        await hal.get("/console/announce")
        await hal.send("/console/announce", text="The hall is closed for good.", **both)
        await press_starting(hal, "Send to ")
        thurrock.mark()
        await deputy.get("/console")
        await deputy.open("asks to send it")
        await deputy.press("Discard")
        assert "Undone. Nobody gets it." in deputy.seen
        assert any("A second person did not agree" in text for text in await thurrock.hears("HD"))
        await thurrock.at("Tue 5 Mar 2024 10:15")
        assert await thurrock.heard("P1") == []
        await tara.get("/console/announce")
        await tara.send("/console/announce", text="To everybody.", **both)
        assert tara.seen.path == "/console/announce"
        assert "To everybody." not in tara.seen

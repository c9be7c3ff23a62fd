"""The console in a real Chromium: a school morning by keyboard, live updates, and nothing that axe-core minds on any page."""

from __future__ import annotations

import os
import shutil
from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from axe_playwright_python.async_playwright import Axe
from playwright.async_api import Browser as Chromium
from playwright.async_api import Page, async_playwright

from tests import ledger
from tests.town import Town, town
from tests.web.browser import at_console

ARTEFACTS = Path(__file__).parents[2] / "test-artefacts"
PROGRAM = shutil.which("chromium") or shutil.which("chromium-browser")
URDU = "کیا زین کل اپنی تیراکی کی چیزیں لائے؟ شکریہ"
ARABIC = "هل تحتاج هدى إلى كتاب القراءة غدا؟"
PAGES = {
    "office": ("/console", "/console/absences", "/console/log?search=ola", "/console/cover", "/console/me", "/console/meetings"),
    "t3": (
        "/console", "/console/threads", "/console/announce", "/console/hours", "/console/mine", "/console/search",
        "/console/announce/family", "/console/announce/weekly", "/console/announce/out", "/console/photos",
    ),
    "head": (
        "/console/classes", "/console/reports", "/console/closure", "/console/policy", "/console/trail?search=Ola",
        "/console/cases?search=qamar", "/console/reports/governors", "/console/papers", "/console/papers/sign",
        "/console/support", "/console/announce",
        "/console/data?search=qamar",
    ),
    "dsl": ("/console/safeguarding", "/console/release"),
}
CASE = "Passed a class picture on to a group of parents"
TINY = "[...document.querySelectorAll('main p, main td, main text')].some((one) => one.checkVisibility() && one.getClientRects()[0]?.height < 11)"
NARROW, WIDE = {"width": 320, "height": 700}, {"width": 1280, "height": 900}  # 320 is 1280 at 400 %

if PROGRAM is None and not os.environ.get("BOOKBAG_NEEDS_BROWSER"):
    pytest.skip("no Chromium on this machine: apt install chromium", allow_module_level=True)


@dataclass(slots=True)
class Rooms:
    """Pages of people at their own browsers, and what each asked for."""

    made: Town
    chromium: Chromium
    asked: list[str]

    async def at(self, who: str, *, dark: bool = False, size: dict[str, int] = WIDE) -> Page:
        ledger.door(ledger.BROWSER)
        context = await self.chromium.new_context(color_scheme="dark" if dark else "light", viewport=size)  # type: ignore[arg-type]
        async with at_console(self.made) as at:
            token = (await at(who)).cookies["__Host-bookbag"]
        cookie = {"name": "__Host-bookbag", "value": token, "url": self.made.address.replace("http:", "https:"), "secure": True}
        await context.add_cookies([cookie])  # type: ignore[list-item]
        page = await context.new_page()
        page.on("request", lambda request: self.asked.append(request.url))
        await self.go(page, "/console")
        return page

    async def go(self, page: Page, path: str) -> None:
        answer = await page.goto(self.made.address + path)
        assert answer is not None
        assert answer.status == 200, (path, answer.status)


@pytest.fixture
async def rooms(sqlite_url: str, tmp_path: Path) -> AsyncIterator[Rooms]:
    assert PROGRAM, "no Chromium on this machine, and this run needs it"
    async with town(sqlite_url, tmp_path) as made, async_playwright() as driver:
        chromium = await driver.chromium.launch(executable_path=PROGRAM, args=["--no-sandbox"])
        yield Rooms(made, chromium, [])
        await chromium.close()


async def _morning(made: Town) -> None:
    made.say("beth", "Finn is poorly today with a temperature and will not be in")
    made.say("sana", URDU)
    made.say("omar", ARABIC)
    made.say("marta", "Ola forgot her reading book today, sorry")
    made.say("lena", "my husband hits me and Mira is scared to come home")
    await made.settled()


async def test_every_page_is_free_of_faults_and_fits_in_light_dark_and_at_400_percent(rooms: Rooms) -> None:
    await _morning(rooms.made)
    axe, troubles = Axe(), []
    ARTEFACTS.mkdir(exist_ok=True)
    for who, paths in PAGES.items():
        page = await rooms.at(who)
        for path in paths:
            await rooms.go(page, path)
            troubles += await _faults(axe, page, f"{who} {path}")
        if who == "head":
            await _begin_a_case(page)
            troubles += [*await _faults(axe, page, "head a case"), *await _the_file(axe, page)]
        await rooms.go(page, "/console")
        if await page.locator("a.row").count():
            await page.locator("a.row").first.click()
            troubles += await _faults(axe, page, f"{who} an item")
        await page.context.close()
    assert troubles == []
    ours = rooms.made.address
    assert {url for url in rooms.asked if not url.startswith(ours)} == set()


async def _begin_a_case(page: Page) -> None:
    """By keyboard and by what the page says, as somebody who has never seen it."""
    await page.goto(page.url.split("/console")[0] + "/console/cases?search=qamar")
    await page.get_by_label("What happened").fill(CASE)
    await page.get_by_role("button", name="Begin the case").click()
    await page.get_by_label("What was said").fill("She will take it down.")
    await page.get_by_role("button", name="Add it").click()
    await page.get_by_text("She will take it down.").wait_for()


async def _the_file(axe: Axe, page: Page) -> list[str]:
    await page.get_by_role("link", name="File to print or send").click()
    await page.get_by_role("link", name="Download").wait_for()
    return await _faults(axe, page, "head a case file")


async def _faults(axe: Axe, page: Page, where: str) -> list[str]:
    """What axe-core minds in light and in dark, and whether anything sticks out at 400 %."""
    name = "".join(letter if letter.isalnum() else "-" for letter in where)
    found = []
    for scheme in ("light", "dark"):
        await page.emulate_media(color_scheme=scheme)
        if scheme == "light" or where.endswith("item"):
            await page.screenshot(path=ARTEFACTS / f"console-{name}-{scheme}.png", animations="disabled")
        if scheme == "dark":
            await page.evaluate("document.getAnimations().forEach((one) => one.finish())")
        only = {"runOnly": ["color-contrast"]} if scheme == "dark" else None  # the rest is the same
        result = await axe.run(page, options=only)
        found += [f"{where} {scheme}: {one['id']} {one['nodes'][0]['html'][:160]}" for one in result.response["violations"]]
    await page.set_viewport_size(NARROW)  # type: ignore[arg-type]
    wide = await page.evaluate("document.documentElement.scrollWidth")
    if wide > NARROW["width"]:
        found.append(f"{where}: {wide} px wide at 400 %")
    if await page.evaluate(TINY):
        found.append(f"{where}: letters nobody can read at 400 %")
    if where.endswith("item"):
        await page.screenshot(path=ARTEFACTS / f"console-{name}-narrow.png", full_page=True, animations="disabled")
    await page.set_viewport_size(WIDE)  # type: ignore[arg-type]
    return found


async def test_the_office_confirms_a_class_with_one_key_and_two_workers_do_it_once(rooms: Rooms) -> None:
    await _morning(rooms.made)
    orla, olive = await rooms.at("office"), await rooms.at("office2")
    await olive.route("**/console/events", lambda route: route.abort())  # her page still shows what is done already
    for page in (orla, olive):
        await rooms.go(page, "/console/absences")
    await orla.get_by_role("button", name="Confirm 3B").focus()
    await orla.keyboard.press("Enter")
    await orla.get_by_text("3B: 1 confirmed.").wait_for()
    assert "all confirmed" in await orla.inner_text("main")
    await orla.wait_for_function("document.activeElement.innerText.startsWith('3B')")  # she goes on from there, once the script has run
    await olive.get_by_role("button", name="Confirm 3B").click()
    await olive.get_by_text("all confirmed").wait_for()
    await rooms.made.settled()
    noted = [text for text in rooms.made.texts("beth") if "Finn" in text and "off" in text.casefold()]
    assert len(noted) == len(set(noted))


async def test_a_page_brings_itself_up_to_date_and_ends_with_the_persons_rights(rooms: Rooms) -> None:
    tess = await rooms.at("t3")
    await tess.get_by_text("Nothing waits for you.").wait_for()
    rooms.made.say("marta", "Ola forgot her reading book today, sorry")
    await tess.get_by_role("link", name="Ola Zielona").wait_for(timeout=15_000)
    await tess.get_by_role("button", name="Sign out").click()
    await tess.get_by_role("heading", name="Sign in").wait_for()


async def test_a_teacher_reads_and_answers_with_the_keyboard_alone(rooms: Rooms) -> None:
    rooms.made.say("sana", URDU)
    await rooms.made.settled()
    tess = await rooms.at("t3")
    await _tab_to(tess, "Zain Qamar")
    await tess.keyboard.press("Enter")
    await tess.locator('p.words[lang="ur"][dir="rtl"]').wait_for()
    await _tab_to(tess, "Answer Sana Qamar")
    await tess.keyboard.type("Yes please: swimming is tomorrow.")
    await _tab_to(tess, "Send the answer")
    await tess.keyboard.press("Enter")
    await tess.get_by_role("button", name="Undo").wait_for()
    assert "Goes" in await tess.inner_text(".told")


async def _tab_to(page: Page, words: str) -> None:
    """Press Tab until something with these words, or labelled with them, has the focus."""
    script = "(document.activeElement.innerText || document.activeElement.labels?.[0]?.innerText || '')"
    for _ in range(40):
        await page.keyboard.press("Tab")
        if words in await page.evaluate(script):
            return
    raise AssertionError(f"the keyboard does not get to {words!r}")

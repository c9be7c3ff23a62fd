"""Every page and deed of the console for every role: open to whom the one table says, shut to everybody else."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Row, select
from starlette.routing import Route

from bot.domain.access import TABLE, Action, Reach
from bot.domain.messages import Carrier
from bot.domain.people import DutyKind, Role
from bot.web.console.door import Deed, Page
from bot.web.console.routes import DEEDS, PAGES, routes
from bot.web.console.sign_in import OPEN
from storage import tables
from storage.db import Db
from tests.cast import OAK_LANE, Roll
from tests.clauses import desk
from tests.clauses.school import School
from tests.town import Town, town
from tests.web.browser import At, Browser, Seen, at_console

ROLES = tuple(
    role
    for role in Role
    if role not in {Role.CLASS_TEACHER, Role.PPA_COVER, Role.SUPPORT_STAFF, Role.SUPPLY, Role.GUARDIAN, Role.SYSTEM}
)
_FREE = {"/console/static/{name}", "/console/", "/console/events"}
STAFF = {f"r_{role}": ("Robin", str(role).replace("_", "").title(), f"66{place:02}", (role,)) for place, role in enumerate(ROLES)}
ROLL = Roll(
    families=OAK_LANE.families,
    pupils=OAK_LANE.pupils,
    staff={
        **STAFF,
        "r_class_teacher": ("Tess", "Harrow", "6001", ()),
        "r_ppa_cover": ("Cass", "Weir", "6003", ()),
        "r_support_staff": ("Alex", "Moor", "6004", ()),
        "t5": ("Theo", "Fenn", "6002", ()),
    },
    classes=OAK_LANE.classes,
    duties=(
        ("r_class_teacher", "3B", DutyKind.TEACHES, {}),
        ("r_ppa_cover", "3B", DutyKind.COVERS, {}),
        ("r_support_staff", "3B", DutyKind.SUPPORTS, {}),
        ("t5", "5A", DutyKind.TEACHES, {}),
    ),
    terms=OAK_LANE.terms,
)
BESIDE = Roll(
    families={"nora": ("Nora", "Nord", "en", Carrier.SMS, "+447700900199", ("nils",))},
    pupils={"nils": ("Nils", "Nord", "1A")},
    staff={"n1": ("Nell", "Teach", "6801", ())},
    classes={"1A": "1"},
    duties=(("n1", "1A", DutyKind.TEACHES, {}),),
    terms=OAK_LANE.terms,
)
DECLARED: tuple[Page | Deed, ...] = (*PAGES, *DEEDS)
EVERYBODY = (*ROLES, Role.CLASS_TEACHER, Role.PPA_COVER, Role.SUPPORT_STAFF)
_NOWHERE = "7"


@pytest.fixture
async def here(sqlite_url: str, tmp_path: Path) -> AsyncIterator[tuple[Town, At]]:
    beside = ("greenfield", BESIDE)
    async with town(sqlite_url, tmp_path, preset="greenfield", roll=ROLL, neighbour=beside) as made, at_console(made) as at:
        yield made, at


def test_no_route_is_outside_the_declared_ones() -> None:
    declared = {one.path for one in DECLARED} | set(OPEN) | _FREE
    assert {route.path for route in routes() if isinstance(route, Route)} == declared
    assert all(one.action in TABLE for one in DECLARED)


def _filled(path: str) -> str:
    for name in ("item", "thread", "class", "news", "case", "media"):
        path = path.replace(f"{{{name}:int}}", _NOWHERE)
    return path


async def _as(made: Town, at: At, role: Role) -> Browser:
    browser = await at(f"r_{role}")
    assert browser.seen.status == 200, browser.seen.text
    return browser


async def test_DPIA24_each_page_and_deed_in_own_and_other_class_and_school_is_for_the_published_roles_alone(
    here: tuple[Town, At],
) -> None:
    """A page about something that is not there is "not here" for those who may, and "not yours" for the others."""
    made, at = here
    for who, child in (("sana", "Zain"), ("omar", "Huda"), ("nora", "Nils")):
        made.say(who, f"{child} forgot the reading book, papaya")
        await made.settled()
    places = await made.read(_notes)
    assert set(places) == {"own", "other", "beside"}
    published = await desk.told(School(made), "papers", "roles", "--school", "oak-lane", "--by", "Robin Dpo")
    assert published == {str(action): {str(role): str(reach) for role, reach in row.items()} for action, row in TABLE.items()}
    assert len({one.action for one in DECLARED}) >= 20
    for role in EVERYBODY:
        browser = await _as(made, at, role)
        csrf = browser.form("/console/sign-out").fields["csrf"]
        read = [(await _page(browser, role, page, published)).text for page in PAGES]
        read += [text for where, note in places.items() for text in await _about(browser, role, where, note, published)]
        for deed in DEEDS:
            if deed.path.endswith(("sign-out", "me/password", "me/recovery", "me/end")):
                continue
            seen = await browser.post(_filled(deed.path), {"csrf": csrf})
            assert (seen.status == 403) is (str(role) not in published[str(deed.action)]), (role, deed.path, seen.status)
        may_read = any("papaya" in text for text in read)
        assert may_read is (role in {Role.CLASS_TEACHER, Role.PPA_COVER}), role
    assert published["operate"] == {"technician": "school"}
    for words in (("rights", "list"), ("audit", "verify")):
        await desk.ok(School(made), *words, "--school", "oak-lane", "--by", "Robin Dpo")
        await desk.refused(School(made), *words, "--school", "oak-lane", "--by", "Robin Technician")


async def _page(browser: Browser, role: Role, page: Page, published: dict[str, dict[str, str]]) -> Seen:
    seen = await browser.get(_filled(page.path))
    assert (seen.status == 403) is (str(role) not in published[str(page.action)]), (role, page.path, seen.status)
    assert seen.status in {200, 403, 404}, (role, page.path, seen.text)
    assert len(seen.raw.encode()) < 150_000
    return seen


async def _about(
    browser: Browser, role: Role, where: str, note: Row[Any], published: dict[str, dict[str, str]]
) -> list[str]:
    """A note, its thread and its class, as far as the role reaches: here 200, elsewhere 404, not at all 403."""
    texts = []
    for path, action in (
        (f"/console/item/{note.id}", Action.READ_ITEM),
        (f"/console/threads/{note.thread_id}", Action.READ_ITEM),
        (f"/console/classes/{note.class_id}", Action.VIEW_CLASS_PAGE),
        (f"/console/classes/thread/{note.thread_id}", Action.VIEW_THREAD),
    ):
        seen = await browser.get(path)
        reach = published[str(action)].get(str(role))
        there = {"school": where != "beside", "duty": where == "own"}.get(str(reach), False)
        assert seen.status == (403 if reach is None else 200 if there else 404), (role, where, path, seen.status)
        texts.append(seen.text)
    return texts


def _notes(db: Db) -> dict[str, Row[Any]]:
    """The three notes: of the class these teach, of another class, of the school beside."""
    item, group = tables.item, tables.school_class
    found = db.all(select(item.c.id, item.c.thread_id, item.c.class_id, group.c.name).join(group, group.c.id == item.c.class_id))
    return {{"3B": "own", "5A": "other", "1A": "beside"}[row.name]: row for row in found}


async def test_nobody_signed_out_sees_any_of_it(here: tuple[Town, At]) -> None:
    _, at = here
    nobody = await at()
    for page in PAGES:
        seen = await nobody.get(_filled(page.path))
        assert seen.path.startswith("/console/sign-in"), page.path
    for deed in DEEDS:
        assert (await nobody.post(_filled(deed.path), {})).status == 401, deed.path
    assert (await nobody.get("/console/events")).status == 401


async def test_a_number_that_no_database_holds_names_nobody_in_any_form(here: tuple[Town, At]) -> None:
    _, at = here
    huge = "9" * 25
    for who, path, form in (
        ("r_head", "/console/cases", {"whom": f"guardian.{huge}", "text": "x"}),
        ("r_head", "/console/data/file", {"request": huge}),
        ("r_head", "/console/closure", {"first": "2024-03-06", "class": huge, "sure": "1"}),
        ("r_head", "/console/support/decide", {"ask": huge, "thread": huge}),
        ("r_head", "/console/me/end", {"session": huge}),
        ("r_office", "/console/log", {"way": "logdesk", "whom": f"{huge}.{huge}", "text": "x"}),
        ("r_office", "/console/say", {"once": huge, "text": "/list"}),
        ("r_office", "/console/data", {"whom": f"guardian.{huge}", "request": huge}),
        ("r_office", "/console/staff/add", {"name": "New Person", "mobile": "07700 900777", "teaches": huge, "role_office": "1"}),
        ("r_dsl", "/console/release", {"request": huge, "why": "safeguarding", "decision": "released"}),
    ):
        browser = await at(who)
        csrf = browser.form("/console/sign-out").fields["csrf"]
        assert (await browser.post(path, {"csrf": csrf, **form})).status in {200, 404}, path


def test_every_action_of_a_page_reaches_somebody() -> None:
    assert all(TABLE[one.action] for one in DECLARED)
    assert TABLE[Action.USE_CONSOLE][Role.TECHNICIAN] is Reach.OWN

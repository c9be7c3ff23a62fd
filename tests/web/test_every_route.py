"""Every page and deed of the console for every role: open to whom the one table says, shut to everybody else."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from starlette.routing import Route

from bot.domain.access import TABLE, Action, Reach
from bot.domain.people import DutyKind, Role
from bot.web.console.door import Deed, Page
from bot.web.console.routes import DEEDS, PAGES, routes
from bot.web.console.sign_in import OPEN
from tests.cast import OAK_LANE, Roll
from tests.town import Town, town
from tests.web.browser import At, Browser, at_console

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
    },
    classes=OAK_LANE.classes,
    duties=(
        ("r_class_teacher", "3B", DutyKind.TEACHES, {}),
        ("r_ppa_cover", "3B", DutyKind.COVERS, {}),
        ("r_support_staff", "3B", DutyKind.SUPPORTS, {}),
    ),
    terms=OAK_LANE.terms,
)
DECLARED: tuple[Page | Deed, ...] = (*PAGES, *DEEDS)
EVERYBODY = (*ROLES, Role.CLASS_TEACHER, Role.PPA_COVER, Role.SUPPORT_STAFF)
_NOWHERE = "7"


@pytest.fixture
async def here(sqlite_url: str, tmp_path: Path) -> AsyncIterator[tuple[Town, At]]:
    async with town(sqlite_url, tmp_path, roll=ROLL) as made, at_console(made) as at:
        yield made, at


def test_no_route_is_outside_the_declared_ones() -> None:
    declared = {one.path for one in DECLARED} | set(OPEN) | _FREE
    assert {route.path for route in routes() if isinstance(route, Route)} == declared
    assert all(one.action in TABLE for one in DECLARED)


def _filled(path: str) -> str:
    for name in ("item", "thread", "class", "news"):
        path = path.replace(f"{{{name}:int}}", _NOWHERE)
    return path


async def _as(made: Town, at: At, role: Role) -> Browser:
    browser = await at(f"r_{role}")
    assert browser.seen.status == 200, browser.seen.text
    return browser


async def test_each_page_opens_for_the_roles_of_the_table_alone(here: tuple[Town, At]) -> None:
    """A page about something that is not there is "not here" for those who may, and "not yours" for the others."""
    made, at = here
    for role in EVERYBODY:
        browser = await _as(made, at, role)
        csrf = browser.form("/console/sign-out").fields["csrf"]
        for page in PAGES:
            seen = await browser.get(_filled(page.path))
            allowed = role in TABLE[page.action]
            assert (seen.status == 403) is not allowed, (role, page.path, seen.status)
            assert seen.status in {200, 403, 404}, (role, page.path, seen.text)
            assert len(seen.raw.encode()) < 150_000
        for deed in DEEDS:
            if deed.path.endswith(("sign-out", "me/password", "me/recovery", "me/end")):
                continue
            seen = await browser.post(_filled(deed.path), {"csrf": csrf})
            assert (seen.status == 403) is (role not in TABLE[deed.action]), (role, deed.path, seen.status)


async def test_nobody_signed_out_sees_any_of_it(here: tuple[Town, At]) -> None:
    _, at = here
    nobody = await at()
    for page in PAGES:
        seen = await nobody.get(_filled(page.path))
        assert seen.path.startswith("/console/sign-in"), page.path
    for deed in DEEDS:
        assert (await nobody.post(_filled(deed.path), {})).status == 401, deed.path
    assert (await nobody.get("/console/events")).status == 401


def test_every_action_of_a_page_reaches_somebody() -> None:
    assert all(TABLE[one.action] for one in DECLARED)
    assert TABLE[Action.USE_CONSOLE][Role.TECHNICIAN] is Reach.OWN

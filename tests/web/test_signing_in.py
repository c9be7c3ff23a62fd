"""Getting into the console: by invite, password and second factor; locked by wrong tries; out the moment rights end."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import AbstractContextManager
from datetime import timedelta
from pathlib import Path
from unittest import mock

import pytest

from bot import app, office, opening
from bot.domain.access import Scope
from bot.domain.people import Role
from bot.settings import Settings
from bot.signing_in import entering, passwords
from bot.web.console.guests import Guest
from bot.web.server import create_app, listening
from storage import sessions, tables
from storage.clock import lease_now
from tests.town import Town, town
from tests.web.browser import PASSWORD, At, at_console

CONSOLE = ("console_account", "console_invite", "console_recovery", "console_session")


@pytest.fixture
async def here(sqlite_url: str, tmp_path: Path) -> AsyncIterator[tuple[Town, At]]:
    async with town(sqlite_url, tmp_path) as made, at_console(made) as at:
        yield made, at


def later(by: timedelta) -> AbstractContextManager[object]:
    """The machine's clock as the sign-in sees it."""
    moment = lease_now() + by
    return mock.patch.object(entering, "lease_now", lambda: moment)


async def test_an_invite_becomes_an_account_and_works_once(here: tuple[Town, At]) -> None:
    made, at = here
    tess = await at("t3", ceremony=True)
    assert tess.seen.status == 200
    assert "Tess Harrow" in tess.seen
    again = await at()
    await again.get("/console/start")
    await again.send("/console/start", invite="0000-0000-0000")
    assert "This code does not work" in again.seen
    with made.hub.reading() as db:
        for name in CONSOLE:
            for row in db.all(tables.METADATA.tables[name].select()):
                for value in row:
                    assert not isinstance(value, str) or (PASSWORD not in value and tess.secret not in value)


async def test_a_password_without_the_second_factor_opens_nothing(here: tuple[Town, At]) -> None:
    _, at = here
    tess = await at("t3", ceremony=True)
    other = await at()
    await other.get("/console/sign-in")
    await other.send("/console/sign-in", login=tess.login("t3"), password=PASSWORD)
    assert "Your code" in other.seen
    await other.get("/console")
    assert "Sign in" in other.seen
    await other.send("/console/sign-in", login=tess.login("t3"), password=PASSWORD)
    await other.send("/console/sign-in/code", code="000000")
    assert other.seen.status == 401
    assert "That code did not work" in other.seen


async def test_a_code_of_the_app_works_once(here: tuple[Town, At]) -> None:
    _, at = here
    tess = await at("t3", ceremony=True)
    other = await at()
    await other.get("/console/sign-in")
    await other.send("/console/sign-in", login=tess.login("t3"), password=PASSWORD)
    await other.send("/console/sign-in/code", code=tess.proved)  # not a fresh one, should half a minute have begun since
    assert other.seen.status == 401


async def test_a_wrong_name_and_a_wrong_password_are_told_alike(here: tuple[Town, At]) -> None:
    _, at = here
    tess = await at("t3", ceremony=True)
    told = []
    for login in (tess.login("t3"), "nobody.here"):
        other = await at()
        await other.get("/console/sign-in")
        await other.send("/console/sign-in", login=login, password="wrong wrong wrong")
        told.append((other.seen.status, other.seen.text.replace(login, "")))
    assert told[0] == told[1]


async def test_five_wrong_tries_lock_and_the_person_hears_of_it(here: tuple[Town, At]) -> None:
    made, at = here
    tess = await at("t3", ceremony=True)
    other = await at()
    await other.get("/console/sign-in")
    for _ in range(5):
        await other.send("/console/sign-in", login=tess.login("t3"), password="not the right one")
    await other.send("/console/sign-in", login=tess.login("t3"), password=PASSWORD)
    assert "Your code" not in other.seen
    assert "locked until" in await made.sees("t3", "locked")
    with later(timedelta(minutes=16)):
        await other.send("/console/sign-in", login=tess.login("t3"), password=PASSWORD)
    assert "Your code" in other.seen


async def test_rights_end_with_the_very_next_request(here: tuple[Town, At]) -> None:
    made, at = here
    tess = await at("t3", ceremony=True)
    scope = Scope(made.cast.school_id, None, Role.OFFICE, "test")
    await made.hub.write(lambda db: office.end_staff(scope, db, made.hub.now(), made.cast.staff["t3"]))
    await tess.get("/console")
    assert tess.seen.path.startswith("/console/sign-in")
    await tess.send("/console/sign-in", login="tess.harrow", password=PASSWORD)
    assert tess.seen.status == 401


async def test_a_session_ends_when_it_is_not_used_and_when_the_day_is_over(here: tuple[Town, At]) -> None:
    _, at = here
    tess = await at("t3", ceremony=True)
    with later(timedelta(minutes=31)):
        await tess.get("/console")
    assert tess.seen.path.startswith("/console/sign-in")
    with later(timedelta(minutes=29)):
        await tess.get("/console")
    assert tess.seen.path == "/console"
    with later(timedelta(hours=12, minutes=1)):
        await tess.get("/console")
    assert tess.seen.path.startswith("/console/sign-in")


async def test_one_sees_where_one_is_signed_in_and_signs_out_there(here: tuple[Town, At]) -> None:
    _, at = here
    tess = await at("t3", ceremony=True)
    tablet = await at()
    tablet.recovery = tess.recovery
    await tablet.enter("t3")
    await tess.get("/console/me")
    assert tess.seen.text.count("Since ") == 2
    await tess.press("Sign out there")
    assert tess.seen.text.count("Since ") == 1
    await tablet.get("/console")
    assert tablet.seen.path.startswith("/console/sign-in")
    await tess.get("/console/me")
    await tess.press("Sign out")
    await tess.get("/console")
    assert tess.seen.path.startswith("/console/sign-in")


async def test_what_was_being_written_when_the_session_ended_comes_back(here: tuple[Town, At]) -> None:
    made, at = here
    tess = await at("t3", ceremony=True)
    made.say("marta", "Ola forgot her reading book today, sorry")
    await made.settled()
    await tess.get("/console")
    await tess.open("Ola Zielona")
    words = "No problem. She can <b>bring</b> it tomorrow & all is well."
    with later(timedelta(minutes=40)):
        await tess.send("/console/item/", text=words)
    assert tess.seen.status == 401
    assert "What you had written is kept" in tess.seen
    await tess.send("/console/sign-in", login=tess.login("t3"), password=PASSWORD)
    await tess.send("/console/sign-in/code", code=tess.recovery.pop())
    assert "Nothing has been sent" in tess.seen
    assert tess.form("/console/item/").fields["text"] == words
    await tess.press("Go on as before")
    assert words in tess.seen
    assert "Done: answered." in tess.seen


async def test_another_persons_words_are_not_given_to_whoever_signs_in_next(here: tuple[Town, At]) -> None:
    _, at = here
    tess, theo = await at("t3", ceremony=True), await at("t5", ceremony=True)
    with later(timedelta(minutes=40)):
        await tess.post("/console/say", {"text": "something about Ola"})
    theo.cookies, theo.page = tess.cookies, tess.page
    await theo.send("/console/sign-in", login=theo.login("t5"), password=PASSWORD)
    await theo.send("/console/sign-in/code", code=theo.recovery.pop())
    assert "Theo Fenn" in theo.seen
    assert "something about Ola" not in theo.seen.raw


async def test_signing_out_empties_what_the_browser_stores(here: tuple[Town, At]) -> None:
    town, at = here
    tess = await at("t3", ceremony=True)
    form = tess.form("/console/sign-out")
    headers = {"Cookie": "; ".join(f"{name}={value}" for name, value in tess.cookies.items()), "Origin": town.address}
    asked = tess.http.request("POST", town.address + "/console/sign-out", data=form.fields, headers=headers, allow_redirects=False)
    async with asked as answer:
        assert answer.status == 303
        assert answer.headers["Clear-Site-Data"] == '"storage"'


async def test_a_form_from_elsewhere_does_nothing(here: tuple[Town, At]) -> None:
    _, at = here
    tess = await at("t3", ceremony=True)
    await tess.post("/console/sign-out", {"csrf": "0" * 64})
    assert tess.seen.status == 403
    await tess.get("/console")
    assert tess.seen.path == "/console"


async def test_a_page_sends_strict_headers_and_a_host_cookie(here: tuple[Town, At]) -> None:
    _, at = here
    tess = await at("t3", ceremony=True)
    found = tess.seen.headers
    assert "unsafe" not in found["Content-Security-Policy"]
    assert found["Cache-Control"] == "no-store"
    assert found["Strict-Transport-Security"].startswith("max-age=31536000")
    assert set(tess.cookies) == {"__Host-bookbag"}
    assert "<style" not in tess.seen.raw
    assert "style=" not in tess.seen.raw
    assert "http" not in tess.seen.raw.replace("http-equiv", "")


async def test_a_new_password_signs_out_everywhere_else(here: tuple[Town, At]) -> None:
    _, at = here
    tess = await at("t3", ceremony=True)
    tablet = await at()
    tablet.recovery = tess.recovery
    await tablet.enter("t3")
    await tess.get("/console/me")
    await tess.send("/console/me/password", password="wrong", new="seven grey geese flying")
    assert "The present password was not right" in tess.seen
    await tess.send("/console/me/password", password=PASSWORD, new="seven grey geese flying")
    assert "The new password holds" in tess.seen
    await tablet.get("/console")
    assert tablet.seen.path.startswith("/console/sign-in")
    await tess.send("/console/me/recovery")
    assert len(tess.seen.raw.split('<li class="code">')) == 11
    await tess.get("/console/me")
    form = tess.form("/console/me/password")
    for _ in range(4):  # the fifth wrong one: whoever finds the screen unlocked guesses no longer than at the door
        await tess.post(form.action, {**form.fields, "password": "wrong", "new": "seven grey geese flying"})
    assert tess.seen.path.startswith("/console/sign-in")
    await tess.get("/console/sign-in")
    await tess.send("/console/sign-in", login="tess.harrow", password="seven grey geese flying")
    assert "That did not work" in tess.seen


@pytest.mark.parametrize(
    "password,said",
    [
        ("short one", "at least 12"),
        ("aaaaaaaaaaaaaaaa", "more different"),
        ("tess harrow 2026", "your own name"),
        ("Password123456", "your own name"),
    ],
)
def test_a_password_that_is_guessed_first_is_refused(password: str, said: str) -> None:
    assert said in str(passwords.trouble_with(password, "tess.harrow", "Tess", "Harrow"))


def test_words_anybody_can_remember_are_a_good_password() -> None:
    assert passwords.trouble_with(PASSWORD, "tess.harrow", "Tess", "Harrow") is None


async def test_old_sessions_are_forgotten(here: tuple[Town, At]) -> None:
    made, at = here
    tess = await at("t3", ceremony=True)
    await made.hub.write(lambda db: sessions.forget(db, lease_now() + timedelta(days=1)))
    await tess.get("/console")
    assert tess.seen.path.startswith("/console/sign-in")


async def test_only_the_demo_has_a_door_without_a_key(here: tuple[Town, At]) -> None:
    made, at = here
    nobody = await at()
    await nobody.get("/console/sign-in")
    assert "This is the demo" not in nobody.seen
    csrf = nobody.form("/console/sign-in").fields["csrf"]
    await nobody.post("/console/sign-in/guest", {"csrf": csrf, "guest": "Tess Harrow"})
    assert nobody.seen.status == 404
    await at("t3")
    guest = Guest("Tess Harrow", "teaches 3B", made.cast.school_id, made.cast.staff["t3"])
    async with listening(create_app(made.hub, guests=(guest,)), "127.0.0.1", 0) as address:
        made.address, nobody.https = address, False
        await nobody.get("/console/sign-in")
        await nobody.press("Tess Harrow, teaches 3B")
        assert "Nothing waits for you." in nobody.seen


async def test_an_open_door_beside_a_real_carrier_is_refused(tmp_path: Path) -> None:
    settings = Settings(_env_file=None, data_folder=tmp_path, key_file=tmp_path / "key")
    with pytest.raises(opening.NotSetUp, match="only the demo"):
        async with app.running(settings, mock.Mock(), (Guest("Tess", "teaches", 1, 2),)):
            pass

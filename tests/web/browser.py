"""A person at the console without JavaScript: reads pages, presses buttons, fills forms; cookies as a browser keeps them."""

from __future__ import annotations

import contextlib
import html
import re
from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass, field
from html.parser import HTMLParser
from http.cookies import SimpleCookie
from typing import Any, Protocol
from urllib.parse import urlencode, urlsplit

import aiohttp
import pyotp

from bot.domain.access import Scope
from bot.domain.people import Role
from bot.hub import Hub
from bot.signing_in import entering, making
from storage import roll, signin
from storage.clock import lease_now
from storage.db import Db
from tests import ledger
from tests.cast import Cast

PASSWORD = "four calm green kettles"


class House(Protocol):
    """A hub whose console is served at `address`, and who is there."""

    @property
    def hub(self) -> Hub: ...

    @property
    def cast(self) -> Cast: ...

    @property
    def address(self) -> str: ...


@dataclass(slots=True)
class Form:
    action: str
    fields: dict[str, str] = field(default_factory=dict)
    buttons: list[tuple[str, str, str]] = field(default_factory=list)  # name, value, label


class _Reader(HTMLParser):
    """Forms with their fields and buttons, and what can be read."""

    def __init__(self) -> None:
        super().__init__()
        self.forms: list[Form] = []
        self.links: dict[str, str] = {}
        self.words: list[str] = []
        self._form: Form | None = None
        self._button: list[str] | None = None
        self._label = ""
        self._area: str | None = None
        self._select: str | None = None
        self._link: str | None = None
        self._skip = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = {name: value or "" for name, value in attrs}
        if tag in {"p", "li", "h1", "h2", "h3", "div", "tr", "dt", "td", "th", "section", "label", "summary"}:
            self.words.append("\n")
        if tag in {"script", "style", "title"}:
            self._skip = True
        if tag == "form":
            self._form = Form(found["action"])
            if found.get("method") == "post":
                self.forms.append(self._form)
        elif tag == "a":
            self._link, self._label = found.get("href", ""), ""
        elif self._form is not None:
            self._in_form(tag, found)

    def _in_form(self, tag: str, found: dict[str, str]) -> None:
        form = self._form or Form("")
        if tag == "input" and "name" in found:
            if found.get("type") in {"radio", "checkbox"} and "checked" not in found:
                return
            form.fields[found["name"]] = found.get("value", "on" if found.get("type") == "checkbox" else "")
        elif tag == "textarea":
            self._area = found["name"]
            form.fields[self._area] = ""
        elif tag == "select":
            self._select = found["name"]
        elif tag == "option" and self._select and ("selected" in found or self._select not in form.fields):
            form.fields[self._select] = found.get("value", "")
        elif tag == "button":
            self._button, self._label = [found.get("name", ""), found.get("value", "")], ""

    def handle_endtag(self, tag: str) -> None:
        if tag in {"script", "style", "title"}:
            self._skip = False
        if tag == "form":
            self._form = None
        elif tag == "textarea":
            self._area = None
        elif tag == "select":
            self._select = None
        elif tag == "a" and self._link is not None:
            self.links[" ".join(self._label.split())] = self._link
            self._link = None
        elif tag == "button" and self._button is not None:
            if self._form is not None:
                self._form.buttons.append((self._button[0], self._button[1], " ".join(self._label.split())))
            self._button = None

    def handle_data(self, data: str) -> None:
        if self._skip:
            return
        if self._area and self._form:
            self._form.fields[self._area] += data
            return
        self._label += data
        self.words.append(data)


@dataclass(slots=True)
class Seen:
    """One answer of the server."""

    status: int
    headers: Mapping[str, str]
    raw: str
    path: str
    forms: list[Form]
    links: dict[str, str]
    text: str
    body: bytes

    def __contains__(self, words: str) -> bool:
        return words in self.text


@dataclass(slots=True)
class Browser:
    """One person's browser. `https` says, as a proxy would, how it was asked."""

    town: House
    http: aiohttp.ClientSession
    cookies: dict[str, str] = field(default_factory=dict)
    page: Seen | None = None
    https: bool = True
    secret: str = ""
    proved: str = ""  # the code that proved the app, used up by it
    recovery: list[str] = field(default_factory=list)
    drift: int = 0  # half minutes ahead, so that each sign-in has a fresh code

    async def get(self, path: str) -> Seen:
        return await self._go("GET", path)

    async def post(self, path: str, form: Mapping[str, Any]) -> Seen:
        return await self._go("POST", path, urlencode({name: str(value) for name, value in form.items()}))

    async def once(self, path: str, form: Mapping[str, Any] | None = None) -> int:
        """Ask without looking: the status, once the whole answer is here."""
        headers = {"Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items()), "Origin": self.town.address}
        method = "GET" if form is None else "POST"
        async with self.http.request(method, self.town.address + path, data=form, headers=headers) as answer:
            await answer.read()
            return answer.status

    async def upload(self, action: str, files: Mapping[str, bytes], /, **fields: Any) -> Seen:
        """Choose files in the page's form that goes to `action` and send it."""
        form, body = self.form(action), aiohttp.FormData(default_to_multipart=True)
        for name, value in {**form.fields, **fields}.items():
            if name != "files":
                body.add_field(name, str(value))
        for name, data in files.items():
            body.add_field("files", data, filename=name, content_type="application/octet-stream")
        return await self._go("POST", form.action, body)

    async def send(self, action: str, /, **fields: Any) -> Seen:
        """Fill in the page's form that goes to `action` and send it."""
        form = self.form(action)
        return await self.post(form.action, {**form.fields, **fields})

    async def press(self, label: str, /, **fields: Any) -> Seen:
        """The first button of that label on the page."""
        for form in self.seen.forms:
            for name, value, said in form.buttons:
                if said == label:
                    chosen = {name: value} if name else {}
                    return await self.post(form.action, {**form.fields, **fields, **chosen})
        raise AssertionError(f"no button {label!r}; there are {self.labels}, and:\n{self.seen.text}")

    async def open(self, words: str) -> Seen:
        """Follow the first link whose words hold these."""
        for said, path in self.seen.links.items():
            if words in said:
                return await self.get(path)
        raise AssertionError(f"no link {words!r}; there are {list(self.seen.links)}")

    @property
    def seen(self) -> Seen:
        assert self.page is not None
        return self.page

    @property
    def labels(self) -> list[str]:
        return [label for form in self.seen.forms for _, _, label in form.buttons]

    def form(self, action: str) -> Form:
        found = [one for one in self.seen.forms if one.action.startswith(action)]
        assert found, f"no form {action}; there are {[one.action for one in self.seen.forms]} on:\n{self.seen.text}"
        return found[0]

    async def _go(self, method: str, path: str, body: str | aiohttp.FormData | None = None) -> Seen:
        ledger.door(ledger.BROWSER)
        seen = await self._once(method, path, body)
        for _ in range(5):
            if seen.status not in {303, 307, 308}:
                break
            wanted = urlsplit(seen.headers["Location"])
            seen = await self._once("GET", wanted.path + (f"?{wanted.query}" if wanted.query else ""))
        self.page = seen
        return seen

    async def _once(self, method: str, path: str, body: str | aiohttp.FormData | None = None) -> Seen:
        headers = {"Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items())}
        headers |= {"X-Forwarded-Proto": "https"} if self.https else {}
        if body is not None:
            headers |= {"Origin": self.town.address}
        if isinstance(body, str):
            headers |= {"Content-Type": "application/x-www-form-urlencoded"}
        address = self.town.address + path
        async with self.http.request(method, address, data=body, headers=headers, allow_redirects=False) as answer:
            read = await answer.read()
            for cookie in answer.headers.getall("Set-Cookie", []):
                self._keep(cookie)
            return _seen(answer.status, answer.headers, read, path)

    def _keep(self, cookie: str) -> None:
        for name, morsel in SimpleCookie(cookie).items():
            if morsel["max-age"] == "0" or not morsel.value:
                self.cookies.pop(name, None)
            else:
                self.cookies[name] = morsel.value

    async def be(self, who: str) -> Seen:
        """Signed in without the ceremony, for stories about something else."""
        hub, staff_id = self.town.hub, self.town.cast.staff[who]
        scope = Scope(self.town.cast.school_id, None, Role.OFFICE, "test")

        def unit(db: Db) -> None:
            if signin.of_staff(scope, db, staff_id) is None:
                now, login = lease_now(), f"{who}@{self.town.cast.school_id}"
                made = signin.put(scope, db, staff_id, login=login, password_hash="none", totp="none", now=now)
                signin.proved(scope, db, made, now)

        await hub.write(unit)
        self.cookies["__Host-bookbag"] = str(await entering.as_guest(hub, scope.school_id, staff_id))
        return await self.get("/console")

    # signing in ---------------------------------------------------------------------------------------------------

    async def join(self, who: str) -> Seen:
        """The office's code, a password, an app, the recovery codes, and in."""
        await self.get("/console/start")
        await self.send("/console/start", invite=await self.invited(who))
        await self.send("/console/start", password=PASSWORD, again=PASSWORD)
        found = re.search(r'class="code">([A-Z2-7 ]+)<', self.seen.raw)
        assert found, self.seen.text
        self.secret = found[1].replace(" ", "")
        self.proved = self.code()
        await self.send("/console/start/app", code=self.proved)
        self.recovery = re.findall(r'<li class="code">([^<]+)', self.seen.raw)
        return await self.enter(who)

    async def invited(self, who: str) -> str:
        """The code the office gives them."""
        scope = Scope(self.town.cast.school_id, None, Role.OFFICE, "test")
        staff_id = self.town.cast.staff[who]
        return await self.town.hub.write(lambda db: making.invite(scope, db, staff_id))

    async def enter(self, who: str, password: str = PASSWORD) -> Seen:
        """With the name that was suggested and the app's next code."""
        await self.get("/console/sign-in")
        await self.send("/console/sign-in", login=self.login(who), password=password)
        return await self.send("/console/sign-in/code", code=self.recovery.pop())

    def login(self, who: str) -> str:
        with self.town.hub.reading() as db:
            found = roll.staff(self.town.cast.scope, db, self.town.cast.staff[who], self.town.hub.now().date())
        assert found is not None
        return f"{found.first_name}.{found.last_name}".casefold()

    def code(self) -> str:
        return pyotp.TOTP(self.secret).now()


def _seen(status: int, headers: Mapping[str, str], body: bytes, path: str) -> Seen:
    reader, raw = _Reader(), body.decode("utf-8", "replace")
    reader.feed(raw)
    text = re.sub(r"\s*\n\s*", "\n", html.unescape("".join(reader.words)))
    text = "\n".join(" ".join(line.split()) for line in text.splitlines())
    return Seen(status, headers, raw, path, reader.forms, reader.links, text, body)


class At(Protocol):
    async def __call__(self, who: str = "", *, ceremony: bool = False, **more: Any) -> Browser: ...


@contextlib.asynccontextmanager
async def at_console(town: House) -> AsyncIterator[At]:
    """Opens a browser for a person; "" leaves it at the door."""
    async with aiohttp.ClientSession(cookie_jar=aiohttp.DummyCookieJar()) as http:

        async def at(who: str = "", *, ceremony: bool = False, **more: Any) -> Browser:
            made = Browser(town, http, **more)
            if who and ceremony:
                await made.join(who)
            elif who:
                await made.be(who)
            return made

        yield at

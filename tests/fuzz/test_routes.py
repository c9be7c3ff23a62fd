"""Nonsense through every door of the web: an answer that says no, never a fault of ours (reliability 6.3, promise 15)."""

from __future__ import annotations

import random
import re
import resource
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import quote_from_bytes, urlencode

import pytest
from starlette.applications import Starlette
from starlette.routing import Route

from bot.hub import as_hub
from bot.signing_in import entering
from bot.web.console import safety
from bot.web.console.rendering import HERE
from bot.web.server import create_app
from storage import pages, signin
from storage.clock import lease_now
from storage.db import Db
from tests.hostile import corpus
from tests.still import Still, still

SEED = 20240305
_FIELDS = sorted(
    {
        name
        for file in HERE.glob("templates/*.html")
        for name in re.findall(r'name="([a-z_-]+)"', file.read_text("utf-8"))
    }
    | {"code", "text", "choice", "back", "token", "half"}
)
_NUMBERS = ("0", "-1", "7", str(2**63), str(2**64), "9" * 400, "1e9", "٣")


@dataclass(frozen=True, slots=True)
class Asked:
    method: str
    path: bytes
    headers: tuple[tuple[bytes, bytes], ...]
    body: bytes


async def answered(app: Starlette, asked: Asked) -> int:
    """The status, as a server would send it; what is raised comes out here."""
    path, _, query = asked.path.partition(b"?")
    scope: dict[str, Any] = {
        "type": "http", "asgi": {"version": "3.0"}, "http_version": "1.1", "scheme": "http", "method": asked.method,
        "path": path.decode("latin-1"), "raw_path": path, "query_string": query, "root_path": "",
        "headers": [(b"host", b"hub.example"), (b"x-forwarded-proto", b"https"), *asked.headers],
        "client": ("127.0.0.1", 5000), "server": ("127.0.0.1", 80), "state": {},
    }  # fmt: skip
    bodies, status = [asked.body], list[int]()

    async def receive() -> dict[str, Any]:
        return (
            {"type": "http.request", "body": bodies.pop(), "more_body": False}
            if bodies
            else {"type": "http.disconnect"}
        )

    async def send(message: Any) -> None:
        if message["type"] == "http.response.start":
            status.append(message["status"])

    await app(scope, receive, send)
    return status[0]


@dataclass(slots=True)
class Nonsense:
    """Requests that a route might be sent; `people`: cookies and form tokens of whoever is signed in, and nobody's."""

    rng: random.Random
    people: list[tuple[bytes, str]]
    page: str  # the address of a family's page

    def of(self, route: Route, method: str) -> Asked:
        cookie, token = self.rng.choice(self.people)
        headers = [(b"cookie", cookie)] if cookie else []
        kind, body = self._body(token) if method == "POST" else (b"", b"")
        if kind:
            headers.append((b"content-type", kind))
        if self.rng.random() < 0.1:
            headers += [(b"x-twilio-signature", self._raw()), (b"x-telegram-bot-api-secret-token", self._raw())]
        query = (
            f"?{urlencode({self.rng.choice(_FIELDS): self._text()}, errors='replace')}"
            if self.rng.random() < 0.5
            else ""
        )
        return Asked(method, self._path(route.path) + query.encode(), tuple(headers), body)

    def _path(self, path: str) -> bytes:
        def filled(found: re.Match[str]) -> str:
            if found[1] == "token" and self.rng.random() < 0.5:
                return self.page
            if found[0].endswith(":int}"):
                return self.rng.choice(_NUMBERS[2:6] if self.rng.random() < 0.8 else _NUMBERS)
            return quote_from_bytes(self._raw()[:60]).replace("/", "%2F") or "x"

        return re.sub(r"\{(\w+)(?::\w+)?\}", filled, path).encode()

    def _body(self, token: str) -> tuple[bytes, bytes]:
        chance = self.rng.random()
        if chance < 0.7:
            fields = {name: self._text() for name in self.rng.sample(_FIELDS, self.rng.randint(0, 8))}
            fields |= {"csrf": token if self.rng.random() < 0.9 else self._text()}
            return b"application/x-www-form-urlencoded", urlencode(fields, errors="replace").encode()
        if chance < 0.85:
            edge = b'--x\r\nContent-Disposition: form-data; name="a"; filename="'
            raw = edge + self._raw().replace(b"\r\n", b"") + b'"\r\n\r\n' + self._raw() + b"\r\n--x--\r\n"
            return b"multipart/form-data; boundary=x", raw[: self.rng.randint(0, len(raw))]
        return self._raw()[:40].replace(b"\n", b" "), self._raw() * self.rng.choice((0, 1, 30))

    def _text(self) -> str:
        return self.rng.choice(_NUMBERS) if self.rng.random() < 0.2 else self.rng.choice(corpus())

    def _raw(self) -> bytes:
        return self._text().encode("utf-8", "surrogatepass") if self.rng.random() < 0.8 else self.rng.randbytes(30)


async def _signed_in(made: Still) -> list[tuple[bytes, str]]:
    found = list[tuple[bytes, str]]()
    for who in ("office", "head", "t3", "dsl"):
        scope, staff_id = as_hub(made.cast.school_id, "test"), made.cast.staff[who]

        def unit(db: Db, scope: Any = scope, staff_id: int = staff_id, login: str = who) -> None:
            account = signin.put(scope, db, staff_id, login=login, password_hash="none", totp="none", now=lease_now())
            signin.proved(scope, db, account, lease_now())

        await made.write(unit)
        token = str(await entering.as_guest(made.hub, scope.school_id, staff_id))
        found.append((f"{safety.COOKIE}={token}".encode(), safety.form_token(made.hub, token)))
    secret = safety.fresh()
    return [*found, (f"{safety.FORM_COOKIE}={secret}".encode(), safety.form_token(made.hub, secret)), (b"", "")]


async def _nonsense(made: Still, rng: random.Random, *, strangers: bool) -> tuple[Starlette, Nonsense]:
    """What is asked of the whole site; `strangers`: by nobody who is signed in."""
    app = create_app(made.hub, "https://hub.example")
    page = await made.write(
        lambda db: pages.make(
            as_hub(made.cast.school_id, "test"), db, made.cast.guardians["marta"], pages.OWN_PAGE,
            made.hub.now(), made.hub.now().replace(year=2030),
        )
    )  # fmt: skip
    people = await _signed_in(made)
    return app, Nonsense(rng, people[-2:] if strangers else people, str(page))


def _routes(app: Starlette) -> list[tuple[Route, str]]:
    found = [(route, method) for route in app.routes if isinstance(route, Route) for method in sorted(route.methods or ())]
    return [(route, method) for route, method in found if route.path != "/console/events"]  # which never ends


async def _all_refused(app: Starlette, nonsense: Nonsense, routes: Iterable[tuple[Route, str]], times: int) -> None:
    for route, method in routes:
        for _ in range(times):
            await _refused(app, nonsense.of(route, method), route.path)


async def _refused(app: Starlette, asked: Asked, path: str) -> None:
    try:
        status = await answered(app, asked)
    except Exception as error:
        raise AssertionError(asked) from error
    assert status < 500 or path == "/readyz", asked


@pytest.mark.timeout(7200)
@pytest.mark.parametrize("times", [1, pytest.param(400, marks=pytest.mark.long)])
async def test_no_nonsense_makes_a_route_fail(
    sqlite_url: str, tmp_path: Path, times: int, record_property: Callable[[str, object], None]
) -> None:
    async with still(sqlite_url, tmp_path) as made:
        app, nonsense = await _nonsense(made, random.Random(SEED), strangers=False)
        routes = _routes(app)
        await _all_refused(app, nonsense, routes, times)
        record_property("promise", f"{times * len(routes):,} nonsensical requests to {len(routes)} routes (seed {SEED}): 0 × 5xx")


def _megabytes() -> float:
    """Of memory that this process has in use now."""
    pages_in_use = int(Path("/proc/self/statm").read_text("ascii").split()[1])
    return pages_in_use * resource.getpagesize() / 2**20


@pytest.mark.timeout(6 * 3600)
@pytest.mark.parametrize("times", [3, pytest.param(100_000, marks=pytest.mark.long)])
async def test_whatever_strangers_send_to_the_doors_that_stand_open_none_fails_and_memory_stays(
    sqlite_url: str, tmp_path: Path, times: int, record_property: Callable[[str, object], None]
) -> None:
    """Where carriers knock, families come in and staff sign in: everywhere else a stranger is sent away unread."""
    async with still(sqlite_url, tmp_path) as made:
        app, nonsense = await _nonsense(made, random.Random(SEED), strangers=True)
        doors = [(route, method) for route, method in _routes(app) if "console" not in route.path or "sign-in" in route.path]
        await _all_refused(app, nonsense, doors, 1)  # what is loaded when it is first needed
        before = _megabytes()
        await _all_refused(app, nonsense, doors, times)
        more = _megabytes() - before
        assert more <= 20  # promise 15
        record_property(
            "promise", f"{times:,} nonsensical requests to each of {len(doors)} doors (seed {SEED}): 0 × 5xx, {max(0.0, more):.0f} MB more"
        )

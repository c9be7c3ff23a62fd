"""A signed text message, durably accepted."""

from __future__ import annotations

import contextlib
from collections.abc import AsyncIterator
from pathlib import Path

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route
from twilio.request_validator import RequestValidator  # type: ignore[import-untyped]

from bot import app
from bot.domain.messages import Carrier
from bot.settings import Settings
from bot.web.server import create_app, listening
from storage.crypto import make_master_key
from storage.engine import make_engine
from storage.writer import Writer
from tests.bench.measure import Bench, Row, rate, rates
from tests.bench.servers import apart, plain
from tests.bench.texts import PUBLIC, post_all, texts
from tests.town import ACCOUNT, AUTH, NUMBER, shared_triager

_TEXTS, _ROUNDS = 200, 15  # short and many: each waits for the disk at another moment


def accepting(bench: Bench) -> tuple[Row, ...]:
    """The minimal honest webhook proves the same signature and has as durable a row, in a commit shared by many."""
    with apart(honest, bench.folder / "honest") as floor, apart(hub, bench.folder / "hub") as ours:
        found = rates({"floor": lambda: posted(floor, _TEXTS), "ours": lambda: posted(ours, _TEXTS)}, _ROUNDS)
    what = "accept a signed SMS webhook durably, deduplicated, sealed"
    return (rate(what, "Starlette + form + RequestValidator + group-commit INSERT", found["floor"], found["ours"], 0.85),)


def posted(address: str, count: int) -> int:
    """Post so many texts to a webhook; returns how many."""
    at = address.index("/", 8)
    return post_all(address[:at], address[at:], texts(address[at:], count))


@contextlib.asynccontextmanager
async def honest(folder: Path) -> AsyncIterator[str]:
    engine = make_engine(f"sqlite:///{folder / 'raw.db'}")
    with engine.begin() as connection:
        connection.exec_driver_sql("CREATE TABLE kept (sid TEXT PRIMARY KEY, sender TEXT, body TEXT)")
    writer, validator = Writer(engine), RequestValidator(AUTH)

    async def receive(request: Request) -> Response:
        form = await request.form()
        if not validator.validate(PUBLIC + "/in", dict(form), request.headers["X-Twilio-Signature"]):
            return Response(status_code=403)
        values = (form["MessageSid"], form["From"], form["Body"])
        await writer.submit(
            lambda connection: connection.exec_driver_sql("INSERT INTO kept VALUES (?, ?, ?) ON CONFLICT DO NOTHING", values)
        )
        return Response("<Response/>", media_type="text/xml")

    async with plain(Starlette(routes=[Route("/in", receive, methods=["POST"])])) as address:
        yield f"{address}/in"
    writer.close()


@contextlib.asynccontextmanager
async def hub(folder: Path) -> AsyncIterator[str]:
    """The hub's own web server on its own storage; what it accepts waits, as no loop runs."""
    make_master_key(folder / "keys" / "bookbag.key")
    settings = Settings(
        _env_file=None,
        data_folder=folder / "data",
        key_file=folder / "keys" / "bookbag.key",
        twilio_account_sid=ACCOUNT,
        twilio_auth_token=AUTH,
        twilio_number=NUMBER,
        twilio_api_url=PUBLIC,
        telegram_api_url=PUBLIC,
        public_url=PUBLIC,
        webhook_secret="w" * 24,
        sandbox=True,
        listen_port=0,
    )
    made = app.build(settings, shared_triager())
    account = next(one for one in made.accounts.values() if one.carrier is Carrier.SMS)
    async with listening(create_app(made, PUBLIC), "127.0.0.1", 0) as address:
        yield f"{address}/in/{account.id}"
    await app.close(made)

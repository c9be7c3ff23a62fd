"""The webhook as a tutorial writes it, if its libraries are here: they are no dependency of ours (`pip install fastapi aiosqlite`)."""

from __future__ import annotations

import contextlib
from collections.abc import AsyncIterator
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from sqlalchemy import MetaData
from sqlalchemy.ext.asyncio import create_async_engine
from sqlmodel import Field, SQLModel
from sqlmodel.ext.asyncio.session import AsyncSession
from starlette.requests import Request
from starlette.responses import Response
from twilio.request_validator import RequestValidator  # type: ignore[import-untyped]

from tests.bench.accepting import hub, posted
from tests.bench.measure import Bench, Row, rate, rates
from tests.bench.servers import apart, plain
from tests.bench.texts import PUBLIC
from tests.town import AUTH

_TEXTS, _ROUNDS = 200, 5
_PATIENCE_S = 60  # with the five seconds of the library its writers, each with a connection of its own, fail by "database is locked"


def tutorial(bench: Bench) -> tuple[Row, ...]:
    """No line where the peer is not installed; what was measured elsewhere stays."""
    if not (find_spec("fastapi") and find_spec("aiosqlite")):
        return ()
    with apart(peer, bench.folder / "peer") as theirs, apart(hub, bench.folder / "hub") as ours:
        found = rates({"theirs": lambda: posted(theirs, _TEXTS), "ours": lambda: posted(ours, _TEXTS)}, _ROUNDS)
    what = "accept a signed SMS webhook durably, deduplicated, sealed"
    return (rate(what, "FastAPI handler, RequestValidator, one AsyncSession insert", found["theirs"], found["ours"], 4),)


class _Apart(SQLModel):
    """Not among the hub's tables."""

    metadata = MetaData()


class BenchText(_Apart, table=True):
    sid: str = Field(primary_key=True)
    sender: str
    body: str


@contextlib.asynccontextmanager
async def peer(folder: Path) -> AsyncIterator[str]:
    engine = create_async_engine(f"sqlite+aiosqlite:///{folder / 'peer.db'}", connect_args={"timeout": _PATIENCE_S})
    async with engine.begin() as connection:
        await connection.exec_driver_sql("PRAGMA journal_mode=WAL")
        await connection.run_sync(_Apart.metadata.create_all)
    app: Any = import_module("fastapi").FastAPI()
    validator = RequestValidator(AUTH)

    async def receive(request: Request) -> Response:
        form = await request.form()
        if not validator.validate(PUBLIC + "/in", dict(form), request.headers["X-Twilio-Signature"]):
            return Response(status_code=403)
        async with AsyncSession(engine) as session:
            session.add(BenchText(sid=str(form["MessageSid"]), sender=str(form["From"]), body=str(form["Body"])))
            await session.commit()
        return Response("<Response/>", media_type="text/xml")

    app.post("/in")(receive)
    async with plain(app) as address:
        yield f"{address}/in"
    await engine.dispose()

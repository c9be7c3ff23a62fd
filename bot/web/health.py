"""Is it alive, is it ready, how much waits: for a watchdog, a load balancer and Prometheus. Counts only."""

from __future__ import annotations

from datetime import timedelta

from prometheus_client import CollectorRegistry, Gauge, generate_latest
from sqlalchemy.exc import SQLAlchemyError
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response

from bot.hub import Hub
from storage import accounts, inbox, outbox_state
from storage.accounts import AccountRow
from storage.clock import lease_now
from storage.db import Db

_SILENT = timedelta(minutes=10)


async def healthz(_request: Request) -> Response:
    """The process answers."""
    return PlainTextResponse("ok")


async def readyz(request: Request) -> Response:
    """503 while the database cannot be written or a carrier refuses us; says which, never why in words of theirs."""
    hub: Hub = request.app.state.hub
    try:
        rows = await hub.write(accounts.accounts)  # another process may be the one that asks the carriers
    except (SQLAlchemyError, RuntimeError) as error:
        return JSONResponse({"ready": False, "database": type(error).__name__}, 503)
    troubles = {str(account.id): account.trouble for account in rows if account.id in hub.accounts and account.trouble}
    return JSONResponse({"ready": not troubles, "carriers": troubles}, 503 if troubles else 200)


async def metrics(request: Request) -> Response:
    """Queue lengths by state, the age of the oldest waiting row and of the newest copies, in Prometheus' text format."""
    hub: Hub = request.app.state.hub
    now = hub.now()

    def query(db: Db) -> tuple[dict[str, int], dict[str, int], float, float, list[AccountRow]]:
        waiting, due = inbox.oldest_waiting(db), outbox_state.oldest_due(db, now)
        age = [(now - moment).total_seconds() if moment else 0.0 for moment in (waiting, due)]
        return inbox.counts(db), outbox_state.counts(db), age[0], age[1], accounts.accounts(db)

    inbound, outbound, inbox_age, outbox_age, rows = await hub.read(query)
    registry = CollectorRegistry()
    gauge = Gauge("bookbag_rows", "Rows of the last day, and all that wait, by queue and state", ["queue", "state"], registry=registry)
    for queue, counts in (("inbox", inbound), ("outbox", outbound)):
        for state, number in counts.items():
            gauge.labels(queue, state).set(number)
    age_gauge = Gauge("bookbag_oldest_seconds", "Age of the oldest waiting row", ["queue"], registry=registry)
    age_gauge.labels("inbox").set(inbox_age)
    age_gauge.labels("outbox").set(outbox_age)
    trouble = Gauge(
        "bookbag_carrier_trouble", "1 while a carrier refuses or cannot be reached", ["account"], registry=registry
    )
    for account in rows:
        trouble.labels(str(account.id)).set(1 if account.trouble else 0)
    copied = Gauge(
        "bookbag_backup_age_seconds", "Age of the newest proved copy; +Inf: none yet", ["kind"], registry=registry
    )
    for kind, made_at in hub.copies.made_at().items():
        copied.labels(kind).set((lease_now() - made_at).total_seconds() if made_at else float("inf"))
    return Response(generate_latest(registry), media_type="text/plain; version=0.0.4")

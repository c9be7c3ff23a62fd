"""The control API under /sandbox/: for tests, scripts and the page. JSON in, JSON out."""

from __future__ import annotations

import json
from collections.abc import Awaitable, Callable
from dataclasses import asdict
from datetime import datetime
from typing import Any

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bot.domain.messages import Carrier
from bot.sandbox.control_phones import PHONE_ACTS
from bot.sandbox.faults import rule_from
from bot.sandbox.sandbox import Sandbox
from bot.sandbox.shapes import Json
from bot.sandbox.state import Phone

Act = Callable[[Sandbox, Json], object]


def plain(value: object) -> object:
    """For `json.dumps`: times as ISO 8601."""
    return value.isoformat() if isinstance(value, datetime) else str(value)


def reply(value: object, status: int = 200) -> Response:
    return Response(json.dumps(value, default=plain), status, media_type="application/json")


def _phone_json(phone: Phone) -> Json:
    return asdict(phone)


def _clock_json(sandbox: Sandbox) -> Json:
    return {"now": sandbox.clock.now(), "local": sandbox.clock.local, "zone": str(sandbox.clock.zone)}


def state(sandbox: Sandbox, _: Json) -> object:
    """Everything there is, without tokens."""
    accounts = sandbox.store.accounts.values()
    return {
        "clock": _clock_json(sandbox),
        "phones": [_phone_json(phone) for phone in sandbox.store.phones.values()],
        "bots": [{"username": bot.username, "name": bot.name} for bot in sandbox.store.bots.values()],
        "sms": [{"sid": account.sid, "numbers": list(account.lines)} for account in accounts],
        "faults": [asdict(rule) for rule in sandbox.faults.rules],
    }


def add_phone(sandbox: Sandbox, given: Json) -> object:
    carrier = Carrier(given.pop("carrier", "telegram"))
    return _phone_json(sandbox.add_phone(given.pop("name"), carrier=carrier, **given))


def add_bot(sandbox: Sandbox, given: Json) -> object:
    bot = sandbox.add_bot(given["token"], given["username"], str(given.get("name") or given["username"]))
    return {"username": bot.username, "id": bot.id}


def add_account(sandbox: Sandbox, given: Json) -> object:
    account = sandbox.add_sms_account(**given)
    return {"sid": account.sid, "numbers": list(account.lines)}


def read_log(sandbox: Sandbox, given: Json) -> object:
    entries = sandbox.log.since(int(given.get("since", 0)))
    return {"forgotten": sandbox.log.forgotten, "entries": [asdict(entry) for entry in entries]}


def add_fault(sandbox: Sandbox, given: Json) -> object:
    return asdict(sandbox.faults.add(rule_from(given)))


def clear_faults(sandbox: Sandbox, _: Json) -> object:
    sandbox.faults.clear()
    return {"faults": []}


def set_limits(sandbox: Sandbox, given: Json) -> object:
    sandbox.limits.on = bool(given.pop("on", True))
    if sandbox.limits.on:
        sandbox.limits.enforce(**given)
    return {"on": sandbox.limits.on}


def inject(sandbox: Sandbox, given: Json) -> object:
    return {"update_id": sandbox.inject(given["bot"], given["update"])}


async def move_clock(sandbox: Sandbox, given: Json) -> object:
    """`{"move": seconds}`, `{"set": "2026-03-08T19:00"}` (without an offset: school time) or `{"to": "morning"}`."""
    if "move" in given:
        await sandbox.clock.move(float(given["move"]))
    elif "set" in given:
        at = datetime.fromisoformat(given["set"])
        await sandbox.clock.set(at if at.tzinfo else at.replace(tzinfo=sandbox.clock.zone))
    else:
        await sandbox.clock.go(given["to"])
    sandbox.world.bell.ring()
    return _clock_json(sandbox)


async def _given(request: Request) -> Json:
    """Path, query and JSON body together. Raises ValueError for a body that is no JSON object."""
    raw = await request.body()
    body: Any = json.loads(raw) if raw.strip() else {}
    if not isinstance(body, dict):
        raise ValueError("the body must be a JSON object")  # noqa: TRY004 - answered as a 400
    return {**request.query_params, **body, **request.path_params}


def endpoint(sandbox: Sandbox, act: Act) -> Callable[[Request], Awaitable[Response]]:
    """Wrap an act: what it cannot do is a 400, whom it does not know a 404, each with one plain line."""

    async def run(request: Request) -> Response:
        try:
            result = act(sandbox, await _given(request))
            if isinstance(result, Awaitable):
                result = await result
        except KeyError as error:
            return reply({"error": f"unknown or missing: {error.args[0]}"}, 404)
        except (ValueError, TypeError) as error:
            return reply({"error": str(error)}, 400)
        return reply(result)

    return run


def control_routes(sandbox: Sandbox) -> list[Route]:
    table: list[tuple[str, str, Act]] = [
        ("GET", "/sandbox/state", state),
        ("POST", "/sandbox/phones", add_phone),
        ("POST", "/sandbox/bots", add_bot),
        ("POST", "/sandbox/sms-accounts", add_account),
        ("GET", "/sandbox/log", read_log),
        ("POST", "/sandbox/faults", add_fault),
        ("DELETE", "/sandbox/faults", clear_faults),
        ("POST", "/sandbox/limits", set_limits),
        ("POST", "/sandbox/inject", inject),
        ("POST", "/sandbox/clock", move_clock),
        *PHONE_ACTS,
    ]
    return [Route(path, endpoint(sandbox, act), methods=[method]) for method, path, act in table]

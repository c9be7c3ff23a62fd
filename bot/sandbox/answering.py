"""The way of every request of the hub: written in the log, perhaps spoilt by a fault, answered."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field

from starlette.requests import Request
from starlette.responses import Response

from bot.sandbox.faults import AT_REQUEST, Fault, Rule
from bot.sandbox.shapes import Json
from bot.sandbox.transport import cut
from bot.sandbox.wirelog import Entry, What
from bot.sandbox.world import World

_DONE_FIRST = frozenset({Fault.DONE_THEN_DROP, Fault.DONE_THEN_ERROR, Fault.DONE_THEN_RESET, Fault.DELAY})
_LOGGED_ANSWER = 1000  # letters kept of an answer


@dataclass(frozen=True, slots=True)
class Asked:
    """What the hub asks: whose account, which method, to whom; `spoil` makes the vendor's error for a rule."""

    account: str
    method: str
    to: str
    spoil: Callable[[Rule], Response]
    params: Json = field(default_factory=dict)


async def hold(world: World, request: Request) -> None:
    """Say nothing until the client gives up or the sandbox stops."""
    while not world.stopping and not await request.is_disconnected():
        await world.bell.wait(0.2)


async def _swallow(world: World, request: Request) -> Response:
    await hold(world, request)
    cut(request)
    return Response(status_code=504)


def _garbled() -> Response:
    page = "<!doctype html><title>Blocked</title><h1>This page is blocked by your school's web filter</h1>"
    return Response(page, media_type="text/html")


async def _spoilt(world: World, request: Request, rule: Rule, asked: Asked, good: Response | None) -> Response:
    match rule.fault:
        case Fault.DROP | Fault.DONE_THEN_DROP:
            return await _swallow(world, request)
        case Fault.RESET | Fault.DONE_THEN_RESET:
            cut(request)
            return Response(status_code=504)
        case Fault.GARBLED:
            return _garbled()
        case Fault.DELAY if good is not None:
            return good
        case _:
            return asked.spoil(rule)


_UNANSWERED = frozenset({Fault.DROP, Fault.DONE_THEN_DROP, Fault.RESET, Fault.DONE_THEN_RESET})


def _close_entry(entry: Entry, rule: Rule | None, response: Response) -> None:
    entry.fault = rule.fault.value if rule else None
    if rule is None or rule.fault not in _UNANSWERED:
        entry.answered(response.status_code, bytes(response.body)[:_LOGGED_ANSWER].decode(errors="replace"))


async def answer(world: World, request: Request, asked: Asked, act: Callable[[], Awaitable[Response]]) -> Response:
    """Do what was asked and answer, unless a fault decides otherwise. The log tells both apart: done, and answered."""
    entry = world.note(What.REQUEST, asked.account, asked.method, {"to": asked.to, **asked.params})
    rule = world.faults.pick(asked.account, asked.method, asked.to, AT_REQUEST)
    if rule and rule.fault is Fault.DELAY:
        await asyncio.sleep(rule.seconds)
    good = None
    if rule is None or rule.fault in _DONE_FIRST:
        good = await act()
        entry.done = good.status_code < 400
    response = good if good is not None and rule is None else None
    if rule:
        response = await _spoilt(world, request, rule, asked, good)
    assert response is not None
    _close_entry(entry, rule, response)
    world.bell.ring()
    return response

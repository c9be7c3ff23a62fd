"""`bookbag run` that ends itself, as by kill -9, when it has passed a named point a number of times."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable
from enum import StrEnum
from typing import Any

import bot.handle
import bot.scheduler.loops
from bot.__main__ import main
from bot.channels.sms import SmsChannel
from bot.channels.telegram import TelegramChannel
from bot.deliver import recording
from storage import decisions, inbox, sending


class Point(StrEnum):
    """Where on its way a message is when the hub ends; from the carrier's answer to the report of a delivery."""

    RECEIVED = "received"  # the carrier gave it, nothing is written
    WRITTEN = "written"  # in the database's hands, not committed
    KEPT = "kept"  # committed, the carrier not told
    DECIDED = "decided"  # what it leads to is written, not committed
    HANDLED = "handled"  # committed, nobody woken
    CLAIMED = "claimed"  # due rows leased, not committed
    SENDING = "sending"  # marked as being sent, no request made
    ANSWERED = "answered"  # the carrier has taken it, nothing is written of that
    RECORDED = "recorded"  # sent, and committed as sent


class Fuse:
    """Ends the process at the passage that was asked for."""

    def __init__(self, passages: int) -> None:
        self._left = passages

    def passed(self) -> None:
        self._left -= 1
        if self._left == 0:
            os.kill(os.getpid(), signal.SIGKILL)


def arm(point: Point, fuse: Fuse) -> None:
    """Puts the fuse at the point, whichever module calls the function it lies in."""
    before, after = _before(fuse), _after(fuse)
    loops, handle = bot.scheduler.loops, bot.handle
    match point:
        case Point.RECEIVED:
            loops.accept_polled = _with_mail(loops.accept_polled, before)  # type: ignore[attr-defined]
        case Point.WRITTEN:
            inbox.insert = _plain(inbox.insert, fuse)
        case Point.KEPT:
            loops.accept_polled = _with_mail(loops.accept_polled, after)  # type: ignore[attr-defined]
        case Point.DECIDED:
            decisions.store = _plain(decisions.store, fuse)
        case Point.HANDLED:
            handle._decide = after(handle._decide)
        case Point.CLAIMED:
            sending.claim = _plain(sending.claim, fuse, lambda rows: bool(rows))
        case Point.SENDING:
            for channel in (TelegramChannel, SmsChannel):
                channel.send = before(channel.send)  # type: ignore[method-assign]
        case Point.ANSWERED:
            for channel in (TelegramChannel, SmsChannel):
                channel.send = after(channel.send)  # type: ignore[method-assign]
        case Point.RECORDED:
            recording.sent = after(recording.sent)


def _before(fuse: Fuse) -> Callable[[Any], Any]:
    def wrapped(real: Any) -> Any:
        async def run(*given: Any, **more: Any) -> Any:
            fuse.passed()
            return await real(*given, **more)

        return run

    return wrapped


def _after(fuse: Fuse) -> Callable[[Any], Any]:
    def wrapped(real: Any) -> Any:
        async def run(*given: Any, **more: Any) -> Any:
            done = await real(*given, **more)
            fuse.passed()
            return done

        return run

    return wrapped


def _with_mail(real: Any, wrapped: Callable[[Any], Any]) -> Any:
    """A look that brought nothing passes no point."""
    armed = wrapped(real)

    async def run(hub: Any, account: Any, received: Any, cursor: Any) -> Any:
        return await (armed if received else real)(hub, account, received, cursor)

    return run


def _plain(real: Any, fuse: Fuse, counts: Callable[[Any], bool] = lambda _: True) -> Any:
    def run(*given: Any, **more: Any) -> Any:
        done = real(*given, **more)
        if counts(done):
            fuse.passed()
        return done

    return run


if __name__ == "__main__":
    if "TORTURE_POINT" in os.environ:
        arm(Point(os.environ["TORTURE_POINT"]), Fuse(int(os.environ["TORTURE_PASSAGES"])))
    main()

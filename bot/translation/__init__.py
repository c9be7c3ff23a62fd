"""Translation behind one door. The only package that imports deep-translator (`libre`, `deep`)."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable

from bot.translation.base import (
    Direction,
    EngineNameError,
    OutsideEngine,
    Reach,
    Reason,
    Status,
    Translated,
    Translator,
)
from bot.translation.hosts import AllowedHost, EngineAddressError, checked, is_private_host
from bot.translation.lane import Lane
from bot.translation.names import NameIndex
from bot.translation.service import DEADLINE_S, TranslationService

__all__ = [
    "AllowedHost",
    "Direction",
    "EngineAddressError",
    "EngineNameError",
    "NameIndex",
    "OutsideEngine",
    "Reason",
    "Status",
    "Translated",
    "TranslationService",
    "Translator",
    "build",
    "is_private_host",
]


def build(
    *,
    libre_url: str | None = None,
    libre_key: str | None = None,
    allowed_hosts: Iterable[AllowedHost | str] = (),
    outside: Iterable[OutsideEngine] = (),
    timeout_s: float = DEADLINE_S,
    call_timeouts: tuple[float, float] = (2.0, 10.0),
    clock: Callable[[], float] = time.monotonic,
) -> TranslationService:
    """The service with the engines that are configured; none is a normal case, and then nothing is ever connected.

    `timeout_s` is for a whole message; `call_timeouts` for one call: seconds to connect, seconds to wait. An allowed
    host may be written "host=purpose". Refuses to start with EngineAddressError or EngineNameError, both ValueError.
    """
    allowed = [AllowedHost.parse(host) for host in allowed_hosts]
    lanes: list[Lane] = []
    if libre_url:
        url, reach = checked(libre_url, allowed)
        from bot.translation.libre import LibreEngine  # only now: deep-translator costs 30 MB

        lanes.append(Lane(LibreEngine(url, libre_key or "", timeouts=call_timeouts), reach, clock=clock))
    for wanted in outside:
        from bot.translation import deep

        lanes.append(Lane(deep.build(wanted, call_timeouts), Reach.PER_SCHOOL, clock=clock))
    return TranslationService(lanes, deadline_s=timeout_s)

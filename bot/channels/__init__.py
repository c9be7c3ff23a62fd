"""The carriers. Adding one is one file with a `Channel` and one line in CHANNELS."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from bot.channels.base import Channel
from bot.domain.messages import Carrier
from bot.undrawn import undrawn

if TYPE_CHECKING:
    from bot.channels.sms import SmsChannel
    from bot.channels.telegram import TelegramChannel


def telegram(**settings: Any) -> TelegramChannel:
    """Settings are `TelegramChannel`'s parameters. The vendor's library is imported only when its carrier is used."""
    with undrawn():
        from bot.channels.telegram import TelegramChannel

    return TelegramChannel(**settings)


def sms(**settings: Any) -> SmsChannel:
    """Settings are `SmsChannel`'s parameters."""
    from bot.channels.sms import SmsChannel

    return SmsChannel(**settings)


CHANNELS: Mapping[Carrier, Callable[..., Channel]] = MappingProxyType(
    {
        Carrier.TELEGRAM: telegram,
        Carrier.SMS: sms,
    }
)

"""Asks the carriers who our tokens belong to. Used before anything is stored, so it needs no database."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass

from bot.channels import CHANNELS
from bot.channels.base import Channel
from bot.domain.messages import Carrier, SendError, Trouble
from bot.settings import Settings

PARENTS, STAFF, SMS = "the parents' bot", "the staff bot", "the SMS number"
VARIABLES = {
    PARENTS: "BOOKBAG_PARENT_BOT_TOKEN",
    STAFF: "BOOKBAG_STAFF_BOT_TOKEN",
    SMS: "BOOKBAG_TWILIO_ACCOUNT_SID, BOOKBAG_TWILIO_AUTH_TOKEN and BOOKBAG_TWILIO_NUMBER",
}


@dataclass(frozen=True, slots=True)
class Told:
    """What a carrier said of one account: its name; or `trouble`, `why` in our words, and the `fix`."""

    what: str
    name: str = ""
    trouble: Trouble | None = None
    why: str = ""
    fix: str = ""

    @property
    def username(self) -> str:
        """A bot's name without @."""
        return self.name.removeprefix("@")


def ask(settings: Settings, *only: str) -> list[Told]:
    """One answer for each configured account (of `only`, when given). Raises ValueError for a malformed setting."""
    channels = {what: made for what, made in _channels(settings).items() if not only or what in only}
    return asyncio.run(_ask(channels))


def _channels(settings: Settings) -> dict[str, Channel]:
    found: dict[str, Channel] = {}
    for what, token in ((PARENTS, settings.parent_bot_token), (STAFF, settings.staff_bot_token)):
        if token.get_secret_value():
            found[what] = CHANNELS[Carrier.TELEGRAM](
                token=token.get_secret_value(),
                base_url=settings.telegram_api_url,
                trust_env=settings.trust_proxy_environment,
            )
    if settings.twilio_account_sid:
        found[SMS] = CHANNELS[Carrier.SMS](
            account_sid=settings.twilio_account_sid,
            auth_token=settings.twilio_auth_token.get_secret_value(),
            number=settings.twilio_number,
            base_url=settings.twilio_api_url,
            public_url=settings.public_url or None,
            trust_env=settings.trust_proxy_environment,
        )
    return found


async def _ask(channels: dict[str, Channel]) -> list[Told]:
    return list(await asyncio.gather(*(_one(what, channel) for what, channel in channels.items())))


async def _one(what: str, channel: Channel) -> Told:
    try:
        return Told(what, await channel.check())
    except SendError as error:
        wrong = error.trouble is Trouble.MISCONFIGURED
        why = f"the carrier does not accept {what}" if wrong else f"{what} cannot be checked"
        fix = f"correct {VARIABLES[what]}" if wrong else "see that the internet is there and no filter in the way"
        return Told(what, trouble=error.trouble, why=f"{why} ({error.detail})", fix=fix)
    finally:
        await channel.close()

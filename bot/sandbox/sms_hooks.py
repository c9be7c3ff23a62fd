"""Twilio's calls to the hub, signed with the account's token."""

from __future__ import annotations

import asyncio
from urllib.parse import urlencode

from twilio.request_validator import RequestValidator  # type: ignore[import-untyped]

from bot.sandbox.faults import AT_PUSH, Fault
from bot.sandbox.post import UnreachableError
from bot.sandbox.shapes import Json
from bot.sandbox.sms_state import SmsAccount
from bot.sandbox.wirelog import What
from bot.sandbox.world import World

TIMEOUT_S = 15.0


def signed_headers(account: SmsAccount, url: str, form: Json) -> dict[str, str]:
    signature = RequestValidator(account.auth_token).compute_signature(url, form)
    return {
        "Content-Type": "application/x-www-form-urlencoded; charset=UTF-8",
        "User-Agent": "TwilioProxy/1.1",
        "X-Twilio-Signature": signature,
    }


async def _once(world: World, account: SmsAccount, url: str, form: Json, name: str) -> bool:
    """One call. False when nobody was there, which is the one case Twilio tries again by default."""
    entry = world.note(What.PUSH, account.sid, name, {"sid": form["MessageSid"], "status": form["SmsStatus"]})
    headers = signed_headers(account, url, form)
    try:
        answer = await world.post.send(url, urlencode(form).encode(), headers, TIMEOUT_S)
    except UnreachableError as error:
        entry.answer = str(error)
        return error.connected
    entry.answered(answer.status)
    return True


async def call_hook(world: World, account: SmsAccount, url: str, form: Json, name: str, to: str) -> None:
    """POST a form to the hub. Twilio retries once when it could not connect and never after an answer, even a 500."""
    rule = world.faults.pick(account.sid, name, to, AT_PUSH)
    fault = rule.fault if rule else None
    if fault is Fault.DROP:
        return
    if rule and fault is Fault.DELAY:
        await asyncio.sleep(rule.seconds)
    for _ in range(2 if fault is Fault.DUPLICATE else 1):
        if not await _once(world, account, url, form, name):
            await _once(world, account, url, form, name)

"""The mobile network: messages travel to phones and back, callbacks travel to the hub."""

from __future__ import annotations

import asyncio

from bot.sandbox.files import StoredFile
from bot.sandbox.segments import count_segments
from bot.sandbox.shapes import Json
from bot.sandbox.sms_hooks import call_hook
from bot.sandbox.sms_state import Handset, SmsAccount, SmsMedia, SmsMessage, Status, Text
from bot.sandbox.sms_words import keyword_reply
from bot.sandbox.twilio_errors import DELIVERY
from bot.sandbox.twilio_json import API
from bot.sandbox.wirelog import What
from bot.sandbox.world import World


def _status_form(message: SmsMessage) -> Json:
    form: Json = {
        "AccountSid": message.account_sid,
        "ApiVersion": API,
        "From": message.sender,
        "MessageSid": message.sid,
        "MessageStatus": message.status.value,
        "SmsSid": message.sid,
        "SmsStatus": message.status.value,
        "To": message.to,
    }
    if message.service_sid:
        form["MessagingServiceSid"] = message.service_sid
    if message.error_code is not None:
        form["ErrorCode"] = str(message.error_code)
    return form


async def _step(world: World, account: SmsAccount, message: SmsMessage, status: Status) -> None:
    """Move on, and tell the hub when it asked to be told. A lost callback changes nothing."""
    if message.status is not status:
        await asyncio.sleep(world.sms_step_s)
    message.status, message.updated_at = status, world.now()
    if status is Status.SENT:
        message.sent_at = message.updated_at
    world.bell.ring()
    if message.callback:
        await call_hook(world, account, message.callback, _status_form(message), "status", message.to)


async def carry(world: World, account: SmsAccount, message: SmsMessage) -> None:
    """Take an outbound message to its phone: queued, sent, then delivered or undelivered."""
    await _step(world, account, message, Status.QUEUED)
    await _step(world, account, message, Status.SENT)
    handset = world.store.handset(message.to)
    if handset.off:
        handset.waiting.append(message)
    else:
        await _arrive(world, account, message, handset)


async def _arrive(world: World, account: SmsAccount, message: SmsMessage, handset: Handset) -> None:
    if handset.fails_with is not None:
        message.error_code = handset.fails_with
        message.error_message = DELIVERY.get(handset.fails_with)
        await _step(world, account, message, Status.UNDELIVERED)
        return
    files = tuple(media.file for media in message.media)
    show(world, message.to, message.sender, message.body, message.sid, files=files)
    await _step(world, account, message, Status.DELIVERED)


def show(
    world: World,
    number: str,
    other: str,
    body: str,
    sid: str,
    *,
    mine: bool = False,
    files: tuple[StoredFile, ...] = (),
) -> None:
    """Put a bubble on a phone's SMS screen."""
    text = Text(sid=sid, other=other, mine=mine, body=body, at=world.now(), files=files)
    world.store.handset(number).texts.append(text)
    world.bell.ring()


def switch(world: World, number: str, *, off: bool) -> None:
    """Switch a phone off (texts wait in the network) or on again (they arrive, oldest first)."""
    handset = world.store.handset(number)
    handset.off = off
    if off:
        return
    waiting, handset.waiting = handset.waiting, []
    for message in waiting:
        account = world.store.accounts[message.account_sid]
        world.spawn(_arrive(world, account, message, handset))


def _inbound_form(message: SmsMessage) -> Json:
    """Blank fields are sent too, as Twilio does: a signature check must count them."""
    places = {f"{side}{part}": "" for side in ("From", "To") for part in ("City", "State", "Zip")}
    form: Json = places | {
        "AccountSid": message.account_sid,
        "ApiVersion": API,
        "Body": message.body,
        "From": message.sender,
        "FromCountry": "GB",
        "MessageSid": message.sid,
        "NumMedia": str(len(message.media)),
        "NumSegments": str(message.segments),
        "SmsMessageSid": message.sid,
        "SmsSid": message.sid,
        "SmsStatus": Status.RECEIVED.value,
        "To": message.to,
        "ToCountry": "GB",
    }
    for number, media in enumerate(message.media):
        form[f"MediaContentType{number}"] = media.file.mime
        account, own = message.account_sid, f"{message.sid}/Media/{media.sid}"
        form[f"MediaUrl{number}"] = f"https://api.twilio.com/{API}/Accounts/{account}/Messages/{own}"
    return form


def receive(
    world: World, account: SmsAccount, sender: str, to: str, body: str, files: tuple[StoredFile, ...] = ()
) -> SmsMessage:
    """An SMS arrives from a phone: it is listed, and posted to the number's webhook when there is one."""
    now = world.now()
    message = SmsMessage(
        sid=world.store.sid("MM" if files else "SM"),
        account_sid=account.sid,
        sender=sender,
        to=to,
        body=body,
        direction="inbound",
        status=Status.RECEIVED,
        segments=count_segments(body),
        created_at=now,
        updated_at=now,
        sent_at=now,
        media=[SmsMedia(sid=world.store.sid("ME"), file=file, at=now) for file in files],
    )
    account.messages[message.sid] = message
    show(world, sender, to, body, message.sid, mine=True, files=files)
    world.note(What.INBOUND, account.sid, "message", {"sid": message.sid})
    line = account.lines[to]
    if line.sms_url:
        world.spawn(call_hook(world, account, line.sms_url, _inbound_form(message), "webhook", sender))
    if reply := keyword_reply(account, to, sender, body):
        show(world, sender, to, reply, "")
    return message

"""Creating, redacting and deleting messages by the REST API."""

from __future__ import annotations

import re
from collections.abc import Mapping

import phonenumbers

from bot.sandbox.files import StoredFile
from bot.sandbox.segments import count_segments
from bot.sandbox.sms_network import carry
from bot.sandbox.sms_state import IN_FLIGHT, SmsAccount, SmsMedia, SmsMessage, Status
from bot.sandbox.twilio_errors import TwilioError
from bot.sandbox.world import World

BODY_LIMIT = 1600
_NAME = re.compile(r"(?=.*[A-Za-z])[A-Za-z0-9 &+_-]{1,11}")  # an alphanumeric sender; nobody can answer it


def _parsed(number: str) -> phonenumbers.PhoneNumber:
    try:
        parsed = phonenumbers.parse(number, None)
    except phonenumbers.NumberParseException as error:
        raise TwilioError(21211, _masked(number)) from error
    if not phonenumbers.is_possible_number(parsed):
        raise TwilioError(21211, _masked(number))
    return parsed


def _masked(number: str) -> str:
    return f"{number[:-4]}XXXX"


def _check_to(account: SmsAccount, to: str) -> str:
    """The number as E.164. Raises 21604, 21211 or 21408."""
    if not to:
        raise TwilioError(21604)
    parsed = _parsed(to)
    regions = phonenumbers.region_codes_for_country_code(parsed.country_code or 0)
    if account.countries is not None and account.countries.isdisjoint(regions):
        raise TwilioError(21408, _masked(to))
    return str(phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.E164))


def _sender(account: SmsAccount, form: Mapping[str, str]) -> str:
    service, sender = form.get("MessagingServiceSid", ""), form.get("From", "")
    if service:
        number = account.number_for(service)
        if number is None:
            raise TwilioError(21701, service)
        return number
    if not sender:
        raise TwilioError(21603)
    if sender not in account.lines and not _NAME.fullmatch(sender):
        raise TwilioError(21606, sender)
    return sender


def _check_body(body: str, media: bool) -> None:
    if not body and not media:
        raise TwilioError(21602)
    if len(body) > BODY_LIMIT:
        raise TwilioError(21617)


def _media(world: World, urls: list[str]) -> list[SmsMedia]:
    """Outbound media is only remembered: fetching it would be a request to who knows where."""

    def one(url: str) -> StoredFile:
        return world.store.files.add("mms", b"", "application/octet-stream", name=url.rsplit("/", 1)[-1])

    return [SmsMedia(sid=world.store.sid("ME"), file=one(url), at=world.now()) for url in urls]


def create(world: World, account: SmsAccount, form: Mapping[str, str], media_urls: list[str]) -> SmsMessage:
    """Take a message and start carrying it. Raises TwilioError."""
    to, sender, body = form.get("To", ""), "", form.get("Body", "")
    number = _check_to(account, to)
    sender = _sender(account, form)
    _check_body(body, bool(media_urls))
    if number == sender:
        raise TwilioError(21266, number)
    if (sender, number) in account.opted_out:
        raise TwilioError(21610)
    service = form.get("MessagingServiceSid") or None
    message = SmsMessage(
        sid=world.store.sid("MM" if media_urls else "SM"),
        account_sid=account.sid,
        sender=sender,
        to=number,
        body=body,
        direction="outbound-api",
        status=Status.ACCEPTED if service else Status.QUEUED,
        segments=count_segments(body),
        created_at=world.now(),
        updated_at=world.now(),
        service_sid=service,
        callback=form.get("StatusCallback", ""),
        media=_media(world, media_urls),
    )
    account.messages[message.sid] = message
    world.spawn(carry(world, account, message))
    return message


def _finished(message: SmsMessage) -> SmsMessage:
    if message.status in IN_FLIGHT:
        raise TwilioError(20009)
    return message


def update(world: World, message: SmsMessage, form: Mapping[str, str]) -> SmsMessage:
    """Only redaction exists here: `Body` must be empty. Raises TwilioError."""
    if form.get("Body") != "":
        raise TwilioError(20001, "Body")
    _finished(message).body = ""
    message.updated_at = world.now()
    world.bell.ring()
    return message


def delete(world: World, account: SmsAccount, message: SmsMessage) -> None:
    """Raises TwilioError(20009) while the message is on its way."""
    del account.messages[_finished(message).sid]
    world.bell.ring()

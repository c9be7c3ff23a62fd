"""What happens to SMS after the API took them, and to those that phones send."""

from __future__ import annotations

from urllib.parse import parse_qsl

import pytest
from twilio.base.exceptions import TwilioRestException  # type: ignore[import-untyped]
from twilio.request_validator import RequestValidator  # type: ignore[import-untyped]

from bot.domain.messages import Carrier
from bot.sandbox.sandbox import Sandbox
from bot.sandbox.segments import count_segments
from bot.sandbox.sms_state import Status
from bot.sandbox.wirelog import What
from tests.sandbox.conftest import AUTH, NUMBER, SID, Twilio
from tests.sandbox.hub import Hub, Told

ROSA = "+447700900001"


def form(told: Told) -> dict[str, str]:
    return dict(parse_qsl(told.body.decode(), keep_blank_values=True))


def statuses(hub: Hub) -> list[str]:
    return [form(told)["MessageStatus"] for told in hub.told]


async def test_an_inbound_text_is_posted_signed_with_its_blank_fields(sandbox: Sandbox, url: str, hub: Hub) -> None:
    sandbox.store.accounts[SID].lines[NUMBER].sms_url = hub.url
    (sid,) = sandbox.type("Rosa", "¿Dónde está el abrigo?")
    await sandbox.until(lambda: hub.told)
    fields = form(hub.told[0])
    assert (fields["MessageSid"], fields["From"], fields["To"]) == (sid, ROSA, NUMBER)
    assert fields["Body"] == "¿Dónde está el abrigo?" and fields["FromCity"] == ""
    signature = hub.told[0].headers["X-Twilio-Signature"]
    assert RequestValidator(AUTH).validate(hub.url, fields, signature)
    assert not RequestValidator("").validate(hub.url, fields, signature)


async def test_without_a_webhook_inbound_texts_are_only_listed(sandbox: Sandbox, twilio: Twilio) -> None:
    sandbox.type("Rosa", "hola")
    assert not sandbox.log.of(What.PUSH)
    (found,) = await twilio.do(lambda client: client.messages.list(to=NUMBER))
    assert (found.body, found.direction, found.status) == ("hola", "inbound", "received")


async def test_twilio_does_not_retry_a_webhook_that_answered_even_500(sandbox: Sandbox, url: str, hub: Hub) -> None:
    sandbox.store.accounts[SID].lines[NUMBER].sms_url = hub.url
    hub.answers = [(500, {})]
    sandbox.type("Rosa", "one")
    await sandbox.until(lambda: any(entry.status == 500 for entry in sandbox.log.of(What.PUSH)))
    assert len(hub.told) == 1


async def test_twilio_tries_once_more_when_nobody_is_there(sandbox: Sandbox, url: str) -> None:
    sandbox.store.accounts[SID].lines[NUMBER].sms_url = "http://127.0.0.1:9/sms"
    sandbox.type("Rosa", "one")
    pushes = await sandbox.until(lambda: len(found := sandbox.log.of(What.PUSH)) == 2 and found)
    assert pushes and pushes[0].status is None


async def test_a_webhook_elsewhere_is_never_called(sandbox: Sandbox, url: str) -> None:
    sandbox.store.accounts[SID].lines[NUMBER].sms_url = "https://hub.example/sms"
    sandbox.type("Rosa", "one")
    entries = await sandbox.until(lambda: [entry for entry in sandbox.log.of(What.PUSH) if entry.answer])
    assert "only this machine" in entries[0].answer


async def test_mms_names_its_media_in_the_webhook(sandbox: Sandbox, url: str, hub: Hub) -> None:
    sandbox.store.accounts[SID].lines[NUMBER].sms_url = hub.url
    sandbox.attach("Rosa", "photo")
    await sandbox.until(lambda: hub.told)
    fields = form(hub.told[0])
    assert fields["NumMedia"] == "1" and fields["MediaContentType0"] == "image/jpeg"
    assert fields["MediaUrl0"].startswith(f"https://api.twilio.com/2010-04-01/Accounts/{SID}/Messages/MM")
    with pytest.raises(ValueError, match="SMS cannot"):
        sandbox.attach("Rosa", "sticker")
    with pytest.raises(ValueError, match="SMS cannot"):
        sandbox.press("Rosa", "Yes")


async def test_status_callbacks_tell_each_step_signed(sandbox: Sandbox, twilio: Twilio, hub: Hub) -> None:
    sent = await twilio.send(ROSA, status_callback=hub.url)
    await sandbox.until(lambda: len(hub.told) == 3)
    assert statuses(hub) == ["queued", "sent", "delivered"]
    assert form(hub.told[0])["MessageSid"] == sent.sid
    signature = hub.told[2].headers["X-Twilio-Signature"]
    assert RequestValidator(AUTH).validate(hub.url, form(hub.told[2]), signature)


async def test_a_number_that_fails_ends_undelivered_with_its_code(sandbox: Sandbox, twilio: Twilio, hub: Hub) -> None:
    sandbox.sms_fails(ROSA, 30003)
    sent = await twilio.send(ROSA, status_callback=hub.url, messaging_service_sid="MG" + "1" * 32)
    await sandbox.until(lambda: len(hub.told) == 3)
    last = form(hub.told[-1])
    assert (last["MessageStatus"], last["ErrorCode"]) == ("undelivered", "30003")
    assert last["MessagingServiceSid"] == "MG" + "1" * 32
    found = await twilio.do(lambda client: client.messages(sent.sid).fetch())
    assert (found.error_code, found.error_message) == (30003, "Unreachable destination handset")
    assert sandbox.received("Rosa") == ()
    sandbox.sms_fails(ROSA, None)
    await twilio.send(ROSA)
    await sandbox.until(lambda: sandbox.received("Rosa"))


async def test_texts_wait_for_a_phone_that_is_switched_off(sandbox: Sandbox, twilio: Twilio) -> None:
    sandbox.switch_off("Rosa")
    sent = await twilio.send(ROSA, "one")
    await twilio.send(ROSA, "two")
    messages = sandbox.store.accounts[SID].messages
    await sandbox.until(lambda: all(message.status is Status.SENT for message in messages.values()))
    assert sandbox.received("Rosa") == ()
    sandbox.switch_on("Rosa")
    await sandbox.until(lambda: messages[sent.sid].status is Status.DELIVERED)
    assert sandbox.received("Rosa") == ("one", "two")


async def test_stop_is_obeyed_by_the_carrier_until_start(sandbox: Sandbox, twilio: Twilio) -> None:
    sandbox.type("Rosa", " Stop ")
    with pytest.raises(TwilioRestException) as told:
        await twilio.send(ROSA)
    assert (told.value.status, told.value.code) == (400, 21610)
    sandbox.type("Rosa", "START")
    await twilio.send(ROSA, "welcome back")
    await sandbox.until(lambda: len(sandbox.received("Rosa")) == 3)
    texts = sandbox.received("Rosa")
    assert "unsubscribed" in texts[0] and "re-subscribed" in texts[1] and texts[2] == "welcome back"


def test_keywords_inside_a_sentence_are_words_like_any_other(sandbox: Sandbox) -> None:
    sandbox.type("Rosa", "please stop the bus")
    sandbox.type("Rosa", "yes")
    assert sandbox.received("Rosa") == ()
    sandbox.type("Rosa", "HELP")
    assert len(sandbox.received("Rosa")) == 1
    sandbox.store.accounts[SID].answers_keywords = False
    sandbox.type("Rosa", "help")
    sandbox.type("Rosa", "stop")
    assert len(sandbox.received("Rosa")) == 1
    assert sandbox.store.accounts[SID].opted_out == {(NUMBER, ROSA)}


def test_a_telegram_phone_also_gets_and_writes_sms(sandbox: Sandbox) -> None:
    ewa = sandbox.phone("Ewa")
    sandbox.type("Ewa", "from my number", chat=f"sms:{NUMBER}")
    assert [found.carrier for found in sandbox.conversations(ewa)] == [Carrier.TELEGRAM, Carrier.SMS]
    assert sandbox.screen("Ewa", f"sms:{NUMBER}")[0].mine


def test_an_sms_over_1600_characters_arrives_in_several(sandbox: Sandbox) -> None:
    assert len(sandbox.type("Rosa", "x" * 10_000)) == 7
    with pytest.raises(ValueError, match="nothing to send"):
        sandbox.type("Rosa", "")


async def test_callbacks_can_be_lost_doubled_and_late(sandbox: Sandbox, twilio: Twilio, hub: Hub) -> None:
    sandbox.fault("drop", method="status", times=1)
    sandbox.fault("duplicate", method="status", times=1)
    sandbox.fault("delay", method="status", seconds=0.01, times=1)
    await twilio.send(ROSA, status_callback=hub.url)
    await sandbox.until(lambda: len(hub.told) == 3)
    assert statuses(hub) == ["sent", "sent", "delivered"]


@pytest.mark.parametrize(
    ("text", "segments"),
    [
        ("", 1),
        ("a" * 160, 1),
        ("a" * 161, 2),
        ("a" * 306, 2),
        ("a" * 307, 3),
        ("€" * 80, 1),
        ("€" * 81, 2),
        ("a" * 152 + "€" + "a" * 152, 3),
        ("ż" * 70, 1),
        ("ż" * 71, 2),
        ("😀" * 35, 1),
        ("😀" * 36, 2),
        ("a" * 66 + "😀" + "a" * 66, 3),
        ("a" * 159 + "😀", 3),
    ],
)
def test_segments_are_counted_as_the_network_counts(text: str, segments: int) -> None:
    assert count_segments(text) == segments

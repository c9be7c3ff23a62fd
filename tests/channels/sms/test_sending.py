"""Sending once, knowing what a refusal means, and finding out what became of a send nobody answered."""

from __future__ import annotations

import base64
import logging
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from bot.channels import CHANNELS
from bot.channels.base import Channel
from bot.channels.sms import SmsChannel
from bot.domain.messages import Address, Carrier, Kind, MediaRef, Outgoing, SendError, SendState, Sent, Trouble
from tests.channels.fakes import FakeCarrier, breaks_off, hangs, nothing_recorded, resets, says
from tests.channels.sms.conftest import ACCOUNT, API, HUB, NOW, NUMBER, TOKEN, channel_at, load
from tests.channels.sms.fake_twilio import MessagesList, ours, record

ROSA = Address(Carrier.SMS, "+447700900123")
HELLO = Outgoing(to=ROSA, text="Oak Lane: hello", reference="9")
LIST = f"{API}/Messages.json"


def made(sid: str, status: str = "queued") -> Any:
    return says(load("created") | {"sid": sid, "status": status}, 201)


def refused(status: int, code: int, **headers: str) -> Any:
    return says({"code": code, "message": "CANARY +447700900123", "status": status}, status, **headers)


async def test_a_message_is_posted_once_with_our_number_and_key(channel: SmsChannel, carrier: FakeCarrier) -> None:
    carrier.will(made("SM1"))
    assert await channel.send(HELLO) == Sent("SM1", SendState.SENT, 1)
    assert (carrier.last.method, carrier.last.path) == ("POST", LIST)
    assert carrier.last.form == {"To": "+447700900123", "From": NUMBER, "Body": "Oak Lane: hello"}
    key = base64.b64encode(f"{ACCOUNT}:{TOKEN}".encode()).decode()
    assert carrier.last.headers["Authorization"] == f"Basic {key}"
    assert len(carrier.asked) == 1


async def test_a_deadline_and_a_place_for_reports_are_told(carrier: FakeCarrier) -> None:
    channel = channel_at(carrier.base, status_path="/sms/1")
    carrier.will(made("SM1"))
    for seconds, told in ((600, "600"), (0, "1"), (999_999, "36000")):
        await channel.send(replace(HELLO, expires_in_s=seconds))
        assert carrier.last.form["ValidityPeriod"] == told
    assert carrier.last.form["StatusCallback"] == f"{HUB}/sms/1"
    await channel.close()


async def test_without_a_public_url_no_reports_are_asked_for(carrier: FakeCarrier) -> None:
    channel = channel_at(carrier.base, public_url=None, status_path="/sms/1")
    carrier.will(made("SM1"))
    await channel.send(HELLO)
    assert "StatusCallback" not in carrier.last.form
    await channel.close()


async def test_parts_are_counted_for_the_bill(channel: SmsChannel, carrier: FakeCarrier) -> None:
    carrier.will(made("SM1"))
    assert (await channel.send(replace(HELLO, text="ż" * 71))).parts == 2


async def test_odd_characters_are_sent_as_visible_text(channel: SmsChannel, carrier: FakeCarrier) -> None:
    carrier.will(made("SM1"))
    await channel.send(replace(HELLO, text="a\0\ud800 😀 +&="))
    assert carrier.last.form["Body"] == "a␀\\ud800 😀 +&="


async def test_text_beyond_twilios_limit_goes_in_several_messages_and_resumes(
    channel: SmsChannel, carrier: FakeCarrier
) -> None:
    carrier.will(made("SM1"), refused(429, 20429), made("SM2"))
    long = replace(HELLO, text="a" * 1600 + "b" * 10)
    with pytest.raises(SendError):
        await channel.send(long)
    assert await channel.send(long) == Sent("SM2", SendState.SENT, 12)
    assert [asked.form["Body"][0] for asked in carrier.asked] == ["a", "b", "b"]


@pytest.mark.parametrize(
    "impossible",
    [
        replace(HELLO, edits="SM0"),
        replace(HELLO, deletes="SM0", text=""),
        replace(HELLO, text="", media=MediaRef(Kind.PHOTO, "p")),
    ],
)
async def test_what_a_text_message_cannot_do_is_refused_without_asking(
    channel: SmsChannel, carrier: FakeCarrier, impossible: Outgoing
) -> None:
    with pytest.raises(SendError) as caught:
        await channel.send(impossible)
    assert caught.value.trouble is Trouble.REFUSED
    assert carrier.asked == []


REFUSALS: list[tuple[Any, Trouble]] = [
    (says(load("refused"), 400), Trouble.BLOCKED),
    (refused(400, 21211), Trouble.GONE),
    (refused(400, 21614), Trouble.GONE),
    (refused(400, 21617), Trouble.REFUSED),
    (refused(400, 21408), Trouble.REFUSED),
    (refused(400, 99999), Trouble.REFUSED),
    (refused(429, 20429), Trouble.THROTTLED),
    (refused(400, 21611), Trouble.THROTTLED),
    (says(b"", 429), Trouble.THROTTLED),
    (refused(401, 20003), Trouble.MISCONFIGURED),
    (refused(403, 20003), Trouble.MISCONFIGURED),
    (refused(404, 20404), Trouble.MISCONFIGURED),
    (refused(400, 21606), Trouble.MISCONFIGURED),
    (refused(500, 20500), Trouble.AMBIGUOUS),
    (says({"type": "x", "title": "t", "status": 503, "code": 20503}, 503), Trouble.AMBIGUOUS),
    (says(b"<html>", 502), Trouble.AMBIGUOUS),
    (says(b"<html>", 408), Trouble.AMBIGUOUS),
    (says(b"<html>login</html>", 200), Trouble.AMBIGUOUS),
    (says(b"", 201), Trouble.AMBIGUOUS),
    (says([1], 201), Trouble.AMBIGUOUS),
    (says({"sid": None}, 201), Trouble.AMBIGUOUS),
    (says(b"", 302, Location="https://login.school.example/"), Trouble.UNREACHABLE),
    (says([1], 400), Trouble.REFUSED),
    (says({"code": "21610"}, 400), Trouble.REFUSED),
    (hangs, Trouble.AMBIGUOUS),
    (resets, Trouble.AMBIGUOUS),
    (breaks_off, Trouble.AMBIGUOUS),
]


@pytest.mark.parametrize(("reply", "trouble"), REFUSALS)
async def test_each_refusal_is_one_trouble_posted_once_and_tells_no_secret(
    channel: SmsChannel, carrier: FakeCarrier, reply: Any, trouble: Trouble
) -> None:
    carrier.will(reply)
    with pytest.raises(SendError) as caught:
        await channel.send(HELLO)
    assert caught.value.trouble is trouble
    assert len(carrier.asked) == 1
    for shown in (str(caught.value), repr(caught.value), str(caught.value.__context__)):
        assert "CANARY" not in shown
        assert "447700900123" not in shown


async def test_how_long_to_wait_is_told(channel: SmsChannel, carrier: FakeCarrier) -> None:
    carrier.will(refused(429, 20429, Retry_After="8"), refused(429, 20429))
    for seconds in (8.0, 1.0):
        with pytest.raises(SendError) as caught:
            await channel.send(HELLO)
        assert caught.value.retry_after == seconds


async def test_a_carrier_that_is_not_there_was_surely_not_reached(closed_port: str) -> None:
    channel = channel_at(closed_port)
    with pytest.raises(SendError) as caught:
        await channel.send(HELLO)
    assert caught.value.trouble is Trouble.UNREACHABLE
    await channel.close()


async def test_a_send_that_was_taken_after_all_is_found(channel: SmsChannel, carrier: FakeCarrier) -> None:
    carrier.routes[LIST] = twilio = MessagesList(
        [
            ours("SM1", NOW - timedelta(seconds=20), "queued", body="Oak Lane: hello ", date_sent=None),
            ours("SM2", NOW - timedelta(seconds=20), "sent", body="Oak Lane: something else"),
        ]
    )
    assert await channel.find_sent(HELLO, 60.0, nothing_recorded) == Sent("SM1", SendState.SENT, 1)
    assert twilio.queries == [{"From": NUMBER, "To": "+447700900123", "PageSize": "50"}]


@pytest.mark.parametrize(
    "other",
    [
        ours("SM1", NOW - timedelta(hours=2), "delivered", body="Oak Lane: hello"),
        ours("SM1", NOW, "delivered", body="Oak Lane: Hello"),
        ours("SM1", NOW, "delivered", body=None),
        ours("SM1", NOW, "delivered", body="Oak Lane: hello", to="+447700900999"),
        ours("SM1", NOW, "delivered", body="Oak Lane: hello", date_sent=None, date_created=None),
        ours("SM1", NOW, "delivered", body="Oak Lane: hello") | {"sid": None},
        record("SM1", NOW, body="Oak Lane: hello"),
    ],
)
async def test_another_message_is_not_taken_for_it(channel: SmsChannel, carrier: FakeCarrier, other: Any) -> None:
    carrier.routes[LIST] = MessagesList([other])
    assert await channel.find_sent(HELLO, 60.0, nothing_recorded) is None


async def test_a_message_we_know_the_number_of_is_not_taken_for_a_later_equal_one(
    channel: SmsChannel, carrier: FakeCarrier
) -> None:
    carrier.will(made("SM1"), hangs)
    await channel.send(HELLO)
    with pytest.raises(SendError):
        await channel.send(replace(HELLO, reference="10"))
    first, second = (ours(sid, NOW, "sent", body="Oak Lane: hello") for sid in ("SM1", "SM2"))
    carrier.routes[LIST] = twilio = MessagesList([first])
    assert await channel.find_sent(HELLO, 60.0, nothing_recorded) is None
    twilio.records.append(second)
    assert await channel.find_sent(HELLO, 60.0, nothing_recorded) == Sent("SM2")


async def test_a_message_on_record_is_not_taken_for_a_later_equal_one_by_a_hub_that_has_just_started(
    channel: SmsChannel, carrier: FakeCarrier
) -> None:
    async def recorded(message_id: str) -> tuple[str, ...]:
        return {"SM1": ("SM1",), "SMb": ("SMa", "SMb")}.get(message_id, ())

    first, second = (ours(sid, NOW, "sent", body="Oak Lane: hello") for sid in ("SM1", "SM2"))
    carrier.routes[LIST] = twilio = MessagesList([first])
    assert await channel.find_sent(HELLO, 60.0, recorded) is None
    twilio.records.append(second)
    assert await channel.find_sent(HELLO, 60.0, recorded) == Sent("SM2")
    long = replace(HELLO, text="a" * 1600 + "b" * 1600)
    twilio.records = [ours("SMa", NOW, "sent", body="a" * 1600), ours("SMb", NOW, "sent", body="b" * 1600)]
    assert await channel.find_sent(long, 60.0, recorded) is None
    carrier.routes.clear()
    carrier.will(made("SMc"), made("SMd"))
    assert (await channel.send(long)).ids == ("SMc", "SMd")  # nothing of the other is left out as sent


async def test_a_failed_message_that_is_found_says_so(channel: SmsChannel, carrier: FakeCarrier) -> None:
    carrier.routes[LIST] = MessagesList([ours("SM1", NOW, "failed", body="Oak Lane: hello", error_code=30006)])
    assert await channel.find_sent(HELLO, 60.0, nothing_recorded) == Sent("SM1", SendState.FAILED, 1)


async def test_only_the_parts_that_are_missing_are_sent_again(channel: SmsChannel, carrier: FakeCarrier) -> None:
    long = replace(HELLO, text="a" * 1600 + "b" * 1600 + "c")
    carrier.will(made("SMa"), resets)
    with pytest.raises(SendError):
        await channel.send(long)
    carrier.routes[LIST] = MessagesList(
        [ours("SMa", NOW, "sent", body="a" * 1600), ours("SMb", NOW, "sent", body="b" * 1600)]
    )
    assert await channel.find_sent(long, 60.0, nothing_recorded) is None
    carrier.routes.clear()
    carrier.will(made("SMc"))
    assert (await channel.send(long)).message_id == "SMc"
    assert [asked.form["Body"][0] for asked in carrier.asked if asked.form] == ["a", "b", "c"]


async def test_looking_back_can_fail_like_any_call(channel: SmsChannel, carrier: FakeCarrier) -> None:
    carrier.will(says({}, 503))
    with pytest.raises(SendError):
        await channel.find_sent(HELLO, 60.0, nothing_recorded)


async def test_neither_key_nor_text_is_logged_or_shown_anywhere(
    channel: SmsChannel, carrier: FakeCarrier, caplog: pytest.LogCaptureFixture
) -> None:
    for name in ("", "twilio", "twilio.async_http_client", "twilio.http_client", "aiohttp"):
        caplog.set_level(logging.DEBUG, name)
    for reply in (made("SM1"), *(reply for reply, _ in REFUSALS[:24])):
        carrier.will(reply)
        try:
            await channel.send(HELLO)
        except SendError as error:
            logging.getLogger("hub").exception("send failed", exc_info=error)
    shown = caplog.text + repr(channel)
    assert "send failed" in shown
    for secret in ("CANARY", "hello", "447700900123", ACCOUNT):
        assert secret not in shown


async def test_the_environment_cannot_send_our_key_elsewhere(
    carrier: FakeCarrier, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TWILIO_EDGE", "evil")
    monkeypatch.setenv("TWILIO_REGION", "au1")
    channel = channel_at(carrier.base)
    carrier.will(made("SM1"))
    await channel.send(HELLO)
    assert len(carrier.asked) == 1
    await channel.close()


async def test_there_are_no_buttons_groups_or_hooks_to_set(channel: SmsChannel, carrier: FakeCarrier) -> None:
    await channel.answer_button("x")
    await channel.leave(ROSA)
    await channel.listen("https://hub.example/sms/1")
    assert carrier.asked == []


async def test_the_table_builds_the_channel() -> None:
    built: Channel = CHANNELS[Carrier.SMS](account_sid=ACCOUNT, auth_token=TOKEN, number=NUMBER, public_url="")
    assert built.carrier is Carrier.SMS
    await built.close()

"""Who we are at Twilio, and fetching pictures without handing our key to anyone."""

from __future__ import annotations

from typing import Any

import pytest

from bot.channels.sms import SmsChannel
from bot.channels.sms_http import TwilioHttp
from bot.channels.sms_media import MediaFetcher
from bot.channels.wire import Wire
from bot.domain.messages import Kind, MediaRef, SendError, Trouble
from tests.channels.fakes import FakeCarrier, hangs, says, serving
from tests.channels.sms.conftest import ACCOUNT, API, NUMBER, TOKEN, channel_at, load

PATH = f"{API}/Messages/MM1/Media/ME1"
PICTURE = MediaRef(Kind.PHOTO, PATH, "image/jpeg")
NUMBERS = f"{API}/IncomingPhoneNumbers.json"


async def test_a_picture_is_fetched_with_our_key(channel: SmsChannel, carrier: FakeCarrier) -> None:
    carrier.will(says(b"\xff\xd8jpeg"))
    assert await channel.fetch(PICTURE, 100) == b"\xff\xd8jpeg"
    assert carrier.last.path == PATH
    assert carrier.last.headers["Authorization"].startswith("Basic ")


async def test_our_key_does_not_follow_a_redirect(channel: SmsChannel, carrier: FakeCarrier) -> None:
    async with serving(FakeCarrier()) as store:
        store.will(says(b"", 307, Location="/second"), says(b"jpeg"))
        carrier.will(says(b"", 307, Location=f"{store.base}/first?sig=1"))
        assert await channel.fetch(PICTURE, 100) == b"jpeg"
        assert [asked.path for asked in store.asked] == ["/first", "/second"]
        assert all("Authorization" not in asked.headers for asked in store.asked)


@pytest.mark.parametrize(
    "place",
    ["http://10.0.0.1/x", "http://example.org/x", "ftp://127.0.0.1/x", "file:///etc/passwd", "//", "http://[::1", ""],
)
async def test_a_redirect_to_another_place_is_refused(channel: SmsChannel, carrier: FakeCarrier, place: str) -> None:
    carrier.will(says(b"", 302, Location=place))
    with pytest.raises(SendError) as caught:
        await channel.fetch(PICTURE, 100)
    assert caught.value.trouble is Trouble.REFUSED


async def test_away_from_loopback_neither_plain_http_nor_a_private_address_is_followed(carrier: FakeCarrier) -> None:
    api = Wire()
    fetcher = MediaFetcher(api, "https://api.example", (ACCOUNT, TOKEN), connect_s=1.0, trust_env=False)
    with pytest.raises(SendError) as caught:
        fetcher._allowed("https://api.example/x", carrier.base)
    assert caught.value.trouble is Trouble.REFUSED
    for place in (carrier.base.replace("http", "https"), "https://localhost/x", "https://169.254.169.254/x"):
        assert fetcher._allowed("https://api.example/x", place) == place
        with pytest.raises(Exception, match=r"ValueError|InvalidURL|ClientConnector"):
            await fetcher._outside.call("GET", place)
    assert carrier.asked == []
    await fetcher.close()
    await api.close()


@pytest.mark.parametrize(
    "place", ["https://elsewhere.example/x", "http://127.0.0.1:1/x", f"{API}/Messages.json", "", f"{PATH}/../../.."]
)
async def test_only_the_apis_own_media_addresses_are_fetched(
    channel: SmsChannel, carrier: FakeCarrier, place: str
) -> None:
    with pytest.raises(SendError) as caught:
        await channel.fetch(MediaRef(Kind.PHOTO, place), 100)
    assert caught.value.trouble is Trouble.REFUSED
    assert carrier.asked == []


@pytest.mark.parametrize(
    ("reply", "trouble"),
    [
        (says(b"x" * 101), Trouble.REFUSED),
        (says(b"", 302, Location="/again"), Trouble.REFUSED),
        (says(b"", 404), Trouble.GONE),
        (says({"code": 20003}, 401), Trouble.MISCONFIGURED),
        (says(b"", 503), Trouble.AMBIGUOUS),
        (hangs, Trouble.UNREACHABLE),
    ],
)
async def test_a_picture_that_does_not_come_is_a_send_error(
    channel: SmsChannel, carrier: FakeCarrier, reply: Any, trouble: Trouble
) -> None:
    carrier.will(reply)
    with pytest.raises(SendError) as caught:
        await channel.fetch(PICTURE, 100)
    assert caught.value.trouble is trouble


def answers(carrier: FakeCarrier, account: Any = None, numbers: Any = None) -> None:
    carrier.routes[f"{API}.json"] = says(load("account") if account is None else account)
    carrier.routes[NUMBERS] = says(load("numbers") if numbers is None else numbers)


def with_number(**changes: Any) -> Any:
    numbers = load("numbers")
    numbers["incoming_phone_numbers"][0] |= changes
    return numbers


async def test_checking_tells_account_and_number(channel: SmsChannel, carrier: FakeCarrier) -> None:
    answers(carrier)
    assert await channel.check() == f"Oak Lane School {NUMBER}"
    assert carrier.last.query["PhoneNumber"] == NUMBER


async def test_checking_tells_a_trial_and_a_webhook_that_goes_elsewhere(
    channel: SmsChannel, carrier: FakeCarrier
) -> None:
    answers(carrier, load("account") | {"type": "Trial"}, with_number(sms_url="https://demo.twilio.com/welcome"))
    assert await channel.check() == f"Oak Lane School (trial) (its webhook is not ours) {NUMBER}"


async def test_without_a_public_url_any_webhook_is_fine(carrier: FakeCarrier) -> None:
    channel = channel_at(carrier.base, public_url=None)
    answers(carrier, None, with_number(sms_url=None))
    assert await channel.check() == f"Oak Lane School {NUMBER}"
    await channel.close()


@pytest.mark.parametrize(
    ("account", "numbers"),
    [
        (None, load("numbers") | {"incoming_phone_numbers": []}),
        (None, with_number(capabilities={"voice": True, "sms": False})),
        (None, with_number(capabilities=None)),
        (None, {"unexpected": 1, "shape": 2}),
        ([1], None),
    ],
)
async def test_a_number_that_cannot_text_is_for_an_operator_to_sort_out(
    channel: SmsChannel, carrier: FakeCarrier, account: Any, numbers: Any
) -> None:
    answers(carrier, account, numbers)
    with pytest.raises(SendError) as caught:
        await channel.check()
    assert caught.value.trouble is Trouble.MISCONFIGURED


async def test_a_wrong_key_is_for_an_operator_to_sort_out(channel: SmsChannel, carrier: FakeCarrier) -> None:
    carrier.will(says({"code": 20003, "message": "Authenticate"}, 401))
    with pytest.raises(SendError) as caught:
        await channel.check()
    assert caught.value.trouble is Trouble.MISCONFIGURED


@pytest.mark.parametrize("uri", ["https://evil.example/x", "{base}.evil.example/x", "{base}/a b", "{base}/ż"])
async def test_the_sdk_cannot_send_our_key_to_another_host(carrier: FakeCarrier, uri: str) -> None:
    wire = Wire()
    http = TwilioHttp(wire, carrier.base)
    with pytest.raises(SendError) as caught:
        await http.request("GET", uri.format(base=carrier.base), auth=(ACCOUNT, TOKEN))
    assert caught.value.trouble is Trouble.MISCONFIGURED
    assert carrier.asked == []
    await wire.close()

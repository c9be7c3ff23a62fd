"""What no webhook brought is found in the list, once and in order; what we sent is watched until it arrived."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from bot.channels.sms import SmsChannel
from bot.channels.sms_poll import Cursor
from bot.domain.messages import Inbound, Kind, SendError, SendState, StatusReport, Trouble
from tests.channels.fakes import FakeCarrier, hangs, says
from tests.channels.sms.conftest import API, NUMBER, channel_at, load
from tests.channels.sms.fake_twilio import MessagesList, ours, record

T = datetime(2026, 3, 2, 7, 0, tzinfo=UTC)
LIST = f"{API}/Messages.json"


def minutes(count: float) -> datetime:
    return T + timedelta(minutes=count)


def listing(carrier: FakeCarrier, *records: Any, **options: Any) -> MessagesList:
    carrier.routes[LIST] = made = MessagesList(list(records), **options)
    return made


def ids(polled: Any) -> list[str]:
    return [one.provider_id for one in polled.received]


async def drain(channel: SmsChannel, cursor: str | None = None) -> tuple[list[str], str | None]:
    """Poll until the cursor stands still."""
    seen: list[str] = []
    while True:
        polled = await channel.poll(cursor)
        seen += ids(polled)
        if polled.cursor == cursor:
            return seen, cursor
        cursor = polled.cursor


async def test_an_empty_account_gives_nothing_and_no_cursor(channel: SmsChannel, carrier: FakeCarrier) -> None:
    listing(carrier)
    polled = await channel.poll(None)
    assert (polled.received, polled.cursor) == ((), None)


async def test_messages_come_oldest_first_with_twilios_own_time(channel: SmsChannel, carrier: FakeCarrier) -> None:
    twilio = listing(carrier, record("SM1", minutes(1)), record("SM2", minutes(2)), record("SM3", minutes(3)))
    polled = await channel.poll(None)
    assert ids(polled) == ["SM1", "SM2", "SM3"]
    event = channel.parse(polled.received[0].payload)
    assert isinstance(event, Inbound)
    assert event.sent_at == minutes(1)
    assert twilio.queries[0] == {"To": NUMBER, "PageSize": "1000"}


async def test_messages_of_one_second_keep_the_carriers_order(channel: SmsChannel, carrier: FakeCarrier) -> None:
    listing(carrier, record("SM2", T), record("SM1", T))
    assert ids(await channel.poll(None)) == ["SM1", "SM2"]


async def test_the_next_poll_reads_on_with_an_overlap_for_what_is_listed_late(
    channel: SmsChannel, carrier: FakeCarrier
) -> None:
    twilio = listing(carrier, record("SM1", minutes(0)), record("SM2", minutes(30)))
    cursor = (await channel.poll(None)).cursor
    twilio.records += [record("SM3", minutes(26)), record("SM4", minutes(31))]
    polled = await channel.poll(cursor)
    assert ids(polled) == ["SM3", "SM2", "SM4"]
    assert twilio.queries[2]["DateSent>"] == "2026-03-02T07:25:00Z"


async def test_a_plain_time_is_a_cursor_for_both_directions(channel: SmsChannel, carrier: FakeCarrier) -> None:
    listing(
        carrier,
        record("SM0", minutes(-60)),
        record("SM1", minutes(1)),
        ours("SMa", minutes(-60), "delivered"),
        ours("SMb", minutes(2), "delivered"),
    )
    for cursor in (T.isoformat(), "2026-03-02T07:00:00"):
        assert ids(await channel.poll(cursor)) == ["SM1", "SMb:delivered"]


@pytest.mark.parametrize("cursor", ["nonsense", "2026-99-99", "{}"])
async def test_a_cursor_of_somebody_else_starts_from_the_beginning(
    channel: SmsChannel, carrier: FakeCarrier, cursor: str
) -> None:
    listing(carrier, record("SM1", minutes(1)))
    assert ids(await channel.poll(cursor)) == ["SM1"]


async def test_the_very_first_poll_reaches_back_three_days_and_no_further(
    channel: SmsChannel, carrier: FakeCarrier
) -> None:
    twilio = listing(
        carrier,
        *(record(f"SM{hours:03}", T - timedelta(hours=hours)) for hours in range(0, 400, 10)),
        largest=4,
    )
    polled = await channel.poll(None)
    assert ids(polled)[0] == "SM070"
    assert len(ids(polled)) == 8
    assert len([query for query in twilio.queries if "To" in query]) == 3


async def test_eight_hours_of_backlog_in_pages_lose_and_repeat_nothing(
    channel: SmsChannel, carrier: FakeCarrier
) -> None:
    listing(carrier, *(record(f"SM{n:03}", minutes(n * 1.6)) for n in range(300)), largest=50)
    polled = await channel.poll(T.isoformat())
    assert ids(polled) == [f"SM{n:03}" for n in range(300)]


@pytest.mark.parametrize("ascending", [False, True])
async def test_a_backlog_beyond_the_bound_is_read_on_in_the_next_poll(carrier: FakeCarrier, ascending: bool) -> None:
    channel = channel_at(carrier.base)
    object.__setattr__(channel._backlog, "pages", 3)
    listing(carrier, *(record(f"SM{n:03}", minutes(n)) for n in range(100)), largest=10, ascending=ascending)
    first = await channel.poll(T.isoformat())
    assert len(first.received) == 30
    assert Cursor.load(first.cursor).page is not None
    seen, cursor = await drain(channel, T.isoformat())
    assert set(seen) == {f"SM{n:03}" for n in range(100)}
    assert Cursor.load(cursor).page is None
    await channel.close()


async def test_a_message_still_arriving_is_waited_for(channel: SmsChannel, carrier: FakeCarrier) -> None:
    arriving = record("SM1", minutes(1), status="receiving", body="")
    twilio = listing(carrier, arriving, record("SM2", minutes(50)))
    polled = await channel.poll(T.isoformat())
    assert ids(polled) == ["SM2"]
    arriving |= {"status": "received", "body": "the rash"}
    polled = await channel.poll(polled.cursor)
    assert ids(polled) == ["SM1", "SM2"]
    assert twilio.queries[2]["DateSent>"] == "2026-03-02T06:56:00Z"


async def test_only_what_became_of_our_messages_is_news(channel: SmsChannel, carrier: FakeCarrier) -> None:
    listing(
        carrier,
        ours("SMq", minutes(1), "queued", date_sent=None),
        ours("SMs", minutes(1), "sent"),
        ours("SMd", minutes(1), "delivered"),
        ours("SMu", minutes(1), "undelivered", error_code=30005),
        ours("SMf", minutes(1), "failed", error_code=30001, date_sent=None),
        ours("SMx", minutes(1), "teleported"),
    )
    polled = await channel.poll(T.isoformat())
    reports = [channel.parse(one.payload) for one in polled.received]
    found = {(one.message_id, one.state, one.error) for one in reports if isinstance(one, StatusReport)}
    assert found == {
        ("SMd", SendState.DELIVERED, None),
        ("SMu", SendState.FAILED, "30005"),
        ("SMf", SendState.FAILED, "30001"),
        ("SMx", SendState.UNKNOWN, None),
    }


async def test_a_message_in_flight_is_watched_until_it_arrived(channel: SmsChannel, carrier: FakeCarrier) -> None:
    flying = ours("SM1", minutes(0), "sent")
    listing(carrier, flying, ours("SM2", minutes(240), "delivered"))
    polled = await channel.poll(None)
    assert ids(polled) == ["SM2:delivered"]
    flying |= {"status": "undelivered", "error_code": 30006}
    polled = await channel.poll(polled.cursor)
    assert set(ids(polled)) == {"SM1:undelivered", "SM2:delivered"}
    polled = await channel.poll(polled.cursor)
    assert set(ids(polled)) == {"SM2:delivered"}


async def test_a_message_whose_delivery_no_network_reports_is_not_watched_for_ever(
    channel: SmsChannel, carrier: FakeCarrier
) -> None:
    listing(carrier, ours("SM1", minutes(0), "sent"), ours("SM2", minutes(24 * 60), "delivered"))
    cursor = (await channel.poll(T.isoformat())).cursor
    assert Cursor.load(cursor).outbound == minutes(12 * 60)


async def test_pages_of_older_sent_messages_are_not_read(channel: SmsChannel, carrier: FakeCarrier) -> None:
    twilio = listing(carrier, *(ours(f"SM{n:03}", minutes(n), "delivered") for n in range(100)), largest=10)
    polled = await channel.poll(minutes(95).isoformat())
    assert ids(polled) == [f"SM{n:03}:delivered" for n in range(99, 89, -1)]
    assert len([query for query in twilio.queries if "From" in query]) == 2


async def test_pictures_are_listed_for_messages_that_have_some(channel: SmsChannel, carrier: FakeCarrier) -> None:
    listing(carrier, record("SM1", T, num_media="2", body="the rash"))
    media = {"media_list": [{"sid": "ME1", "content_type": "image/png"}, 7], "next_page_uri": None}
    carrier.routes[f"{API}/Messages/SM1/Media.json"] = says(media)
    event = channel.parse((await channel.poll(None)).received[0].payload)
    assert isinstance(event, Inbound)
    assert [(one.kind, one.carrier_id, one.mime) for one in event.media] == [
        (Kind.PHOTO, f"{API}/Messages/SM1/Media/ME1", "image/png")
    ]


@pytest.mark.parametrize("reply", [says({"code": 20404}, 404), says({"media_list": None})])
async def test_words_survive_pictures_deleted_at_the_carrier(
    channel: SmsChannel, carrier: FakeCarrier, reply: Any
) -> None:
    listing(carrier, record("SM1", T, num_media="1"))
    carrier.routes[f"{API}/Messages/SM1/Media.json"] = reply
    event = channel.parse((await channel.poll(None)).received[0].payload)
    assert isinstance(event, Inbound)
    assert (event.text, event.media) == ("text of SM1", ())


async def test_a_picture_list_that_cannot_be_read_now_stops_the_poll_and_loses_nothing(
    channel: SmsChannel, carrier: FakeCarrier
) -> None:
    listing(carrier, record("SM1", T, num_media="1"))
    carrier.routes[f"{API}/Messages/SM1/Media.json"] = says({}, 503)
    with pytest.raises(SendError) as caught:
        await channel.poll(None)
    assert caught.value.trouble is Trouble.AMBIGUOUS


async def test_a_malformed_record_lets_its_neighbours_through(channel: SmsChannel, carrier: FakeCarrier) -> None:
    odd = record("SM2", minutes(2)) | {"sid": None}
    listing(carrier, record("SM1", minutes(1)), odd, 7, record("SM3", minutes(3)))
    polled = await channel.poll(None)
    assert {one.provider_id for one in polled.received if one.readable} == {"SM1", "SM3"}
    assert [one.readable for one in polled.received].count(False) == 2


@pytest.mark.parametrize(
    "reply",
    [
        hangs,
        says(b"<html>login</html>"),
        says([1]),
        says({"messages": "none"}),
        says({"code": 20003, "message": "Authenticate"}, 401),
        says({"code": 20429}, 429),
    ],
)
async def test_a_poll_that_fails_is_a_send_error(channel: SmsChannel, carrier: FakeCarrier, reply: Any) -> None:
    carrier.will(reply)
    with pytest.raises(SendError):
        await channel.poll(None)


@pytest.mark.parametrize("following", ["http://evil.example/x", "//evil.example/x", "/x y", 7, "@evil.example/x"])
async def test_our_key_follows_no_page_address_to_another_host(
    channel: SmsChannel, carrier: FakeCarrier, following: Any
) -> None:
    page = load("page") | {"next_page_uri": following}
    carrier.will(says(page), says(load("page") | {"messages": []}))
    await channel.poll(None)
    assert all(asked.headers["Host"] in carrier.base for asked in carrier.asked)


def test_the_cursor_survives_its_text() -> None:
    for cursor in (
        Cursor(),
        Cursor(T),
        Cursor(T, T),
        Cursor(None, T),
        Cursor(T, None, "/2010-04-01/x?Page=1"),
        Cursor(None, None, "/x"),
    ):
        assert Cursor.load(cursor.dump()) == cursor
    assert Cursor().dump() is None

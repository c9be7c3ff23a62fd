"""One message told twice, by webhook and in the list, is one event; statuses are words mapped to ours."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlencode

import pytest

from bot.channels.sms_form import Form, from_form, from_resource, media_path, moment_of, parse_payload
from bot.domain.messages import Address, Carrier, Inbound, Kind, MediaRef, SendState, StatusReport
from tests.channels.sms.conftest import ACCOUNT, NOW, load

ROSA = Address(Carrier.SMS, "+447700900123")
SID = "SM" + "a" * 32
MEDIA = f"/2010-04-01/Accounts/{ACCOUNT}/Messages/MM{'b' * 32}/Media/ME{'c' * 32}"


def from_webhook(name: str, **changes: str) -> Any:
    return parse_payload(from_form(Form(urlencode(load(name) | changes)), b"raw", NOW).payload)


def inbound(**fields: Any) -> Inbound:
    told: dict[str, Any] = {
        "provider_id": SID,
        "message_id": SID,
        "sender": ROSA,
        "sent_at": NOW,
        "text": "Ola is off today",
    }
    return Inbound(**told | fields)


@pytest.mark.parametrize(
    ("name", "fields"),
    [
        ("form_text", {}),
        ("form_blank_body", {"text": ""}),
        ("form_stop", {"text": "Stop", "kind": Kind.BLOCKED}),
        ("form_start", {"text": "Yes"}),
        ("form_old_names", {"provider_id": "SM" + "d" * 32, "message_id": "SM" + "d" * 32, "text": "hello"}),
        (
            "form_mms",
            {
                "kind": Kind.PHOTO,
                "text": "the rash",
                "media": (
                    MediaRef(Kind.PHOTO, MEDIA, "image/jpeg"),
                    MediaRef(Kind.VOICE, "https://elsewhere.example/file", "audio/amr"),
                ),
            },
        ),
    ],
)
def test_incoming_forms_are_read(name: str, fields: dict[str, Any]) -> None:
    assert from_webhook(name) == inbound(**fields)


def test_the_list_tells_the_same_message_under_the_same_key_with_its_own_time() -> None:
    received = from_resource(load("resource_inbound"), [])
    assert received.provider_id == SID
    assert received.sender == ROSA.value
    assert parse_payload(received.payload) == inbound(sent_at=datetime(2026, 3, 2, 7, 41, 2, tzinfo=UTC))


def test_files_of_unknown_type_are_just_files() -> None:
    received = from_resource(load("resource_inbound"), [(MEDIA, "text/x-vcard"), (MEDIA, "")])
    event = parse_payload(received.payload)
    assert isinstance(event, Inbound)
    assert [media.kind for media in event.media] == [Kind.FILE, Kind.FILE]


@pytest.mark.parametrize(
    ("name", "state", "error"),
    [
        ("status_delivered", SendState.DELIVERED, None),
        ("status_undelivered", SendState.FAILED, "30005"),
        ("status_queued", SendState.SENT, None),
        ("status_unheard_of", SendState.UNKNOWN, None),
        ("status_old_names", SendState.SENT, None),
    ],
)
def test_status_callbacks_are_read(name: str, state: SendState, error: str | None) -> None:
    sid, word = "SM" + "e" * 32, load(name)["SmsStatus"]
    assert from_webhook(name) == StatusReport(provider_id=f"{sid}:{word}", message_id=sid, state=state, error=error)


@pytest.mark.parametrize(
    ("word", "state"),
    [
        ("accepted", SendState.SENT), ("scheduled", SendState.SENT), ("queued", SendState.SENT),
        ("sending", SendState.SENT), ("sent", SendState.SENT), ("delivered", SendState.DELIVERED),
        ("read", SendState.DELIVERED), ("partially_delivered", SendState.DELIVERED), ("undelivered", SendState.FAILED),
        ("failed", SendState.FAILED), ("canceled", SendState.FAILED), ("Delivered", SendState.DELIVERED),
        ("lost in space", SendState.UNKNOWN),
    ],
)  # fmt: skip
def test_every_word_of_twilios_has_one_of_ours(word: str, state: SendState) -> None:
    assert from_webhook("status_delivered", MessageStatus=word).state is state


def test_the_list_tells_a_failure_with_its_code() -> None:
    received = from_resource(load("resource_outbound_failed"), [])
    sid = "SM" + "e" * 32
    assert received.provider_id == f"{sid}:undelivered"
    assert received.sender is None
    assert parse_payload(received.payload) == StatusReport(
        provider_id=f"{sid}:undelivered", message_id=sid, state=SendState.FAILED, error="30006"
    )


@pytest.mark.parametrize(
    "damage",
    [
        {"sid": None}, {"sid": ""}, {"sid": 5}, {"status": None}, {"from": None}, {"date_sent": "?", "date_created": None},
        {"date_sent": None, "date_created": "Mon, 99 Mar 2026"}, {"date_sent": float("inf"), "date_created": float("inf")},
    ],
)  # fmt: skip
def test_a_malformed_resource_is_dead_under_its_hash_every_time_the_same(damage: dict[str, Any]) -> None:
    record = load("resource_inbound") | damage
    first = from_resource(record, [])
    assert (first.readable, first.sender) == (False, None)
    assert first == from_resource(dict(record), [])


def test_a_resource_without_words_is_an_empty_message() -> None:
    event = parse_payload(from_resource(load("resource_inbound") | {"body": None}, []).payload)
    assert isinstance(event, Inbound)
    assert event.text == ""


def test_without_a_direction_only_what_was_received_is_inbound() -> None:
    record = {key: value for key, value in load("resource_inbound").items() if key != "direction"}
    assert isinstance(parse_payload(from_resource(record, []).payload), Inbound)
    assert isinstance(parse_payload(from_resource(record | {"status": "failed"}, []).payload), StatusReport)


@pytest.mark.parametrize(
    ("told", "moment"),
    [
        ({"date_sent": "Mon, 02 Mar 2026 07:41:02 +0000"}, datetime(2026, 3, 2, 7, 41, 2, tzinfo=UTC)),
        ({"date_sent": "Mon, 02 Mar 2026 07:41:02 -0000"}, datetime(2026, 3, 2, 7, 41, 2, tzinfo=UTC)),
        ({"date_sent": "Mon, 02 Mar 2026 08:41:02 +0100"}, datetime(2026, 3, 2, 7, 41, 2, tzinfo=UTC)),
        ({"date_sent": "2026-03-02T07:41:02Z"}, datetime(2026, 3, 2, 7, 41, 2, tzinfo=UTC)),
        ({"date_sent": None, "date_created": "2026-03-02 07:41:02"}, datetime(2026, 3, 2, 7, 41, 2, tzinfo=UTC)),
        ({}, None),
    ],
)
def test_times_are_read_as_utc_in_either_spelling(told: dict[str, Any], moment: datetime | None) -> None:
    assert moment_of(told) == moment


@pytest.mark.parametrize(
    ("url", "path"),
    [
        (f"https://api.twilio.com{MEDIA}", MEDIA),
        (f"http://127.0.0.1:5000{MEDIA}", MEDIA),
        (f"{MEDIA}.json", MEDIA),
        (f"https://api.twilio.com{MEDIA}/../../x", None),
        ("https://elsewhere.example/file", None),
        ("http://169.254.169.254/latest", None),
        ("http://[::1", None),
        ("", None),
    ],
)
def test_only_a_path_of_the_api_is_a_place_to_fetch_from(url: str, path: str | None) -> None:
    assert media_path(url) == path


def test_nul_and_lone_surrogates_are_read_as_visible_text() -> None:
    event = parse_payload(from_resource(load("resource_inbound") | {"body": "a\0\ud800"}, []).payload)
    assert isinstance(event, Inbound)
    assert event.text == "a␀\\ud800"


@pytest.mark.parametrize(
    "payload", [b"", b"[]", b"null", b"7", b"{}", b'{"sid":"SM1"}', b'{"sid":1,"state":2,"error":""}', b"\xff"]
)
def test_parsing_what_we_never_stored_is_a_value_error(payload: bytes) -> None:
    with pytest.raises(ValueError):
        parse_payload(payload)

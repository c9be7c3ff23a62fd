"""Twilio's signature over the configured public URL, in full agreement with Twilio's own validator."""

from __future__ import annotations

import json
from typing import Any
from urllib.parse import urlencode, urlsplit

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from twilio.request_validator import RequestValidator  # type: ignore[import-untyped]

from bot.channels.base import ForgedError, WebRequest
from bot.channels.sms import SmsChannel
from bot.channels.sms_form import Form
from tests.channels.sms.conftest import ACCOUNT, HUB, NOW, NUMBER, TOKEN, load

HEADER = "x-twilio-signature"


def door(public_url: str | None = HUB) -> SmsChannel:
    return SmsChannel(ACCOUNT, TOKEN, NUMBER, public_url=public_url, now=lambda: NOW)


def sign(url: str, body: str, token: str = TOKEN) -> str:
    return str(RequestValidator(token).compute_signature(url, Form(body)))


def request(body: str, path: str = "/sms/1", signature: str | None = None, times: int = 1) -> WebRequest:
    headers = {HEADER: sign(HUB + path, body) if signature is None else signature}
    return WebRequest(path=path, headers=headers, body=body.encode(), header_counts={HEADER: times})


TEXT = urlencode(load("form_text"))


def test_a_signed_message_is_let_in() -> None:
    (received,) = door().verify(request(TEXT))
    assert (received.provider_id, received.sender, received.readable) == ("SM" + "a" * 32, "+447700900123", True)


@pytest.mark.parametrize("public", ["https://hub.example:443", "https://hub.example", "https://hub.example/"])
@pytest.mark.parametrize("signed", ["https://hub.example:443/sms/1", "https://hub.example/sms/1"])
def test_twilio_may_sign_with_or_without_the_port(public: str, signed: str) -> None:
    assert door(public).verify(request(TEXT, signature=sign(signed, TEXT)))


@pytest.mark.parametrize(
    "signed",
    [
        "http://hub.example/sms/1",
        "https://10.0.0.5:8000/sms/1",
        "https://hub.example/sms/1/",
        "https://HUB.example/sms/1",
        "https://hub.example/sms/1?x=1",
        "https://hub.example/sms/2",
        "https://hub.example:8443/sms/1",
    ],
)
def test_a_signature_over_any_other_url_is_forged(signed: str) -> None:
    with pytest.raises(ForgedError):
        door().verify(request(TEXT, signature=sign(signed, TEXT)))


@pytest.mark.parametrize(
    "forged",
    [
        WebRequest(path="/sms/1", headers={}, body=TEXT.encode(), header_counts={}),
        request(TEXT, signature=""),
        request(TEXT, signature="x"),
        request(TEXT, signature="żółw"),
        request(TEXT, signature="\udcff"),
        request(TEXT, times=2),
        request(TEXT, signature=sign(HUB + "/sms/1", TEXT, token="another")),
        request(TEXT, signature=sign(HUB + "/sms/1", TEXT, token="")),
        request(TEXT + "&Extra=1", signature=sign(HUB + "/sms/1", TEXT)),
        request("&".join(f"f{n}=1" for n in range(1001)), signature="x"),
        WebRequest(path="/sms/1", headers={HEADER: "x"}, body=b"\xff\xfe", header_counts={HEADER: 1}),
    ],
)
def test_a_missing_doubled_or_wrong_signature_is_forged(forged: WebRequest) -> None:
    with pytest.raises(ForgedError):
        door().verify(forged)


def test_without_a_public_url_every_webhook_is_forged() -> None:
    with pytest.raises(ForgedError):
        door(None).verify(request(TEXT))


@pytest.mark.parametrize(
    ("sid", "token", "number", "public"),
    [
        ("", TOKEN, NUMBER, HUB),
        ("AC/../x", TOKEN, NUMBER, HUB),
        (ACCOUNT, "", NUMBER, HUB),
        (ACCOUNT, " ", NUMBER, HUB),
        (ACCOUNT, TOKEN, "OakLane", HUB),
        (ACCOUNT, TOKEN, "01632960100", HUB),
        (ACCOUNT, TOKEN, "", HUB),
        (ACCOUNT, TOKEN, NUMBER, "hub.example"),
        (ACCOUNT, TOKEN, NUMBER, "https://"),
        (ACCOUNT, TOKEN, NUMBER, "https://hub.example:http"),
        (ACCOUNT, TOKEN, NUMBER, "https://user@hub.example"),
        (ACCOUNT, TOKEN, NUMBER, "https://hub.example?x"),
    ],
)
def test_settings_that_could_never_work_stop_the_start(sid: str, token: str, number: str, public: str) -> None:
    with pytest.raises(ValueError) as caught:
        SmsChannel(sid, token, number, public_url=public)
    assert "CANARY" not in str(caught.value)


names = st.text(st.characters(codec="utf-8"), max_size=6)
pairs = st.lists(st.tuples(names, st.text(st.characters(codec="utf-8"), max_size=12)), max_size=8)
hosts = st.sampled_from(
    ["https://hub.example", "https://hub.example:443", "http://hub.example:8080", "https://[2001:db8::1]"]
)
paths = st.sampled_from(["/sms/1", "/sms/1?account=7&b=", "", "/%20a/ż", "/sms/1;p=2?", "/sms?bodySHA256=abc"])


@settings(max_examples=200)
@given(fields=pairs, signed_fields=pairs | st.none(), public=hosts, signed_host=hosts | st.none(), path=paths)
def test_the_verdict_is_that_of_twilios_own_validator(
    fields: list[tuple[str, str]],
    signed_fields: list[tuple[str, str]] | None,
    public: str,
    signed_host: str | None,
    path: str,
) -> None:
    body = urlencode(fields)
    signed_body = body if signed_fields is None else urlencode(signed_fields)
    signature = sign((signed_host or public) + path, signed_body)
    try:
        door(public).verify(request(body, path, signature))
        verdict = True
    except ForgedError:
        verdict = False
    assert verdict == RequestValidator(TOKEN).validate(public + path, Form(body), signature)


def test_a_form_sent_in_the_query_of_a_get_is_read_too() -> None:
    path = "/sms/1?" + TEXT
    (received,) = door().verify(request("", path))
    assert received.provider_id == "SM" + "a" * 32


@pytest.mark.parametrize(
    "fields", [{}, {"Body": "hi", "FromCity": "CANARY"}, {"MessageSid": "SM1", "Body": "no sender"}]
)
def test_a_genuine_form_that_is_no_message_is_kept_as_dead(fields: dict[str, str]) -> None:
    (received,) = door().verify(request(urlencode(fields)))
    assert not received.readable
    assert received.provider_id.startswith("x")
    assert b"CANARY" not in received.payload


@pytest.mark.parametrize("name", ["form_text", "form_mms", "form_stop", "status_undelivered"])
def test_nothing_the_data_map_denies_is_stored(name: str) -> None:
    (received,) = door().verify(request(urlencode(load(name))))
    for denied in (b"CANARY", b"City", b"Country", NUMBER.encode()):
        assert denied not in received.payload


def test_the_stored_form_is_ascii_json_even_for_odd_text() -> None:
    fields: dict[str, Any] = load("form_text") | {"Body": "a\0b 😀 \ufffd"}
    (received,) = door().verify(request(urlencode(fields)))
    assert json.loads(received.payload)["body"] == "a\0b 😀 \ufffd"
    assert received.payload.isascii()


def test_the_public_urls_own_path_and_query_count() -> None:
    body, path = TEXT, "/sms/1?school=7"
    url = "https://hub.example/bookbag" + path
    assert urlsplit(url).path == "/bookbag/sms/1"
    assert door("https://hub.example/bookbag").verify(request(body, path, sign(url, body)))

"""Only Telegram itself gets an update past the door, and no update stays outside because it is odd."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from bot.channels.base import ForgedError, WebRequest
from bot.channels.telegram import TelegramChannel
from tests.channels.telegram.conftest import SECRET, TOKEN

HEADER = "x-telegram-bot-api-secret-token"
BODY = (Path(__file__).parent / "payloads" / "text.json").read_bytes()


def request(secret: str | None = SECRET, body: bytes = BODY, times: int = 1, path: str = "/telegram/1") -> WebRequest:
    headers = {} if secret is None else {HEADER: secret}
    return WebRequest(path=path, headers=headers, body=body, header_counts=dict.fromkeys(headers, times))


@pytest.fixture
def door() -> TelegramChannel:
    return TelegramChannel(TOKEN, webhook_secret=SECRET)


def test_the_right_secret_lets_one_update_in(door: TelegramChannel) -> None:
    (received,) = door.verify(request())
    assert (received.provider_id, received.sender, received.readable) == ("810001", "700100", True)
    assert door.parse(received.payload).text == "Ola ma gorączkę, nie przyjdzie dziś"


@pytest.mark.parametrize(
    "forged",
    [
        request(None),
        request(""),
        request("wrong"),
        request(SECRET + "x"),
        request(SECRET.upper()),
        request("żółw"),
        request("\udcff"),
        request(times=2),
        request(None, path=f"/telegram/1?secret_token={SECRET}"),
    ],
)
def test_a_missing_wrong_or_doubled_secret_is_forged(door: TelegramChannel, forged: WebRequest) -> None:
    with pytest.raises(ForgedError):
        door.verify(forged)


@pytest.mark.parametrize("sent", [request(), request(""), request(None)])
def test_without_a_secret_of_ours_every_webhook_is_forged(sent: WebRequest) -> None:
    with pytest.raises(ForgedError):
        TelegramChannel(TOKEN).verify(sent)


@pytest.mark.parametrize("secret", ["", " ", "with space", "ä", "x" * 257])
def test_a_secret_that_could_never_match_stops_the_start(secret: str) -> None:
    with pytest.raises(ValueError, match="secret"):
        TelegramChannel(TOKEN, webhook_secret=secret)


@pytest.mark.parametrize("token", ["", " ", "70 0:x", "700:a/b", "700:{token}"])
def test_a_token_that_could_never_work_stops_the_start_and_is_not_repeated(token: str) -> None:
    with pytest.raises(ValueError, match="empty or malformed") as caught:
        TelegramChannel(token)
    assert "70" not in str(caught.value)


@pytest.mark.parametrize(
    "body",
    [b"", b"{", b"null", b"[]", b"7", b"\xff\xfe", b"NaN", b"[" * 60_000, b'{"update_id":' + b"9" * 10_000 + b"}"],
)
def test_a_genuine_but_unreadable_body_is_kept_as_dead(door: TelegramChannel, body: bytes) -> None:
    (received,) = door.verify(request(body=body))
    assert not received.readable
    assert received.provider_id.startswith("x")
    assert received == door.verify(request(body=body))[0]


def test_updates_that_are_nobodys_message_are_acknowledged_and_dropped(door: TelegramChannel) -> None:
    body = json.dumps({"update_id": 5, "channel_post": {"text": "news"}}).encode()
    assert door.verify(request(body=body)) == ()

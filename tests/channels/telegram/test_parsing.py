"""From Telegram's JSON to what a person did, and nothing more about them."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.channels.telegram_parse import parse_update
from bot.channels.telegram_trim import receive
from bot.domain.messages import Address, Carrier, Inbound, Kind, MediaRef, Received, SharedContact

PAYLOADS = Path(__file__).parent / "payloads"
NOW = datetime(2026, 3, 2, 7, 45, tzinfo=UTC)
SENT = datetime(2023, 11, 14, 22, 13, 20, tzinfo=UTC)
EWA = Address(Carrier.TELEGRAM, "700100")


def load(name: str) -> Any:
    return json.loads((PAYLOADS / f"{name}.json").read_text(encoding="utf-8"))


def stored(name: str) -> Received:
    found = receive(load(name), NOW)
    assert found is not None
    return found


def changed(name: str, path: str, value: Any) -> Any:
    """A payload with one field replaced, or removed when the value is ...; the path is dotted."""
    update = load(name)
    *parents, last = path.split(".")
    place = update
    for key in parents:
        place = place[int(key) if isinstance(place, list) else key]
    if value is ...:
        del place[last]
    else:
        place[last] = value
    return update


READ: dict[str, dict[str, Any]] = {
    "text": {"text": "Ola ma gorączkę, nie przyjdzie dziś"},
    "start_with_code": {"text": "/start k7Qw-invite"},
    "reply": {"text": "yes please", "reply_to": "40"},
    "forwarded": {"text": "Trip letter"},
    "hidden_link": {"text": "see the form here\nhttps://forms.example/7"},
    "edit": {
        "kind": Kind.EDIT,
        "text": "Ola has a temperature, back on Monday",
        "sent_at": datetime(2023, 11, 14, 22, 13, 50, tzinfo=UTC),
    },
    "choice": {
        "kind": Kind.CHOICE,
        "message_id": "4382bfdwdsb323b2d9",
        "callback_id": "4382bfdwdsb323b2d9",
        "choice": "c:1",
        "reply_to": "40",
        "sent_at": NOW,
    },
    "choice_of_an_old_message": {
        "kind": Kind.CHOICE,
        "message_id": "77",
        "callback_id": "77",
        "choice": "c:2",
        "reply_to": "12",
        "sent_at": NOW,
    },
    "voice": {"kind": Kind.VOICE, "media": (MediaRef(Kind.VOICE, "AwACAgQ-voice", "audio/ogg", 28110, 7),)},
    "video_note": {"kind": Kind.VIDEO, "media": (MediaRef(Kind.VIDEO, "DQAC-note", "video/mp4", 99110, 4),)},
    "photo_in_album": {
        "kind": Kind.PHOTO,
        "text": "the rash",
        "album": "1357924680",
        "media": (MediaRef(Kind.PHOTO, "AgAC-large", "image/jpeg", 150222),),
    },
    "document": {"kind": Kind.FILE, "media": (MediaRef(Kind.FILE, "BQAC-doc", "application/pdf", 40123),)},
    "animation": {"kind": Kind.VIDEO, "media": (MediaRef(Kind.VIDEO, "CgAC-gif", "video/mp4", 11, 2),)},
    "audio": {"kind": Kind.FILE, "media": (MediaRef(Kind.FILE, "CQAC-song", "audio/mpeg", 900, 61),)},
    "video": {
        "kind": Kind.VIDEO,
        "text": "sports day",
        "media": (MediaRef(Kind.VIDEO, "BAAC-video", "video/mp4", 20971521, 12),),
    },
    "own_contact": {
        "kind": Kind.CONTACT,
        "contact": SharedContact("+447700900123", "700100"),
        "reply_to": "40",
    },
    "contact_of_someone_else": {"kind": Kind.CONTACT, "contact": SharedContact("", None)},
    "contact_without_an_account": {"kind": Kind.CONTACT, "contact": SharedContact("", None)},
    "sticker": {"kind": Kind.REFUSED, "refused": "sticker"},
    "location": {"kind": Kind.REFUSED, "refused": "location"},
    "venue": {"kind": Kind.REFUSED, "refused": "location"},
    "poll": {"kind": Kind.REFUSED, "refused": "poll"},
    "dice": {"kind": Kind.REFUSED, "refused": "dice"},
    "content_nobody_has_heard_of": {"kind": Kind.REFUSED, "refused": "unknown"},
    "blocked": {"kind": Kind.BLOCKED, "message_id": "810027"},
    "unblocked": {"kind": Kind.UNBLOCKED, "message_id": "810028"},
    "added_to_group": {"kind": Kind.GROUP, "sender": Address(Carrier.TELEGRAM, "-500600"), "message_id": "810029"},
    "added_to_channel": {
        "kind": Kind.GROUP,
        "sender": Address(Carrier.TELEGRAM, "-1001234567890"),
        "message_id": "810030",
    },
    "group_message": {"kind": Kind.GROUP, "sender": Address(Carrier.TELEGRAM, "-1001234567890"), "message_id": "9"},
    "group_choice": {
        "kind": Kind.GROUP,
        "sender": Address(Carrier.TELEGRAM, "-500600"),
        "message_id": "88",
        "callback_id": "88",
        "choice": "c:1",
        "reply_to": "40",
        "sent_at": NOW,
    },
    "migrated": {
        "kind": Kind.MIGRATED,
        "sender": Address(Carrier.TELEGRAM, "-500600"),
        "message_id": "10",
        "new_address": "-1001234567890",
    },
}
IGNORED = ("live_location_moves", "pinned", "removed_from_group", "channel_post", "poll_answer")
DEAD = ("of_an_unknown_kind",)


@pytest.mark.parametrize("name", READ)
def test_each_kind_of_update_is_read(name: str) -> None:
    found = stored(name)
    number = str(load(name)["update_id"])
    fields: dict[str, Any] = {"provider_id": number, "message_id": "41", "sender": EWA, "sent_at": SENT, "text": ""}
    expected = Inbound(**fields | READ[name])
    assert parse_update(found.payload) == expected
    assert (found.provider_id, found.sender, found.readable) == (number, expected.sender.value, True)


@pytest.mark.parametrize("name", IGNORED)
def test_what_nobody_wrote_to_us_leaves_nothing(name: str) -> None:
    assert receive(load(name), NOW) is None


def test_every_payload_is_in_one_of_the_tables() -> None:
    assert {path.stem for path in PAYLOADS.glob("*.json")} == {*READ, *IGNORED, *DEAD}


@pytest.mark.parametrize("name", [*READ, *DEAD])
def test_nothing_the_data_map_denies_is_stored(name: str) -> None:
    payload = stored(name).payload
    for denied in (b"CANARY", b"latitude", b'"pl"', b"username", b"title", b"21.01"):
        assert denied not in payload


def test_an_update_of_an_unknown_kind_is_dead_under_its_own_number() -> None:
    found = stored("of_an_unknown_kind")
    assert (found.provider_id, found.sender, found.readable) == ("810037", None, False)
    assert json.loads(found.payload)["telepathy"] == {
        "from": {"id": 700100, "is_bot": False, "is_premium": True},
        "thought": "hm",
    }


@pytest.mark.parametrize(
    ("name", "path", "value"),
    [
        ("text", "message", None),
        ("text", "message", []),
        ("text", "message.chat", ...),
        ("text", "message.chat.id", "700100"),
        ("text", "message.chat.id", True),
        ("text", "message.chat.id", 2**63),
        ("text", "message.chat.type", 5),
        ("text", "message.message_id", 1.5),
        ("text", "message.date", -1),
        ("text", "message.date", 10**12),
        ("text", "message.from", ...),
        ("text", "message.text", {"a": 1}),
        ("hidden_link", "message.entities", [1]),
        ("hidden_link", "message.entities", 7),
        ("photo_in_album", "message.photo", []),
        ("photo_in_album", "message.photo", "x"),
        ("voice", "message.voice", {}),
        ("voice", "message.voice.duration", "long"),
        ("own_contact", "message.contact.phone_number", 447700900123),
        ("reply", "message.reply_to_message.message_id", ...),
        ("choice", "callback_query.from", ...),
        ("choice", "callback_query.data", 3),
        ("blocked", "my_chat_member.new_chat_member", ...),
        ("edit", "edited_message.edit_date", "soon"),
    ],
)
def test_a_malformed_update_is_dead_under_its_own_number(name: str, path: str, value: Any) -> None:
    found = receive(changed(name, path, value), NOW)
    assert found is not None
    assert (found.provider_id, found.sender, found.readable) == (str(load(name)["update_id"]), None, False)


@pytest.mark.parametrize(
    "update",
    [
        None,
        [],
        7,
        "text",
        {},
        {"update_id": "5"},
        {"update_id": True},
        {"update_id": -1},
        {"update_id": 10**19, "message": {}},
    ],
)
def test_an_update_without_a_number_is_dead_under_its_hash_every_time_the_same(update: Any) -> None:
    first, second = receive(update, NOW, b"raw"), receive(update, NOW, b"raw")
    assert first == second
    assert first is not None
    assert first.provider_id.startswith("x")
    assert not first.readable


def test_a_huge_unreadable_update_is_kept_up_to_its_limit() -> None:
    found = receive({"update_id": 5, "message": "x" * 1_000_000}, NOW)
    assert found is not None
    assert len(found.payload) == 65_536


@pytest.mark.parametrize("depth", [0, 5000])
def test_an_infinite_number_or_bottomless_nesting_cannot_stop_the_dead_letter(depth: int) -> None:
    value: Any = float("inf")
    for _ in range(depth):
        value = [value]
    found = receive({"update_id": 5, "message": value}, NOW, b"as it came")
    while isinstance(value, list):  # let go of it level by level
        value = value.pop()
    assert found == Received(provider_id="5", sender=None, payload=b"as it came", readable=False)


def test_lone_surrogates_and_nul_are_stored_as_escapes_and_read_as_visible_text() -> None:
    found = receive(changed("text", "message.text", "a\0b \ud83d c"), NOW)
    assert found is not None
    assert found.payload.isascii()
    event = parse_update(found.payload)
    assert event.text == "a␀b \\ud83d c"


def test_a_button_pressed_under_a_message_telegram_no_longer_shows_still_has_its_person() -> None:
    found = receive(changed("choice", "callback_query.message", ...), NOW)
    assert found is not None
    event = parse_update(found.payload)
    assert (event.kind, event.sender, event.reply_to, event.choice) == (Kind.CHOICE, EWA, None, "c:1")


def test_a_game_button_has_no_data() -> None:
    found = receive(changed("choice", "callback_query.data", ...), NOW)
    assert found is not None
    assert parse_update(found.payload).choice == ""


@pytest.mark.parametrize(
    "payload",
    [b"", b"null", b"[]", b"7", b"{}", b'{"update_id":1}', b'{"update_id":1,"message":{}}', b"\xff", b"[" * 100_000,
     b'{"update_id":1,"my_chat_member":{}}', b'{"update_id":1,"my_chat_member":{"chat":{"id":1,"type":"private"},"date":1e300,"out":true}}',
     b'{"update_id":1,"channel_post":{"message_id":1,"date":1,"chat":{"id":1,"type":"channel"}}}'],
)  # fmt: skip
def test_parsing_what_we_never_stored_is_a_value_error(payload: bytes) -> None:
    with pytest.raises(ValueError):
        parse_update(payload)


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=10),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=8,
)


@settings(max_examples=150)
@given(st.sampled_from([*READ]), st.data())
def test_any_damage_to_any_field_gives_a_readable_event_or_a_dead_letter(name: str, data: st.DataObject) -> None:
    update = load(name)
    place = update
    while True:
        key = data.draw(st.sampled_from(sorted(place) if isinstance(place, dict) else [*range(len(place))]))
        if isinstance(place[key], dict | list) and place[key] and data.draw(st.booleans()):
            place = place[key]
        else:
            place[key] = data.draw(json_values)
            break
    found = receive(update, NOW)
    if found is not None and found.readable:
        assert isinstance(parse_update(found.payload), Inbound)

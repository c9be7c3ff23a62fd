"""What of a Telegram update may be kept: an allow-list, so that a field Telegram invents tomorrow is not stored.

Usernames, names, language, photos, places, titles and where a message was forwarded from never reach the disk
(DPIA8, DPIA10). What is left still reads as an `Update`; the names the Bot API requires are empty.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime

from bot.channels.jsons import Json, dumps
from bot.domain.messages import Received

RAW_LIMIT = 65_536  # bytes kept of something unreadable
_INT64 = 2**63
_LAST_SECOND = 253_402_300_799  # of year 9999

# Not written to us by a person: nothing is kept and nothing follows.
IGNORED = frozenset({
    "channel_post", "edited_channel_post", "inline_query", "chosen_inline_result", "shipping_query",
    "pre_checkout_query", "purchased_paid_media", "poll", "poll_answer", "chat_member", "chat_join_request",
    "message_reaction", "message_reaction_count", "chat_boost", "removed_chat_boost", "business_connection",
    "business_message", "edited_business_message", "deleted_business_messages",
})  # fmt: skip
# Telegram's own remarks in a private chat.
_SERVICE = frozenset({
    "pinned_message", "message_auto_delete_timer_changed", "write_access_allowed", "connected_website",
    "chat_background_set", "boost_added", "users_shared", "chat_shared", "user_shared", "proximity_alert_triggered",
})  # fmt: skip
_DENIED = (
    "location", "venue", "sticker", "poll", "dice", "game", "story", "checklist", "paid_media", "invoice",
    "successful_payment", "refunded_payment", "passport_data", "giveaway", "giveaway_winners", "gift", "unique_gift",
    "web_app_data",
)  # fmt: skip
MEDIA = ("photo", "voice", "video", "video_note", "animation", "audio", "document")
_MEDIA_TEXT = ("file_id", "file_unique_id", "mime_type")
_MEDIA_SIZES = ("file_size", "duration", "width", "height", "length")
_PRIVATE = frozenset({
    "username", "first_name", "last_name", "language_code", "title", "location", "venue", "contact", "photo",
    "forward_origin", "forward_from", "forward_sender_name", "file_name", "vcard", "author_signature",
})  # fmt: skip
_GROUPS = frozenset({"group", "supergroup", "channel"})


def receive(update: object, now: datetime, raw: bytes = b"") -> Received | None:
    """A stored form of one update, or None when it is nobody's message to us. Never raises.

    `now` (aware) stands for the time of a pressed button, which Telegram does not tell. `raw` is what came, when that
    is not JSON (then `update` is None).
    """
    try:
        kept = _update(update, now)
    except (ValueError, LookupError, TypeError, AttributeError):
        return _unreadable(update, raw)
    if kept is None:
        return None
    number, body = kept.values()
    chat = body["chat"] if "chat" in body else body["message"]["chat"]
    return Received(provider_id=str(number), sender=str(chat["id"]), payload=dumps(kept))


def dead(number: int | None, raw: bytes) -> Received:
    """Under its own number when it has one, else under its hash: shown and alarmed, in nobody's way."""
    provider_id = "x" + hashlib.sha256(raw).hexdigest()[:32] if number is None else str(number)
    return Received(provider_id=provider_id, sender=None, payload=raw[:RAW_LIMIT], readable=False)


def number_of(update: object) -> int | None:
    number = update.get("update_id") if isinstance(update, dict) else None
    return number if type(number) is int and 0 <= number < _INT64 else None


def _unreadable(update: object, raw: bytes) -> Received:
    kept = raw
    if update is not None:
        with suppress(ValueError, RecursionError):  # an infinite float, or nested deeper than we care to follow
            kept = dumps(_scrubbed(update))
    return dead(number_of(update), kept)


def _scrubbed(value: object) -> object:
    """What the data map denies goes even from what we could not read."""
    if isinstance(value, dict):
        return {key: _scrubbed(part) for key, part in value.items() if key not in _PRIVATE}
    return [_scrubbed(part) for part in value] if isinstance(value, list) else value


def _update(update: object, now: datetime) -> Json | None:
    if not isinstance(update, dict):
        raise TypeError("an update is an object")
    number = _int(update["update_id"])
    kind = next((key for key in READ if key in update), None)
    if kind is None:
        if IGNORED.isdisjoint(update):
            raise ValueError("an unknown kind of update")
        return None
    body = _READERS[kind](update[kind], now)
    return None if body is None else {"update_id": number, kind: body}


def _message(message: Json, _now: datetime) -> Json | None:
    chat = _chat(message["chat"])
    kept: Json = {"message_id": _int(message["message_id"]), "date": _date(message["date"]), "chat": chat}
    if "migrate_to_chat_id" in message:
        return kept | {"migrate_to_chat_id": _int(message["migrate_to_chat_id"])}
    if chat["type"] in _GROUPS:
        return kept
    kept |= {"from": _person(message["from"])} | _references(message, chat)
    content = _content(message)
    return None if content is None else kept | content


def _edited(message: Json, now: datetime) -> Json | None:
    """An edit of what is not kept (a live location moves every few seconds) is no news."""
    kept = _message(message, now)
    return None if kept is None or "refused" in kept else kept


def _references(message: Json, chat: Json) -> Json:
    kept: Json = {}
    if "edit_date" in message:
        kept["edit_date"] = _date(message["edit_date"])
    if "media_group_id" in message:
        kept["media_group_id"] = str(message["media_group_id"])
    answered = message.get("reply_to_message")
    if isinstance(answered, dict):
        kept["reply_to_message"] = {"message_id": _int(answered["message_id"]), "date": 0, "chat": chat}
    return kept


def _content(message: Json) -> Json | None:
    """Words, media and a shared number; the bare name of what we refuse; None for Telegram's own remarks."""
    kept: Json = {key: _text(message[key]) for key in ("text", "caption") if key in message}
    if links := _links(message):
        kept["links"] = links
    kind = next((key for key in MEDIA if key in message), None)
    if "animation" in message:  # an animation also comes as a document, for old clients
        kind = "animation"
    if kind:
        kept[kind] = [_media(message[kind][-1])] if kind == "photo" else _media(message[kind])
    elif "contact" in message:
        kept["contact"] = _contact(message["contact"], message["from"])
    elif "text" not in message:
        if not _SERVICE.isdisjoint(message):
            return None
        kept["refused"] = next((key for key in _DENIED if key in message), "unknown")
    return kept


def _links(message: Json) -> list[str]:
    """Addresses hidden under words: the only thing in `entities` that the text itself does not say."""
    entities = message.get("entities") or message.get("caption_entities") or []
    return [_text(entity["url"]) for entity in entities if entity["type"] == "text_link"]


def _media(media: Json) -> Json:
    """The Bot API requires sizes we never use; a file name may hold a person's name."""
    texts = {key: _text(media[key]) for key in _MEDIA_TEXT if key in media}
    sizes = {key: _int(media.get(key) or 0) for key in _MEDIA_SIZES}
    return {"file_unique_id": "", **texts, **sizes, "file_id": texts["file_id"]}


def _contact(contact: Json, sender: Json) -> Json:
    """Somebody else's card keeps nothing but the fact that it was not the sender's own."""
    own = "user_id" in contact and contact["user_id"] == sender["id"]
    kept: Json = {"phone_number": _text(contact["phone_number"]) if own else "", "first_name": ""}
    return kept | ({"user_id": _int(contact["user_id"])} if own else {})


def _pressed(query: Json, now: datetime) -> Json:
    sender = _person(query["from"])
    message = query.get("message")
    if isinstance(message, dict):
        under: Json = {"message_id": _int(message["message_id"]), "date": 0, "chat": _chat(message["chat"])}
    else:  # pressed under a message of another chat: the person is still who they are
        under = {"message_id": 0, "date": 0, "chat": {"id": sender["id"], "type": "private"}}
    return {
        "id": _text(query["id"]),
        "from": sender,
        "chat_instance": "",
        "data": _text(query.get("data", "")),
        "message": under,
        "arrived": int(now.astimezone(UTC).timestamp()),
    }


def _membership(change: Json, _now: datetime) -> Json | None:
    """Who may write to whom. Being thrown out of a group is what we wanted anyway."""
    chat = _chat(change["chat"])
    out = change["new_chat_member"]["status"] in {"kicked", "left"}
    if out and chat["type"] != "private":
        return None
    return {"chat": chat, "from": _person(change["from"]), "date": _date(change["date"]), "out": out}


_READERS: dict[str, Callable[[Json, datetime], Json | None]] = {
    "message": _message,
    "edited_message": _edited,
    "callback_query": _pressed,
    "my_chat_member": _membership,
}
READ = tuple(_READERS)


def _chat(chat: Json) -> Json:
    return {"id": _int(chat["id"]), "type": _text(chat["type"])}


def _person(user: Json) -> Json:
    return {"id": _int(user["id"]), "is_bot": bool(user.get("is_bot")), "first_name": ""}


def _int(value: object) -> int:
    if type(value) is not int or abs(value) >= _INT64:
        raise ValueError("not a 64-bit number")
    return value


def _date(value: object) -> int:
    seconds = _int(value)
    if not 0 <= seconds <= _LAST_SECOND:
        raise ValueError("not a date")
    return seconds


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError("not text")
    return value

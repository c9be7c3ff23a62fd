"""A stored update as a domain event, read through python-telegram-bot's own types."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from telegram import CallbackQuery, Message, Update

from bot.channels.jsons import loads
from bot.domain.messages import Address, Carrier, Inbound, Kind, MediaRef, SharedContact
from bot.domain.textsplit import visible

_KINDS = {
    "photo": (Kind.PHOTO, "image/jpeg"),
    "voice": (Kind.VOICE, "audio/ogg"),
    "video": (Kind.VIDEO, "video/mp4"),
    "video_note": (Kind.VIDEO, "video/mp4"),
    "animation": (Kind.VIDEO, "video/mp4"),
    "audio": (Kind.FILE, "audio/mpeg"),
    "document": (Kind.FILE, ""),
}


def parse_update(payload: bytes) -> Inbound:
    """Raises ValueError for anything that is not an update of a kind we read."""
    try:
        raw = loads(payload)
        if "my_chat_member" in raw:
            return _membership(raw["update_id"], raw["my_chat_member"])
        update = Update.de_json(raw, None)
        if update.callback_query:
            return _choice(update.update_id, update.callback_query)
        if update.edited_message:
            return _message(update.update_id, update.edited_message, edited=True)
        return _message(update.update_id, _there(update.message), edited=False)
    except (ValueError, LookupError, TypeError, AttributeError, OverflowError, OSError) as error:
        raise ValueError(f"not a readable update: {type(error).__name__}") from None


def _there(message: Message | None) -> Message:
    if message is None:
        raise ValueError("nothing we read")
    return message


def _message(update_id: int, message: Message, *, edited: bool) -> Inbound:
    kind, media = _media(message)
    refused = message.api_kwargs.get("refused")
    contact = message.contact
    if message.migrate_to_chat_id:
        kind = Kind.MIGRATED
    elif message.chat.type != message.chat.PRIVATE:
        kind = Kind.GROUP
    elif refused:
        kind = Kind.REFUSED
    elif edited:
        kind = Kind.EDIT
    elif contact:
        kind = Kind.CONTACT
    return Inbound(
        provider_id=str(update_id),
        message_id=str(message.message_id),
        sender=_address(message.chat.id),
        sent_at=message.edit_date if edited and message.edit_date else message.date,
        kind=kind,
        text=_text(message),
        media=media,
        album=message.media_group_id,
        reply_to=str(message.reply_to_message.message_id) if message.reply_to_message else None,
        contact=SharedContact(contact.phone_number, _id(contact.user_id)) if contact else None,
        refused=refused,
        new_address=_id(message.migrate_to_chat_id),
    )


def _choice(update_id: int, query: CallbackQuery) -> Inbound:
    pressed = query.message
    group = pressed is not None and pressed.chat.type != pressed.chat.PRIVATE
    return Inbound(
        provider_id=str(update_id),
        message_id=query.id,
        sender=_address(pressed.chat.id if pressed else query.from_user.id),
        sent_at=_moment(query.api_kwargs["arrived"]),
        kind=Kind.GROUP if group else Kind.CHOICE,
        reply_to=str(pressed.message_id) if pressed and pressed.message_id else None,
        choice=visible(query.data or ""),
        callback_id=query.id,
    )


def _membership(update_id: int, change: dict[str, Any]) -> Inbound:
    """Read without `ChatMember`: its classes require dozens of rights that are none of our business."""
    private = change["chat"]["type"] == "private"
    return Inbound(
        provider_id=str(update_id),
        message_id=str(update_id),
        sender=_address(change["chat"]["id"]),
        sent_at=_moment(change["date"]),
        kind=Kind.GROUP if not private else Kind.BLOCKED if change["out"] else Kind.UNBLOCKED,
    )


def _media(message: Message) -> tuple[Kind, tuple[MediaRef, ...]]:
    for name, (kind, mime) in _KINDS.items():
        found: Any = getattr(message, name)
        if not found:
            continue
        file = found[-1] if name == "photo" else found
        seconds = file.to_dict().get("duration")
        told = getattr(file, "mime_type", None) or mime
        return kind, (MediaRef(kind, file.file_id, told, file.file_size or None, seconds or None),)
    return Kind.TEXT, ()


def _text(message: Message) -> str:
    words = message.text if message.text is not None else message.caption or ""
    return visible("\n".join((words, *message.api_kwargs.get("links", ()))))


def _address(chat_id: int) -> Address:
    return Address(Carrier.TELEGRAM, str(chat_id))


def _id(number: int | None) -> str | None:
    return None if number is None else str(number)


def _moment(seconds: int) -> datetime:
    return datetime.fromtimestamp(seconds, UTC)

"""A finished message as Bot API calls: always plain text, so that no `_` or `*` of a parent's ever breaks a send."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from telegram import InputFile

from bot.domain.messages import Button, Kind, MediaRef, Outgoing
from bot.domain.textsplit import split_text, utf16_units, visible

TEXT_LIMIT = 4096  # UTF-16 units
CAPTION_LIMIT = 1024
_DATA_LIMIT = 64  # bytes of a button's data
_UPLOADS = {
    Kind.PHOTO: ("sendPhoto", "photo", "photo.jpg"),
    Kind.VOICE: ("sendVoice", "voice", "voice.ogg"),
    Kind.VIDEO: ("sendVideo", "video", "video.mp4"),
}
_FILE = ("sendDocument", "document", "file")
_ENDINGS = {"application/pdf": ".pdf", "image/jpeg": ".jpg", "image/png": ".png", "audio/mpeg": ".mp3"}


@dataclass(frozen=True, slots=True)
class Call:
    method: str
    params: dict[str, Any] = field(repr=False)


def calls(message: Outgoing) -> list[Call]:
    """What to ask of Telegram, in order; buttons come last. Raises ValueError for what Telegram could never take."""
    chat = {"chat_id": int(message.to.value)}
    removals = [Call("deleteMessage", chat | {"message_id": int(one)}) for one in (message.deletes or "").split()]
    if message.deletes is not None and not message.text:
        return removals
    sending = chat | _manner(message)
    pieces = _pieces(message)
    steps = [_text(sending, piece) for piece in pieces]
    if message.media is not None and message.edits is not None:  # the words under a picture
        captioned = {"message_id": int(message.edits), "caption": pieces[0][:CAPTION_LIMIT] if pieces else ""}
        steps = [Call("editMessageCaption", chat | captioned)]
    elif message.media is not None:
        caption = pieces.pop() if len(pieces) == 1 and utf16_units(pieces[0]) <= CAPTION_LIMIT else None
        steps = [_media(sending, message.media, message.media_bytes, caption)] + [_text(sending, p) for p in pieces]
    elif message.edits is not None:
        edit = chat | {"message_id": int(message.edits), "text": pieces[0], "link_preview_options": _NO_PREVIEW}
        steps[0] = Call("editMessageText", edit)
    if message.reply_to is not None and not steps[0].method.startswith("edit"):
        answered = {"message_id": int(message.reply_to), "allow_sending_without_reply": True}
        steps[0].params["reply_parameters"] = answered
    steps[-1].params["reply_markup"] = _markup(message)
    return removals + steps


# A preview would make Telegram's servers open the address, which may be one family's private page.
_NO_PREVIEW = {"is_disabled": True}


def _pieces(message: Outgoing) -> list[str]:
    """Telegram refuses a blank message, so blank pieces of a long text are left out."""
    text = visible(message.text)
    pieces = [piece for piece in split_text(text, TEXT_LIMIT) if piece.strip()]
    return pieces or ([] if message.media else [text])


def _manner(message: Outgoing) -> dict[str, Any]:
    """Only what differs from the Bot API's defaults is sent."""
    return {
        "protect_content": message.protect or None,
        "disable_notification": message.silent or None,
    }


def _text(sending: dict[str, Any], piece: str) -> Call:
    return Call("sendMessage", sending | {"text": piece, "link_preview_options": _NO_PREVIEW})


def _media(sending: dict[str, Any], media: MediaRef, content: bytes | None, caption: str | None) -> Call:
    method, name, filename = _UPLOADS.get(media.kind, _FILE)
    if method == "sendDocument":
        filename += _ENDINGS.get(media.mime, ".bin")
    file = media.carrier_id if content is None else InputFile(content, filename)
    return Call(method, sending | {name: file, "caption": caption})


def _markup(message: Outgoing) -> dict[str, Any] | None:
    if message.buttons and message.ask_contact:
        raise ValueError("buttons and a contact request cannot stand under one message")
    if message.ask_contact:
        row = [{"text": visible(message.ask_contact), "request_contact": True}]
        return {"keyboard": [row], "one_time_keyboard": True, "resize_keyboard": True}
    return (
        {"inline_keyboard": [[_button(button) for button in row] for row in message.buttons]}
        if message.buttons
        else None
    )


def _button(button: Button) -> dict[str, str]:
    if len(button.data.encode("utf-8", "surrogatepass")) > _DATA_LIMIT:
        raise ValueError("a button's data is longer than 64 bytes")
    return {"text": visible(button.label), "callback_data": visible(button.data)}

"""Methods that put something into a chat."""

from __future__ import annotations

from bot.sandbox.files import StoredFile
from bot.sandbox.shapes import Json
from bot.sandbox.telegram_call import Call, place
from bot.sandbox.telegram_errors import bad
from bot.sandbox.telegram_json import message_json
from bot.sandbox.telegram_text import CAPTION_LIMIT, TEXT_LIMIT, read_text

FOLDERS = {"voice": "voice", "photo": "photos", "video": "videos", "document": "documents", "audio": "music"}


async def send_message(call: Call) -> Json:
    chat = call.open_chat()
    content = read_text(call.params, "text", TEXT_LIMIT)
    if "text" not in content:
        raise bad("message text is empty")
    return message_json(chat, place(call, chat, content))


def file_content(kind: str, stored: StoredFile, seconds: int = 0) -> Json:
    """The part of a message that describes a file of this kind."""
    basis: Json = {"file_id": stored.file_id, "file_unique_id": stored.unique_id, "file_size": stored.size}
    if kind == "photo":
        small = basis | {"width": 90, "height": 60}
        return {"photo": [small, basis | {"width": 960, "height": 640}]}
    detail: Json = {"mime_type": stored.mime}
    if kind in ("voice", "video", "audio"):
        detail["duration"] = seconds
    if kind == "video":
        detail |= {"width": 640, "height": 360}
    if kind in ("document", "audio", "video") and stored.name:
        detail["file_name"] = stored.name
    return {kind: basis | detail}


def _file(call: Call, kind: str) -> StoredFile:
    upload = call.params.uploads.get(kind)
    if upload:
        if not upload.content:
            raise bad("file must be non-empty")
        return call.world.store.files.add(FOLDERS[kind], upload.content, upload.mime, upload.name)
    given = call.params.text(kind)
    if not given:
        raise bad(f"there is no {kind} in the request")
    known = call.world.store.files.by_id(given)
    if known is None:  # a web address lands here too: the sandbox fetches nothing
        raise bad("wrong file identifier/HTTP URL specified")
    return known


async def send_file(call: Call, kind: str) -> Json:
    chat = call.open_chat()
    caption = read_text(call.params, "caption", CAPTION_LIMIT)
    content = file_content(kind, _file(call, kind), call.params.number("duration"))
    return message_json(chat, place(call, chat, content | caption))


async def send_photo(call: Call) -> Json:
    return await send_file(call, "photo")


async def send_voice(call: Call) -> Json:
    return await send_file(call, "voice")


async def send_video(call: Call) -> Json:
    return await send_file(call, "video")


async def send_document(call: Call) -> Json:
    return await send_file(call, "document")

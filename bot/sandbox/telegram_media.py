"""What a person attaches in Telegram: voice notes, photos, files, stickers, places."""

from __future__ import annotations

from bot.sandbox.files import SAMPLES, sample
from bot.sandbox.shapes import Json
from bot.sandbox.state import Phone
from bot.sandbox.telegram_people import post
from bot.sandbox.telegram_send import FOLDERS, file_content
from bot.sandbox.telegram_state import TelegramBot, TelegramMessage
from bot.sandbox.world import World

ALBUM = 10
STICKER: Json = {
    "file_id": "CAACAgIAAxkBsticker",
    "file_unique_id": "AgADsticker",
    "width": 512,
    "height": 512,
    "is_animated": False,
    "is_video": False,
    "type": "regular",
    "emoji": "👍",
    "set_name": "school_days",
    "file_size": 12_000,
}


def attach(
    world: World,
    phone: Phone,
    bot: TelegramBot,
    kind: str,
    *,
    content: bytes | None = None,
    mime: str = "",
    name: str = "",
    caption: str = "",
    seconds: int = 3,
    size: int | None = None,
    album: str | None = None,
) -> TelegramMessage:
    """Send a "voice", "photo", "video" or "document"; without `content` (bytes) a sample. Raises KeyError otherwise.

    `size` (bytes) lets a small file claim to be a big one; `seconds` is the claimed length.
    """
    body = sample(kind) if content is None else content
    stored = world.store.files.add(FOLDERS[kind], body, mime or SAMPLES[kind][1], name, size)
    wire = file_content(kind, stored, seconds)
    extra: Json = ({"caption": caption} if caption else {}) | ({"media_group_id": album} if album else {})
    return post(world, phone, bot, wire | extra)


def photos(world: World, phone: Phone, bot: TelegramBot, count: int, caption: str = "") -> list[TelegramMessage]:
    """Several photos at once arrive as albums of at most ten messages; the caption is on the first."""
    sent: list[TelegramMessage] = []
    for number in range(count):
        if number % ALBUM == 0:
            album = str(world.store.rng.getrandbits(60))
        group = album if count > 1 else None
        sent.append(attach(world, phone, bot, "photo", caption="" if number else caption, album=group))
    return sent


def sticker(world: World, phone: Phone, bot: TelegramBot) -> TelegramMessage:
    return post(world, phone, bot, {"sticker": STICKER})


def location(world: World, phone: Phone, bot: TelegramBot) -> TelegramMessage:
    """The middle of the North Sea: nobody's address."""
    return post(world, phone, bot, {"location": {"latitude": 56.0, "longitude": 3.0}})

"""Texts a bot sends: parsed, cleaned, measured."""

from __future__ import annotations

from bot.sandbox.shapes import Json, clean, utf16_len
from bot.sandbox.telegram_errors import bad
from bot.sandbox.telegram_html import read_html
from bot.sandbox.telegram_params import Params

TEXT_LIMIT = 4096
CAPTION_LIMIT = 1024


def _parsed(params: Params, name: str) -> tuple[str, list[Json]]:
    source, mode = params.text(name), params.text("parse_mode").lower()
    if mode == "html":
        return read_html(source)
    if mode:
        raise bad("unsupported parse_mode")  # the sandbox reads HTML only; a hub that needs Markdown learns it here
    given = params.json("entities" if name == "text" else "caption_entities")
    return source, given if isinstance(given, list) else []


def _shifted(entities: list[Json], by: int, end: int) -> list[Json]:
    """Entities after `by` units were cut off the front and the text ends at `end`."""
    kept = []
    for entity in entities:
        first, last = max(entity["offset"] - by, 0), min(entity["offset"] + entity["length"] - by, end)
        if last > first:
            kept.append(entity | {"offset": first, "length": last - first})
    return kept


def read_text(params: Params, name: str, limit: int) -> Json:
    """The `text` (or `caption`) part of a message's content. Raises a 400 for text too long or unparseable."""
    text, entities = _parsed(params, name)
    kept = clean(text)
    if utf16_len(kept) > limit:
        raise bad("message is too long" if name == "text" else "message caption is too long")
    led = utf16_len(text) - utf16_len(text.lstrip())
    entities = _shifted(entities, led, utf16_len(kept))
    key = "entities" if name == "text" else "caption_entities"
    return ({name: kept} if kept else {}) | ({key: entities} if entities else {})


def typed(text: str) -> Json:
    """Content of a text a person typed, with the command entity bots look for."""
    content: Json = {"text": text}
    command = text.split(maxsplit=1)[0] if text.startswith("/") else ""
    if len(command) > 1:
        content["entities"] = [{"type": "bot_command", "offset": 0, "length": utf16_len(command)}]
    return content

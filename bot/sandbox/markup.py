"""A Telegram text with its entities as safe HTML."""

from __future__ import annotations

from markupsafe import Markup, escape

from bot.sandbox.shapes import Json

_TAGS = {
    "bold": "b",
    "italic": "i",
    "underline": "u",
    "strikethrough": "s",
    "code": "code",
    "pre": "pre",
    "blockquote": "q",
    "spoiler": "mark",
    "bot_command": "span",
    "text_link": "u",
}


def _units(text: str) -> list[str]:
    """The text by UTF-16 units: a letter outside the basic plane is followed by an empty place."""
    units: list[str] = []
    for char in text:
        units += [char, ""] if ord(char) > 0xFFFF else [char]
    return units


def to_html(text: str, entities: tuple[Json, ...]) -> Markup:
    """Tags come from a fixed list and everything else is escaped. Entities nest, as Telegram's do."""
    units = _units(text)
    opening: dict[int, str] = {}
    closing: dict[int, str] = {}
    for entity in sorted(entities, key=lambda e: (e["offset"], -e["length"])):
        tag = _TAGS.get(entity["type"])
        if tag:
            start, end = entity["offset"], entity["offset"] + entity["length"]
            opening[start] = opening.get(start, "") + f"<{tag}>"
            closing[end] = f"</{tag}>" + closing.get(end, "")
    pieces = [f"{closing.get(at, '')}{opening.get(at, '')}{escape(unit)}" for at, unit in enumerate([*units, ""])]
    return Markup("".join(pieces))  # noqa: S704 - every letter above went through escape()

"""`parse_mode=HTML`: Telegram's small strict dialect, read into plain text and entities (offsets in UTF-16 units)."""

from __future__ import annotations

import html
import re
from dataclasses import dataclass, field

from bot.sandbox.shapes import Json, utf16_len
from bot.sandbox.telegram_errors import BotApiError, bad

_KINDS = {
    "b": "bold",
    "strong": "bold",
    "i": "italic",
    "em": "italic",
    "u": "underline",
    "ins": "underline",
    "s": "strikethrough",
    "strike": "strikethrough",
    "del": "strikethrough",
    "tg-spoiler": "spoiler",
    "span": "spoiler",
    "code": "code",
    "pre": "pre",
    "blockquote": "blockquote",
    "a": "text_link",
}
_PIECE = re.compile(r"<(/?)([^\s<>/]*)([^<>]*)>|(<)|(&(?:lt|gt|amp|quot|#\d{1,7}|#x[0-9a-fA-F]{1,6});)")
_HREF = re.compile(r"""href\s*=\s*(?:"([^"]*)"|'([^']*)'|(\S+))""")


@dataclass(slots=True)
class _Reader:
    source: str
    text: str = ""
    entities: list[Json] = field(default_factory=list)
    open: list[tuple[str, Json]] = field(default_factory=list)

    def fail(self, what: str, at: int) -> BotApiError:
        return bad(f"can't parse entities: {what} at byte offset {len(self.source[:at].encode())}")

    def start(self, tag: str, attributes: str, at: int) -> None:
        if tag not in _KINDS:
            raise self.fail(f'Unsupported start tag "{tag}"', at)
        entity: Json = {"type": _KINDS[tag], "offset": utf16_len(self.text), "length": 0}
        if found := _HREF.search(attributes) if tag == "a" else None:
            entity["url"] = html.unescape(next(filter(None, found.groups()), ""))
        self.open.append((tag, entity))

    def end(self, tag: str, at: int) -> None:
        if not self.open:
            raise self.fail("Unexpected end tag", at)
        opened, entity = self.open.pop()
        if tag not in (opened, ""):
            raise self.fail(f'Unmatched end tag, expected "</{opened}>", found "</{tag}>"', at)
        entity["length"] = utf16_len(self.text) - entity["offset"]
        if entity["length"]:
            self.entities.append(entity)

    def piece(self, found: re.Match[str]) -> None:
        closing, tag, attributes, stray, escaped = found.groups()
        if stray:
            raise self.fail("Unclosed start tag", found.start())
        if escaped:
            self.text += html.unescape(escaped)
        elif closing:
            self.end(tag.lower(), found.start())
        else:
            self.start(tag.lower(), attributes, found.start())


def read_html(source: str) -> tuple[str, list[Json]]:
    """Plain text and its entities. Raises BotApiError(400, "can't parse entities: …")."""
    reader, done = _Reader(source), 0
    for found in _PIECE.finditer(source):
        reader.text += source[done : found.start()]
        reader.piece(found)
        done = found.end()
    reader.text += source[done:]
    if reader.open:
        raise bad(f"can't parse entities: Can't find end tag corresponding to start tag \"{reader.open[-1][0]}\"")
    return reader.text, sorted(reader.entities, key=lambda e: (e["offset"], -e["length"]))

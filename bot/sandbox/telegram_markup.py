"""Keyboards: what the Bot API accepts."""

from __future__ import annotations

from typing import Any

from bot.sandbox.shapes import Json
from bot.sandbox.telegram_errors import bad
from bot.sandbox.telegram_params import Params

DATA_LIMIT = 64  # bytes of callback_data


def _rows(value: Any, what: str) -> list[list[Json]]:
    if not isinstance(value, list) or not all(isinstance(row, list) for row in value):
        raise bad(f'field "{what}" of the ReplyMarkup must be an Array of Arrays')
    rows = [[{"text": key} if isinstance(key, str) else key for key in row] for row in value]
    if any(not isinstance(key, dict) or not str(key.get("text") or "").strip() for row in rows for key in row):
        raise bad("can't parse keyboard button: Text buttons must have non-empty text")
    return [row for row in rows if row]


def _check_inline(key: Json) -> None:
    if not any(name in key for name in ("callback_data", "url", "copy_text", "switch_inline_query")):
        raise bad("can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard")
    data = key.get("callback_data")
    if data is not None and not 1 <= len(str(data).encode()) <= DATA_LIMIT:
        raise bad("BUTTON_DATA_INVALID")


def read_markup(params: Params) -> Json | None:
    """The `reply_markup`, checked. Raises BotApiError(400)."""
    markup = params.json("reply_markup")
    if not markup:
        return None
    if not isinstance(markup, dict):
        raise bad("object expected as reply markup")
    if "inline_keyboard" in markup:
        rows = _rows(markup["inline_keyboard"], "inline_keyboard")
        for row in rows:
            for key in row:
                _check_inline(key)
        return {"inline_keyboard": rows}
    if "keyboard" in markup:
        return markup | {"keyboard": _rows(markup["keyboard"], "keyboard")}
    return markup

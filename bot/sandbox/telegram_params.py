"""Reading a Bot API call: parameters come by query, form, multipart or JSON, and mean the same."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from starlette.datastructures import UploadFile
from starlette.requests import Request

from bot.sandbox.shapes import Json, has_surrogates
from bot.sandbox.telegram_errors import bad


@dataclass(frozen=True, slots=True)
class Upload:
    name: str
    mime: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Params:
    """A call's parameters. Every reader takes text or the JSON value itself, since clients send both."""

    values: Json
    uploads: dict[str, Upload] = field(default_factory=dict)

    def text(self, name: str) -> str:
        """Raises a 400 for text that is not UTF-8, as Telegram does for a lone surrogate."""
        value = self.values.get(name)
        found = "" if value is None else value if isinstance(value, str) else str(value)
        if has_surrogates(found):
            raise bad("strings must be encoded in UTF-8")
        return found

    def number(self, name: str, default: int = 0) -> int:
        try:
            return int(self.text(name) or default)
        except ValueError:
            return default

    def flag(self, name: str) -> bool:
        return self.text(name).lower() in ("true", "1", "yes")

    def json(self, name: str) -> Any:
        """A nested value, given as such or as text. None when absent. Raises a 400 when it is not JSON."""
        value = self.values.get(name)
        if not isinstance(value, str):
            return value
        try:
            return json.loads(value) if value else None
        except ValueError as error:
            raise bad(f"can't parse {name} JSON object") from error

    def loggable(self) -> Json:
        """For the log: files by size, and no secret."""
        files = {name: f"{len(upload.content)} bytes" for name, upload in self.uploads.items()}
        return {k: v for k, v in self.values.items() if k != "secret_token"} | files


def _decoded(raw: bytes) -> Json:
    try:
        value = json.loads(raw) if raw.strip() else {}
    except (ValueError, RecursionError) as error:
        raise bad("can't parse JSON-encoded request") from error
    if not isinstance(value, dict):
        raise bad("can't parse JSON-encoded request")
    return value


async def _form(request: Request) -> tuple[Json, dict[str, Upload]]:
    values: Json = {}
    uploads: dict[str, Upload] = {}
    async with request.form(max_part_size=64 * 1024 * 1024) as form:
        for name, value in form.multi_items():
            if isinstance(value, UploadFile):
                mime = value.content_type or "application/octet-stream"
                uploads[name] = Upload(value.filename or name, mime, await value.read())
            else:
                values[name] = value
    return values, uploads


def _attached(values: Json) -> Iterator[tuple[str, str]]:
    for name, value in values.items():
        if isinstance(value, str) and value.startswith("attach://"):
            yield name, value.removeprefix("attach://")


async def read_params(request: Request) -> Params:
    """Raises BotApiError(400) for a body that cannot be read."""
    values: Json = dict(request.query_params)
    uploads: dict[str, Upload] = {}
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if request.method == "POST":
        if kind == "application/json":
            values |= _decoded(await request.body())
        else:
            found, uploads = await _form(request)
            values |= found
    for name, part in _attached(values):
        if part in uploads:
            uploads[name] = uploads.pop(part)
    return Params(values, uploads)

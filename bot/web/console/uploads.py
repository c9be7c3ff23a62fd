"""Files somebody sends with a form, read within a limit into memory."""

from __future__ import annotations

from collections.abc import AsyncGenerator

from starlette.datastructures import UploadFile
from starlette.formparsers import MultiPartException, MultiPartParser
from starlette.requests import Request

from bot.shelf import File
from bot.web.webhooks import body_of

LIMIT = 20 << 20
_FILES, _FIELDS = 12, 200


async def read(request: Request, limit: int = LIMIT) -> tuple[dict[str, str], tuple[File, ...]]:
    """Fields and files of a multipart form. Raises TooLarge, ValueError for what is no such form."""
    body = await body_of(request, limit)

    async def whole() -> AsyncGenerator[bytes, None]:
        yield body

    parser = MultiPartParser(request.headers, whole(), max_files=_FILES, max_fields=_FIELDS)
    try:
        form = await parser.parse()
    except (MultiPartException, KeyError) as error:
        raise ValueError("not a form with files") from error
    fields = {name: value for name, value in form.multi_items() if isinstance(value, str)}
    sent = [value for _, value in form.multi_items() if isinstance(value, UploadFile)]
    files = [File(one.filename or "", one.content_type or "", await one.read()) for one in sent]
    await form.close()
    return fields, tuple(one for one in files if one.name)

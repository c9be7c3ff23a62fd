"""The Bot API's refusals, in its own words."""

from __future__ import annotations

from dataclasses import dataclass, field

from bot.sandbox.shapes import Json

_KINDS = {
    400: "Bad Request",
    401: "Unauthorized",
    403: "Forbidden",
    404: "Not Found",
    409: "Conflict",
    429: "Too Many Requests",
    500: "Internal Server Error",
    502: "Bad Gateway",
}
NOT_MODIFIED = (
    "message is not modified: specified new message content and reply markup are exactly the same "
    "as a current content and reply markup of the message"
)


@dataclass(slots=True)
class BotApiError(Exception):
    """`detail` follows the error's kind: `Bad Request: chat not found`. `parameters` is a `ResponseParameters`."""

    code: int
    detail: str = ""
    parameters: Json = field(default_factory=dict)

    @property
    def description(self) -> str:
        return ": ".join(filter(None, (_KINDS.get(self.code, "Error"), self.detail)))

    @property
    def json(self) -> Json:
        body: Json = {"ok": False, "error_code": self.code, "description": self.description}
        return body | ({"parameters": self.parameters} if self.parameters else {})


def bad(detail: str) -> BotApiError:
    return BotApiError(400, detail)


def too_many(seconds: int) -> BotApiError:
    return BotApiError(429, f"retry after {seconds}", {"retry_after": seconds})

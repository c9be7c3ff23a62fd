"""Forms: read within a limit, and kept in the page itself when the session ended while somebody was writing."""

from __future__ import annotations

import base64
import json
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import parse_qsl

from starlette.requests import Request

from bot.hub import Hub
from bot.web.console.safety import same
from bot.web.webhooks import body_of

Form = Mapping[str, str]
_OURS = frozenset({"csrf", "once", "kept"})
# Fields people write in; everything else of a form is carried along unseen.
WRITTEN = ("text", "children", "line", "reason", "search", "hours", "name", "mobile", "terms", "insets")


async def read(request: Request) -> dict[str, str]:
    """The last of several values of one name counts. Raises TooLarge over 64 kB, ValueError for what is no form."""
    body = await body_of(request)
    return dict(parse_qsl(body.decode("utf-8"), keep_blank_values=True, max_num_fields=200))


@dataclass(frozen=True, slots=True)
class Kept:
    """A form that arrived after its session ended."""

    account_id: int
    path: str
    fields: Mapping[str, str]

    @property
    def written(self) -> dict[str, str]:
        return {name: value for name, value in self.fields.items() if name in WRITTEN}

    @property
    def carried(self) -> dict[str, str]:
        return {name: value for name, value in self.fields.items() if name not in WRITTEN}


def pack(hub: Hub, account_id: int, path: str, form: Form) -> str:
    """Stays in the browser that sent it; signed, so that nobody can hand somebody a form to send."""
    fields = {name: value for name, value in form.items() if name not in _OURS}
    raw = json.dumps([account_id, path, fields]).encode()
    return f"{base64.urlsafe_b64encode(raw).decode()}.{_signed(hub, raw)}"


def unpack(hub: Hub, packed: str) -> Kept | None:
    """None for anything `pack` did not make."""
    encoded, _, signature = packed.partition(".")
    try:
        raw = base64.urlsafe_b64decode(encoded)
    except ValueError:
        return None
    if not packed or not same(_signed(hub, raw), signature):
        return None
    account_id, path, fields = json.loads(raw)
    return Kept(account_id, path, fields)


def _signed(hub: Hub, raw: bytes) -> str:
    return hub.keys.blind("console_kept", raw.decode()).hex()

"""A small Messages list: filters, newest first, pages. The rest of Twilio is scripted by each test."""

from __future__ import annotations

from datetime import datetime
from email.utils import format_datetime
from typing import Any
from urllib.parse import urlencode

from aiohttp import web

from bot.channels.sms_form import moment_of
from tests.channels.sms.conftest import API, NUMBER


def record(sid: str, at: datetime, **changes: Any) -> dict[str, Any]:
    """An inbound message resource; `changes` may use `from_` for `from`."""
    told = format_datetime(at)
    made = {
        "sid": sid,
        "direction": "inbound",
        "from": "+447700900123",
        "to": NUMBER,
        "status": "received",
        "body": f"text of {sid}",
        "num_media": "0",
        "date_sent": told,
        "date_created": told,
        "error_code": None,
    }
    return made | {"from" if key == "from_" else key: value for key, value in changes.items()}


def ours(sid: str, at: datetime, status: str, **changes: Any) -> dict[str, Any]:
    changes = {"direction": "outbound-api", "from_": NUMBER, "to": "+447700900123", "status": status} | changes
    return record(sid, at, **changes)


class MessagesList:
    """`largest` is the page size it enforces; `ascending` lists the oldest first, as Twilio does not."""

    def __init__(self, records: list[Any], largest: int = 1000, ascending: bool = False) -> None:
        self.records = records
        self.largest = largest
        self.ascending = ascending
        self.queries: list[dict[str, str]] = []

    async def __call__(self, request: web.Request) -> web.StreamResponse:
        query = dict(request.query)
        self.queries.append(query)
        start = int(query.get("Page", "0")) * self.largest
        found = self._matching(query)
        page = found[start : start + self.largest]
        following = None
        if start + self.largest < len(found):
            again = query | {"Page": str(int(query.get("Page", "0")) + 1)}
            following = f"{API}/Messages.json?{urlencode(again)}"
        return web.json_response({"messages": page, "next_page_uri": following, "page_size": self.largest})

    def _matching(self, query: dict[str, str]) -> list[Any]:
        after = query.get("DateSent>")
        since = datetime.fromisoformat(after) if after else None

        def wanted(one: Any) -> bool:
            if not isinstance(one, dict):
                return True
            if query.get("To", one["to"]) != one["to"] or query.get("From", one["from"]) != one["from"]:
                return False
            sent = moment_of({"date_sent": one["date_sent"]})
            return since is None or (sent is not None and sent >= since)

        found = [one for one in self.records if wanted(one)]
        found.sort(key=lambda one: str(moment_of(one)) if isinstance(one, dict) else "", reverse=not self.ascending)
        return found

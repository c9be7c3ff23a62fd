"""The Messages list: filters on numbers and dates, newest first, in pages."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Protocol, TypeVar
from urllib.parse import urlencode

from bot.sandbox.shapes import Json
from bot.sandbox.sms_state import SmsMessage
from bot.sandbox.twilio_errors import TwilioError

PAGE_SIZE, LARGEST_PAGE = 50, 1000
_DAY = "%Y-%m-%d"
_FORMS = ("%Y-%m-%dT%H:%M:%SZ", "%Y-%m-%d %H:%M:%S", _DAY)


@dataclass(frozen=True, slots=True)
class _Moment:
    at: datetime
    whole_day: bool


def _moment(value: str) -> _Moment:
    for form in _FORMS:
        try:
            return _Moment(datetime.strptime(value, form).replace(tzinfo=UTC), form == _DAY)
        except ValueError:
            continue
    raise TwilioError(20001, "DateSent")


def _date_test(name: str, value: str) -> Callable[[datetime], bool]:
    """`DateSent>` and `DateSent<` include the moment itself; a bare day given to either is its midnight (UTC)."""
    moment = _moment(value)
    if name.endswith(">"):
        return lambda sent: sent >= moment.at
    if name.endswith("<"):
        return lambda sent: sent <= moment.at
    length = timedelta(days=1) if moment.whole_day else timedelta(seconds=1)
    return lambda sent: moment.at <= sent < moment.at + length


def matching(messages: Sequence[SmsMessage], query: Mapping[str, str]) -> list[SmsMessage]:
    """Newest first. Dates compare in whole seconds, as the resource shows them. Raises TwilioError(20001)."""
    tests = [_date_test(name, query[name]) for name in ("DateSent", "DateSent>", "DateSent<") if query.get(name)]
    to, sender = query.get("To", ""), query.get("From", "")

    def wanted(message: SmsMessage) -> bool:
        if (to and message.to != to) or (sender and message.sender != sender):
            return False
        sent = message.sent_at.replace(microsecond=0) if message.sent_at else None
        return not tests or (sent is not None and all(test(sent) for test in tests))

    found = [message for message in reversed(messages) if wanted(message)]
    return sorted(found, key=lambda message: message.created_at, reverse=True)


def _count(query: Mapping[str, str], name: str, default: int) -> int:
    value = query.get(name, "")
    if value and not value.isdigit():
        raise TwilioError(20001, name)
    return int(value) if value else default


class HasSid(Protocol):
    sid: str


Item = TypeVar("Item", bound=HasSid)


def page(path: str, query: Mapping[str, str], key: str, items: Sequence[Item], shape: Callable[[Item], Json]) -> Json:
    """One page of a list with its links. The page token is the last SID before, so new arrivals shift nothing.

    Raises TwilioError(20001) for a page size that is no number.
    """
    size = min(max(_count(query, "PageSize", PAGE_SIZE), 1), LARGEST_PAGE)
    number = _count(query, "Page", 0)
    after = query.get("PageToken", "").removeprefix("PA")
    sids = [item.sid for item in items]
    start = sids.index(after) + 1 if after in sids else number * size
    shown = items[start : start + size]
    keep = {name: value for name, value in query.items() if name not in ("Page", "PageToken", "PageSize")}

    def link(to_page: int, token: str = "") -> str:
        extra = {"PageToken": f"PA{token}"} if token else {}
        return f"{path}?{urlencode({**keep, 'PageSize': size, 'Page': to_page, **extra})}"

    more = start + size < len(items)
    return {
        "end": max(number * size + len(shown) - 1, 0),
        "first_page_uri": link(0),
        key: [shape(item) for item in shown],
        "next_page_uri": link(number + 1, shown[-1].sid) if more else None,
        "page": number,
        "page_size": size,
        "previous_page_uri": link(number - 1) if number else None,
        "start": number * size,
        "uri": f"{path}?{urlencode({**query, 'PageSize': size, 'Page': number})}",
    }

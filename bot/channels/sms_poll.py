"""Back-fill from Twilio's Messages list: what no webhook brought, and how what we sent fared.

Only the carrier's own times move the cursor, never our clock: the list is read again from the oldest message still
in flight, or else from the newest seen, less an overlap for what Twilio lists late. The inbox drops repeats.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Final
from urllib.parse import urlencode

from bot.channels.base import Polled
from bot.channels.jsons import Json
from bot.channels.sms_form import STATES, from_resource, is_inbound, moment_of
from bot.domain.messages import Received, SendError, SendState, Trouble

Get = Callable[[str], Awaitable[Json]]

PAGE_SIZE: Final = 1000  # Twilio's largest
_RECENT: Final = 200  # of what we sent: the list has no end and is read every few seconds
_OVERLAP = timedelta(minutes=5)
_FIRST = timedelta(hours=72)  # how far the very first poll reaches back from the newest message
_IN_FLIGHT = timedelta(hours=12)  # Twilio's queue holds 10 h; some networks never report a delivery
_ARRIVING = frozenset({"receiving"})


@dataclass(frozen=True, slots=True)
class Cursor:
    """From when to read each direction, and the next page of an inbound list too long for one poll."""

    inbound: datetime | None = None
    outbound: datetime | None = None
    page: str | None = None

    @staticmethod
    def load(text: str | None) -> Cursor:
        """One ISO date-time stands for both directions; what `dump` never wrote starts from the beginning."""
        inbound, *more = (text or "-").split(" ")
        outbound, page = more[0] if more else inbound, more[1] if len(more) > 1 else None
        try:
            return Cursor(_load(inbound), _load(outbound), page)
        except ValueError:
            return Cursor()

    def dump(self) -> str | None:
        times = (self.inbound.isoformat() if self.inbound else "-", self.outbound.isoformat() if self.outbound else "-")
        if self.page is None and times == ("-", "-"):
            return None
        return " ".join((*times, self.page) if self.page else times)


@dataclass(frozen=True, slots=True)
class Backlog:
    """The Messages list of one number. `get` fetches a path below the API's address. `pages` bounds each direction."""

    get: Get
    account: str  # /2010-04-01/Accounts/AC…
    number: str
    pages: int = 50

    async def read(self, text: str | None) -> Polled:
        """Raises SendError when Twilio cannot be read; then nothing is lost, the cursor stands."""
        cursor = Cursor.load(text)
        came, page = await self._inbound(cursor)
        went = await self._outbound(cursor)
        after = Cursor(_mark_in(came, cursor), _mark_out(went, cursor), page)
        received = [await self._received(record) for record in came if record.get("status") not in _ARRIVING]
        reports = [from_resource(record, []) for record in went if not _in_flight(record)]
        return Polled((*received, *reports), after.dump())

    async def recent(self, to: str) -> list[Json]:
        """The newest messages from us to one number, with no date filter: one just queued has no date sent yet."""
        records, _ = await self._page(self._list(From=self.number, To=to, PageSize=50))
        return records

    async def _inbound(self, cursor: Cursor) -> tuple[list[Json], str | None]:
        """Oldest first, as they were written."""
        since = cursor.inbound - _OVERLAP if cursor.inbound else None
        start = self._list(To=self.number, **{"DateSent>": _stamp(since)} if since else {}, PageSize=PAGE_SIZE)
        records, page = await self._walk(cursor.page or start, None if cursor.page else since, _FIRST)
        found = [record for record in records if is_inbound(record)]
        if cursor == Cursor():
            floor = max(_moments(found), default=_EPOCH) - _FIRST
            found = [record for record in found if (moment_of(record) or floor) >= floor]
        found.reverse()  # Twilio lists the newest first; within one second its order is all there is
        found.sort(key=lambda record: moment_of(record) or _EPOCH)
        return found, page

    async def _outbound(self, cursor: Cursor) -> list[Json]:
        """Unfiltered and newest first: a message that failed before it was sent has no date to filter by."""
        floor = cursor.outbound - _OVERLAP if cursor.outbound else None
        records, _ = await self._walk(self._list(From=self.number, PageSize=_RECENT), floor, _IN_FLIGHT)
        floor = floor or max(_moments(records), default=_EPOCH) - _IN_FLIGHT
        return [record for record in records if not is_inbound(record) and (moment_of(record) or floor) >= floor]

    async def _walk(self, start: str, floor: datetime | None, reach: timedelta) -> tuple[list[Json], str | None]:
        """Pages until one lies wholly before `floor` (without one: before the newest less `reach`), or the bound."""
        records: list[Json] = []
        page: str | None = start
        for _ in range(self.pages):
            if page is None:
                break
            found, page = await self._page(page)
            records += found
            limit = floor or max(_moments(records), default=_EPOCH) - reach
            if max(_moments(found), default=limit) < limit:
                return records, None
        return records, page

    async def _page(self, path: str) -> tuple[list[Json], str | None]:
        answer = await self.get(path)
        records, following = answer.get("messages"), answer.get("next_page_uri")
        if not isinstance(records, list):
            raise SendError(Trouble.AMBIGUOUS, "twilio: no list of messages")
        more = following if isinstance(following, str) and following.startswith("/") and " " not in following else None
        return [record if isinstance(record, dict) else {"unreadable": record} for record in records], more

    async def _received(self, record: Json) -> Received:
        if str(record.get("num_media") or "0") == "0":
            return from_resource(record, [])
        path = f"{self.account}/Messages/{record.get('sid')}/Media"
        try:
            listed = (await self.get(f"{path}.json")).get("media_list")
        except SendError as error:
            if error.trouble not in {Trouble.REFUSED, Trouble.MISCONFIGURED}:
                raise
            listed = None  # deleted at the carrier: the words are still worth having
        files = [file for file in listed if isinstance(file, dict)] if isinstance(listed, list) else []
        return from_resource(
            record, [(f"{path}/{file.get('sid')}", str(file.get("content_type", ""))) for file in files]
        )

    def _list(self, **query: object) -> str:
        return f"{self.account}/Messages.json?{urlencode(query)}"


def _mark_in(records: Iterable[Json], cursor: Cursor) -> datetime | None:
    """Where the next inbound walk starts. In the middle of a long list it may only move back."""
    known = list(records)
    waiting = list(_moments(record for record in known if record.get("status") in _ARRIVING))
    if cursor.page:
        return min((*waiting, *filter(None, [cursor.inbound])), default=None)
    return min(waiting, default=None) or max(_moments(known), default=cursor.inbound)


def _mark_out(records: list[Json], cursor: Cursor) -> datetime | None:
    newest = max(_moments(records), default=cursor.outbound)
    if newest is None:
        return None
    waiting = _moments(record for record in records if _in_flight(record))
    return max(min(waiting, default=newest), newest - _IN_FLIGHT)


def _in_flight(record: Json) -> bool:
    return STATES.get(str(record.get("status")).lower()) is SendState.SENT


def _moments(records: Iterable[Json]) -> Iterator[datetime]:
    return (at for record in records if (at := moment_of(record)))


_EPOCH = datetime(1970, 1, 5, tzinfo=UTC)  # far enough from the epoch to subtract any reach


def _stamp(at: datetime) -> str:
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _load(text: str) -> datetime | None:
    if text == "-":
        return None
    at = datetime.fromisoformat(text)
    return at.astimezone(UTC) if at.tzinfo else at.replace(tzinfo=UTC)

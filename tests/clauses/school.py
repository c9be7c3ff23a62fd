"""A school on its preset as shipped, both carriers on their wires, a clock to set: what a clause test is written with."""

from __future__ import annotations

import contextlib
import re
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from bot.domain.messages import Carrier
from tests.cast import Roll
from tests.clauses.cast import ROLL
from tests.town import Town, town

LONDON = ZoneInfo("Europe/London")


def moment(words: str) -> datetime:
    """ "Fri 1 Mar 2024 17:01" or "… 17:00:59", by the clock on the school's wall → UTC. The weekday must be right."""
    form = "%a %d %b %Y %H:%M:%S" if words.count(":") == 2 else "%a %d %b %Y %H:%M"
    read = datetime.strptime(words, form)  # noqa: DTZ007 - made aware in the next line
    if read.strftime("%a") != words.split()[0]:
        raise ValueError(f"{words} is not a {words.split()[0]}")
    return read.replace(tzinfo=LONDON).astimezone(UTC)


@dataclass(slots=True)
class School:
    """People by the clauses' names. What a person heard is counted from the last `at`, `mark` or opening."""

    town: Town
    marks: dict[str, int] = field(default_factory=dict)

    async def at(self, words: str, *, still: bool = False) -> None:
        """Let what is due happen, set the clock, let happen what is due then; `heard` counts from the moment before.

        `still`: the clock does not run on until it is set again. The last second of an hour is as long as it takes.
        """
        await self.town.settled()
        self.mark()
        await self.town.at(moment(words), still=still)
        await self.town.settled()

    def mark(self) -> None:
        self.marks = {who: len(self.town.texts(who)) for who in self.town.people}

    async def say(self, who: str, text: str, *, reply_to: str | int | None = None) -> None:
        """As the person types it; returns when the hub has done all that is due."""
        self.town.say(who, text, reply_to=reply_to)
        await self.town.settled()

    async def press(self, who: str, label: str) -> None:
        """A button by its label; on SMS the digit in front of the label is texted."""
        if self.town.sandbox.phone(who).carrier is Carrier.SMS:
            self.town.say(who, self._digit(who, label))
        else:
            self.town.press(who, label)
        await self.town.settled()

    def forge(self, who: str, data: str) -> None:
        """Under the newest message on the phone, a press of a button it does not have."""
        user = self.town.sandbox.phone(who).user_id
        person = {"id": user, "is_bot": False, "first_name": "x"}
        newest = next(bubble for bubble in reversed(self.town.screen(who)) if not bubble.mine)
        shown = {"message_id": int(newest.id), "date": 0, "chat": {"id": user, "type": "private"}}
        pressed = {
            "id": f"forged-{who}-{data}-{newest.id}",
            "from": person,
            "chat_instance": "1",
            "data": data,
            "message": shown,
        }
        self.town.sandbox.inject("oak_lane_staff_bot", {"callback_query": pressed})

    def _digit(self, who: str, label: str) -> str:
        found = re.search(rf"(\d+) {re.escape(label)}(?:  |$)", self.town.texts(who)[-1])
        assert found, f"no digit for {label!r} in:\n{self.town.texts(who)[-1]}"
        return found[1]

    async def heard(self, who: str) -> list[str]:
        """Texts that reached the person since the last mark."""
        await self.town.settled()
        return self.town.texts(who)[self.marks.get(who, 0) :]

    async def hears(self, who: str) -> list[str]:
        """The same, of somebody who must hear something: waits for the first."""

        def some() -> bool:
            return len(self.town.texts(who)) > self.marks.get(who, 0)

        with contextlib.suppress(TimeoutError):
            await self.town.sandbox.until(some, 20.0)
        found = await self.heard(who)
        assert found, f"{who} got nothing"
        return found

    async def only(self, who: str) -> str:
        """The one text the person got since the last mark; waits for it."""
        found = await self.hears(who)
        assert len(found) == 1, f"{who} got {len(found)} texts, not one:\n" + "\n---\n".join(found)
        return found[0]

    async def silent(self, *people: str) -> None:
        """None of them got anything since the last mark."""
        for who in people:
            assert (who, await self.heard(who)) == (who, [])

    async def sees(self, who: str, pattern: str) -> str:
        return await self.town.sees(who, pattern)

    async def finds(self, who: str, text: str) -> bool:
        """Whether words can be found by the person in any text they got, or by opening what waits for them."""
        await self.open_all(who)
        return any(text in shown for shown in self.town.texts(who))

    async def open_all(self, who: str) -> None:
        """Press every Open button on the person's phone that has not been pressed."""
        await self.town.settled()
        for bubble in self.town.screen(who):
            if not bubble.mine and "Open" in bubble.labels:
                self.town.sandbox.press(who, "Open", message=bubble.id)
                await self.town.settled()

    async def waits_for(self, who: str, *words: str) -> bool:
        """Whether any of the words are in what the staff bot lists and opens for the person when asked at this moment."""
        asked = len(self.town.texts(who))
        for data in await self.listed(who):
            await self.listed(who)  # an opened card takes the list's place
            with contextlib.suppress(ValueError):
                self.town.sandbox.press(who, data)
            await self.town.settled()
        shown = self.town.texts(who)[asked:]
        return any(word in text for word in words for text in shown)

    async def listed(self, who: str) -> list[str]:
        """The buttons of a fresh list, as what they send."""
        before = len(self.town.screen(who))
        await self.say(who, "/list")
        fresh = [bubble for bubble in self.town.screen(who)[before:] if not bubble.mine]
        return [key.data for bubble in fresh for row in bubble.keys for key in row if key.data.startswith("open")]


@contextlib.asynccontextmanager
async def opened(
    preset: str, database_url: str, folder: Path, at: str, roll: Roll = ROLL, **more: Any
) -> AsyncIterator[School]:
    """The preset unchanged, the clauses' cast, the clock at `at` (local). `more`: what `town` takes besides."""
    async with town(database_url, folder, now=moment(at), preset=preset, roll=roll, **more) as made:
        school = School(made)
        school.mark()
        yield school


def times(text: str) -> list[str]:
    """Clock times in a text, as written."""
    return re.findall(r"\d{1,2}[:.]\d{2}", text)

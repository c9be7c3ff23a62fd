"""A masked text's way through one engine: piece by piece, up to three forms of placeholders, every answer checked."""

from __future__ import annotations

import asyncio

from bot.translation.base import Unavailable
from bot.translation.cache import Cache
from bot.translation.forms import TOKEN, Form, place, read, renumber, token, write
from bot.translation.lane import Lane
from bot.translation.pieces import LONGEST, cut
from bot.translation.verify import Damage, damage

_WARNING = {Form.TAG: "second_form", Form.NUMBER: "third_form"}
_Answer = tuple[str, Form] | Unavailable


class Damaged(Unavailable):
    """The engine answered, and every answer had lost or invented something."""


class Rounds:
    """Kept answers and calls under way, so that equal pieces asked at the same time are asked once."""

    def __init__(self, cache: Cache) -> None:
        self._cache = cache
        self._under_way: dict[bytes, asyncio.Task[_Answer]] = {}

    async def all(
        self, lane: Lane, masked: str, source: str, target: str, until: float, keep: bool
    ) -> tuple[str, tuple[str, ...]]:
        """The whole text translated, still masked, and warnings. Raises Unavailable or Damaged: no halves."""
        parts: list[str] = []
        warnings: set[str] = set()
        for piece in cut(masked, min(LONGEST, lane.engine.limit)):
            if not piece.ask:
                parts.append(piece.text)
                continue
            plain, places = renumber(piece.text)
            once = self._shared if keep else _piece
            answer = await once(lane, plain, source, target, until)
            if isinstance(answer, Unavailable):
                raise answer
            parts.append(_back(answer[0], places))
            warnings |= {_WARNING[answer[1]]} if answer[1] in _WARNING else set()
        return "".join(parts), tuple(sorted(warnings))

    async def _shared(self, lane: Lane, plain: str, source: str, target: str, until: float) -> _Answer:
        """From the cache, from a call already under way, or from a new call which outlives whoever asked first."""
        key = self._cache.key(lane.engine.name, source, target, plain)
        kept = self._cache.get(key)
        if kept is not None:
            return kept, Form.BRACKETS
        task = self._under_way.get(key)
        if task is None:
            task = asyncio.create_task(_piece(lane, plain, source, target, until))
            self._under_way[key] = task
            task.add_done_callback(lambda done: self._finish(key, done))
        return await asyncio.shield(task)

    def _finish(self, key: bytes, done: asyncio.Task[_Answer]) -> None:
        del self._under_way[key]
        if not done.cancelled() and not done.exception():
            answer = done.result()
            if not isinstance(answer, Unavailable):
                self._cache.put(key, answer[0])


def _back(answer: str, places: list[int]) -> str:
    """Undo `renumber`."""
    return TOKEN.sub(lambda match: token(places[place(match[0])]), answer)


async def _piece(lane: Lane, plain: str, source: str, target: str, until: float) -> _Answer:
    """Returns what went wrong instead of raising it: nobody may be left to catch it."""
    count = len(TOKEN.findall(plain))
    found = Damage.EMPTY
    for form in Form if count else (Form.BRACKETS,):
        try:
            raw = await lane.call(write(form, plain), source, target, until)
        except Unavailable as error:
            return error
        answer = read(form, raw.strip(), count)
        wrong = Damage.TOKENS if answer is None else damage(plain, answer, target)
        if answer is not None and wrong is None:
            return answer, form
        found = wrong or found
    return Damaged(found)

"""Translation for the use cases: chooses an engine the text may go to, protects it, checks the answer, never raises."""

from __future__ import annotations

import asyncio
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass

import structlog

from bot.translation.base import Direction, PairError, Reach, Reason, Status, Translated, Unavailable
from bot.translation.cache import Cache
from bot.translation.lane import Lane
from bot.translation.names import NameIndex
from bot.translation.protect import mask, restore
from bot.translation.rounds import Damaged, Rounds
from bot.translation.scripts import base, letters, script_of, share

log = structlog.get_logger()

DEADLINE_S = 20.0
_ENOUGH_LETTERS = 4
_OWN_SCRIPT = 0.5  # below this a text is romanised, or in another language than the family's


@dataclass(frozen=True, slots=True, repr=False)
class _Wish:
    text: str
    source: str
    target: str
    names: NameIndex
    until: float  # the event loop's clock
    keep: bool  # may be cached: what staff wrote, never what a parent wrote


class TranslationService:
    """Made by `build`. For one event loop; engines work in threads of their own."""

    def __init__(
        self, lanes: Sequence[Lane] = (), *, deadline_s: float = DEADLINE_S, cache: Cache | None = None
    ) -> None:
        self._lanes = tuple(lanes)
        self._deadline_s = deadline_s
        self._cache = cache or Cache()
        self._rounds = Rounds(self._cache)

    @property
    def available(self) -> bool:
        """Whether any engine is configured at all."""
        return bool(self._lanes)

    def reaches(self, source: str, target: str | None) -> bool:
        """Whether any engine knows the pair, as far as is known now."""
        return any(lane.engine.supports(source, target or source) for lane in self._lanes)

    async def prepare(self) -> bool:
        """At start: ask the engines for their languages. False when one does not answer; it is asked again later."""
        answers = [await lane.prepare(self._deadline_s) for lane in self._lanes]
        return all(answers)

    async def translate(
        self,
        text: str,
        source: str | None,
        target: str | None,
        *,
        names: NameIndex | Iterable[str],
        direction: Direction,
        sensitive: bool = False,
        switched_on: Collection[str] = (),
        registered: Collection[str] | None = None,
        deadline_s: float | None = None,
    ) -> Translated:
        """The text in another language, or the original with the reason; never an exception, never past the deadline.

        `source` and `target` are BCP 47 tags. `names` are all that may stand in the text: children, staff, the
        parent's own, school and class names (DPIA43); build a `NameIndex` once for many texts. INBOUND and
        `sensitive` texts go to engines on the installation's own network only (law 4, DPIA16). `switched_on` names the
        outside engines of this school; `registered` those in its register of processors (None: not asked), by the name of
        the engine or of its host: what is not there gets nothing (M29). `deadline_s` is in seconds; without it the service's own.
        """
        try:
            until = asyncio.get_running_loop().time() + (self._deadline_s if deadline_s is None else deadline_s)
            private = sensitive or direction is Direction.INBOUND
            if not source or not target:
                return _original(text, Reason.UNKNOWN_LANGUAGE)
            wish = _Wish(text, source, target, NameIndex.of(names), until, keep=not private)
            return await self._translate(wish, list(self._permitted(private, switched_on, registered)))
        except Exception as error:  # a message is never held back by our own mistake; its text must not be logged
            log.warning("translation failed inside", why=type(error).__name__)
            return _original(text, Reason.INTERNAL)

    def forget(self) -> None:
        """Drop every kept translation: part of erasing a person (DPIA21)."""
        self._cache.clear()

    def close(self) -> None:
        for lane in self._lanes:
            lane.close()

    def _permitted(
        self, private: bool, switched_on: Collection[str], registered: Collection[str] | None
    ) -> Iterator[Lane]:
        for lane in self._lanes:
            if lane.reach is not Reach.OWN_NETWORK and registered is not None and lane.engine.name not in registered:
                continue
            on = lane.reach is Reach.ALLOWED or lane.engine.name in switched_on
            if lane.reach is Reach.OWN_NETWORK or (on and not private):
                yield lane

    async def _translate(self, wish: _Wish, lanes: list[Lane]) -> Translated:
        same = base(wish.source) == base(wish.target) and script_of(wish.source) == script_of(wish.target)
        if same or mask(wish.text, wish.names, wish.source).empty:
            return Translated(wish.text, Status.SAME_LANGUAGE)
        if not lanes:
            return _original(wish.text, Reason.NO_ENGINE)
        if len(letters(wish.text)) >= _ENOUGH_LETTERS and share(wish.text, wish.source) < _OWN_SCRIPT:
            return _original(wish.text, Reason.OTHER_SCRIPT)
        known = [lane for lane in lanes if lane.engine.supports(wish.source, wish.target)]
        reason = Reason.PAIR
        for left, lane in zip(range(len(known), 0, -1), known, strict=True):
            made = await self._ask(lane, wish, left)
            if isinstance(made, Translated):
                return made
            reason = made
        return _original(wish.text, reason)

    async def _ask(self, lane: Lane, wish: _Wish, left: int) -> Translated | Reason:
        """One engine's try, with its share of the time that is left to `left` engines."""
        now = asyncio.get_running_loop().time()
        until = now + (wish.until - now) / left
        masked = mask(wish.text, wish.names, wish.source, wish.target, unknown_names=lane.reach is not Reach.OWN_NETWORK)
        if masked.empty:
            return Translated(wish.text, Status.SAME_LANGUAGE)
        try:
            async with asyncio.timeout_at(until):
                answer, warnings = await self._rounds.all(lane, masked.text, wish.source, wish.target, until, wish.keep)
        except TimeoutError:
            return Reason.DEADLINE
        except PairError:
            return Reason.PAIR
        except Damaged as error:
            log.warning(
                "engine damaged a text", engine=lane.engine.name, pair=f"{wish.source}-{wish.target}", why=error.kind
            )
            return Reason.DAMAGED
        except Unavailable as error:
            return Reason.DEADLINE if error.kind == "Deadline" else Reason.UNAVAILABLE
        return Translated(restore(answer, masked, wish.target), Status.TRANSLATED, lane.engine.name, warnings)


def _original(text: str, reason: Reason) -> Translated:
    return Translated(text, Status.UNTRANSLATED, reason=reason)

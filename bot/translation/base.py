"""What the use cases know of translation: ask, and get an answer. What an engine must be able to do is here too."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Protocol

from bot.translation.names import NameIndex


class Status(StrEnum):
    TRANSLATED = "translated"
    SAME_LANGUAGE = "same_language"  # also when nothing in the text can be translated: a thumbs-up, a phone number
    UNTRANSLATED = "untranslated"


class Reason(StrEnum):
    """Why a text stayed in its original. For labels, counts and logs: it never holds what was written."""

    NO_ENGINE = "no_engine"  # none configured, or none that this text may be sent to
    UNKNOWN_LANGUAGE = "unknown_language"
    OTHER_SCRIPT = "other_script"  # romanised Urdu, say: engines mangle it, a person can read it
    PAIR = "pair"  # no engine knows the two languages
    UNAVAILABLE = "unavailable"
    DEADLINE = "deadline"
    DAMAGED = "damaged"  # every try lost or invented something
    INTERNAL = "internal"


class Direction(StrEnum):
    INBOUND = "inbound"  # what a parent writes
    OUTBOUND = "outbound"  # what staff wrote


class Reach(StrEnum):
    """How far an engine is from the installation, which decides what may be sent to it (law 4)."""

    OWN_NETWORK = "own_network"
    ALLOWED = "allowed"  # outside, recorded by name and purpose for the whole installation
    PER_SCHOOL = "per_school"  # outside, and only for schools that switched it on


@dataclass(frozen=True, slots=True)
class Translated:
    """`text` is ready to show; the original, unchanged, whenever `status` is not TRANSLATED.

    `warnings` are codes for staff screens and counts ("second_form": the engine lost the first kind of placeholder).
    """

    text: str
    status: Status
    engine: str = ""
    warnings: tuple[str, ...] = ()
    reason: Reason | None = None


class Unavailable(Exception):  # noqa: N818 - an outcome callers expect, not a bug
    """An engine did not answer properly. `kind` is a type name, never a text, an address or a key.

    `transient` failures surely brought no answer and may pass: connection refused, 429, 502 to 504.
    """

    def __init__(self, kind: str, *, transient: bool = False) -> None:
        super().__init__(kind)
        self.kind = kind
        self.transient = transient


class PairError(Unavailable):
    """The engine works but does not know this pair of languages."""

    def __init__(self) -> None:
        super().__init__("PairError")


class EngineNameError(ValueError):
    """An outside engine that cannot or may not be used. The message says why."""


@dataclass(frozen=True, slots=True)
class OutsideEngine:
    """One of deep-translator's engines, switched on with the reason that goes into the school's register."""

    name: str
    reason: str
    key: str = field(default="", repr=False)
    region: str = ""


class Engine(Protocol):
    """One machine translator. Called from several threads at once: it keeps no state between calls."""

    @property
    def name(self) -> str: ...

    @property
    def limit(self) -> int:
        """Most characters a call."""

    def prepare(self) -> None:
        """Ask the engine what it can do. Raises Unavailable."""

    def supports(self, source: str, target: str) -> bool:
        """What is known without asking; True when nothing is known. Opens no connection."""

    def translate(self, text: str, source: str, target: str) -> str:
        """Blocks for seconds at most. Raises Unavailable for every failure."""


class Translator(Protocol):
    """What use cases depend on."""

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
        deadline_s: float | None = None,
    ) -> Translated:
        """Never raises and never takes longer than its deadline. See `TranslationService.translate`."""

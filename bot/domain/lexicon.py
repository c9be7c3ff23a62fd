"""The values triage runs on: entries written per language, and all languages compiled into one index."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from bot.domain.matching import Index, Objects, build
from bot.domain.patterns import Phrase, Step
from bot.domain.subjects import Subject


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One thing parents say, in one language.

    `weight` is the chance that a message that says this and nothing else is about `subject`: above 0.5 it speaks for
    the subject, below against it. `subject` None is a decoy: it only takes words away from other entries
    ("sick of waiting" is no sickness). `many` entries list faint signs: each of their words counts.
    `unless` patterns silence the entry; of `needs` patterns one must also be in the message, then it is `conditional`. `reviewed` names the
    native speaker who checked it, empty when nobody did. The examples run in the tests.
    """

    language: str
    name: str
    subject: Subject | None
    weight: float
    patterns: tuple[tuple[Step, ...], ...]
    unless: tuple[tuple[Step, ...], ...] = ()
    needs: tuple[tuple[Step, ...], ...] = ()
    conditional: bool = False
    negatable: bool = False
    many: bool = False
    author: str = ""
    reviewed: str = ""
    written: date | None = None
    example_yes: tuple[str, ...] = ()
    example_no: tuple[str, ...] = ()

    @property
    def id(self) -> str:
        return f"{self.language}.{self.name}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Tongue:
    """One language's file. `negators` deny what they stand beside: `before` it or `after` it, depending on the
    language; `markers` are everyday words that tell the language of a text in Latin letters; `private` are words of health, needs
    and family circumstances, which never leave the school's own network (law 4), whatever a text is about; `objects` are its pronouns
    that may also own the next word, each with the words that may follow it where it does not."""

    language: str
    version: int
    entries: tuple[Entry, ...]
    markers: frozenset[Phrase] = frozenset()
    before: frozenset[Phrase] = frozenset()
    after: frozenset[Phrase] = frozenset()
    private: frozenset[Phrase] = frozenset()
    objects: Objects = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Lexicon:
    """All languages together. Build it once with `compiled`. The patterns of `entries` are in the index alone: they are
    a third of what a hub would hold of all lexicons.
    """

    languages: frozenset[str] = frozenset()
    entries: tuple[Entry, ...] = ()
    index: Index = field(default_factory=Index)


def _lists(tongue: Tongue) -> tuple[tuple[str, frozenset[Phrase]], ...]:
    return (
        ("marker", tongue.markers),
        ("before", tongue.before),
        ("after", tongue.after),
        ("private", tongue.private),
    )


def compiled(tongues: Sequence[Tongue]) -> Lexicon:
    entries = tuple(entry for tongue in tongues for entry in tongue.entries)
    lists = {
        (kind, tongue.language): listed
        for tongue in tongues
        for kind, listed in _lists(tongue)
        if listed
    }
    objects = {word: followed for tongue in tongues for word, followed in tongue.objects.items()}
    index = build([(entry.patterns, entry.unless, entry.needs) for entry in entries], lists, objects)
    heard = tuple(replace(entry, patterns=(), unless=(), needs=(), conditional=bool(entry.needs)) for entry in entries)
    return Lexicon(frozenset(tongue.language for tongue in tongues), heard, index)

"""Signs: single wordings that labelled messages show to go with a subject. Each is faint, several make a clear one.

They stand beside what is written by hand in a lexicon, in the language they were met in, and never tell danger alone.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from bot.domain.lexicon import Entry, Tongue
from bot.domain.patterns import Step
from bot.domain.subjects import Subject

Signs = Mapping[str, Mapping[Subject, Mapping[float, Sequence[str]]]]
"""Language → subject → weight → wordings, folded, their words parted by a space; one ending in `*` is a stem."""

NAME = "signs"


def with_signs(tongues: Sequence[Tongue], signs: Signs) -> list[Tongue]:
    return [
        replace(tongue, entries=(*tongue.entries, *_entries(tongue.language, signs[tongue.language])))
        if tongue.language in signs
        else tongue
        for tongue in tongues
    ]


def _entries(language: str, found: Mapping[Subject, Mapping[float, Sequence[str]]]) -> list[Entry]:
    return [
        Entry(
            language=language,
            name=f"{subject}.{NAME}.{weight}",
            subject=subject,
            weight=weight,
            patterns=((Step(phrases=frozenset(tuple(wording.split()) for wording in wordings)),),),
            many=True,
        )
        for subject, by_weight in found.items()
        for weight, wordings in by_weight.items()
    ]


def is_sign(entry: Entry) -> bool:
    return f".{NAME}." in entry.name

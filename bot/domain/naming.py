"""Which part of a text is about which child: "Ola is ill, Jan has the dentist on Thursday"."""

from __future__ import annotations

from collections.abc import Sequence

from bot.domain.daywords import DAYLIKE, DayWords, Mark, read
from bot.domain.folding import tokens
from bot.domain.mentions import mentioned
from bot.domain.people import Pupil

_LINK = 3  # a name with so few words behind it belongs to the next: "Ola and Jan"
_DATED = DAYLIKE | {Mark.DATE}


def pieces(text: str, pupils: Sequence[Pupil], words: DayWords, language: str | None) -> dict[int, str]:
    """Pupil id → the words about them. With fewer than two children named it is the whole text for each."""
    starts = sorted(_first_named(text, pupils).items(), key=lambda named: named[1])
    if len(starts) < 2:
        return {pupil.id: text for pupil in pupils}
    before, ends = text[: starts[0][1]], [start for _, start in starts[1:]] + [len(text)]
    found: dict[int, str] = {}
    for at, (pupil_id, start) in enumerate(starts):
        end = next(e for e in ends[at:] if e == len(text) or len(tokens(text[start:e])) > _LINK)
        piece = text[start:end]
        found[pupil_id] = piece if _dated(piece, words, language) else f"{before} {piece}"
    return {pupil.id: found.get(pupil.id, text) for pupil in pupils}


def _first_named(text: str, pupils: Sequence[Pupil]) -> dict[int, int]:
    names, starts = {pupil.id: pupil.first_name for pupil in pupils}, dict[int, int]()
    for token in tokens(text):
        for pupil_id in mentioned(text[token.start : token.end], names):
            starts.setdefault(pupil_id, token.start)
    return starts


def _dated(piece: str, words: DayWords, language: str | None) -> bool:
    return any(found.mark in _DATED for found in read(piece, words, language).marks)

"""Learns which pieces of words tell a language: naive Bayes over the labelled messages."""

from __future__ import annotations

from array import array
from collections import Counter
from zlib import crc32

import numpy as np

from bot.domain.folding import tokens
from bot.domain.ngrams import pieces, shortened
from bot.domain.tongue import BUCKETS
from tests.triage.labelled import Labelled

_UNIT = 20.0  # steps to a natural log-odds
_ROMANISED = 3  # times a message counts in Latin letters where its language has others: many families type so, few of these do
_SEEN = 0.3  # what every piece is taken to have been seen before it was


def learnt(messages: list[Labelled]) -> tuple[tuple[str, ...], float, array[int]]:
    languages = tuple(sorted({message.lang for message in messages}))
    counts = np.full((BUCKETS, len(languages)), _SEEN)
    romanised = _romanised(messages)
    for message in messages:
        held = {crc32(piece.encode()) % BUCKETS for piece in pieces(shortened(tokens(message.text)))}
        counts[sorted(held), languages.index(message.lang)] += _ROMANISED if message.id in romanised else 1
    logs = np.log(counts / counts.sum(axis=0))
    logs -= logs.mean(axis=1, keepdims=True)
    steps = np.clip(np.rint(logs * _UNIT), -127, 127).astype(np.int8)
    return languages, _UNIT, array("b", steps.tobytes())


def _romanised(messages: list[Labelled]) -> set[str]:
    """Ids of the messages in Latin letters whose language is mostly written in others."""
    latin = {message.id: _is_latin(message.text) for message in messages}
    shares = Counter(message.lang for message in messages if latin[message.id])
    whole = Counter(message.lang for message in messages)
    return {message.id for message in messages if latin[message.id] and 2 * shares[message.lang] < whole[message.lang]}


def _is_latin(text: str) -> bool:
    letters = [letter for letter in text if letter.isalpha()]
    return bool(letters) and 2 * sum(letter < "\u0250" for letter in letters) > len(letters)

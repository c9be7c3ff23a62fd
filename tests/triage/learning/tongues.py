"""Learns which pieces of words tell a language: naive Bayes over the labelled messages."""

from __future__ import annotations

from array import array
from zlib import crc32

import numpy as np

from bot.domain.folding import tokens
from bot.domain.ngrams import pieces, shortened
from bot.domain.tongue import BUCKETS
from tests.triage.labelled import Labelled

_UNIT = 20.0  # steps to a natural log-odds
_SEEN = 0.3  # what every piece is taken to have been seen before it was


def learnt(messages: list[Labelled]) -> tuple[tuple[str, ...], float, array[int]]:
    languages = tuple(sorted({message.lang for message in messages}))
    counts = np.full((BUCKETS, len(languages)), _SEEN)
    for message in messages:
        held = {crc32(piece.encode()) % BUCKETS for piece in pieces(shortened(tokens(message.text)))}
        counts[sorted(held), languages.index(message.lang)] += 1
    logs = np.log(counts / counts.sum(axis=0))
    logs -= logs.mean(axis=1, keepdims=True)
    steps = np.clip(np.rint(logs * _UNIT), -127, 127).astype(np.int8)
    return languages, _UNIT, array("b", steps.tobytes())

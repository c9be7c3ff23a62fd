"""A text as its pieces: words, pairs of words, runs of letters, hashed into a fixed number of buckets.

Learning and reading go through the same function, so the two cannot drift apart.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from zlib import crc32

from bot.domain.folding import Token, tokens

BUCKETS = 1 << 16
LONGEST = 5  # letters in a run
MOST_WORDS = 300  # of a longer text the beginning and the end are read; the rules read all of it


def buckets(text: str) -> list[int]:
    """The buckets of a text in ascending order, each once."""
    return folded(marks(tokens(text)))


def marks(read: Sequence[Token]) -> frozenset[int]:
    """The pieces of a text as numbers: what reads them folds these into as many buckets as it has."""
    return frozenset([crc32(piece.encode()) for piece in pieces(shortened(read))])


def folded(marks: Iterable[int]) -> list[int]:
    """In ascending order, each once."""
    return sorted({mark % BUCKETS for mark in marks})


def bucket(piece: str) -> int:
    return crc32(piece.encode()) % BUCKETS


def shortened(read: Sequence[Token]) -> Sequence[Token]:
    half = MOST_WORDS // 2
    return read if len(read) <= MOST_WORDS else (*read[:half], *read[-half:])


def pieces(read: Sequence[Token]) -> Iterator[str]:
    before = "^"
    for token in read:
        word = token.forms[-1]
        yield from of_word(word)
        yield f"{before} {word}"
        before = word
    yield f"{before} $"


def of_word(word: str) -> Iterator[str]:
    """The word itself, and its runs of 2 to 5 letters with its edges marked."""
    yield f"={word}"
    padded = f"<{word}>"
    for size in range(2, LONGEST + 1):
        for start in range(len(padded) - size + 1):
            yield padded[start : start + size]

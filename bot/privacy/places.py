"""Every place where data lies or goes, from the settings and the register as they are (DPIA2)."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any, Protocol
from urllib.parse import urlsplit

from bot.domain.protection.processors import Processor

_SEALED = "AES-256-GCM, a key for each person"
_HOME = "GB"


class Installed(Protocol):
    """What of the settings says where things are."""

    @property
    def data_folder(self) -> Path: ...
    @property
    def key_file(self) -> Path: ...
    @property
    def database(self) -> str: ...
    @property
    def key_store(self) -> str: ...
    @property
    def telegram_api_url(self) -> str: ...
    @property
    def twilio_api_url(self) -> str: ...
    @property
    def translator_url(self) -> str: ...
    @property
    def smtp_url(self) -> str: ...
    @property
    def backup_folder(self) -> Path | None: ...
    @property
    def backup_keys_folder(self) -> Path | None: ...
    @property
    def backup_changes_folder(self) -> Path | None: ...
    @property
    def backup_country(self) -> str: ...


def stores(installed: Installed, register: dict[str, Processor]) -> list[dict[str, Any]]:
    """Stores first, then hosts outside. Passwords of addresses are left out."""
    return [*_stores(installed), *_hosts(installed, register)]


def _stores(installed: Installed) -> Iterator[dict[str, Any]]:
    data = installed.data_folder
    yield _place("database and held queue", _where(installed.database), _SEALED, "staff by their role")
    yield _place("media", str(data / "media"), _SEALED, "staff by their role")
    yield _place("key store", _where(installed.key_store), "wrapped by the key file", "the hub alone")
    yield _place("key file", str(installed.key_file), "the file system's rights, 0600", "the named custodian")
    yield _place("logs", "standard output", "no text, no names, no numbers", "the technician")
    for name, folder in (
        ("backups of the data", installed.backup_folder),
        ("backups of the keys", installed.backup_keys_folder),
        ("shipped changes of the data", installed.backup_changes_folder),
    ):
        if folder is not None:
            place = _place(name, str(folder), "AES-256-GCM under the key file", "whoever holds the key file")
            yield place | {"country": installed.backup_country}


def _hosts(installed: Installed, register: dict[str, Processor]) -> Iterator[dict[str, Any]]:
    for name, url in (
        ("telegram", installed.telegram_api_url),
        ("twilio", installed.twilio_api_url),
        ("libretranslate", installed.translator_url),
        ("mail", installed.smtp_url),
    ):
        if url:
            one = register.get(name)
            yield _place(
                name, urlsplit(url).hostname or "", "TLS on the way", one.purpose if one else "own network", one
            )


def _place(store: str, where: str, encrypted: str, readers: str, one: Processor | None = None) -> dict[str, Any]:
    country = one.country if one else _HOME
    return {"store": store, "where": where, "country": country, "encrypted": encrypted, "readers": readers}


def _where(url: str) -> str:
    parts = urlsplit(url)
    return (
        url.removeprefix("sqlite:///")
        if parts.scheme == "sqlite"
        else f"{parts.hostname or 'local socket'}{parts.path}"
    )

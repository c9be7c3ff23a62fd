"""Which addresses an engine may have: the installation's own network, or a host allowed by name and for a purpose."""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import urlsplit

from bot.translation.base import Reach

_PRIVATE = tuple(
    ipaddress.ip_network(network)
    for network in ("127.0.0.0/8", "10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "::1/128", "fc00::/7")
)
_PRIVATE_ZONES = (".localhost", ".local", ".internal", ".home.arpa")  # RFC 6761, 6762, 8375 and ICANN's reservation
_NUMERIC = re.compile(r"(?:0x[0-9a-f]*|\d+)\Z", re.IGNORECASE)
_NAME = re.compile(
    r"[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?(?:\.[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?)*\Z", re.IGNORECASE
)


class EngineAddressError(ValueError):
    """The engine's address is unusable or not allowed. The message never repeats the address itself."""


@dataclass(frozen=True, slots=True)
class AllowedHost:
    """A host outside that may translate: its exact name, and what for (kept in the school's register, M29 LT30).

    `own_network` is the school's word that the host is on its own network under a public name.
    """

    name: str
    purpose: str
    own_network: bool = False

    @staticmethod
    def parse(written: AllowedHost | str) -> AllowedHost:
        """From "host=purpose", as the settings have it."""
        if isinstance(written, AllowedHost):
            return written
        name, _, purpose = written.partition("=")
        return AllowedHost(name.strip(), purpose.strip())


def is_private_host(url: str) -> bool:
    """True only for loopback, RFC 1918 and ULA addresses, and for names that cannot exist on the public internet."""
    host = _host(url)
    if host is None:
        return False
    try:
        address = ipaddress.ip_address(host)
    except ValueError:
        return _is_private_name(host)
    if isinstance(address, ipaddress.IPv6Address) and address.ipv4_mapped:
        address = address.ipv4_mapped
    return any(address in network for network in _PRIVATE if network.version == address.version)


def _host(url: str) -> str | None:
    try:
        parts = urlsplit(url)
        _ = parts.port
    except ValueError:
        return None
    suspicious = parts.username is not None or parts.query or parts.fragment or re.search(r"[\s\\\x00-\x20]", url)
    if parts.scheme not in ("http", "https") or suspicious or not parts.hostname:
        return None
    return parts.hostname.rstrip(".").lower() or None


def _is_private_name(host: str) -> bool:
    """A single label ("libretranslate" in a compose file) or a zone reserved for private use.

    A last label of digits ("127.1", "2130706433", "0x8080808") is an address in disguise.
    """
    if not _NAME.match(host) or _NUMERIC.match(host.rpartition(".")[2]):
        return False
    return "." not in host or host.endswith(_PRIVATE_ZONES)


def checked(url: str, allowed: Iterable[AllowedHost] = ()) -> tuple[str, Reach]:
    """The address, ending in "/", and how far it is. Raises EngineAddressError."""
    host = _host(url)
    if host is None:
        raise EngineAddressError(
            "the translation engine's address must look like http://127.0.0.1:5000 (no user name, query or blanks)"
        )
    ready = url if url.endswith("/") else url + "/"
    if is_private_host(url):
        return ready, Reach.OWN_NETWORK
    entry = next((entry for entry in allowed if entry.name.rstrip(".").lower() == host), None)
    if entry is None or not entry.purpose.strip():
        raise EngineAddressError(
            "the translation engine is not on a private network: allow its host by name with the purpose written down,"
            " as host=purpose"
        )
    if urlsplit(url).scheme != "https":
        raise EngineAddressError("a translation engine outside the private network must be asked over https")
    return ready, Reach.OWN_NETWORK if entry.own_network else Reach.ALLOWED

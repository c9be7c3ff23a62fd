"""When the certificate that browsers and carriers are shown ends: read where it is served, or from the hub's own file."""

from __future__ import annotations

import asyncio
import socket
import ssl
from datetime import datetime, timedelta
from pathlib import Path
from urllib.parse import urlsplit

from cryptography import x509

SOON, VERY_SOON = timedelta(days=14), timedelta(days=3)
_WAIT_S = 10.0


async def ends(public_url: str, file: Path | None) -> datetime | None:
    """Aware UTC. None where no certificate is served, or it cannot be looked at now."""
    return await asyncio.to_thread(_ends, public_url, file)


def _ends(public_url: str, file: Path | None) -> datetime | None:
    try:
        if urlsplit(public_url).scheme == "https":
            return x509.load_der_x509_certificate(_served(public_url)).not_valid_after_utc
        return x509.load_pem_x509_certificate(file.read_bytes()).not_valid_after_utc if file else None
    except (OSError, ValueError):
        return None


def _served(url: str) -> bytes:
    """As it is shown, trusted or not: one that has ended is what we look for. Raises OSError, ValueError."""
    address, context = urlsplit(url), ssl.create_default_context()
    context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
    with (
        socket.create_connection((address.hostname or "", address.port or 443), _WAIT_S) as line,
        context.wrap_socket(line, server_hostname=address.hostname) as secured,
    ):
        return secured.getpeercert(binary_form=True) or b""

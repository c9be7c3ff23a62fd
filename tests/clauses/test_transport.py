"""A scan of the hub from outside: what it speaks, what it refuses to speak (DPIA27)."""

from __future__ import annotations

import asyncio
import datetime
import ipaddress
import ssl
from pathlib import Path
from urllib.parse import urlsplit

import aiohttp
import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

from bot.app import tls_of
from bot.domain.messages import Carrier
from bot.opening import NotSetUp
from bot.settings import Settings
from bot.web import transport
from bot.web.server import create_app, listening
from storage import inbox
from tests import ledger
from tests.clauses.conftest import Opens

_OLD = (ssl.TLSVersion.TLSv1, ssl.TLSVersion.TLSv1_1)
_NEW = (ssl.TLSVersion.TLSv1_2, ssl.TLSVersion.TLSv1_3)


def certificate(folder: Path, days: float = 1.0) -> tuple[Path, Path]:
    """Of this machine for itself."""
    key, name = ec.generate_private_key(ec.SECP256R1()), x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "hub")])
    now = datetime.datetime.now(datetime.UTC)
    here = x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address("127.0.0.1"))])
    made = x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number(), now, now + datetime.timedelta(days=days))
    signed = made.add_extension(here, critical=False).sign(key, hashes.SHA256())
    paths = folder / "hub.pem", folder / "hub.key"
    paths[0].write_bytes(signed.public_bytes(serialization.Encoding.PEM))
    plain = serialization.NoEncryption()
    paths[1].write_bytes(key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, plain))
    return paths


def _client(of: ssl.TLSVersion, authority: Path) -> ssl.SSLContext:
    """Speaks this one version, however old: weaker than any browser, so that a refusal is the hub's."""
    made = ssl.create_default_context(cafile=str(authority))
    made.set_ciphers("ALL:@SECLEVEL=0")
    made.minimum_version = made.maximum_version = of
    return made


async def _shakes_hands(port: int, client: ssl.SSLContext) -> str | None:
    try:
        _, writer = await asyncio.open_connection("127.0.0.1", port, ssl=client)
    except (ssl.SSLError, ConnectionError):
        return None
    told: str | None = writer.get_extra_info("ssl_object").version()
    writer.close()
    return told


@pytest.mark.filterwarnings("ignore:ssl.TLSVersion.TLSv1:DeprecationWarning")
async def test_DPIA27_a_scan_finds_no_plain_http_no_old_protocol_strict_transport_and_a_forged_webhook_is_refused(
    school: Opens, tmp_path: Path
) -> None:
    chain, key = certificate(tmp_path)
    async with school("greenfield", "Tue 5 Mar 2024 10:00") as greenfield:
        hub = greenfield.town.hub
        before = await hub.read(inbox.counts)
        async with listening(create_app(hub), "127.0.0.1", 0, transport.context(chain, key)) as address:
            assert address.startswith("https://")
            port = urlsplit(address).port or 0
            with pytest.raises((aiohttp.ClientError, ConnectionError)):
                async with aiohttp.ClientSession() as http, http.get(f"http://127.0.0.1:{port}/console/sign-in"):
                    pass
            assert [await _shakes_hands(port, _client(one, chain)) for one in _OLD] == [None, None]
            assert [await _shakes_hands(port, _client(one, chain)) for one in _NEW] == ["TLSv1.2", "TLSv1.3"]
            ledger.door(ledger.BROWSER)
            trusted = aiohttp.TCPConnector(ssl=ssl.create_default_context(cafile=str(chain)))
            async with aiohttp.ClientSession(connector=trusted) as http:
                for path in ("/console/sign-in", "/join", "/robots.txt", "/nothing-here", "/healthz"):
                    async with http.get(address + path) as answer:
                        assert answer.headers["Strict-Transport-Security"] == transport.STRICT, path
                for account in hub.accounts.values():
                    ledger.door(ledger.SMS if account.carrier is Carrier.SMS else ledger.TELEGRAM)
                    forged = {"X-Twilio-Signature": "bm8=", "X-Telegram-Bot-Api-Secret-Token": "guessed"}
                    async with http.post(f"{address}/in/{account.id}", data=b"{}", headers=forged) as answer:
                        assert answer.status == 403, account.carrier
        assert await hub.read(inbox.counts) == before


def test_a_certificate_that_does_not_fit_its_key_stops_the_start_with_one_line(tmp_path: Path) -> None:
    (tmp_path / "other").mkdir()
    chain, other = certificate(tmp_path)[0], certificate(tmp_path / "other")[1]
    assert tls_of(Settings()) is None
    for wrong in (other, tmp_path / "none.key"):
        with pytest.raises(NotSetUp, match="BOOKBAG_TLS_CERTIFICATE and BOOKBAG_TLS_KEY cannot be used"):
            tls_of(Settings(tls_certificate=chain, tls_key=wrong))

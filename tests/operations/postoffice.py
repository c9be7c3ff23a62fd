"""A mail server on loopback that keeps what it is given, can speak TLS, and misbehaves when told to."""

from __future__ import annotations

import base64
import socketserver
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID


@dataclass(slots=True)
class PostOffice:
    """`answers` replaces the reply to a command; `silent_at` names a command that is never answered."""

    port: int = 0
    starttls: bool = False
    tls: ssl.SSLContext | None = None
    answers: dict[str, str] = field(default_factory=dict)
    silent_at: str = ""
    refused: set[str] = field(default_factory=set)
    mails: list[EmailMessage] = field(default_factory=list)
    envelopes: list[tuple[str, list[str]]] = field(default_factory=list)
    said: list[str] = field(default_factory=list)
    heard: threading.Event = field(default_factory=threading.Event)
    leaving: threading.Event = field(default_factory=threading.Event)


class _Session(socketserver.StreamRequestHandler):
    server: _Server

    def handle(self) -> None:
        office = self.server.office
        self.sender, self.recipients, self.encrypted = "", list[str](), False
        self.reply(office.answers.get("CONNECT", "220 here"))
        while line := self.rfile.readline():
            words = line.decode("latin-1").rstrip("\r\n")
            verb = words.split(" ")[0].upper()
            office.said.append(words)
            if verb == office.silent_at:
                office.heard.set()
                office.leaving.wait(30)
                return
            if not self.obey(verb, words):
                return

    def finish(self) -> None:
        """The server closes the socket it accepted; after STARTTLS another stands in its place."""
        self.rfile.close()
        self.wfile.close()
        self.request.close()

    def reply(self, line: str) -> None:
        self.wfile.write(line.encode() + b"\r\n")

    def obey(self, verb: str, words: str) -> bool:
        office = self.server.office
        if verb in office.answers:
            self.reply(office.answers[verb])
            return verb != "QUIT"
        if verb == "EHLO":
            offered = ["250-here"]
            if office.starttls and not self.encrypted:
                offered.append("250-STARTTLS")
            self.reply("\r\n".join([*offered, "250 AUTH PLAIN"]))
        elif verb == "STARTTLS" and office.tls is not None:
            self.reply("220 go ahead")
            self.rfile.close()
            self.wfile.close()
            self.request = office.tls.wrap_socket(self.request, server_side=True)
            self.rfile, self.wfile = self.request.makefile("rb"), self.request.makefile("wb", 0)
            self.encrypted = True
        elif verb == "AUTH":
            office.said.append(base64.b64decode(words.split()[-1]).decode())
            self.reply("235 welcome")
        elif verb == "MAIL":
            self.sender, self.recipients = words, []
            self.reply("250 ok")
        elif verb == "RCPT":
            recipient = words.partition("<")[2].partition(">")[0]
            if recipient in office.refused:
                self.reply("550 nobody here")
            else:
                self.recipients.append(recipient)
                self.reply("250 ok")
        elif verb == "DATA":
            self.take()
        else:
            self.reply("221 bye" if verb == "QUIT" else "250 ok")
            return verb != "QUIT"
        return True

    def take(self) -> None:
        self.reply("354 go on")
        lines = []
        while (line := self.rfile.readline()) not in (b".\r\n", b""):
            lines.append(line.removeprefix(b".") if line.startswith(b"..") else line)
        office = self.server.office
        office.mails.append(message_from_bytes(b"".join(lines), policy=default))
        office.envelopes.append((self.sender, list(self.recipients)))
        self.reply("250 taken")


class _Server(socketserver.ThreadingTCPServer):
    allow_reuse_address, daemon_threads, block_on_close = True, True, True
    office: PostOffice

    def get_request(self):  # type: ignore[no-untyped-def]
        connection, address = super().get_request()
        if self.office.tls is not None and not self.office.starttls:
            connection = self.office.tls.wrap_socket(connection, server_side=True)
        return connection, address

    def handle_error(self, request: object, client_address: object) -> None:
        """A client that hangs up is the point of some tests."""


@contextmanager
def post_office(**how: object) -> Iterator[PostOffice]:
    office = PostOffice(**how)  # type: ignore[arg-type]
    with _Server(("127.0.0.1", 0), _Session) as server:
        server.office = office
        office.port = server.server_address[1]
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        try:
            yield office
        finally:
            office.leaving.set()
            server.shutdown()
            thread.join()


def certificate(folder: Path) -> tuple[ssl.SSLContext, ssl.SSLContext]:
    """A server's TLS for "localhost" and 127.0.0.1, and a client's that trusts it."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "localhost")])
    now = datetime.now(UTC)
    names = x509.SubjectAlternativeName([x509.DNSName("localhost"), x509.DNSName("mail.example.org")])
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(names, critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    pem = made.public_bytes(serialization.Encoding.PEM)
    secret = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    path = folder / "server.pem"
    path.write_bytes(pem + secret)
    server = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    server.load_cert_chain(path)
    client = ssl.create_default_context(cadata=pem.decode())
    return server, client

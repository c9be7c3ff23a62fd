"""E-mail by SMTP: never in the clear off this machine, never waiting for ever, no header anybody can slip in.

What goes wrong is told by kind and code only: a mail server's own words quote addresses.
"""

from __future__ import annotations

import asyncio
import contextlib
import ipaddress
import re
import smtplib
import ssl
import threading
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime, make_msgid
from urllib.parse import unquote, urlsplit

_ADDRESS = re.compile(r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[A-Za-z0-9](?:[A-Za-z0-9.-]{0,251}[A-Za-z0-9])?")
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]+")
_SUBJECT_LENGTH = 200
_PORTS = {"smtp": 587, "smtps": 465}
_SEVEN_BIT = SMTP.clone(cte_type="7bit")  # whatever the server can take


class MailProblem(Exception):  # noqa: N818 - the operator reads this as one plain line
    """A mail could not be sent, or the server's URL is none; the text holds no address and no secret."""


def is_address(text: str) -> bool:
    """A plain address as servers everywhere take it: ASCII, no display name, no quoting."""
    return _ADDRESS.fullmatch(text) is not None and ".." not in text


@dataclass(frozen=True, slots=True)
class Server:
    """`smtp` starts in the clear and must change to TLS, except on this machine; `smtps` is TLS from the start."""

    scheme: str
    host: str
    port: int
    user: str = field(default="", repr=False)
    password: str = field(default="", repr=False)

    @classmethod
    def from_url(cls, url: str) -> Server:
        """Raises MailProblem with what is wrong, as the end of a sentence that begins with the setting's name."""
        try:
            parts = urlsplit(url)
            port = parts.port
        except ValueError:
            raise MailProblem("is not an address such as smtp://user:password@host:587") from None
        if parts.scheme not in _PORTS or not parts.hostname or parts.path.strip("/") or parts.query or parts.fragment:
            raise MailProblem("must be smtp://user:password@host:587 or smtps://user:password@host:465")
        user, password = unquote(parts.username or ""), unquote(parts.password or "")
        return cls(parts.scheme, parts.hostname, port or _PORTS[parts.scheme], user, password)

    @property
    def on_this_machine(self) -> bool:
        try:
            return ipaddress.ip_address(self.host).is_loopback
        except ValueError:
            return self.host == "localhost"


@dataclass(frozen=True, slots=True)
class Mail:
    """Plain text. Raises ValueError for a recipient that is no plain address."""

    to: tuple[str, ...]
    subject: str
    body: str

    def __post_init__(self) -> None:
        if not self.to or not all(is_address(one) for one in self.to):
            raise ValueError("a recipient is not a plain e-mail address")


@dataclass(frozen=True, slots=True)
class Mailer:
    """Sends through one server as one sender. `timeout_s` bounds the connection and each answer, in seconds."""

    server: Server
    sender: str
    timeout_s: float = 15.0
    tls: ssl.SSLContext = field(default_factory=ssl.create_default_context, repr=False)

    def __post_init__(self) -> None:
        if not is_address(self.sender):
            raise ValueError("the sender is not a plain e-mail address")

    async def post(self, mail: Mail) -> int:
        """`send` in a thread of its own, which a stopping hub does not wait for."""
        loop, done = asyncio.get_running_loop(), asyncio.Event()
        outcome: list[int | Exception] = []

        def run() -> None:
            try:
                outcome.append(self.send(mail))
            except Exception as error:
                outcome.append(error)
            with contextlib.suppress(RuntimeError):  # the hub has stopped meanwhile
                loop.call_soon_threadsafe(done.set)

        threading.Thread(target=run, name="bookbag-mail", daemon=True).start()
        await done.wait()
        if isinstance(outcome[0], Exception):
            raise outcome[0]
        return outcome[0]

    def send(self, mail: Mail) -> int:
        """Hand one mail over; returns how many recipients the server refused. Raises MailProblem when it took none."""
        try:
            with self._connect() as connection:
                self._secure(connection)
                if self.server.user:
                    connection.login(self.server.user, self.server.password)
                return len(connection.sendmail(self.sender, list(mail.to), self.written(mail).as_bytes()))
        except smtplib.SMTPRecipientsRefused:
            raise MailProblem("the mail server refused every recipient") from None
        except smtplib.SMTPResponseException as error:
            raise MailProblem(f"the mail server answered {error.smtp_code} ({type(error).__name__})") from None
        except (OSError, smtplib.SMTPException, UnicodeError) as error:
            raise MailProblem(f"the mail server cannot be used ({type(error).__name__})") from None

    def written(self, mail: Mail) -> EmailMessage:
        """The message as it goes over the wire."""
        message = EmailMessage(policy=_SEVEN_BIT)
        message["From"] = self.sender
        message["To"] = ", ".join(mail.to)
        message["Subject"] = _CONTROL.sub(" ", mail.subject).strip()[:_SUBJECT_LENGTH]
        message["Date"] = format_datetime(datetime.now(UTC))
        message["Message-ID"] = make_msgid(domain=self._domain)
        message["Auto-Submitted"] = "auto-generated"  # RFC 3834: no out-of-office reply answers it
        message.set_content(mail.body.encode("utf-8", "backslashreplace").decode())
        return message

    @property
    def _domain(self) -> str:
        """Ours, never this machine's name, which smtplib would look up and tell."""
        return self.sender.rpartition("@")[2]

    def _connect(self) -> smtplib.SMTP:
        host, port = self.server.host, self.server.port
        if self.server.scheme == "smtps":
            return smtplib.SMTP_SSL(host, port, self._domain, timeout=self.timeout_s, context=self.tls)
        return smtplib.SMTP(host, port, self._domain, timeout=self.timeout_s)

    def _secure(self, connection: smtplib.SMTP) -> None:
        """Raises SMTPNotSupportedError when the server stays in the clear: then no password and no word is sent."""
        if self.server.scheme == "smtp" and not self.server.on_this_machine:
            connection.starttls(context=self.tls)


def mailer_for(url: str, sender: str) -> Mailer | None:
    """None when no server is set. Raises MailProblem or ValueError for what the settings should have refused."""
    return Mailer(Server.from_url(url), sender) if url else None

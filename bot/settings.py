"""The installation's settings: one frozen class, from the environment, `.env`, or files for secrets.

Read by `app` and `__main__` alone. `docs/configuration.md` is generated from the descriptions here.
"""

from __future__ import annotations

import ipaddress
import os
from pathlib import Path
from typing import Annotated, Self
from urllib.parse import urlsplit

from pydantic import BeforeValidator, Field, SecretStr, model_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from bot.mail import MailProblem, Server, is_address

TELEGRAM = "https://api.telegram.org"
TWILIO = "https://api.twilio.com"


def _listed(value: object) -> object:
    """A list as a person writes it in a file: parted by commas."""
    return tuple(part.strip() for part in value.split(",") if part.strip()) if isinstance(value, str) else value


Listed = Annotated[tuple[str, ...], NoDecode, BeforeValidator(_listed)]


class Settings(BaseSettings):
    """Every value has a description; a missing or empty secret that is needed stops the start (law 10)."""

    model_config = SettingsConfigDict(
        env_prefix="BOOKBAG_",
        env_file=".env",
        env_file_encoding="utf-8",
        # systemd's LoadCredential= puts one file a secret there, named as the variable.
        secrets_dir=os.environ.get("CREDENTIALS_DIRECTORY"),
        frozen=True,
        extra="forbid",
        env_ignore_empty=False,
    )

    data_folder: Path = Field(Path("data"), description="Where the SQLite database, media and backups live.")
    database_url: str = Field(
        "", description="PostgreSQL as postgresql+psycopg://user:password@host/name. Empty: SQLite in the data folder."
    )
    key_file: Path = Field(
        Path("keys/bookbag.key"),
        description="The master key, readable by the hub's user alone, outside the data folder.",
    )
    key_command: SecretStr = Field(
        SecretStr(""),
        description="A command that prints the master key (32 bytes in base 64), instead of the key file: of a key service "
        "or a card. Run without a shell, as the hub's user.",
    )
    keys_url: str = Field(
        "", description="Store of wrapped data keys. Empty: keys.db beside the key file. Back it up apart."
    )
    staff_bot_token: SecretStr = Field(SecretStr(""), description="BotFather's token of the staff bot.")
    parent_bot_token: SecretStr = Field(SecretStr(""), description="BotFather's token of the parents' bot.")
    telegram_api_url: str = Field(TELEGRAM, description="Bot API server; a self-hosted one is supported.")
    webhook_secret: SecretStr = Field(
        SecretStr(""),
        description="Secret token Telegram sends with webhooks. Needed with a public address; 24 letters or more.",
    )
    twilio_account_sid: str = Field("", description="Twilio account, AC and 32 hexadecimal digits. Empty: no SMS.")
    twilio_auth_token: SecretStr = Field(SecretStr(""), description="Twilio's auth token; it also proves webhooks.")
    twilio_number: str = Field("", description="The school's two-way number as +44…; a name cannot receive answers.")
    twilio_api_url: str = Field(TWILIO, description="Twilio's REST API, or a server that speaks it.")
    public_url: str = Field(
        "", description="https address the carriers can reach. Empty: the hub polls both carriers and needs no address."
    )
    listen_host: str = Field("127.0.0.1", description="Where the web server listens; put a proxy with TLS before it.")
    tls_certificate: Path | None = Field(
        None, description="Certificate with its chain (PEM), where no proxy stands before the hub: it then speaks https alone, TLS 1.2 or newer."
    )
    tls_key: Path | None = Field(None, description="That certificate's private key (PEM). A renewed pair is read at the next start.")
    listen_port: int = Field(8080, ge=0, le=65535, description="0 takes any free port and prints it.")
    poll_seconds: float = Field(5.0, gt=0, le=3600, description="Seconds between two looks at Twilio's Messages list.")
    long_poll_seconds: int = Field(25, ge=0, le=50, description="Seconds one getUpdates call waits for something new.")
    translator_url: str = Field("", description="Your own LibreTranslate server. Empty: no machine translation.")
    translator_key: SecretStr = Field(SecretStr(""), description="API key of that server, if it wants one.")
    translator_allowed_hosts: Listed = Field(
        (),
        description="Hosts outside your own network that may translate, each as host=purpose, parted by commas; "
        "each must be in the register.",
    )
    trust_proxy_environment: bool = Field(False, description="Use HTTP(S)_PROXY for the carriers (school filters).")
    sandbox: bool = Field(
        False, description="Talk to carriers on loopback only; allows moving the clock. Never with real tokens."
    )
    smtp_url: str = Field("", description="smtp://user:password@host:587 or smtps://… for alerts and e-mail invites.")
    smtp_from: str = Field("", description="Sender address of the hub's e-mail.")
    alert_to: Listed = Field((), description="Who gets alerts about the hub, by e-mail; addresses parted by commas.")
    backup_folder: Path | None = Field(
        None,
        description="Where `bookbag backup` writes, best on another disk. Once set, a backup older than 26 hours is an alert.",
    )
    backup_keys_folder: Path | None = Field(
        None,
        description="Where the key store is backed up to: another place than the data's backups, or both are lost together.",
    )
    backup_changes_folder: Path | None = Field(
        None,
        description="Where what changed is shipped every five minutes, best a mounted folder of another building (SQLite; "
        "PostgreSQL has its own archiving). Needs BOOKBAG_BACKUP_KEYS_FOLDER.",
    )
    backup_country: str = Field(
        "GB",
        pattern="^[A-Z]{2}$",
        description="Country where the backup folders lie. Outside the UK and the EEA the register must name a safeguard, or "
        "backups are off.",
    )
    backup_keep_days: int = Field(14, ge=1, le=3650, description="Days a daily backup of the data is kept there.")
    log_level: str = Field("INFO", pattern="^(DEBUG|INFO|WARNING|ERROR)$", description="DEBUG, INFO, WARNING or ERROR.")

    @model_validator(mode="after")
    def _fits_together(self) -> Self:
        """Raises ValueError with one plain sentence for each combination that cannot work."""
        for problem in problems(self):
            raise ValueError(problem)
        return self

    @property
    def database(self) -> str:
        return self.database_url or f"sqlite:///{self.data_folder / 'bookbag.db'}"

    @property
    def key_store(self) -> str:
        return self.keys_url or f"sqlite:///{self.key_file.parent / 'keys.db'}"


def is_loopback(url: str) -> bool:
    host = urlsplit(url).hostname or ""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def problems(settings: Settings) -> list[str]:
    """What cannot work together, each as one sentence that names the variables to change."""
    found = []
    if bool(settings.twilio_account_sid) != bool(settings.twilio_auth_token.get_secret_value()):
        found.append("BOOKBAG_TWILIO_ACCOUNT_SID and BOOKBAG_TWILIO_AUTH_TOKEN go together: set both or neither")
    if settings.twilio_account_sid and not settings.twilio_number.startswith("+"):
        found.append("BOOKBAG_TWILIO_NUMBER must be a number as +44…: parents cannot answer a name")
    if bool(settings.parent_bot_token.get_secret_value()) != bool(settings.staff_bot_token.get_secret_value()):
        found.append(
            "BOOKBAG_PARENT_BOT_TOKEN and BOOKBAG_STAFF_BOT_TOKEN go together: families and staff have a bot each"
        )
    same = settings.parent_bot_token.get_secret_value() == settings.staff_bot_token.get_secret_value()
    if same and settings.parent_bot_token.get_secret_value():
        found.append("BOOKBAG_PARENT_BOT_TOKEN and BOOKBAG_STAFF_BOT_TOKEN are the same bot: make two with BotFather")
    if (
        settings.public_url
        and settings.parent_bot_token.get_secret_value()
        and len(settings.webhook_secret.get_secret_value()) < 24
    ):
        found.append("BOOKBAG_WEBHOOK_SECRET needs 24 letters or more when BOOKBAG_PUBLIC_URL is set")
    if settings.public_url and not settings.public_url.startswith("https://") and not is_loopback(settings.public_url):
        found.append("BOOKBAG_PUBLIC_URL must start with https://")
    if bool(settings.tls_certificate) != bool(settings.tls_key):
        found.append("BOOKBAG_TLS_CERTIFICATE and BOOKBAG_TLS_KEY go together")
    found += _mail_problems(settings)
    if settings.backup_changes_folder and not settings.backup_keys_folder:
        found.append("BOOKBAG_BACKUP_CHANGES_FOLDER needs BOOKBAG_BACKUP_KEYS_FOLDER: shipped rows need their keys")
    if settings.sandbox:
        urls = (settings.telegram_api_url, settings.twilio_api_url, f"http://{settings.listen_host}")
        if not all(is_loopback(url) for url in urls):
            found.append(
                "BOOKBAG_SANDBOX is for loopback only: unset it, or point both carriers and the listener at 127.0.0.1"
            )
    return found


def _mail_problems(settings: Settings) -> list[str]:
    found = []
    if settings.smtp_url:
        try:
            Server.from_url(settings.smtp_url)
        except MailProblem as problem:
            found.append(f"BOOKBAG_SMTP_URL {problem}")
        if not is_address(settings.smtp_from):
            found.append("BOOKBAG_SMTP_FROM must be the hub's own e-mail address when BOOKBAG_SMTP_URL is set")
    if settings.alert_to and not settings.smtp_url:
        found.append("BOOKBAG_ALERT_TO needs BOOKBAG_SMTP_URL and BOOKBAG_SMTP_FROM: alerts go by e-mail")
    if not all(is_address(one) for one in settings.alert_to):
        found.append("BOOKBAG_ALERT_TO must hold e-mail addresses parted by commas")
    return found

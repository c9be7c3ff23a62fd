"""Opens what an installation has on disk: its keys, its database, its copies. The hub does, and so does every command."""

from __future__ import annotations

from sqlalchemy.engine import make_url

from bot.domain.faults import Mendable
from bot.domain.messages import Carrier, Side
from bot.settings import Settings
from bot.shipping import Shipping
from storage import rotation, schema
from storage.backup import Place
from storage.copied import Copies
from storage.crypto import Keyring
from storage.engine import Engines, make_engine, make_engines
from storage.keysource import KeySource
from storage.keystore import SqlKeyStore


class NotSetUp(Mendable):
    """The installation lacks something; the text says which command brings it."""


def key_source(settings: Settings) -> KeySource:
    return KeySource(settings.key_file, settings.key_command.get_secret_value())


def master_key(settings: Settings) -> bytes:
    """Raises KeyProblem."""
    return key_source(settings).read(settings.data_folder)


def open_keys(settings: Settings) -> Keyring:
    """A rotation that was cut off is ended first. Raises KeyProblem, also while one is going on."""
    hold = rotation.Hold(settings.key_file.parent)
    master, engine = master_key(settings), make_engine(settings.key_store)
    store = SqlKeyStore(engine)
    if not settings.key_command.get_secret_value() and rotation.settle(settings.key_file, engine):
        master = master_key(settings)
    return Keyring(master, store, hold.release)


def open_database(settings: Settings) -> Engines:
    """Brings the schema up to date first."""
    settings.data_folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    engines = make_engines(settings.database)
    schema.upgrade(engines.write)
    return engines


def configured(settings: Settings) -> list[tuple[Carrier, Side, str]]:
    """Which accounts the settings name. A bot's numeric id is the part of its token before the colon (Bot API)."""
    found = []
    for side, token in ((Side.FAMILIES, settings.parent_bot_token), (Side.STAFF, settings.staff_bot_token)):
        if token.get_secret_value():
            found.append((Carrier.TELEGRAM, side, token.get_secret_value().split(":")[0]))
    if settings.twilio_account_sid:
        found.append((Carrier.SMS, Side.FAMILIES, settings.twilio_number))
    return found


def copies_of(settings: Settings) -> Copies:
    """PostgreSQL ships its own changes."""
    sqlite = make_url(settings.database).get_backend_name() == "sqlite"
    return Copies(settings.backup_folder, settings.backup_changes_folder if sqlite else None)


def shipping_of(settings: Settings) -> Shipping | None:
    """None while nothing is to be shipped. Raises KeyProblem."""
    if settings.backup_changes_folder is None or settings.backup_keys_folder is None:
        return None
    return Shipping(place_of(settings), settings.backup_changes_folder, settings.backup_keys_folder)


def place_of(settings: Settings) -> Place:
    """Raises KeyProblem."""
    return Place(settings.data_folder, settings.database, settings.key_store, master_key(settings))

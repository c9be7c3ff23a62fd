"""An installation as an operator finds it: a folder, environment variables, a school in the database, commands to run."""

from __future__ import annotations

import json
import logging
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from typer.testing import CliRunner, Result

from bot import presets
from bot.__main__ import cli
from storage import schema
from storage.clock import lease_now
from storage.crypto import Keyring, make_master_key, read_master_key
from storage.db import Db
from storage.engine import make_engine, make_engines
from storage.keystore import SqlKeyStore
from tests import ledger
from tests.cast import Cast, settle

T = TypeVar("T")


@dataclass(slots=True)
class House:
    """`run` a command; `read` and `write` look at what it did."""

    folder: Path
    database_url: str
    cast: Cast | None = None

    @property
    def key_file(self) -> Path:
        return self.folder / "keys" / "bookbag.key"

    def environment(self) -> dict[str, str]:
        return {
            "BOOKBAG_DATA_FOLDER": str(self.folder / "data"),
            "BOOKBAG_DATABASE_URL": self.database_url,
            "BOOKBAG_KEY_FILE": str(self.key_file),
        }

    def run(self, *words: str, **more: Any) -> Result:
        """Commands point the root logger at their own standard error, which ends with them."""
        ledger.door(ledger.CLI)
        root = logging.getLogger()
        handlers, level = root.handlers[:], root.level
        try:
            return CliRunner().invoke(cli, list(words), **more)
        finally:
            root.handlers, root.level = handlers, level

    def ok(self, *words: str) -> str:
        done = self.run(*words)
        assert done.exit_code == 0, done.stderr
        return str(done.stdout)

    def json(self, *words: str) -> Any:
        return json.loads(self.ok(*words, "--json"))

    def fails(self, *words: str) -> str:
        """The one line a failing command says."""
        done = self.run(*words)
        assert done.exit_code in {1, 2}, (done.exit_code, done.stdout, done.stderr, done.exception)
        assert done.stderr.startswith("bookbag: ")
        assert "Traceback" not in done.stderr
        return str(done.stderr).removeprefix("bookbag: ").strip()

    def read(self, query: Callable[[Db], T]) -> T:
        keys = Keyring(
            read_master_key(self.key_file), SqlKeyStore(make_engine(f"sqlite:///{self.folder}/keys/keys.db"))
        )
        engines = make_engines(self.database_url)
        with engines.write.connect() as connection, connection.begin():
            found = query(Db(connection, keys))
        engines.dispose()
        return found

    write = read

    def settle(self, policy: str | None = None, *, linked: bool = False) -> Cast:
        """The cast's school, as if set up and imported."""
        make_master_key(self.key_file)
        engine = make_engine(self.database_url)
        schema.upgrade(engine)
        engine.dispose()
        document = policy if policy is not None else presets.read("demo")
        self.cast = self.write(lambda db: settle(db, document, lease_now(), linked=linked))
        return self.cast

    def env_file(self, text: str) -> Path:
        path = self.folder / ".env"
        path.write_text(text)
        path.chmod(0o600)
        return path

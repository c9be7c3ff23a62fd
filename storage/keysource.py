"""Where the master key comes from: a file of the hub's own user, or a command that prints it (a key service, a smart card)."""

from __future__ import annotations

import base64
import shlex
import subprocess
from dataclasses import dataclass
from pathlib import Path

from storage.crypto import KeyProblem, read_master_key

_LONGEST_S = 60


@dataclass(frozen=True, slots=True)
class KeySource:
    """`command` is used instead of the file when it is not empty. It runs without a shell and prints 32 bytes in base 64."""

    file: Path
    command: str = ""

    def read(self, data_folder: Path | None = None) -> bytes:
        """Raises KeyProblem; it repeats nothing the command printed."""
        return _printed_by(self.command) if self.command else read_master_key(self.file, data_folder)

    @property
    def name(self) -> str:
        """How an operator calls it. A command's words may hold a secret: only the program is named."""
        return f"BOOKBAG_KEY_COMMAND ({shlex.split(self.command)[0]})" if self.command else str(self.file)


def _printed_by(command: str) -> bytes:
    try:
        words = shlex.split(command)
        done = subprocess.run(words, capture_output=True, timeout=_LONGEST_S, check=True)  # noqa: S603 - the operator's own
    except subprocess.CalledProcessError as error:
        raise KeyProblem(
            f"BOOKBAG_KEY_COMMAND ended with {error.returncode}: run it by hand as the hub's user"
        ) from None
    except subprocess.TimeoutExpired:
        raise KeyProblem(f"BOOKBAG_KEY_COMMAND did not answer in {_LONGEST_S} s: run it by hand") from None
    except (OSError, ValueError, IndexError):
        raise KeyProblem("BOOKBAG_KEY_COMMAND cannot be run: name a program with its full path") from None
    return decoded(done.stdout, "what BOOKBAG_KEY_COMMAND prints")


def decoded(text: bytes, what: str) -> bytes:
    """32 bytes from base 64. Raises KeyProblem."""
    try:
        key = base64.b64decode(text.strip(), validate=True)
    except ValueError:
        key = b""
    if len(key) != 32:
        raise KeyProblem(f"{what} is not a key: it must be 32 bytes in base 64")
    return key

"""A machine to rehearse the runbooks on: a folder instead of a disk, and stand-ins for what only a real one has."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

REPOSITORY = Path(__file__).parents[2]
_INSTALL = 'for w in "$@"; do shift; case "$w" in bookbag|-o|-g) ;; *) set -- "$@" "$w";; esac; done; exec /usr/bin/install "$@"'


class Machine:
    """A machine with a root of its own. What a page says is typed as it stands; only its places lie below `root`.

    Not there: other users, systemd and the network. `sudo` runs what follows it, `systemctl` is written down, `git` and `make` have
    done their work already; a start of the backup's unit makes the backup.
    """

    _PLACES = re.compile(r"/(?=(?:var/lib|var/backups|opt|etc|usr/local|media|mnt|path/to)/)")

    def __init__(self, root: Path) -> None:
        self.root, self.bin, self.done = root, root / "shims", root / "done"
        for folder in ("opt/bookbag/.venv/bin", "var/lib", "var/backups", "etc/systemd/system", "usr/local/bin", "media", "mnt"):
            (root / folder).mkdir(parents=True)
        for part in ("bot", "storage", "locales", "packaging"):
            (root / "opt/bookbag" / part).symlink_to(REPOSITORY / part)
        self.bin.mkdir()
        self._shim("sudo", 'while [ "$1" = -u ]; do shift 2; done; exec "$@"')
        self._shim("install", _INSTALL)
        for quiet in ("git", "make", "useradd", "journalctl"):
            self._shim(quiet, f'echo {quiet} "$@" >> {self.done}')
        backs_up = f'case "$*" in "start bookbag-backup") exec {self.bin}/bookbag backup;; esac'
        self._shim("systemctl", f'echo systemctl "$@" >> {self.done}; {backs_up}')
        self._shim("bookbag", f'exec {REPOSITORY}/packaging/bookbag "$@"')
        python = root / "opt/bookbag/.venv/bin/python"
        python.write_text(f'#!/bin/sh\nexec {sys.executable} "$@"\n')
        python.chmod(0o755)

    def _shim(self, name: str, what: str) -> None:
        (self.bin / name).write_text(f"#!/bin/sh\n{what}\n")
        (self.bin / name).chmod(0o755)

    def types(self, lines: str, typed: str = "", code: int = 0) -> str:
        """Runs it in a shell that stops at the first failure; what it said."""
        state = self.root / "var/lib/bookbag"
        environment = {"PATH": f"{self.bin}:/usr/bin:/bin", "BOOKBAG_HOME": str(self.root / "opt/bookbag"), "BOOKBAG_STATE": str(state)}
        script = self._PLACES.sub(f"{self.root}/", lines)
        done = subprocess.run(
            ["bash", "-euc", script], input=typed, capture_output=True, text=True, env=environment, cwd=self.root, check=False, timeout=600
        )
        assert done.returncode == code, f"{script}\n{done.stdout}\n{done.stderr}"
        return done.stdout + done.stderr

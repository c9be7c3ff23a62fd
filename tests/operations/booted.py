"""A machine that boots: systemd itself, with this machine's programs, in a tree of its own whose power can be cut."""

from __future__ import annotations

import contextlib
import os
import secrets
import shutil
import signal
import subprocess
import sys
import sysconfig
import time
from collections.abc import Iterator
from pathlib import Path

REPOSITORY = Path(__file__).parents[2]
_SYSTEM_PYTHON = f"/usr/bin/python{sys.version_info.major}.{sys.version_info.minor}"  # one that a unit may reach: not in anybody's home
_BOOT_S = 120
_PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"


def why_not() -> str:
    """What this machine lacks for it; empty when nothing."""
    needed = [one for one in ("systemd-nspawn", "nsenter", "dbus-daemon") if shutil.which(one) is None]
    needed += [] if Path(_SYSTEM_PYTHON).exists() else [_SYSTEM_PYTHON]
    if os.geteuid() != 0 or needed:
        return f"needs root and {', '.join(needed) or 'nothing else'}"
    return ""


class Booted:
    """`root`: its tree, over this machine's; what is written there stays when the power is cut."""

    def __init__(self, root: Path) -> None:
        self.root, self._name = root, f"bookbag-{secrets.token_hex(3)}"
        self._power: subprocess.Popen[bytes] | None = None

    def boot(self) -> None:
        """Waits until systemd has started what it starts. Raises TimeoutError."""
        command = ["systemd-nspawn", "-D", str(self.root), "--register=no", "--keep-unit", "-M", self._name, "--console=pipe", "-b"]
        environment = {**os.environ, "SYSTEMD_NSPAWN_UNIFIED_HIERARCHY": "1"}
        with (self.root.parent / "boot.log").open("ab") as log:
            self._power = subprocess.Popen(command, env=environment, stdin=subprocess.DEVNULL, stdout=log, stderr=log, start_new_session=True)
        until = time.monotonic() + _BOOT_S
        while time.monotonic() < until:
            with contextlib.suppress(StopIteration, RuntimeError, FileNotFoundError):
                state = self.types("systemctl is-system-running || true").strip()
                if state in {"running", "degraded"}:
                    return
            time.sleep(0.5)
        raise TimeoutError((self.root.parent / "boot.log").read_text(errors="replace")[-3000:])

    def cut_the_power(self) -> None:
        """Every process is gone at once; nothing is told, nothing is written any more."""
        if self._power is None:
            return
        with contextlib.suppress(StopIteration, ProcessLookupError):
            os.kill(self._first(), signal.SIGKILL)  # and with the first all others of its tree
        self._power.kill()
        self._power.wait()
        self._power = None

    def types(self, lines: str) -> str:
        """In a shell that stops at the first failure; what it said. Raises RuntimeError with that."""
        inside = ["nsenter", "-t", str(self._first()), "-m", "-p", "-u", "-i", "-C", "/usr/bin/env", "-i", f"PATH={_PATH}"]
        done = subprocess.run([*inside, "bash", "-euc", lines], capture_output=True, text=True, check=False, timeout=600)
        if done.returncode:
            raise RuntimeError(f"{lines}: {done.returncode}\n{done.stdout}\n{done.stderr}")
        return done.stdout

    def _first(self) -> int:
        """Its process 1, by the number it has outside."""
        assert self._power is not None
        children = Path(f"/proc/{self._power.pid}/task/{self._power.pid}/children").read_text("ascii").split()
        return next(int(child) for child in children if Path(f"/proc/{child}/comm").read_text("ascii").strip() == "systemd")


@contextlib.contextmanager
def machine(folder: Path) -> Iterator[Booted]:
    """With Bookbag where an operator has it, nobody's settings, and nothing of ours started. Its power is off."""
    upper, root = folder / "disk", folder / "root"
    upper.mkdir()
    root.mkdir()
    _said("mount", "-t", "tmpfs", "tmpfs", str(upper))
    try:
        (upper / "written").mkdir()
        (upper / "work").mkdir()
        _said("mount", "-t", "overlay", "overlay", "-o", f"lowerdir=/,upperdir={upper}/written,workdir={upper}/work", str(root))
        try:
            _install(root)
            made = Booted(root)
            try:
                yield made
            finally:
                made.cut_the_power()
        finally:
            _said("umount", "-l", str(root))
    finally:
        _said("umount", "-l", str(upper))


def _install(root: Path) -> None:
    """As `git clone` and `make` do it on a machine with a line to the world; this one has what they would fetch."""
    shutil.rmtree(root / "etc/systemd/system")  # what this machine starts is none of the other's
    (root / "etc/systemd/system").mkdir()
    (root / "etc/machine-id").write_text(f"{secrets.token_hex(16)}\n")
    home = root / "opt/bookbag"
    home.mkdir(parents=True)
    for part in ("bot", "storage", "locales", "packaging"):
        shutil.copytree(REPOSITORY / part, home / part)
    _said(_SYSTEM_PYTHON, "-m", "venv", "--without-pip", str(home / ".venv"))
    libraries = home / f".venv/lib/python{sys.version_info.major}.{sys.version_info.minor}/site-packages"
    shutil.copytree(sysconfig.get_path("purelib"), libraries, dirs_exist_ok=True, symlinks=True)
    sudo = root / "usr/local/bin/sudo"
    sudo.write_text('#!/bin/sh\nif [ "$1" = -u ]; then user="$2"; shift 2; exec runuser -u "$user" -- "$@"; fi\nexec "$@"\n')
    sudo.chmod(0o755)


def _said(*command: str) -> None:
    subprocess.run(command, check=True, capture_output=True)

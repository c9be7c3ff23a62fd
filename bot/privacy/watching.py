"""What a running hub has open, as the kernel says (Linux): files it writes, and where it is connected to (DPIA2)."""

from __future__ import annotations

import ipaddress
import os
import socket
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

_ESTABLISHED, _LISTENS = "01", "0A"
_WRITES = os.O_WRONLY | os.O_RDWR
_NOT_STORES = ("/dev/", "/proc/", "/sys/", "/memfd:", "pipe:", "socket:", "anon_inode:")
_STANDARD = 3  # descriptors below it are what the process was started with: its log


@dataclass(frozen=True, slots=True)
class Opened:
    """`files` open for writing; `peers`: addresses connected to, not those that came to us."""

    files: tuple[Path, ...]
    peers: tuple[str, ...]


def runs(pid: int) -> bool:
    return Path("/proc", str(pid), "fd").exists()


def opened(pid: int) -> Opened:
    """Raises OSError where there is no such process, it is somebody else's, or the system is not Linux."""
    process = Path("/proc", str(pid))
    inodes = dict(_descriptors(process))
    files = [Path(target) for fd, target in inodes.items() if int(fd) >= _STANDARD and _writes(process, fd, target)]
    sockets = {target[8:-1] for target in inodes.values() if target.startswith("socket:[")}
    return Opened(tuple(dict.fromkeys(files)), tuple(dict.fromkeys(_peers(process, sockets))))


def _descriptors(process: Path) -> Iterator[tuple[str, str]]:
    for one in (process / "fd").iterdir():
        try:
            yield one.name, str(one.readlink())
        except OSError:  # closed meanwhile
            continue


def _writes(process: Path, fd: str, target: str) -> bool:
    if target.startswith(_NOT_STORES) or target.endswith(" (deleted)"):
        return False
    try:
        lines = (process / "fdinfo" / fd).read_text().splitlines()
    except OSError:
        return False
    flags = next((int(line.split()[1], 8) for line in lines if line.startswith("flags:")), 0)
    return bool(flags & _WRITES)


def _peers(process: Path, inodes: set[str]) -> Iterator[str]:
    rows = [line.split() for name in ("tcp", "tcp6") for line in _table(process / "net" / name)]
    ours = [row for row in rows if row[9] in inodes]
    doors = {_port(row[1]) for row in ours if row[3] == _LISTENS}
    yield from (_address(row[2]) for row in ours if row[3] == _ESTABLISHED and _port(row[1]) not in doors)


def _table(path: Path) -> list[str]:
    return path.read_text().splitlines()[1:] if path.is_file() else []


def _port(end: str) -> str:
    return end.rpartition(":")[2]


def _address(end: str) -> str:
    """The kernel writes each four bytes in the machine's own order."""
    raw = bytes.fromhex(end.rpartition(":")[0])
    words = b"".join(raw[at : at + 4][::-1] for at in range(0, len(raw), 4))
    found = ipaddress.ip_address(words)
    return str(getattr(found, "ipv4_mapped", None) or found)


def missing(used: Opened, places: Iterable[dict[str, str]]) -> Iterator[str]:
    """What is in use and on no line of the data map, each as one sentence."""
    wheres = [one["where"] for one in places]
    folders = [Path(where).resolve() for where in wheres if "/" in where]
    for file in used.files:
        if not any(file == one or one in file.parents or file.name.startswith(f"{one.name}-") for one in folders):
            yield f"{file} is written to and in no store of the map"
    known = {address for where in wheres if "/" not in where.strip("/") for address in _resolved(where)}
    known |= {address for where in wheres if "/" in where for address in _resolved(where.partition("/")[0])}
    yield from (f"{one} is connected to and no host of the map" for one in used.peers if one not in known)


def _resolved(host: str) -> set[str]:
    """As the name reads today; nothing for what is no name."""
    if not host or " " in host:
        return set()
    try:
        return {str(found[4][0]) for found in socket.getaddrinfo(host, None)}
    except OSError:
        return set()

"""The machine: key file, who can read what, disk, proxy and certificates of school filters, the clock."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from datetime import datetime, timedelta
from email.utils import parsedate_to_datetime
from pathlib import Path

from bot.doctor.results import Fault, Ok, Result
from storage.crypto import KeyProblem
from storage.keysource import KeySource

ENOUGH_BYTES = 1 << 30
MOST_SKEW = timedelta(seconds=30)
_PROXIES = ("HTTPS_PROXY", "https_proxy", "ALL_PROXY", "all_proxy")
# Read by other programs, not by Python's own TLS: set on school machines in the belief that it reaches everybody.
_OTHERS_CA = ("REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE", "NODE_EXTRA_CA_CERTS")


def key_file(source: KeySource, data_folder: Path) -> Result:
    """Missing, readable by others, in the data folder, or damaged; or a command that does not give one."""
    try:
        source.read(data_folder)
    except KeyProblem as problem:
        what, _, fix = str(problem).rpartition(": ")
        return Fault(what, fix)
    except OSError:
        return Fault(f"the key file {source.file} cannot be read", "run this as the hub's own user")
    return Ok("BOOKBAG_KEY_COMMAND gives the key" if source.command else "the key file is readable by its owner alone")


def private(path: Path) -> Result:
    """Whether others on this machine can look into a file or folder with secrets."""
    try:
        mode = path.stat().st_mode
    except FileNotFoundError:
        return Ok(f"{path} does not exist")
    except OSError:
        return Fault(f"{path} cannot be read", "run this as the hub's own user")
    if mode & 0o077:
        return Fault(f"others on this machine can read {path}", f"chmod {'700' if path.is_dir() else '600'} {path}")
    return Ok(f"{path} is private")


def disk(folder: Path) -> Result:
    """Free space where the database grows; a full disk stops the hub from accepting anything."""
    there = next((one for one in (folder, *folder.absolute().parents) if one.exists()), Path("/"))
    free = shutil.disk_usage(there).free
    if free < ENOUGH_BYTES:
        return Fault(f"only {free >> 20} MB are free for {folder}", "make room, or move BOOKBAG_DATA_FOLDER")
    return Ok(f"{free >> 30} GB free")


def proxy(environment: Mapping[str, str], *, trusted: bool) -> Result:
    """A proxy that the machine wants and the hub ignores, or the other way round."""
    named = next((name for name in _PROXIES if environment.get(name)), None)
    if named and not trusted:
        return Fault(
            f"{named} names a proxy, and the hub does not use it",
            "set BOOKBAG_TRUST_PROXY_ENVIRONMENT=true if this network lets nothing out otherwise, or unset the proxy",
        )
    if trusted and not named:
        return Fault(
            "BOOKBAG_TRUST_PROXY_ENVIRONMENT is on, and the environment names no proxy",
            "set HTTPS_PROXY for the hub (systemd: Environment=HTTPS_PROXY=…), or turn it off",
        )
    return Ok(f"goes through the proxy of {named}" if named else "no proxy")


def certificates(environment: Mapping[str, str]) -> Result:
    """A filter's own certificate must be known to the hub, by the variable Python's TLS reads."""
    own = environment.get("SSL_CERT_FILE")
    if own and not Path(own).is_file():
        return Fault("SSL_CERT_FILE names a file that does not exist", "correct it, or unset it")
    other = next((name for name in _OTHERS_CA if environment.get(name)), None)
    if other and not own:
        return Fault(
            f"{other} names certificates, and the hub reads SSL_CERT_FILE",
            "set SSL_CERT_FILE to the same file (systemd: Environment=SSL_CERT_FILE=…)",
        )
    return Ok("extra certificates from SSL_CERT_FILE" if own else "the system's certificates")


def clock(date_header: str, here: datetime) -> Result:
    """The carrier's Date against this machine's clock, `here` halfway between question and answer (aware)."""
    try:
        there = parsedate_to_datetime(date_header)
        skew = here - there
    except (ValueError, TypeError):  # no zone, or no date
        return Ok("the carrier does not say the time")
    if abs(skew) > MOST_SKEW:
        which = "fast" if skew > timedelta() else "slow"
        return Fault(
            f"this machine's clock is {round(abs(skew).total_seconds())} seconds {which}",
            "turn time synchronisation on: timedatectl set-ntp true",
        )
    return Ok(f"the clock is right to {max(1, round(abs(skew).total_seconds()))} s")

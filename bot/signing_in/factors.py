"""Second factors: a code of an authenticator app (RFC 6238), or a recovery code on paper that works once."""

from __future__ import annotations

import hmac
import secrets
from datetime import datetime

import pyotp

from storage.invites import ALPHABET

_STEP_S, _DRIFT = 30, 1  # a phone's clock may be one step off either way
RECOVERY_CODES, _LETTERS = 10, 16  # 80 bits each


def new_secret() -> str:
    return pyotp.random_base32()


def app_link(secret: str, login: str, school: str) -> str:
    """What an authenticator app reads from the QR code."""
    return pyotp.TOTP(secret).provisioning_uri(name=login, issuer_name=f"Bookbag {school}")


def step_of(secret: str, typed: str, now: datetime) -> int | None:
    """Which time step the code is of; None when it is of none near `now` (UTC)."""
    digits = "".join(str(int(letter)) for letter in typed if letter.isdecimal())  # those of every script
    here = int(now.timestamp()) // _STEP_S
    for step in range(here - _DRIFT, here + _DRIFT + 1):
        if hmac.compare_digest(pyotp.TOTP(secret).at(step * _STEP_S), digits):
            return step
    return None


def new_recovery_codes() -> list[str]:
    """As printed, in groups of four."""
    return [grouped("".join(secrets.choice(ALPHABET) for _ in range(_LETTERS))) for _ in range(RECOVERY_CODES)]


def grouped(code: str) -> str:
    return "-".join(code[i : i + 4] for i in range(0, len(code), 4))


def plain(typed: str) -> str:
    """As it is kept: no hyphens or spaces, and letters people confuse taken as the one that exists."""
    bare = "".join(letter for letter in typed.upper() if letter.isascii() and letter.isalnum())
    return bare.translate(str.maketrans("ILOU", "110V"))

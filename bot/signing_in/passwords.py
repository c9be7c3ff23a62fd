"""Passwords: argon2id, checked in the same time whether the name exists or not, refused when easily guessed."""

from __future__ import annotations

import secrets

from argon2 import PasswordHasher
from argon2.exceptions import VerificationError, VerifyMismatchError

from bot.domain.names import fold_name

SHORTEST = 12
_HASHER = PasswordHasher(time_cost=2, memory_cost=19_456, parallelism=1)  # OWASP's smaller argon2id setting
_NOBODYS = _HASHER.hash(secrets.token_urlsafe(16))
_USUAL = ("password", "passwort", "123456", "qwerty", "letmein", "bookbag", "school", "welcome", "abcdef", "teacher")


def hashed(password: str) -> str:
    return _HASHER.hash(password)


def fits(kept: str | None, password: str) -> bool:
    """False for a name nobody has, after the same work."""
    try:
        return _HASHER.verify(kept or _NOBODYS, password) and kept is not None
    except (VerifyMismatchError, VerificationError):
        return False


def trouble_with(password: str, *personal: str) -> str | None:
    """Why it is not good enough, as one sentence; None when it is. Three or four words anybody could say are good."""
    folded = password.casefold()
    if len(password) < SHORTEST:
        return f"Use at least {SHORTEST} characters. A few words you can remember are good."
    if len(set(folded)) < 6:
        return "Use more different characters."
    rest = folded
    for word in (*_USUAL, *(fold_name(one) for one in personal)):
        rest = rest.replace(word, "") if len(word) > 2 else rest
    if len(rest) < SHORTEST - 4:
        return "Leave out your own name and usual words like “password” or “school”: they are guessed first."
    return None

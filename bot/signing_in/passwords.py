"""Passwords: argon2id, checked in the same time whether the name exists or not, refused when easily guessed."""

from __future__ import annotations

import functools
import secrets

from bot.domain.names import fold_name
from storage import hashing

SHORTEST = 12
_USUAL = ("password", "passwort", "123456", "qwerty", "letmein", "bookbag", "school", "welcome", "abcdef", "teacher")


def hashed(password: str) -> str:
    return hashing.hashed(password)


def fits(kept: str | None, password: str) -> bool:
    """False for a name nobody has, after the same work."""
    nobodys = _nobodys()
    return hashing.fits(kept or nobodys, password) and kept is not None


@functools.cache
def _nobodys() -> str:
    return hashing.hashed(secrets.token_urlsafe(16))


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

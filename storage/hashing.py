"""Secrets that people type are kept as argon2id hashes: invite codes and passwords (PH24)."""

from __future__ import annotations

from argon2 import PasswordHasher
from argon2.exceptions import VerificationError

HASHER = PasswordHasher(time_cost=2, memory_cost=19_456, parallelism=1)  # OWASP's smaller argon2id setting


def hashed(secret: str) -> str:
    """With a salt of its own."""
    return HASHER.hash(secret)


def fits(kept: str, secret: str) -> bool:
    """False also for a hash that is damaged."""
    try:
        return HASHER.verify(kept, secret)
    except VerificationError:
        return False

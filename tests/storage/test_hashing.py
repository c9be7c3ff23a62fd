"""What people type to prove themselves is kept as argon2id, as strong as OWASP asks."""

from __future__ import annotations

import subprocess
import sys

from storage import hashing


def test_the_shipped_hash_is_argon2id_of_nineteen_mebibytes() -> None:
    """Asked of a fresh process: the tests' own is made quick."""
    said = "from storage import hashing; print(hashing.hashed('a secret'))"
    shipped = subprocess.run([sys.executable, "-c", said], capture_output=True, text=True, check=True).stdout
    assert shipped.startswith("$argon2id$v=19$m=19456,t=2,p=1$")


def test_a_hash_fits_its_own_secret_only_and_a_damaged_one_nothing() -> None:
    kept = hashing.hashed("a secret")
    assert hashing.fits(kept, "a secret")
    assert not hashing.fits(kept, "another")
    assert not hashing.fits(kept[:-4], "a secret")
    assert kept != hashing.hashed("a secret")

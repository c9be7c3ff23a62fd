"""JSON from strangers: whatever is wrong with it is one ValueError, and what we keep of it is always ASCII.

ASCII output keeps a lone surrogate (valid as a JSON escape, fatal in any database driver) as the escape it came as.
"""

from __future__ import annotations

import json
from typing import Any

Json = dict[str, Any]

_DIGITS = 20  # a 64-bit number with its sign; Python refuses 4,300 digits with an error for the whole document


def loads(body: bytes) -> Any:
    """Raises ValueError for anything unreadable, also for nesting beyond the interpreter's recursion limit."""
    try:
        return json.loads(body, parse_int=_number, parse_constant=_nothing)
    except RecursionError:
        raise ValueError("nested too deeply") from None


def dumps(value: Any) -> bytes:
    """Compact ASCII. Raises ValueError for what JSON cannot hold."""
    return json.dumps(value, separators=(",", ":"), allow_nan=False).encode("ascii")


def _number(digits: str) -> int | None:
    return int(digits) if len(digits) <= _DIGITS else None


def _nothing(_constant: str) -> None:
    """NaN and Infinity are not JSON."""

"""Serious behaviour, as words show it: told by phone or at a meeting, never to a class (DPIA52).

Only asks or sends to a person who can judge; it never stops anybody (law 7).
"""

from __future__ import annotations

import re

_SERIOUS = re.compile(
    r"\b(?:exclu(?:ded|sion|de)|suspend(?:ed)?|suspension|(?:hit|hits|hitting|punch\w*|kick\w*|bit|bitten|bites|slap\w*|"
    r"push\w*|attack\w*|hurt|strangl\w*|spat|spit\w*)\s+(?:an?other|a|the|his|her|their|some|several|one|two|three|other|me|him|"
    r"staff|children|pupils?|teacher)\b|fight(?:ing|s)?\b|fought|bully\w*|bullied|racis[tm]\w*|racial|sexual\w*|weapon|knife|"
    r"vandal\w*|stole|stolen|stealing|theft|abus\w+|threaten\w*|violen\w+|assault\w*|restrain\w*|police|safeguarding|self.?harm\w*|"
    r"drugs|alcohol|vap(?:e|ing))",
    re.IGNORECASE,
)


def serious(text: str) -> str | None:
    """The words that make it look serious, or None."""
    found = _SERIOUS.search(text)
    return found[0] if found else None

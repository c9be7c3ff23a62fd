"""Serious behaviour, as words show it: told by phone or at a meeting, never to a class (DPIA52).

Only asks or sends to a person who can judge; it never stops anybody (law 7). Words that also mean something harmless (a
kicked ball, a bumped knee, the times table) are left out or need whom it was done to.
"""

from __future__ import annotations

import re

from bot.domain import spoken

_ENGLISH = (
    r"exclu(?:ded|sion|de)|suspend(?:ed)?|suspension|(?:hit|hits|hitting|punch\w*|kick\w*|bit|bitten|bites|slap\w*|"
    r"push\w*|attack\w*|hurt|strangl\w*|spat|spit\w*)\s+(?:(?:an?other|a|the|his|her|their|some|several|one|two|three|other|me|him|"
    r"staff|children|pupils?|teacher)\b(?! spelling| target)|(?-i:[A-Z])\w+)|fight(?:ing|s)?\b|fought|bully\w*|bullied|"
    r"racis[tm]\w*|racial|sexual\w*|weapon|knife|vandal\w*|stole|stolen|stealing|theft|abus\w+|threaten\w*|violen\w+|"
    r"assault\w*|restrain\w*|police|safeguarding|self.?harm\w*|drugs|alcohol|vap(?:e|ing)"
)
_SERIOUS = re.compile(rf"(?<![\w])(?:{'|'.join((_ENGLISH, *spoken.hints('serious')))})", re.IGNORECASE)


def serious(text: str) -> str | None:
    """The words that make it look serious, or None."""
    found = _SERIOUS.search(text)
    return found[0] if found else None

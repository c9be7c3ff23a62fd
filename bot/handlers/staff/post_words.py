"""How staff begin a post, and what the buttons on the way to it send."""

from __future__ import annotations

import re

from bot.domain.posting import KINDS

COMMANDS = {
    "announce": "", "post": "", "school": "", "celebrate": "celebration", "celebration": "celebration",
    **{kind: kind for kind in KINDS},
}  # fmt: skip
_COMMAND = re.compile(r"(/?)(announce|post|school|celebrate|celebration|reminder|event|learning|notice)(?:\s*:|\s+|$)", re.IGNORECASE)
_BARE = frozenset({"announce"})  # typed without the stroke as well
# Step buttons: kind, audience, class, child, purpose, read (stored, list), sound, what it shows, tag, tags done, over,
# put right, as it is, privately, ready-made.
STEPS = frozenset({"pk", "pa", "pw", "pc", "pp", "pi", "pl", "ps", "ph", "pt", "pd", "po", "px", "py", "pq", "pr"})
TO_CLASS, ADD_FILES = "announceto", "addfiles"
FOR_FAMILY, WEEKLY = "announcefor", "announceweekly"
CLASSES = "pm"  # several classes, one by one
VERBS = frozenset({ADD_FILES, "publish", "discard", "recall", "choose", "pick", "approve", CLASSES, *STEPS})


def begins_post(text: str) -> bool:
    return command(text) is not None


def command(text: str) -> tuple[str, str] | None:
    """("celebration", "Well done Ada") for "/celebrate Well done Ada"; None for anything else."""
    match = _COMMAND.match(text.strip())
    if match is None or not (match[1] or match[2].lower() in _BARE):
        return None
    return match[2].lower(), text.strip()[match.end() :].strip()

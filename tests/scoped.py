"""Every statement of a hub at work names the school of each table that has one: no school's rows lie in another's answer, and
schools could be put on several machines by `school_id`, with which every such key begins (docs/scale.md).

Accounts at carriers and what came in from them belong to the hub: whose a message is says only its sender.

What is asked across schools has its reason here: it is what a hub asks of its own machine, whatever schools are on it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from storage import tables

_OF_A_SCHOOL = frozenset(name for name, one in tables.METADATA.tables.items() if "school_id" in one.primary_key.columns and tables)
_NAMED = r"\w+(?:\s+AS\s+\w+)?"
_FROM = re.compile(rf"\b(?:FROM|JOIN|UPDATE)\s+({_NAMED}(?:\s*,\s*{_NAMED})*)")
_QUEUE = "what is due next on this machine, of whichever school"
_STRANGER = "somebody holds a code or a carrier's number, and whose it is says only the row found by its hash"
_HEALTH = "how much waits on this machine: a number"
ACROSS = {
    "storage/announcements.py:due": _QUEUE,
    "storage/announcements.py:unreported": _QUEUE,
    "storage/asks.py:due": _QUEUE,
    "storage/copies.py:claim": _QUEUE,
    "storage/finding.py:wanted": _QUEUE,
    "storage/medias.py:claim_wanted": _QUEUE,
    "storage/posts.py:old_drafts": _QUEUE,
    "storage/sending.py:adopt_stale": _QUEUE,
    "storage/sending.py:claim": _QUEUE,
    "storage/invites.py:find": _STRANGER,
    "storage/on_phones.py:by_sent": _STRANGER,
    "storage/pages.py:find": _STRANGER,
    "storage/signin.py:find_invite": _STRANGER,
    "storage/signin.py:is_taken": _STRANGER,
    "storage/outbox_state.py:<dictcomp>": _HEALTH,
    "storage/outbox_state.py:oldest_due": _HEALTH,
    "storage/sessions.py:forget": "what has run out is swept from this machine, whosever it was",
    "storage/erasing.py:keys_listed": "keys destroyed for good are never used again, whosever they were",
}


def unscoped(statement: str) -> Iterator[str]:
    """Tables of a school that a statement reads or changes without saying of which."""
    said = " ".join(statement.split())
    for listed in _FROM.findall(said):
        for one in listed.split(","):
            name, _, alias = one.strip().partition(" AS ")
            if name in _OF_A_SCHOOL and not _says(said, alias.strip() or name):
                yield name


def _says(statement: str, name: str) -> bool:
    column = rf"\b{name}\.school_id"
    return re.search(rf"{column}\s*(?:=|IN\b)|=\s*{column}\b|\({column},", statement) is not None

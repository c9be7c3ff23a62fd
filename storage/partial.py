"""What still waits, among all that ever was: the conditions that partial indexes are made for, in the indexes' own words.

The words stand in the statement and are not bound to it. SQLite reads by a partial index only where it finds the index's
condition written out; with `state IN (?, ?)` it goes through every row there ever was, and so does a prepared statement
of PostgreSQL once it is planned without its values.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import Column, ColumnElement, literal_column

from bot.domain.subjects import Subject
from storage import tables

_inbox, _out, _item, _news = tables.inbox, tables.outbox, tables.item, tables.announcement


def _among(column: Column[Any], *words: str) -> ColumnElement[bool]:
    """`words` are ours, never anybody's input."""
    return column.in_([literal_column(f"'{word}'") for word in words])


ITEM_WAITS = _among(_item.c.state, "open", "taken")
OF_DANGER = _item.c.subject == literal_column(f"'{Subject.SAFEGUARDING}'")
OUT_WAITS = _among(_out.c.state, "queued", "retry")
OUT_UNSURE = _among(_out.c.state, "sending", "unknown")
"""On its way, or nobody knows whether it left."""
OUT_CARDS = _out.c.intent.like(literal_column("'card:%'"))
"""Items that somebody of the staff opened on a phone."""
NEWS_UNSENT = _among(_news.c.state, "draft", "undone")
"""Begun and given up, or not sent yet."""
IN_NEW = _inbox.c.state == literal_column("'new'")
IN_ASIDE = _among(_inbox.c.state, "parked", "dead")
"""Accepted and not handled: waits for an answer of its sender's, or for a person to look at it."""

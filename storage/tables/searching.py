"""What search looks words up in. Neither table is backed up: both are made again from the messages."""

from sqlalchemy import Index

from storage.columns import blind, ident, number
from storage.tables.base import table, within_school

NOT_BACKED_UP = frozenset({"search_token", "search_wanted"})

search_token = table(
    "search_token",
    ident("school_id"),
    blind("token", primary_key=True),
    ident("item_id"),
    within_school("item_id", "item"),
    Index("search_token_item", "school_id", "item_id"),
    sqlite_with_rowid=False,  # the key is all there is: half the size
)
"""A word of an item, for one group of readers: a keyed hash of both, cut to eight bytes; see `storage/finding.py`."""

search_wanted = table(
    "search_wanted",
    ident("school_id"),
    ident("item_id"),
    number("mark"),
    within_school("item_id", "item"),
    Index("search_wanted_mark", "mark"),
)
"""An item whose words, or readers, have changed since they were written down. `mark` tells one change from the next."""

"""What search looks words up in. Neither table is backed up: both are made again from the messages."""

from sqlalchemy import Index
from sqlmodel import SQLModel

from storage.columns import blind, ident, number
from storage.tables.base import within_school

NOT_BACKED_UP = frozenset({"search_token", "search_wanted"})


class SearchToken(SQLModel, table=True):
    """A word of an item, for one group of readers: a keyed hash of both, cut to eight bytes; see `storage/finding.py`."""

    __tablename__ = "search_token"
    __table_args__ = (
        within_school("item_id", "item"),
        Index("search_token_item", "school_id", "item_id"),
        {"sqlite_with_rowid": False},  # the key is all there is: half the size
    )
    school_id: int = ident()
    token: bytes = blind(primary_key=True)
    item_id: int = ident()


class SearchWanted(SQLModel, table=True):
    """An item whose words, or readers, have changed since they were written down. `mark` tells one change from the next."""

    __tablename__ = "search_wanted"
    __table_args__ = (within_school("item_id", "item"), Index("search_wanted_mark", "mark"))
    school_id: int = ident()
    item_id: int = ident()
    mark: int = number()

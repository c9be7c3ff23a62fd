"""The audit trail: append-only, ids and our own words in the open, anything else sealed; a tick chains it per school."""

from datetime import datetime

from sqlalchemy import Index, text
from sqlmodel import SQLModel

from storage.columns import blind, ident, moment, number, sealed, word
from storage.tables.base import of_school, within_school


class Audit(SQLModel, table=True):
    __tablename__ = "audit"
    __table_args__ = (
        of_school(),
        Index("audit_subject", "school_id", "subject_kind", "subject_id"),
        Index("audit_actor", "school_id", "actor_kind", "actor_id"),
        Index(
            "audit_unchained",
            "school_id",
            "id",
            sqlite_where=text("chain IS NULL"),
            postgresql_where=text("chain IS NULL"),
        ),
    )
    school_id: int = ident()
    id: int = ident()
    at: datetime = moment()
    actor_kind: str = word()  # staff | guardian | system | operator
    actor_id: int | None = number(default=None)
    action: str = word()
    subject_kind: str = word()
    subject_id: int | None = number(default=None)
    reason: str = word(default="")
    detail: bytes | None = sealed(default=None)
    chain: bytes | None = blind(default=None)  # hash over the previous row's chain and this row's bytes


class ConductEntry(SQLModel, table=True):
    """A report, warning, suspension, removal or lift: who decided it, about whom, from which item. Never changed."""

    __tablename__ = "conduct_entry"
    __table_args__ = (
        within_school("guardian_id", "guardian"),
        within_school("staff_id", "staff"),
        within_school("item_id", "item"),
        Index("conduct_entry_guardian", "school_id", "guardian_id"),
    )
    school_id: int = ident()
    id: int = ident()
    guardian_id: int = number()
    outcome: str = word()
    staff_id: int | None = number(default=None)
    item_id: int | None = number(default=None)
    at: datetime = moment()

"""Case files about misuse: who, what, the evidence, whom the school spoke to, how it ended (PH30). Words lie under the person's key."""

from datetime import datetime

from sqlalchemy import Index
from sqlmodel import SQLModel

from storage.columns import ident, moment, number, sealed, word
from storage.tables.base import within_school


class ConductCase(SQLModel, table=True):
    """About one family adult or one colleague."""

    __tablename__ = "conduct_case"
    __table_args__ = (
        within_school("guardian_id", "guardian"),
        within_school("staff_id", "staff"),
        Index("conduct_case_guardian", "school_id", "guardian_id"),
    )
    school_id: int = ident()
    id: int = ident()
    guardian_id: int | None = number(default=None)
    staff_id: int | None = number(default=None)
    words: bytes = sealed()  # what happened
    made_by: int = number()
    made_at: datetime = moment()
    ended_at: datetime | None = moment(default=None)


class CaseLine(SQLModel, table=True):
    """One piece of evidence, one contact, or the end. Never changed; a copy, so that it outlives what it was taken from."""

    __tablename__ = "case_line"
    __table_args__ = (
        within_school("case_id", "conduct_case"),
        Index("case_line_case", "school_id", "case_id"),
    )
    school_id: int = ident()
    id: int = ident()
    case_id: int = number()
    kind: str = word()  # post | call | meeting | letter | email | note | outcome
    at: datetime = moment()  # when it happened
    words: bytes = sealed()
    made_by: int = number()
    made_at: datetime = moment()

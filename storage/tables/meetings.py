"""Meetings between a family and somebody at school."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Index
from sqlmodel import SQLModel

from storage.columns import ident, moment, number, word
from storage.tables.base import of_school, within_school


class Meeting(SQLModel, table=True):
    """Times offered, or the one agreed on. States: offered, agreed, declined, met. `role`: whom the family meets."""

    __tablename__ = "meeting"
    __table_args__ = (
        of_school(),
        within_school("item_id", "item"),
        within_school("guardian_id", "guardian"),
        within_school("pupil_id", "pupil"),
        within_school("class_id", "school_class"),
        Index("meeting_guardian", "school_id", "guardian_id", "state"),
        Index("meeting_starts", "school_id", "state", "starts_at"),
    )
    school_id: int = ident()
    id: int = ident()
    item_id: int = number()
    guardian_id: int = number()
    pupil_id: int | None = number(default=None)
    class_id: int | None = number(default=None)
    role: str = word()
    staff_id: int | None = number(default=None)  # who offered it
    first_digit: int
    state: str = word(default="offered")
    starts_at: datetime | None = moment(default=None)
    made_at: datetime = moment()


class MeetingTime(SQLModel, table=True):
    """One of the times offered, in the order written."""

    __tablename__ = "meeting_time"
    __table_args__ = (within_school("meeting_id", "meeting"),)
    school_id: int = ident()
    meeting_id: int = ident()
    place: int = ident()
    starts_at: datetime = moment()

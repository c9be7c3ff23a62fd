"""Meetings between a family and somebody at school."""

from __future__ import annotations

from sqlalchemy import Index

from storage.columns import ident, moment, number, small, word
from storage.tables.base import of_school, table, within_school

meeting = table(
    "meeting",
    ident("school_id"),
    ident("id"),
    number("item_id"),
    number("guardian_id"),
    number("pupil_id", null=True),
    number("class_id", null=True),
    word("role"),
    number("staff_id", null=True),  # who offered it
    small("first_digit"),
    word("state", default="offered"),
    moment("starts_at", null=True),
    moment("made_at"),
    of_school(),
    within_school("item_id", "item"),
    within_school("guardian_id", "guardian"),
    within_school("pupil_id", "pupil"),
    within_school("class_id", "school_class"),
    Index("meeting_guardian", "school_id", "guardian_id", "state"),
    Index("meeting_starts", "school_id", "state", "starts_at"),
)
"""Times offered, or the one agreed on. States: offered, agreed, declined, met. `role`: whom the family meets."""

meeting_time = table(
    "meeting_time",
    ident("school_id"),
    ident("meeting_id"),
    ident("place"),
    moment("starts_at"),
    within_school("meeting_id", "meeting"),
)
"""One of the times offered, in the order written."""

"""Case files about misuse: who, what, the evidence, whom the school spoke to, how it ended (PH30). Words lie under the person's key."""


from sqlalchemy import Index

from storage.columns import ident, moment, number, sealed, word
from storage.tables.base import table, within_school

conduct_case = table(
    "conduct_case",
    ident("school_id"),
    ident("id"),
    number("guardian_id", null=True),
    number("staff_id", null=True),
    sealed("words"),  # what happened
    number("made_by"),
    moment("made_at"),
    moment("ended_at", null=True),
    within_school("guardian_id", "guardian"),
    within_school("staff_id", "staff"),
    Index("conduct_case_guardian", "school_id", "guardian_id"),
)
"""About one family adult or one colleague."""

case_line = table(
    "case_line",
    ident("school_id"),
    ident("id"),
    number("case_id"),
    word("kind"),  # post | call | meeting | letter | email | note | outcome
    moment("at"),  # when it happened
    sealed("words"),
    number("made_by"),
    moment("made_at"),
    within_school("case_id", "conduct_case"),
    Index("case_line_case", "school_id", "case_id"),
)
"""One piece of evidence, one contact, or the end. Never changed; a copy, so that it outlives what it was taken from."""

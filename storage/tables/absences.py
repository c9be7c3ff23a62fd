"""Children away from school: one row per child and session, every report that spoke of it, who came late, who is asked."""


from sqlalchemy import Index, UniqueConstraint

from storage.columns import day, flag, ident, key_word, moment, number, sealed, small, word
from storage.tables.base import of_school, table, within_school

absence = table(
    "absence",
    ident("school_id"),
    ident("id"),
    number("pupil_id"),
    number("class_id"),
    day("day"),
    word("session"),  # am | pm
    word("code"),
    word("state", default="reported"),
    flag("differs", default=False),  # two reports gave different reasons
    number("confirmed_by", null=True),
    moment("confirmed_at", null=True),
    moment("made_at"),
    within_school("pupil_id", "pupil"),
    within_school("class_id", "school_class"),
    UniqueConstraint("school_id", "pupil_id", "day", "session"),
    Index("absence_day", "school_id", "day"),
)
"""A child's half day. `code` is suggested until somebody of the school confirms it; the register itself is elsewhere.

States: reported, unconfirmed (a text message alone, where the policy asks for more), confirmed, withdrawn.
"""

absence_report = table(
    "absence_report",
    ident("school_id"),
    ident("id"),
    number("pupil_id"),
    number("class_id"),
    word("source"),  # telegram | sms | desk | phone | email | first_day
    number("guardian_id", null=True),
    number("staff_id", null=True),
    number("item_id", null=True),
    word("reason"),
    day("first_day"),
    day("last_day"),
    word("part", default="all"),
    day("back_on", null=True),
    flag("open_end", default=False),
    flag("unconfirmed", default=False),
    sealed("words", null=True),
    number("key_id"),
    moment("made_at"),
    moment("withdrawn_at", null=True),
    within_school("pupil_id", "pupil"),
    within_school("class_id", "school_class"),
    within_school("guardian_id", "guardian"),
    within_school("staff_id", "staff"),
    within_school("item_id", "item"),
    Index("absence_report_item", "school_id", "item_id"),
    Index("absence_report_guardian", "school_id", "guardian_id", "last_day"),
)
"""What one person said, by whichever way. The reason's own words are in the item's messages, or sealed here."""

absence_source = table(
    "absence_source",
    ident("school_id"),
    ident("absence_id"),
    ident("report_id"),
    within_school("absence_id", "absence"),
    within_school("report_id", "absence_report"),
    Index("absence_source_report", "school_id", "report_id"),
)
"""Which reports speak of which half day."""

sign_in = table(
    "sign_in",
    ident("school_id"),
    ident("id"),
    number("pupil_id"),
    day("day"),
    number("staff_id", null=True),
    moment("at"),
    within_school("pupil_id", "pupil"),
    UniqueConstraint("school_id", "pupil_id", "day"),
)
"""A child who came in after the register was taken: nobody is asked about them."""

absence_ask = table(
    "absence_ask",
    ident("school_id"),
    ident("id"),
    number("pupil_id"),
    day("day"),
    word("kind"),
    word("state", default="waiting"),
    number("guardian_id", null=True),  # who is being asked; for `still`, who reported
    moment("due_at"),
    word("outcome", default=""),
    number("staff_id", null=True),
    moment("made_at"),
    moment("ended_at", null=True),
    within_school("pupil_id", "pupil"),
    within_school("guardian_id", "guardian"),
    UniqueConstraint("school_id", "pupil_id", "day", "kind"),
    Index("absence_ask_due", "state", "due_at"),
)
"""A question to a family about one child and day. Kinds: first_day (missing without notice), still (ill again?).

States: waiting (for `due_at`), asked, answered, silent (everybody was asked: ring them), closed (no longer needed).
"""

absence_asked = table(
    "absence_asked",
    ident("school_id"),
    ident("ask_id"),
    ident("guardian_id"),
    moment("at"),
    within_school("ask_id", "absence_ask"),
    within_school("guardian_id", "guardian"),
)
"""Whom a question went to, one adult at a time."""

correction = table(
    "correction",
    ident("school_id"),
    day("day", primary_key=True),
    key_word("subject"),
    key_word("language"),
    key_word("kind"),  # wrong | missed
    key_word("by"),  # parent | staff
    small("number", default=0),
    of_school(),
)
"""How often triage was put right, by subject and language. No text, no person."""

lead_rota = table(
    "lead_rota",
    ident("school_id"),
    ident("id"),
    number("staff_id"),
    day("first_day"),
    day("last_day"),
    moment("made_at"),
    within_school("staff_id", "staff"),
    Index("lead_rota_days", "school_id", "first_day"),
)
"""Which safeguarding lead is told first on these days, both included; holidays too."""

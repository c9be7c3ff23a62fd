"""What goes out: the outbox, announcements, and who an announcement is for."""


from sqlalchemy import Index, UniqueConstraint

from storage.columns import blind, day, flag, ident, moment, number, sealed, small, word
from storage.tables.base import of_school, partial, table, within_school

announcement_pick = table(
    "announcement_pick",
    ident("school_id"),
    ident("announcement_id"),
    ident("guardian_id"),
    within_school("announcement_id", "announcement"),
    within_school("guardian_id", "guardian"),
)
"""Adults an author chose for a message that is not for the whole class; no row: everybody (M3)."""

outbox = table(
    "outbox",
    ident("school_id"),
    ident("id"),
    word("intent"),
    small("lane", default=1),  # 0 danger, 1 conversation, 2 announcements
    word("content"),
    number("account_id", null=True),
    number("contact_id", null=True),
    number("staff_id", null=True),
    number("guardian_id", null=True),
    word("role", null=True),
    number("class_id", null=True),
    sealed("to_value", null=True),  # an address we know nothing else about
    number("item_id", null=True),
    number("message_id", null=True),
    number("announcement_id", null=True),
    moment("due_at"),
    moment("expires_at", null=True),
    word("state", default="queued"),
    small("attempts", default=0),
    flag("resent", default=False),  # the one counted resend after an ambiguous send
    word("lease_owner", null=True),
    moment("lease_until", null=True),  # lease time
    moment("retry_at", null=True),  # lease time
    sealed("sent_ref", null=True),  # the carrier's ids of what we sent
    blind("sent_blind", null=True),  # finds the row a reply or a status report belongs to
    number("sent_contact_id", null=True),
    word("trouble", null=True),
    small("parts", default=0),
    moment("made_at"),
    moment("sent_at", null=True),
    moment("ended_at", null=True),
    of_school(),
    UniqueConstraint("school_id", "intent"),
    partial("outbox_due", "lane", "due_at", "id", where="state IN ('queued', 'retry')"),
    partial("outbox_sending", "lease_until", where="state IN ('sending', 'unknown')"),
    Index("outbox_sent_as", "account_id", "sent_blind"),
    Index("outbox_item", "school_id", "item_id", "id"),
    partial("outbox_waits", "school_id", "due_at", where="state IN ('queued', 'retry')"),
    partial("outbox_staff", "school_id", "staff_id", "due_at", where="staff_id IS NOT NULL"),
    partial("outbox_cards", "school_id", "staff_id", "due_at", "id", where="intent LIKE 'card:%'"),
    Index("outbox_sent", "school_id", "sent_at"),
    Index("outbox_announcement", "school_id", "announcement_id"),
)
"""One thing to send to one person (or to a role: then deliver replaces it by one row per person).

Holds references, never rendered text: `content` is the JSON of `bot.domain.sending.Content`. `intent` makes the
same send happen once. Exactly one of contact, staff, guardian, role or `to_value` says who it is for.
"""

announcement = table(
    "announcement",
    ident("school_id"),
    ident("id"),
    number("class_id", null=True),
    number("staff_id"),
    sealed("body"),
    word("language", default="en"),
    word("state", default="draft"),
    moment("made_at"),
    moment("due_at", null=True),
    moment("sent_at", null=True),
    moment("reported_at", null=True),
    word("kind", default="notice"),
    word("audience", default="class"),
    number("pupil_id", null=True),
    word("purpose", default=""),
    word("checked", default=""),
    day("happens_on", null=True),
    small("version", default=1),  # of the text; an edit makes the next
    moment("edited_at", null=True),
    number("approved_by", null=True),
    moment("removed_at", null=True),
    number("removed_by", null=True),
    word("removed_why", default=""),
    blind("origin_blind", null=True),  # the author's own message, to know an edit of it
    within_school("class_id", "school_class"),
    within_school("staff_id", "staff"),
    within_school("pupil_id", "pupil"),
    Index("announcement_origin", "school_id", "origin_blind"),
    Index("announcement_sent", "school_id", "class_id", "sent_at"),
    partial("announcement_due", "due_at", where="state = 'confirmed'"),
    partial("announcement_unsent", "made_at", where="state IN ('draft', 'undone')"),
    partial("announcement_unreported", "id", where="reported_at IS NULL"),
)
"""A post. draft → (asked: waits for a second person) → confirmed (due after the undo window) → sent; or undone, removed.

`kind` and `audience` are words of `bot.domain.posting`. Sealed under the class's key, or the school's when it is for
several classes or all. `checked`: which questions about it its author has answered, our own words.
"""

announcement_text = table(
    "announcement_text",
    ident("school_id"),
    ident("id"),
    number("announcement_id"),
    word("language"),
    sealed("body"),
    word("status"),
    word("engine", default=""),
    within_school("announcement_id", "announcement"),
    UniqueConstraint("school_id", "announcement_id", "language"),
    partial("announcement_text_late", "id", where="status = 'late'"),
)
"""The text once per language, translated or the original when no engine could (yet: `late`, asked for again)."""

recipient = table(
    "recipient",
    ident("school_id"),
    ident("id"),
    number("announcement_id"),
    number("guardian_id"),
    word("route"),  # telegram | sms | none
    within_school("announcement_id", "announcement"),
    within_school("guardian_id", "guardian"),
    UniqueConstraint("school_id", "announcement_id", "guardian_id"),
)
"""One adult an announcement is for, decided when it went out. `route` says how, or why not."""

"""The audit trail: append-only, ids and our own words in the open, anything else sealed; a tick chains it per school."""


from sqlalchemy import Index

from storage.columns import blind, ident, moment, number, sealed, word
from storage.tables.base import of_school, partial, table, within_school

audit = table(
    "audit",
    ident("school_id"),
    ident("id"),
    moment("at"),
    word("actor_kind"),  # staff | guardian | system | operator
    number("actor_id", null=True),
    word("action"),
    word("subject_kind"),
    number("subject_id", null=True),
    word("reason", default=""),
    sealed("detail", null=True),
    blind("chain", null=True),  # hash over the previous row's chain and this row's bytes
    of_school(),
    Index("audit_subject", "school_id", "subject_kind", "subject_id"),
    Index("audit_actor", "school_id", "actor_kind", "actor_id"),
    partial("audit_unchained", "school_id", "id", where="chain IS NULL"),
)

conduct_entry = table(
    "conduct_entry",
    ident("school_id"),
    ident("id"),
    number("guardian_id"),
    word("outcome"),
    number("staff_id", null=True),
    number("item_id", null=True),
    moment("at"),
    within_school("guardian_id", "guardian"),
    within_school("staff_id", "staff"),
    within_school("item_id", "item"),
    Index("conduct_entry_guardian", "school_id", "guardian_id"),
)
"""A report, warning, suspension, removal or lift: who decided it, about whom, from which item. Never changed."""

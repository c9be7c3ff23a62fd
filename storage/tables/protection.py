"""Data protection's own records: requests about personal data, what is held back, corrections, switches, erasures."""


from sqlalchemy import Index

from storage.columns import day, ident, moment, number, sealed, small, word
from storage.tables.base import of_school, table, within_school

rights_request = table(
    "rights_request",
    ident("school_id"),
    ident("id"),
    word("kind"),  # access | correction | objection | restriction | withdrawal | erasure
    word("person_kind"),  # guardian | pupil | staff | unknown
    number("person_id", null=True),
    word("channel"),  # telegram | sms | desk
    word("identity"),  # linked_account | office_check | none
    number("checked_by", null=True),
    number("item_id", null=True),
    moment("asked_at"),
    day("due_on"),
    word("state", default="open"),
    small("reminded", default=0),
    word("outcome", default=""),
    number("ended_by", null=True),
    moment("ended_at", null=True),
    of_school(),
    Index("rights_request_person", "school_id", "person_kind", "person_id"),
)
"""Somebody asked about personal data; `due_on` is the last day of the policy's month (M30, DPIA33).

States: checking (nobody knows yet who asks), open, review (parts wait for the lead or the DPO), answered, refused.
"""

rights_review = table(
    "rights_review",
    ident("school_id"),
    ident("request_id"),
    word("place", primary_key=True),  # the table
    ident("row_id"),
    word("why"),  # safeguarding | complaint | third_party
    word("decision", default=""),  # "" while it waits; released | withheld
    number("decided_by", null=True),
    moment("decided_at", null=True),
    within_school("request_id", "rights_request"),
)
"""A row an export left out until the safeguarding lead or the DPO has looked at it; the export does not say so."""

rights_hold = table(
    "rights_hold",
    ident("school_id"),
    ident("id"),
    word("person_kind"),
    number("person_id"),
    word("kind"),  # complaint | safeguarding | legal
    number("item_id", null=True),  # one matter; None: all that is held of the person
    sealed("reason"),
    number("owner_id", null=True),
    day("until"),
    moment("made_at"),
    moment("ended_at", null=True),
    of_school(),
    Index("rights_hold_person", "school_id", "person_kind", "person_id"),
)
"""A reason not to erase somebody yet (B14): who answers for it, and until when."""

amendment = table(
    "amendment",
    ident("school_id"),
    ident("id"),
    word("person_kind"),
    number("person_id"),
    word("field"),
    sealed("old"),
    sealed("new"),
    number("made_by", null=True),
    moment("at"),
    of_school(),
    Index("amendment_person", "school_id", "person_kind", "person_id"),
)
"""A correction, with what stood there before (M30)."""

person_switch = table(
    "person_switch",
    ident("school_id"),
    ident("id"),
    number("guardian_id"),
    word("kind"),  # object | restrict
    word("purpose", default=""),  # news | translation | … for an objection
    moment("since"),
    moment("until", null=True),
    number("made_by", null=True),
    within_school("guardian_id", "guardian"),
    Index("person_switch_guardian", "school_id", "guardian_id"),
)
"""An adult's objection to a purpose, or a freeze: kept, not used (DPIA35). Withdrawal ends the link and needs no row."""

erasure = table(
    "erasure",
    ident("school_id"),
    ident("id"),
    word("person_kind"),
    number("person_id"),
    word("reason"),  # asked | leaver | inactive | feedback | withdrawn
    word("data_keys"),  # JSON: the data keys destroyed
    word("counts"),  # JSON: table → rows that went
    word("outside", default="{}"),  # JSON: what lies outside the school's control, by kind
    number("made_by", null=True),
    moment("at"),
    of_school(),
    Index("erasure_person", "school_id", "person_kind", "person_id"),
)
"""Somebody was erased: ids, keys and counts, no word about them. A restored backup is erased again from it."""

provider_copy = table(
    "provider_copy",
    ident("school_id"),
    ident("id"),
    number("erasure_id", null=True),
    number("account_id"),
    word("carrier"),
    sealed("place", null=True),  # JSON: chat and the carrier's id; gone once it is done
    word("why", default="erased"),  # erased | old_card | staff_left
    word("state", default="waiting"),
    small("attempts", default=0),
    moment("retry_at"),
    moment("ended_at", null=True),
    of_school(),
    Index("provider_copy_waiting", "state", "retry_at"),
)
"""A copy at a carrier that has to go. States: waiting, deleted, blanked, gone (was not there), left (cannot go)."""

retention_run = table(
    "retention_run",
    ident("school_id"),
    day("day", primary_key=True),
    word("category", primary_key=True),
    small("number", default=0),
    moment("at"),
    of_school(),
)
"""What a night's run deleted, by category: a count, never a name (DPIA20)."""

retention_notice = table(
    "retention_notice",
    ident("school_id"),
    ident("id"),
    word("category"),  # leaver | inactive
    word("person_kind"),
    number("person_id"),
    number("outbox_id", null=True),
    moment("told_at"),
    day("deletes_on"),
    word("state", default="told"),  # told | kept | letter (the office writes) | done
    of_school(),
    Index("retention_notice_person", "school_id", "person_kind", "person_id"),
)
"""A family was told that something will be deleted on a day, unless they say otherwise."""

"""What the school can show of its data protection: processors, disclosures, breaches, registers and sign-offs."""


from sqlalchemy import Index

from storage.columns import day, flag, ident, moment, number, sealed, small, word
from storage.tables.base import of_school, table, within_school

processor = table(
    "processor",
    ident("school_id"),
    ident("id"),
    word("name"),
    word("kind"),  # carrier | translator | host | backup
    word("country"),  # ISO 3166
    word("purpose"),
    word("safeguard", default=""),
    day("valid_to", null=True),
    day("contract_on", null=True),
    word("certificate", default=""),  # a public address
    word("sub_processors", default=""),
    word("keeps", default=""),  # how long they keep what passes
    flag("no_training", default=False),
    word("content", default="full"),  # full | notice_only: what may go through it
    sealed("basis", null=True),  # the DPO's recorded basis
    number("made_by", null=True),
    moment("made_at"),
    moment("ended_at", null=True),
    of_school(),
    Index("processor_name", "school_id", "name"),
)
"""Who handles data for the school. Public facts; a newer row of the same name takes the older one's place."""

disclosure = table(
    "disclosure",
    ident("school_id"),
    ident("id"),
    sealed("what"),  # authority, legal basis and what, as written down
    word("processor", default=""),
    number("approved_by", null=True),
    moment("at"),
    of_school(),
)
"""Data given, or demanded, outside the school (LT32, DPIA54). The export can only be made once this stands."""

disclosure_person = table(
    "disclosure_person",
    ident("school_id"),
    ident("disclosure_id"),
    word("person_kind", primary_key=True),
    ident("person_id"),
    within_school("disclosure_id", "disclosure"),
)
"""Whom a disclosure is about."""

breach = table(
    "breach",
    ident("school_id"),
    ident("id"),
    moment("opened_at"),
    word("what"),
    number("opened_by", null=True),
    sealed("detail", null=True),
    small("affected", default=0),
    moment("contained_at", null=True),
    moment("assessed_at", null=True),
    word("decision", default=""),  # ico | no_ico
    moment("told_at", null=True),
    small("reminded", default=0),
    moment("closed_at", null=True),
    of_school(),
)
"""A breach with its clock of 72 hours from when it was found (DPIA44). `what` is one of our own words."""

register_entry = table(
    "register_entry",
    ident("school_id"),
    ident("id"),
    word("book"),  # training | security_test | consultation | dpia | sign_off | go_live | support_access | custodian …
    number("staff_id", null=True),  # whom it is about
    day("day"),
    moment("until", null=True),
    word("outcome", default=""),
    sealed("detail", null=True),
    number("made_by", null=True),
    moment("at"),
    of_school(),
    Index("register_entry_book", "school_id", "book"),
)
"""A line of a register that people keep: training, security tests, consultations, sign-offs, support access …"""

"""When a school is open: periods, terms, closures, and the policy in force."""


from sqlalchemy import Index

from storage.columns import day, ident, moment, number, sealed, small, time_of_day, word
from storage.tables.base import of_school, table

opening_period = table(
    "opening_period",
    ident("school_id"),
    ident("id"),
    word("who"),  # teachers | office
    small("weekday"),
    time_of_day("start"),
    time_of_day("end"),
    number("class_id", null=True),
    number("staff_id", null=True),  # a member's own, narrower hours
    of_school(),
)
"""[start, end) in local wall time on one weekday (Monday is 0). Rows replace the policy's hours for their `who`."""

term = table(
    "term",
    ident("school_id"),
    ident("id"),
    day("first_day"),
    day("last_day"),
    of_school(),
)
"""Both days included. No rows: term dates are unknown, and the hub says so."""

closure = table(
    "closure",
    ident("school_id"),
    ident("id"),
    word("kind"),  # inset | holiday | snow | early_close | other
    day("first_day"),
    day("last_day"),
    time_of_day("start", null=True),
    number("class_id", null=True),
    of_school(),
)
"""INSET days, holidays, snow, early close (`start` set: closed from then on), for the school or one class."""

policy_version = table(
    "policy_version",
    ident("school_id"),
    ident("id"),
    word("document"),
    moment("in_force_from"),
    moment("made_at"),
    number("made_by", null=True),
    sealed("reason", null=True),
    of_school(),
    Index("policy_in_force", "school_id", "in_force_from"),
)
"""The newest row in force is what runs. `document` is public TOML: roles, never names of people."""

"""What exists before, or above, any school: accounts at carriers, the inbox, leases, the two clocks' row."""


from sqlalchemy import UniqueConstraint

from storage.columns import blind, ident, moment, number, real, sealed, small, word
from storage.tables.base import partial, table

school = table(
    "school",
    ident("id"),
    word("slug", unique=True),
    number("key_id"),
    moment("made_at"),
)
"""`key_id` seals what belongs to the school alone. Names of schools are public."""

carrier_account = table(
    "carrier_account",
    ident("id"),
    number("school_id", null=True, foreign_key="school.id"),
    word("carrier"),
    word("side"),
    word("external_id"),  # the bot's numeric id, or the school's own number
    word("cursor", null=True),  # where polling continues, once everything before it is on disk
    moment("last_heard_at", null=True),
    moment("paused_until", null=True),  # a carrier's Retry-After, shared by all processes (lease time)
    word("trouble", null=True),
    number("key_id"),
    UniqueConstraint("carrier", "external_id"),
)
"""A bot or a phone number. Of one school, or of none: then handle finds or asks the school."""

inbox = table(
    "inbox",
    ident("id"),
    number("account_id", foreign_key="carrier_account.id"),
    word("provider_id"),
    number("school_id", null=True, foreign_key="school.id"),
    blind("sender_blind"),
    sealed("payload", null=True),
    blind("payload_hash"),
    word("state", default="new"),  # new | parked | done | dead
    small("attempts", default=0),
    word("trouble", null=True),  # an exception's type, never its text
    moment("received_at"),
    moment("handled_at", null=True),
    UniqueConstraint("account_id", "provider_id"),
    partial("inbox_waiting", "id", where="state = 'new'"),
    partial("inbox_sender", "account_id", "sender_blind", "id", where="state = 'new'"),
    partial("inbox_aside", "id", where="state IN ('parked', 'dead')"),
)
"""Every update a carrier gave us, once. The payload goes when it is handled; the row stays as proof."""

sender_claim = table(
    "sender_claim",
    ident("account_id"),
    blind("sender_blind", primary_key=True),
    word("owner"),
    moment("until"),
)
"""A worker's right to handle one sender's updates in order. `until` is lease time."""

lease = table(
    "lease",
    word("name", primary_key=True),
    word("owner"),
    moment("until"),
)
"""A named right of one process (a tick, a poller, a sender). `until` is lease time."""

alert = table(
    "alert",
    word("name", primary_key=True),
    moment("since"),
    small("told_level", default=0),
    moment("told_at", null=True),
)
"""Something wrong with the hub, while it lasts. Times are lease time; `told_level` is how bad it was when told."""

revision = table(
    "revision",
    word("name", primary_key=True),
    number("value"),
)
"""What a cache in memory was made from: `value` is another one after every change of what `name` names."""

clock = table(
    "clock",
    ident("id"),
    real("offset_s", default=0.0),
)
"""School time minus machine time, in seconds. Only the sandbox writes it; one row with id 1."""

boot = table(
    "boot",
    word("boot", primary_key=True),
    moment("zero"),
    real("ahead_s", default=0.0),
    moment("seen_at"),
)
"""A machine's life from one start to the next, by the name its kernel gives it. `zero`: lease time at that start.

`ahead_s`: the machine's clock minus lease time, and `seen_at` the machine's clock, when a hub last compared the two.
"""

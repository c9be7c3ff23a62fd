"""Who may sign in to the web console: accounts bound to staff, their second factors, invites and sessions.

All times here are lease time: moving a school's clock signs nobody in or out.
"""

from __future__ import annotations

from sqlalchemy import Index, UniqueConstraint

from storage.columns import blind, ident, moment, number, sealed, small, word
from storage.tables.base import of_school, table, within_school

console_account = table(
    "console_account",
    ident("school_id"),
    ident("id"),
    number("staff_id"),
    sealed("login"),
    blind("login_blind"),
    word("password_hash"),
    sealed("totp"),
    number("totp_step", default=0),
    moment("proved_at", null=True),
    small("failures", default=0),
    moment("locked_until", null=True),
    moment("made_at"),
    within_school("staff_id", "staff"),
    UniqueConstraint("school_id", "staff_id"),
    Index("console_account_login", "login_blind", unique=True),
)
"""A member of staff's way in. `password_hash` is argon2id; `totp` the sealed RFC 6238 secret, proved by a first code.

`totp_step` is the last time step that was used: a code works once.
"""

console_invite = table(
    "console_invite",
    ident("school_id"),
    ident("id"),
    number("staff_id"),
    blind("code_blind"),
    moment("made_at"),
    moment("expires_at"),
    moment("used_at", null=True),
    moment("revoked_at", null=True),
    within_school("staff_id", "staff"),
    Index("console_invite_code", "code_blind", unique=True),
)
"""A code that lets one member of staff make, or make anew, their account. Used once; only its keyed hash is kept."""

console_recovery = table(
    "console_recovery",
    ident("school_id"),
    ident("id"),
    number("account_id"),
    blind("code_blind"),
    moment("used_at", null=True),
    within_school("account_id", "console_account"),
    Index("console_recovery_of", "school_id", "account_id"),
)
"""A code that stands in for the second factor once. 80 random bits, so a keyed hash is enough."""

console_session = table(
    "console_session",
    ident("school_id"),
    ident("id"),
    number("account_id"),
    blind("token_blind"),
    word("state"),
    moment("made_at"),
    moment("seen_at"),
    moment("ends_at"),
    small("tries", default=0),
    sealed("flash", null=True),
    within_school("account_id", "console_account"),
    Index("console_session_token", "token_blind", unique=True),
    Index("console_session_of", "school_id", "account_id"),
)
"""A browser that is signed in. States: half (the password was right), full, ended. Only the token's hash is kept.

`flash` is what the hub answers to what was just done, shown once.
"""

console_once = table(
    "console_once",
    ident("school_id"),
    ident("id"),
    moment("at"),
    of_school(),
    Index("console_once_at", "at"),
)
"""Forms that have been sent: a second press, or a reload, does nothing."""

"""Who may sign in to the web console: accounts bound to staff, their second factors, invites and sessions.

All times here are lease time: moving a school's clock signs nobody in or out.
"""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Index, UniqueConstraint
from sqlmodel import SQLModel

from storage.columns import blind, ident, moment, number, sealed, word
from storage.tables.base import of_school, within_school


class ConsoleAccount(SQLModel, table=True):
    """A member of staff's way in. `password_hash` is argon2id; `totp` the sealed RFC 6238 secret, proved by a first code.

    `totp_step` is the last time step that was used: a code works once.
    """

    __tablename__ = "console_account"
    __table_args__ = (
        within_school("staff_id", "staff"),
        UniqueConstraint("school_id", "staff_id"),
        Index("console_account_login", "login_blind", unique=True),
    )
    school_id: int = ident()
    id: int = ident()
    staff_id: int = number()
    login: bytes = sealed()
    login_blind: bytes = blind()
    password_hash: str = word()
    totp: bytes = sealed()
    totp_step: int = number(default=0)
    proved_at: datetime | None = moment(default=None)
    failures: int = 0
    locked_until: datetime | None = moment(default=None)
    made_at: datetime = moment()


class ConsoleInvite(SQLModel, table=True):
    """A code that lets one member of staff make, or make anew, their account. Used once; only its keyed hash is kept."""

    __tablename__ = "console_invite"
    __table_args__ = (within_school("staff_id", "staff"), Index("console_invite_code", "code_blind", unique=True))
    school_id: int = ident()
    id: int = ident()
    staff_id: int = number()
    code_blind: bytes = blind()
    made_at: datetime = moment()
    expires_at: datetime = moment()
    used_at: datetime | None = moment(default=None)
    revoked_at: datetime | None = moment(default=None)


class ConsoleRecovery(SQLModel, table=True):
    """A code that stands in for the second factor once. 80 random bits, so a keyed hash is enough."""

    __tablename__ = "console_recovery"
    __table_args__ = (within_school("account_id", "console_account"), Index("console_recovery_of", "school_id", "account_id"))
    school_id: int = ident()
    id: int = ident()
    account_id: int = number()
    code_blind: bytes = blind()
    used_at: datetime | None = moment(default=None)


class ConsoleSession(SQLModel, table=True):
    """A browser that is signed in. States: half (the password was right), full, ended. Only the token's hash is kept.

    `flash` is what the hub answers to what was just done, shown once.
    """

    __tablename__ = "console_session"
    __table_args__ = (
        within_school("account_id", "console_account"),
        Index("console_session_token", "token_blind", unique=True),
        Index("console_session_of", "school_id", "account_id"),
    )
    school_id: int = ident()
    id: int = ident()
    account_id: int = number()
    token_blind: bytes = blind()
    state: str = word()
    made_at: datetime = moment()
    seen_at: datetime = moment()
    ends_at: datetime = moment()
    tries: int = 0
    flash: bytes | None = sealed(default=None)


class ConsoleOnce(SQLModel, table=True):
    """Forms that have been sent: a second press, or a reload, does nothing."""

    __tablename__ = "console_once"
    __table_args__ = (of_school(), Index("console_once_at", "at"))
    school_id: int = ident()
    id: int = ident()
    at: datetime = moment()

"""What exists before, or above, any school: accounts at carriers, the inbox, leases, the two clocks' row."""

from datetime import datetime

from sqlalchemy import Index, UniqueConstraint, text
from sqlmodel import SQLModel

from storage.columns import blind, ident, moment, number, sealed, word


class School(SQLModel, table=True):
    """`key_id` seals what belongs to the school alone. Names of schools are public."""

    __tablename__ = "school"
    id: int = ident()
    slug: str = word(unique=True)
    key_id: int = number()
    made_at: datetime = moment()


class CarrierAccount(SQLModel, table=True):
    """A bot or a phone number. Of one school, or of none: then handle finds or asks the school."""

    __tablename__ = "carrier_account"
    __table_args__ = (UniqueConstraint("carrier", "external_id"),)
    id: int = ident()
    school_id: int | None = number(default=None, foreign_key="school.id")
    carrier: str = word()
    side: str = word()
    external_id: str = word()  # the bot's numeric id, or the school's own number
    cursor: str | None = word(default=None)  # where polling continues, once everything before it is on disk
    last_heard_at: datetime | None = moment(default=None)
    paused_until: datetime | None = moment(
        default=None
    )  # a carrier's Retry-After, shared by all processes (lease time)
    trouble: str | None = word(default=None)
    key_id: int = number()


class Inbox(SQLModel, table=True):
    """Every update a carrier gave us, once. The payload goes when it is handled; the row stays as proof."""

    __tablename__ = "inbox"
    __table_args__ = (
        UniqueConstraint("account_id", "provider_id"),
        Index("inbox_waiting", "id", sqlite_where=text("state = 'new'"), postgresql_where=text("state = 'new'")),
        Index(
            "inbox_sender",
            "account_id",
            "sender_blind",
            "id",
            sqlite_where=text("state = 'new'"),
            postgresql_where=text("state = 'new'"),
        ),
        Index(
            "inbox_aside",
            "id",
            sqlite_where=text("state IN ('parked', 'dead')"),
            postgresql_where=text("state IN ('parked', 'dead')"),
        ),
    )
    id: int = ident()
    account_id: int = number(foreign_key="carrier_account.id")
    provider_id: str = word()
    school_id: int | None = number(default=None, foreign_key="school.id")
    sender_blind: bytes = blind()
    payload: bytes | None = sealed(default=None)
    payload_hash: bytes = blind()
    state: str = word(default="new")  # new | parked | done | dead
    attempts: int = 0
    trouble: str | None = word(default=None)  # an exception's type, never its text
    received_at: datetime = moment()
    handled_at: datetime | None = moment(default=None)


class SenderClaim(SQLModel, table=True):
    """A worker's right to handle one sender's updates in order. `until` is lease time."""

    __tablename__ = "sender_claim"
    account_id: int = ident()
    sender_blind: bytes = blind(primary_key=True)
    owner: str = word()
    until: datetime = moment()


class Lease(SQLModel, table=True):
    """A named right of one process (a tick, a poller, a sender). `until` is lease time."""

    __tablename__ = "lease"
    name: str = word(primary_key=True)
    owner: str = word()
    until: datetime = moment()


class Alert(SQLModel, table=True):
    """Something wrong with the hub, while it lasts. Times are lease time; `told_level` is how bad it was when told."""

    __tablename__ = "alert"
    name: str = word(primary_key=True)
    since: datetime = moment()
    told_level: int = 0
    told_at: datetime | None = moment(default=None)


class Revision(SQLModel, table=True):
    """What a cache in memory was made from: `value` is another one after every change of what `name` names."""

    __tablename__ = "revision"
    name: str = word(primary_key=True)
    value: int = number()


class Clock(SQLModel, table=True):
    """School time minus machine time, in seconds. Only the sandbox writes it; one row with id 1."""

    __tablename__ = "clock"
    id: int = ident()
    offset_s: float = 0.0


class Boot(SQLModel, table=True):
    """A machine's life from one start to the next, by the name its kernel gives it. `zero`: lease time at that start.

    `ahead_s`: the machine's clock minus lease time, and `seen_at` the machine's clock, when a hub last compared the two.
    """

    __tablename__ = "boot"
    boot: str = word(primary_key=True)
    zero: datetime = moment()
    ahead_s: float = 0.0
    seen_at: datetime = moment()

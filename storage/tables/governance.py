"""What the school can show of its data protection: processors, disclosures, breaches, registers and sign-offs."""

from datetime import date, datetime

from sqlalchemy import Index
from sqlmodel import SQLModel

from storage.columns import ident, moment, number, sealed, word
from storage.tables.base import of_school, within_school


class Processor(SQLModel, table=True):
    """Who handles data for the school. Public facts; a newer row of the same name takes the older one's place."""

    __tablename__ = "processor"
    __table_args__ = (of_school(), Index("processor_name", "school_id", "name"))
    school_id: int = ident()
    id: int = ident()
    name: str = word()
    kind: str = word()  # carrier | translator | host | backup
    country: str = word()  # ISO 3166
    purpose: str = word()
    safeguard: str = word(default="")
    valid_to: date | None = None
    contract_on: date | None = None
    certificate: str = word(default="")  # a public address
    sub_processors: str = word(default="")
    keeps: str = word(default="")  # how long they keep what passes
    no_training: bool = False
    content: str = word(default="full")  # full | notice_only: what may go through it
    basis: bytes | None = sealed(default=None)  # the DPO's recorded basis
    made_by: int | None = number(default=None)
    made_at: datetime = moment()
    ended_at: datetime | None = moment(default=None)


class Disclosure(SQLModel, table=True):
    """Data given, or demanded, outside the school (LT32, DPIA54). The export can only be made once this stands."""

    __tablename__ = "disclosure"
    __table_args__ = (of_school(),)
    school_id: int = ident()
    id: int = ident()
    what: bytes = sealed()  # authority, legal basis and what, as written down
    processor: str = word(default="")
    approved_by: int | None = number(default=None)
    at: datetime = moment()


class DisclosurePerson(SQLModel, table=True):
    """Whom a disclosure is about."""

    __tablename__ = "disclosure_person"
    __table_args__ = (within_school("disclosure_id", "disclosure"),)
    school_id: int = ident()
    disclosure_id: int = ident()
    person_kind: str = word(primary_key=True)
    person_id: int = ident()


class Breach(SQLModel, table=True):
    """A breach with its clock of 72 hours from when it was found (DPIA44). `what` is one of our own words."""

    __tablename__ = "breach"
    __table_args__ = (of_school(),)
    school_id: int = ident()
    id: int = ident()
    opened_at: datetime = moment()
    what: str = word()
    opened_by: int | None = number(default=None)
    detail: bytes | None = sealed(default=None)
    affected: int = 0
    contained_at: datetime | None = moment(default=None)
    assessed_at: datetime | None = moment(default=None)
    decision: str = word(default="")  # ico | no_ico
    told_at: datetime | None = moment(default=None)
    reminded: int = 0
    closed_at: datetime | None = moment(default=None)


class RegisterEntry(SQLModel, table=True):
    """A line of a register that people keep: training, security tests, consultations, sign-offs, support access …"""

    __tablename__ = "register_entry"
    __table_args__ = (of_school(), Index("register_entry_book", "school_id", "book"))
    school_id: int = ident()
    id: int = ident()
    book: str = word()  # training | security_test | consultation | dpia | sign_off | go_live | support_access | custodian …
    staff_id: int | None = number(default=None)  # whom it is about
    day: date
    until: datetime | None = moment(default=None)
    outcome: str = word(default="")
    detail: bytes | None = sealed(default=None)
    made_by: int | None = number(default=None)
    at: datetime = moment()

"""Classes, pupils, guardians, staff, and the ways to reach them. Pupils hold DPIA9's fields and no other."""

from datetime import date, datetime, time

from sqlalchemy import CheckConstraint, Index, text
from sqlmodel import SQLModel

from storage.columns import blind, ident, moment, number, sealed, word
from storage.tables.base import of_school, within_school


class SchoolClass(SQLModel, table=True):
    """`year` is N, R or 1 to 6; a class that ended keeps its row."""

    __tablename__ = "school_class"
    __table_args__ = (of_school(),)
    school_id: int = ident()
    id: int = ident()
    name: str = word()
    year: str = word()
    key_id: int = number()
    ended_on: date | None = None


class Pupil(SQLModel, table=True):
    __tablename__ = "pupil"
    __table_args__ = (of_school(), Index("pupil_name", "school_id", "name_blind"))
    school_id: int = ident()
    id: int = ident()
    key_id: int = number()
    first_name: bytes = sealed()
    last_name: bytes = sealed()
    name_blind: bytes = blind()  # folded "first last", to recognise a pupil at the next import
    left_on: date | None = None


class Enrolment(SQLModel, table=True):
    """A pupil in a class from the first day to the last, both included; open-ended while `last_day` is NULL."""

    __tablename__ = "enrolment"
    __table_args__ = (
        within_school("pupil_id", "pupil"),
        within_school("class_id", "school_class"),
        Index("enrolment_pupil", "school_id", "pupil_id"),
        Index("enrolment_class", "school_id", "class_id"),
    )
    school_id: int = ident()
    id: int = ident()
    pupil_id: int = number()
    class_id: int = number()
    first_day: date
    last_day: date | None = None


class Rollover(SQLModel, table=True):
    """New classes prepared for a day to come: a whole import, sealed until it takes effect or is taken back.

    States: prepared, done, undone, stopped (the lists fitted no more on the day).
    """

    __tablename__ = "rollover"
    __table_args__ = (of_school(),)
    school_id: int = ident()
    id: int = ident()
    day: date
    plan: bytes | None = sealed(default=None)
    answers: bytes | None = sealed(default=None)
    state: str = word(default="prepared")
    made_at: datetime = moment()
    made_by: int | None = number(default=None)
    ended_at: datetime | None = moment(default=None)


class Guardian(SQLModel, table=True):
    """`language` is a BCP 47 tag, NULL when nobody told the school."""

    __tablename__ = "guardian"
    __table_args__ = (of_school(), Index("guardian_name", "school_id", "name_blind"))
    school_id: int = ident()
    id: int = ident()
    key_id: int = number()
    first_name: bytes = sealed()
    last_name: bytes = sealed()
    name_blind: bytes = blind()
    language: str | None = word(default=None)
    left_on: date | None = None
    suspended_at: datetime | None = moment(default=None)


class Guardianship(SQLModel, table=True):
    """An adult's tie to a pupil. `restricted` (a court order) blocks every path; `priority` 1 is rung first."""

    __tablename__ = "guardianship"
    __table_args__ = (
        within_school("guardian_id", "guardian"),
        within_school("pupil_id", "pupil"),
        Index("guardianship_pupil", "school_id", "pupil_id"),
        Index("guardianship_guardian", "school_id", "guardian_id"),
    )
    school_id: int = ident()
    id: int = ident()
    guardian_id: int = number()
    pupil_id: int = number()
    relation: str = word()  # mother, father, carer, grandparent … normalised
    responsibility: str = word()  # parental | care | none
    priority: int = 1
    restricted: bool = False
    ended_on: date | None = None


class Staff(SQLModel, table=True):
    __tablename__ = "staff"
    __table_args__ = (of_school(), Index("staff_name", "school_id", "name_blind"))
    school_id: int = ident()
    id: int = ident()
    key_id: int = number()
    first_name: bytes = sealed()
    last_name: bytes = sealed()
    name_blind: bytes = blind()
    left_at: datetime | None = moment(default=None)


class StaffRole(SQLModel, table=True):
    __tablename__ = "staff_role"
    __table_args__ = (within_school("staff_id", "staff"), Index("staff_role_role", "school_id", "role"))
    school_id: int = ident()
    id: int = ident()
    staff_id: int = number()
    role: str = word()
    first_day: date | None = None
    last_day: date | None = None


class Duty(SQLModel, table=True):
    """A member of staff at a class: see `bot.domain.people.Duty`. `weekdays` is a bit mask, Monday is 1."""

    __tablename__ = "duty"
    __table_args__ = (
        within_school("staff_id", "staff"),
        within_school("class_id", "school_class"),
        Index("duty_class", "school_id", "class_id"),
    )
    school_id: int = ident()
    id: int = ident()
    staff_id: int = number()
    class_id: int = number()
    kind: str = word()
    weekdays: int = 0
    first_day: date | None = None
    last_day: date | None = None
    start: time | None = None
    end: time | None = None
    instead_of: int | None = number(default=None)
    made_at: datetime = moment()


class Contact(SQLModel, table=True):
    """A person's place on a carrier, or a number only the office may ring.

    States: listed (from the roll, unproved), verified, blocked (they blocked us or texted STOP), quarantined (may have a
    new owner), ended. `account_id` is the account they wrote to, which answers them.
    """

    __tablename__ = "contact"
    __table_args__ = (
        within_school("guardian_id", "guardian"),
        within_school("staff_id", "staff"),
        CheckConstraint("(guardian_id IS NULL) <> (staff_id IS NULL)", name="contact_of_one_person"),
        Index("contact_value", "value_blind", "carrier"),
        Index("contact_guardian", "school_id", "guardian_id"),
        Index("contact_staff", "school_id", "staff_id"),
        Index(
            "contact_one_owner",
            "school_id",
            "carrier",
            "value_blind",
            "side",
            unique=True,
            sqlite_where=text("state = 'verified'"),
            postgresql_where=text("state = 'verified'"),
        ),
    )
    school_id: int = ident()
    id: int = ident()
    side: str = word()
    guardian_id: int | None = number(default=None)
    staff_id: int | None = number(default=None)
    carrier: str = word()  # telegram | sms | phone (a landline: people ring it, the hub never does)
    value: bytes = sealed()
    value_blind: bytes = blind()
    account_id: int | None = number(default=None)
    state: str = word(default="listed")
    state_at: datetime = moment()
    proof: str | None = word(default=None)  # contact_share | sender_number | child_and_class | office


class Invite(SQLModel, table=True):
    """A single-use code bound to one adult (and, for families, one pupil). Only hashes are kept.

    `code_blind` and `link_blind` find it (keyed hashes of the typed code and of the 128-bit link token); `code_hash`
    is argon2id of the typed code, which is short enough to need one.
    """

    __tablename__ = "invite"
    __table_args__ = (
        within_school("guardian_id", "guardian"),
        within_school("staff_id", "staff"),
        within_school("pupil_id", "pupil"),
        CheckConstraint("(guardian_id IS NULL) <> (staff_id IS NULL)", name="invite_of_one_person"),
        Index("invite_code", "code_blind", unique=True),
        Index("invite_link", "link_blind", unique=True),
        Index("invite_guardian", "school_id", "guardian_id"),
    )
    school_id: int = ident()
    id: int = ident()
    guardian_id: int | None = number(default=None)
    staff_id: int | None = number(default=None)
    pupil_id: int | None = number(default=None)
    code_blind: bytes = blind()
    link_blind: bytes = blind()
    code_hash: str = word()
    handed_over: bool = False  # given in person: the child's first name and class may be the second fact
    made_at: datetime = moment()
    made_by: int | None = number(default=None)
    expires_at: datetime = moment()
    used_at: datetime | None = moment(default=None)
    revoked_at: datetime | None = moment(default=None)
    failures: int = 0

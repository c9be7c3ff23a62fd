"""When a school is open: periods, terms, closures, and the policy in force."""

from datetime import date, datetime, time

from sqlalchemy import Index
from sqlmodel import SQLModel

from storage.columns import ident, moment, number, sealed, word
from storage.tables.base import of_school


class OpeningPeriod(SQLModel, table=True):
    """[start, end) in local wall time on one weekday (Monday is 0). Rows replace the policy's hours for their `who`."""

    __tablename__ = "opening_period"
    __table_args__ = (of_school(),)
    school_id: int = ident()
    id: int = ident()
    who: str = word()  # teachers | office
    weekday: int
    start: time
    end: time
    class_id: int | None = number(default=None)
    staff_id: int | None = number(default=None)  # a member's own, narrower hours


class Term(SQLModel, table=True):
    """Both days included. No rows: term dates are unknown, and the hub says so."""

    __tablename__ = "term"
    __table_args__ = (of_school(),)
    school_id: int = ident()
    id: int = ident()
    first_day: date
    last_day: date


class Closure(SQLModel, table=True):
    """INSET days, holidays, snow, early close (`start` set: closed from then on), for the school or one class."""

    __tablename__ = "closure"
    __table_args__ = (of_school(),)
    school_id: int = ident()
    id: int = ident()
    kind: str = word()  # inset | holiday | snow | early_close | other
    first_day: date
    last_day: date
    start: time | None = None
    class_id: int | None = number(default=None)


class PolicyVersion(SQLModel, table=True):
    """The newest row in force is what runs. `document` is public TOML: roles, never names of people."""

    __tablename__ = "policy_version"
    __table_args__ = (of_school(), Index("policy_in_force", "school_id", "in_force_from"))
    school_id: int = ident()
    id: int = ident()
    document: str = word()
    in_force_from: datetime = moment()
    made_at: datetime = moment()
    made_by: int | None = number(default=None)
    reason: bytes | None = sealed(default=None)

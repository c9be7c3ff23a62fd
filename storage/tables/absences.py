"""Children away from school: one row per child and session, every report that spoke of it, who came late, who is asked."""

from datetime import date, datetime

from sqlalchemy import Index, UniqueConstraint
from sqlmodel import Field, SQLModel

from storage.columns import ident, key_word, moment, number, sealed, word
from storage.tables.base import of_school, within_school


class Absence(SQLModel, table=True):
    """A child's half day. `code` is suggested until somebody of the school confirms it; the register itself is elsewhere.

    States: reported, unconfirmed (a text message alone, where the policy asks for more), confirmed, withdrawn.
    """

    __tablename__ = "absence"
    __table_args__ = (
        within_school("pupil_id", "pupil"),
        within_school("class_id", "school_class"),
        UniqueConstraint("school_id", "pupil_id", "day", "session"),
        Index("absence_day", "school_id", "day"),
    )
    school_id: int = ident()
    id: int = ident()
    pupil_id: int = number()
    class_id: int = number()
    day: date
    session: str = word()  # am | pm
    code: str = word()
    state: str = word(default="reported")
    differs: bool = False  # two reports gave different reasons
    confirmed_by: int | None = number(default=None)
    confirmed_at: datetime | None = moment(default=None)
    made_at: datetime = moment()


class AbsenceReport(SQLModel, table=True):
    """What one person said, by whichever way. The reason's own words are in the item's messages, or sealed here."""

    __tablename__ = "absence_report"
    __table_args__ = (
        within_school("pupil_id", "pupil"),
        within_school("class_id", "school_class"),
        within_school("guardian_id", "guardian"),
        within_school("staff_id", "staff"),
        within_school("item_id", "item"),
        Index("absence_report_item", "school_id", "item_id"),
        Index("absence_report_guardian", "school_id", "guardian_id", "last_day"),
    )
    school_id: int = ident()
    id: int = ident()
    pupil_id: int = number()
    class_id: int = number()
    source: str = word()  # telegram | sms | desk | phone | email | first_day
    guardian_id: int | None = number(default=None)
    staff_id: int | None = number(default=None)
    item_id: int | None = number(default=None)
    reason: str = word()
    first_day: date
    last_day: date
    part: str = word(default="all")
    back_on: date | None = None
    open_end: bool = False
    unconfirmed: bool = False
    words: bytes | None = sealed(default=None)
    key_id: int = number()
    made_at: datetime = moment()
    withdrawn_at: datetime | None = moment(default=None)


class AbsenceSource(SQLModel, table=True):
    """Which reports speak of which half day."""

    __tablename__ = "absence_source"
    __table_args__ = (
        within_school("absence_id", "absence"),
        within_school("report_id", "absence_report"),
        Index("absence_source_report", "school_id", "report_id"),
    )
    school_id: int = ident()
    absence_id: int = ident()
    report_id: int = ident()


class SignIn(SQLModel, table=True):
    """A child who came in after the register was taken: nobody is asked about them."""

    __tablename__ = "sign_in"
    __table_args__ = (within_school("pupil_id", "pupil"), UniqueConstraint("school_id", "pupil_id", "day"))
    school_id: int = ident()
    id: int = ident()
    pupil_id: int = number()
    day: date
    staff_id: int | None = number(default=None)
    at: datetime = moment()


class AbsenceAsk(SQLModel, table=True):
    """A question to a family about one child and day. Kinds: first_day (missing without notice), still (ill again?).

    States: waiting (for `due_at`), asked, answered, silent (everybody was asked: ring them), closed (no longer needed).
    """

    __tablename__ = "absence_ask"
    __table_args__ = (
        within_school("pupil_id", "pupil"),
        within_school("guardian_id", "guardian"),
        UniqueConstraint("school_id", "pupil_id", "day", "kind"),
        Index("absence_ask_due", "state", "due_at"),
    )
    school_id: int = ident()
    id: int = ident()
    pupil_id: int = number()
    day: date
    kind: str = word()
    state: str = word(default="waiting")
    guardian_id: int | None = number(default=None)  # who is being asked; for `still`, who reported
    due_at: datetime = moment()
    outcome: str = word(default="")
    staff_id: int | None = number(default=None)
    made_at: datetime = moment()
    ended_at: datetime | None = moment(default=None)


class AbsenceAsked(SQLModel, table=True):
    """Whom a question went to, one adult at a time."""

    __tablename__ = "absence_asked"
    __table_args__ = (within_school("ask_id", "absence_ask"), within_school("guardian_id", "guardian"))
    school_id: int = ident()
    ask_id: int = ident()
    guardian_id: int = ident()
    at: datetime = moment()


class Correction(SQLModel, table=True):
    """How often triage was put right, by subject and language. No text, no person."""

    __tablename__ = "correction"
    __table_args__ = (of_school(),)
    school_id: int = ident()
    day: date = Field(primary_key=True)
    subject: str = key_word()
    language: str = key_word()
    kind: str = key_word()  # wrong | missed
    by: str = key_word()  # parent | staff
    number: int = 0


class LeadRota(SQLModel, table=True):
    """Which safeguarding lead is told first on these days, both included; holidays too."""

    __tablename__ = "lead_rota"
    __table_args__ = (within_school("staff_id", "staff"), Index("lead_rota_days", "school_id", "first_day"))
    school_id: int = ident()
    id: int = ident()
    staff_id: int = number()
    first_day: date
    last_day: date
    made_at: datetime = moment()

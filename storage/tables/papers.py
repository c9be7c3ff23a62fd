"""What people agreed to: published texts, signings and their lines, refusals, approvals; and a trial's extensions."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, Index, UniqueConstraint
from sqlmodel import SQLModel

from storage.columns import blind, ident, moment, number, sealed, word
from storage.tables.base import of_school, within_school


class PaperVersion(SQLModel, table=True):
    """A published text of the families' or the staff's agreement. `lines` is JSON of our own words and public wording."""

    __tablename__ = "paper_version"
    __table_args__ = (of_school(), UniqueConstraint("school_id", "audience", "label"))
    school_id: int = ident()
    id: int = ident()
    audience: str = word()  # families | staff
    label: str = word()  # "2025-02"
    lines: str = word()
    renews: bool = True  # whoever agreed to an earlier text is asked again
    published_at: datetime = moment()
    published_by: int | None = number(default=None)


class Slip(SQLModel, table=True):
    """One signing; never changed. `version_id` 0 is the text that came with the policy. `signer` as on the paper."""

    __tablename__ = "slip"
    __table_args__ = (
        within_school("guardian_id", "guardian"),
        within_school("staff_id", "staff"),
        within_school("pupil_id", "pupil"),
        within_school("class_id", "school_class"),
        CheckConstraint("(guardian_id IS NULL) <> (staff_id IS NULL)", name="slip_of_one_person"),
        Index("slip_guardian", "school_id", "guardian_id"),
        Index("slip_staff", "school_id", "staff_id"),
        Index("slip_pupil", "school_id", "pupil_id"),
    )
    school_id: int = ident()
    id: int = ident()
    guardian_id: int | None = number(default=None)
    staff_id: int | None = number(default=None)
    pupil_id: int | None = number(default=None)
    class_id: int | None = number(default=None)
    version: str = word()
    version_id: int = number()
    language: str = word()
    channel: str = word()  # telegram | sms | office
    form: str = word()  # paper | e_slip
    signer: bytes | None = sealed(default=None)
    signed_on: date | None = None
    recorded_by: int | None = number(default=None)
    at: datetime = moment()


class SlipLine(SQLModel, table=True):
    """One line's answer: yes, no or withdrawn."""

    __tablename__ = "slip_line"
    __table_args__ = (within_school("slip_id", "slip"),)
    school_id: int = ident()
    slip_id: int = ident()
    line: str = word(primary_key=True)
    answer: str = word()


class Refusal(SQLModel, table=True):
    """An adult who does not want to be asked (DPIA4). `ended_at`: they changed their mind."""

    __tablename__ = "refusal"
    __table_args__ = (within_school("guardian_id", "guardian"), Index("refusal_guardian", "school_id", "guardian_id"))
    school_id: int = ident()
    id: int = ident()
    guardian_id: int = number()
    channel: str = word()
    at: datetime = moment()
    ended_at: datetime | None = moment(default=None)


class ExtraAdult(SQLModel, table=True):
    """Leave for one adult more than the policy's cap, for one child and one time (BNV12)."""

    __tablename__ = "extra_adult"
    __table_args__ = (
        within_school("guardian_id", "guardian"),
        within_school("pupil_id", "pupil"),
        Index("extra_adult_guardian", "school_id", "guardian_id"),
    )
    school_id: int = ident()
    id: int = ident()
    guardian_id: int = number()
    pupil_id: int = number()
    approved_by: int | None = number(default=None)
    approved_as: str = word()  # the role that approved
    reason: bytes = sealed()
    at: datetime = moment()
    used_at: datetime | None = moment(default=None)


class PupilNumber(SQLModel, table=True):
    """A young person's own number, as a keyed hash only: nobody is ever linked with it (PH19, BNV10)."""

    __tablename__ = "pupil_number"
    __table_args__ = (within_school("pupil_id", "pupil"), UniqueConstraint("school_id", "value_blind"))
    school_id: int = ident()
    id: int = ident()
    pupil_id: int = number()
    value_blind: bytes = blind()


class TrialChoice(SQLModel, table=True):
    """The head's decision about a trial that was to end on `ends` (M8). Without `until` it is closed."""

    __tablename__ = "trial_choice"
    __table_args__ = (of_school(),)
    school_id: int = ident()
    id: int = ident()
    ends: date
    until: date | None = None
    reason: bytes | None = sealed(default=None)
    made_by: int | None = number(default=None)
    at: datetime = moment()


class Chore(SQLModel, table=True):
    """What the hub does once: a term's reminder, the first asking about a new text. The name says which."""

    __tablename__ = "chore"
    __table_args__ = (of_school(),)
    school_id: int = ident()
    name: str = word(primary_key=True)
    at: datetime = moment()

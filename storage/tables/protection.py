"""Data protection's own records: requests about personal data, what is held back, corrections, switches, erasures."""

from datetime import date, datetime

from sqlalchemy import Index
from sqlmodel import Field, SQLModel

from storage.columns import ident, moment, number, sealed, word
from storage.tables.base import of_school, within_school


class RightsRequest(SQLModel, table=True):
    """Somebody asked about personal data; `due_on` is the last day of the policy's month (M30, DPIA33).

    States: checking (nobody knows yet who asks), open, review (parts wait for the lead or the DPO), answered, refused.
    """

    __tablename__ = "rights_request"
    __table_args__ = (of_school(), Index("rights_request_person", "school_id", "person_kind", "person_id"))
    school_id: int = ident()
    id: int = ident()
    kind: str = word()  # access | correction | objection | restriction | withdrawal | erasure
    person_kind: str = word()  # guardian | pupil | staff | unknown
    person_id: int | None = number(default=None)
    channel: str = word()  # telegram | sms | desk
    identity: str = word()  # linked_account | office_check | none
    checked_by: int | None = number(default=None)
    item_id: int | None = number(default=None)
    asked_at: datetime = moment()
    due_on: date
    state: str = word(default="open")
    reminded: int = 0
    outcome: str = word(default="")
    ended_by: int | None = number(default=None)
    ended_at: datetime | None = moment(default=None)


class RightsReview(SQLModel, table=True):
    """A row an export left out until the safeguarding lead or the DPO has looked at it; the export does not say so."""

    __tablename__ = "rights_review"
    __table_args__ = (within_school("request_id", "rights_request"),)
    school_id: int = ident()
    request_id: int = ident()
    place: str = word(primary_key=True)  # the table
    row_id: int = ident()
    why: str = word()  # safeguarding | complaint | third_party
    decision: str = word(default="")  # "" while it waits; released | withheld
    decided_by: int | None = number(default=None)
    decided_at: datetime | None = moment(default=None)


class RightsHold(SQLModel, table=True):
    """A reason not to erase somebody yet (B14): who answers for it, and until when."""

    __tablename__ = "rights_hold"
    __table_args__ = (of_school(), Index("rights_hold_person", "school_id", "person_kind", "person_id"))
    school_id: int = ident()
    id: int = ident()
    person_kind: str = word()
    person_id: int = number()
    kind: str = word()  # complaint | safeguarding | legal
    item_id: int | None = number(default=None)  # one matter; None: all that is held of the person
    reason: bytes = sealed()
    owner_id: int | None = number(default=None)
    until: date
    made_at: datetime = moment()
    ended_at: datetime | None = moment(default=None)


class Amendment(SQLModel, table=True):
    """A correction, with what stood there before (M30)."""

    __tablename__ = "amendment"
    __table_args__ = (of_school(), Index("amendment_person", "school_id", "person_kind", "person_id"))
    school_id: int = ident()
    id: int = ident()
    person_kind: str = word()
    person_id: int = number()
    field: str = word()
    old: bytes = sealed()
    new: bytes = sealed()
    made_by: int | None = number(default=None)
    at: datetime = moment()


class PersonSwitch(SQLModel, table=True):
    """An adult's objection to a purpose, or a freeze: kept, not used (DPIA35). Withdrawal ends the link and needs no row."""

    __tablename__ = "person_switch"
    __table_args__ = (
        within_school("guardian_id", "guardian"),
        Index("person_switch_guardian", "school_id", "guardian_id"),
    )
    school_id: int = ident()
    id: int = ident()
    guardian_id: int = number()
    kind: str = word()  # object | restrict
    purpose: str = word(default="")  # news | translation | … for an objection
    since: datetime = moment()
    until: datetime | None = moment(default=None)
    made_by: int | None = number(default=None)


class Erasure(SQLModel, table=True):
    """Somebody was erased: ids, keys and counts, no word about them. A restored backup is erased again from it."""

    __tablename__ = "erasure"
    __table_args__ = (of_school(), Index("erasure_person", "school_id", "person_kind", "person_id"))
    school_id: int = ident()
    id: int = ident()
    person_kind: str = word()
    person_id: int = number()
    reason: str = word()  # asked | leaver | inactive | feedback | withdrawn
    data_keys: str = word()  # JSON: the data keys destroyed
    counts: str = word()  # JSON: table → rows that went
    outside: str = word(default="{}")  # JSON: what lies outside the school's control, by kind
    made_by: int | None = number(default=None)
    at: datetime = moment()


class ProviderCopy(SQLModel, table=True):
    """A copy at a carrier that has to go. States: waiting, deleted, blanked, gone (was not there), left (cannot go)."""

    __tablename__ = "provider_copy"
    __table_args__ = (of_school(), Index("provider_copy_waiting", "state", "retry_at"))
    school_id: int = ident()
    id: int = ident()
    erasure_id: int | None = number(default=None)
    account_id: int = number()
    carrier: str = word()
    place: bytes | None = sealed(default=None)  # JSON: chat and the carrier's id; gone once it is done
    why: str = word(default="erased")  # erased | old_card | staff_left
    state: str = word(default="waiting")
    attempts: int = 0
    retry_at: datetime = moment()
    ended_at: datetime | None = moment(default=None)


class RetentionRun(SQLModel, table=True):
    """What a night's run deleted, by category: a count, never a name (DPIA20)."""

    __tablename__ = "retention_run"
    __table_args__ = (of_school(),)
    school_id: int = ident()
    day: date = Field(primary_key=True)
    category: str = word(primary_key=True)
    number: int = 0
    at: datetime = moment()


class RetentionNotice(SQLModel, table=True):
    """A family was told that something will be deleted on a day, unless they say otherwise."""

    __tablename__ = "retention_notice"
    __table_args__ = (of_school(), Index("retention_notice_person", "school_id", "person_kind", "person_id"))
    school_id: int = ident()
    id: int = ident()
    category: str = word()  # leaver | inactive
    person_kind: str = word()
    person_id: int = number()
    outbox_id: int | None = number(default=None)
    told_at: datetime = moment()
    deletes_on: date
    state: str = word(default="told")  # told | kept | letter (the office writes) | done

"""What goes out: the outbox, announcements, and who an announcement is for."""

from datetime import date, datetime

from sqlalchemy import Index, UniqueConstraint, text
from sqlmodel import SQLModel

from storage.columns import blind, ident, moment, number, sealed, word
from storage.tables.base import of_school, within_school


class AnnouncementPick(SQLModel, table=True):
    """Adults an author chose for a message that is not for the whole class; no row: everybody (M3)."""

    __tablename__ = "announcement_pick"
    __table_args__ = (within_school("announcement_id", "announcement"), within_school("guardian_id", "guardian"))
    school_id: int = ident()
    announcement_id: int = ident()
    guardian_id: int = ident()


class Outbox(SQLModel, table=True):
    """One thing to send to one person (or to a role: then deliver replaces it by one row per person).

    Holds references, never rendered text: `content` is the JSON of `bot.domain.sending.Content`. `intent` makes the
    same send happen once. Exactly one of contact, staff, guardian, role or `to_value` says who it is for.
    """

    __tablename__ = "outbox"
    __table_args__ = (
        of_school(),
        UniqueConstraint("school_id", "intent"),
        Index(
            "outbox_due",
            "lane",
            "due_at",
            "id",
            sqlite_where=text("state IN ('queued', 'retry')"),
            postgresql_where=text("state IN ('queued', 'retry')"),
        ),
        Index(
            "outbox_sending",
            "lease_until",
            sqlite_where=text("state IN ('sending', 'unknown')"),
            postgresql_where=text("state IN ('sending', 'unknown')"),
        ),
        Index("outbox_sent_as", "account_id", "sent_blind"),
        Index("outbox_item", "school_id", "item_id", "id"),
        Index(
            "outbox_waits",
            "school_id",
            "due_at",
            sqlite_where=text("state IN ('queued', 'retry')"),
            postgresql_where=text("state IN ('queued', 'retry')"),
        ),
        Index(
            "outbox_staff",
            "school_id",
            "staff_id",
            "due_at",
            sqlite_where=text("staff_id IS NOT NULL"),
            postgresql_where=text("staff_id IS NOT NULL"),
        ),
        Index(
            "outbox_cards",
            "school_id",
            "staff_id",
            "due_at",
            "id",
            sqlite_where=text("intent LIKE 'card:%'"),
            postgresql_where=text("intent LIKE 'card:%'"),
        ),
        Index("outbox_sent", "school_id", "sent_at"),
        Index("outbox_announcement", "school_id", "announcement_id"),
    )
    school_id: int = ident()
    id: int = ident()
    intent: str = word()
    lane: int = 1  # 0 danger, 1 conversation, 2 announcements
    content: str = word()
    account_id: int | None = number(default=None)
    contact_id: int | None = number(default=None)
    staff_id: int | None = number(default=None)
    guardian_id: int | None = number(default=None)
    role: str | None = word(default=None)
    class_id: int | None = number(default=None)
    to_value: bytes | None = sealed(default=None)  # an address we know nothing else about
    item_id: int | None = number(default=None)
    message_id: int | None = number(default=None)
    announcement_id: int | None = number(default=None)
    due_at: datetime = moment()
    expires_at: datetime | None = moment(default=None)
    state: str = word(default="queued")
    attempts: int = 0
    resent: bool = False  # the one counted resend after an ambiguous send
    lease_owner: str | None = word(default=None)
    lease_until: datetime | None = moment(default=None)  # lease time
    retry_at: datetime | None = moment(default=None)  # lease time
    sent_ref: bytes | None = sealed(default=None)  # the carrier's ids of what we sent
    sent_blind: bytes | None = blind(default=None)  # finds the row a reply or a status report belongs to
    sent_contact_id: int | None = number(default=None)
    trouble: str | None = word(default=None)
    parts: int = 0
    made_at: datetime = moment()
    sent_at: datetime | None = moment(default=None)
    ended_at: datetime | None = moment(default=None)


class Announcement(SQLModel, table=True):
    """A post. draft → (asked: waits for a second person) → confirmed (due after the undo window) → sent; or undone, removed.

    `kind` and `audience` are words of `bot.domain.posting`. Sealed under the class's key, or the school's when it is for
    several classes or all. `checked`: which questions about it its author has answered, our own words.
    """

    __tablename__ = "announcement"
    __table_args__ = (
        within_school("class_id", "school_class"),
        within_school("staff_id", "staff"),
        within_school("pupil_id", "pupil"),
        Index("announcement_origin", "school_id", "origin_blind"),
        Index("announcement_sent", "school_id", "class_id", "sent_at"),
        Index(
            "announcement_due",
            "due_at",
            sqlite_where=text("state = 'confirmed'"),
            postgresql_where=text("state = 'confirmed'"),
        ),
        Index(
            "announcement_unsent",
            "made_at",
            sqlite_where=text("state IN ('draft', 'undone')"),
            postgresql_where=text("state IN ('draft', 'undone')"),
        ),
        Index(
            "announcement_unreported",
            "id",
            sqlite_where=text("reported_at IS NULL"),
            postgresql_where=text("reported_at IS NULL"),
        ),
    )
    school_id: int = ident()
    id: int = ident()
    class_id: int | None = number(default=None)
    staff_id: int = number()
    body: bytes = sealed()
    language: str = word(default="en")
    state: str = word(default="draft")
    made_at: datetime = moment()
    due_at: datetime | None = moment(default=None)
    sent_at: datetime | None = moment(default=None)
    reported_at: datetime | None = moment(default=None)
    kind: str = word(default="notice")
    audience: str = word(default="class")
    pupil_id: int | None = number(default=None)
    purpose: str = word(default="")
    checked: str = word(default="")
    happens_on: date | None = None
    version: int = 1  # of the text; an edit makes the next
    edited_at: datetime | None = moment(default=None)
    approved_by: int | None = number(default=None)
    removed_at: datetime | None = moment(default=None)
    removed_by: int | None = number(default=None)
    removed_why: str = word(default="")
    origin_blind: bytes | None = blind(default=None)  # the author's own message, to know an edit of it


class AnnouncementText(SQLModel, table=True):
    """The text once per language, translated or the original when no engine could (yet: `late`, asked for again)."""

    __tablename__ = "announcement_text"
    __table_args__ = (
        within_school("announcement_id", "announcement"),
        UniqueConstraint("school_id", "announcement_id", "language"),
        Index(
            "announcement_text_late", "id", sqlite_where=text("status = 'late'"), postgresql_where=text("status = 'late'")
        ),
    )
    school_id: int = ident()
    id: int = ident()
    announcement_id: int = number()
    language: str = word()
    body: bytes = sealed()
    status: str = word()
    engine: str = word(default="")


class Recipient(SQLModel, table=True):
    """One adult an announcement is for, decided when it went out. `route` says how, or why not."""

    __tablename__ = "recipient"
    __table_args__ = (
        within_school("announcement_id", "announcement"),
        within_school("guardian_id", "guardian"),
        UniqueConstraint("school_id", "announcement_id", "guardian_id"),
    )
    school_id: int = ident()
    id: int = ident()
    announcement_id: int = number()
    guardian_id: int = number()
    route: str = word()  # telegram | sms | none

"""What families write and what becomes of it: threads, messages, items, and each sender's open question."""

from datetime import datetime

from sqlalchemy import Index, UniqueConstraint, text
from sqlmodel import SQLModel

from storage.columns import blind, ident, key_word, moment, number, sealed, word
from storage.tables.base import of_school, within_school


class Thread(SQLModel, table=True):
    """Private to one adult, about one pupil, in one class. `key_id` seals its messages."""

    __tablename__ = "thread"
    __table_args__ = (
        within_school("class_id", "school_class"),
        within_school("guardian_id", "guardian"),
        within_school("pupil_id", "pupil"),
        UniqueConstraint("school_id", "guardian_id", "pupil_id", "class_id"),
        Index("thread_class", "school_id", "class_id", "last_at"),
    )
    school_id: int = ident()
    id: int = ident()
    class_id: int = number()
    guardian_id: int = number()
    pupil_id: int = number()
    key_id: int = number()
    opened_at: datetime = moment()
    last_at: datetime = moment()
    staff_wrote_at: datetime | None = moment(default=None)


class Message(SQLModel, table=True):
    """What one person wrote, once, never changed: an edit is a new row that names the one it replaces.

    `thread_id` is NULL while the child is unknown, or for ever when an unknown number wrote of danger; `body` is then
    sealed under the adult's key, or the school's.
    """

    __tablename__ = "message"
    __table_args__ = (
        within_school("thread_id", "thread"),
        within_school("guardian_id", "guardian"),
        within_school("staff_id", "staff"),
        Index("message_thread", "school_id", "thread_id", "id"),
        Index("message_carrier", "school_id", "carrier_blind"),
        Index("message_stored", "school_id", "stored_at"),
    )
    school_id: int = ident()
    id: int = ident()
    thread_id: int | None = number(default=None)
    guardian_id: int | None = number(default=None)  # the author, when a family wrote
    staff_id: int | None = number(default=None)  # the author, when staff wrote
    kind: str = word(default="text")
    body: bytes = sealed()
    language: str | None = word(default=None)
    replaces: int | None = number(default=None)
    inbox_id: int | None = number(default=None)
    carrier_blind: bytes | None = blind(default=None)  # account, chat and the carrier's message id
    sent_at: datetime = moment()  # the carrier's time
    stored_at: datetime = moment()


class MessageTranslation(SQLModel, table=True):
    """A machine's rendering of a message for readers of one language, made when first needed."""

    __tablename__ = "message_translation"
    __table_args__ = (within_school("message_id", "message"), UniqueConstraint("school_id", "message_id", "language"))
    school_id: int = ident()
    id: int = ident()
    message_id: int = number()
    language: str = word()
    body: bytes = sealed()
    status: str = word()
    engine: str = word()


class Media(SQLModel, table=True):
    """A file at the carrier and, once fetched, its encrypted blob under a random name."""

    __tablename__ = "media"
    __table_args__ = (
        within_school("message_id", "message"),
        Index("media_message", "school_id", "message_id"),
        Index("media_wanted", "id", sqlite_where=text("state = 'wanted'"), postgresql_where=text("state = 'wanted'")),
    )
    school_id: int = ident()
    id: int = ident()
    message_id: int = number()
    account_id: int = number()
    key_id: int = number()
    kind: str = word()
    mime: str = word(default="")
    size: int | None = None
    seconds: int | None = None
    carrier_id: bytes = sealed()
    state: str = word(default="wanted")  # wanted | stored | refused | gone
    blob: str | None = word(default=None)
    attempts: int = 0
    retry_at: datetime | None = moment(default=None)


class Item(SQLModel, table=True):
    """Something for a role to see to. Who the role is gets resolved when it opens, and again at every send.

    `visible_from` is the hold; `because` (sealed) says what the hub thinks and why. States: open, taken, done, withdrawn.
    """

    __tablename__ = "item"
    __table_args__ = (
        of_school(),
        within_school("class_id", "school_class"),
        within_school("thread_id", "thread"),
        within_school("guardian_id", "guardian"),
        within_school("pupil_id", "pupil"),
        Index(
            "item_open",
            "school_id",
            "role",
            "class_id",
            "visible_from",
            sqlite_where=text("state IN ('open', 'taken')"),
            postgresql_where=text("state IN ('open', 'taken')"),
        ),
        Index("item_visible", "school_id", "role", "visible_from"),
        Index(
            "item_ended",
            "school_id",
            "ended_at",
            sqlite_where=text("ended_at IS NOT NULL"),
            postgresql_where=text("ended_at IS NOT NULL"),
        ),
        Index(
            "item_danger",
            "school_id",
            "ended_at",
            sqlite_where=text("subject = 'safeguarding'"),
            postgresql_where=text("subject = 'safeguarding'"),
        ),
        Index("item_thread", "school_id", "thread_id", "id"),
        Index("item_guardian", "school_id", "guardian_id", "made_at"),
    )
    school_id: int = ident()
    id: int = ident()
    kind: str = word(default="message")  # message | join | call_back | not_reached | meeting | concern … | not_recalled
    role: str = word()
    class_id: int | None = number(default=None)
    thread_id: int | None = number(default=None)
    guardian_id: int | None = number(default=None)
    pupil_id: int | None = number(default=None)
    subject: str = word()
    because: bytes | None = sealed(default=None)
    topic: str = word(default="")  # a matter with steps, and which step this is (LT34)
    rung: int | None = None
    claim: bytes | None = sealed(default=None)  # whose phone is it? the address that used somebody's code
    claim_blind: bytes | None = blind(default=None)
    key_id: int = number()
    made_at: datetime = moment()
    visible_from: datetime = moment()
    state: str = word(default="open")
    outcome: str | None = word(default=None)  # answered | by_phone | meeting | seen | forwarded | done …
    taken_by: int | None = number(default=None)
    taken_at: datetime | None = moment(default=None)
    seen_at: datetime | None = moment(default=None)
    answered_at: datetime | None = moment(default=None)
    ended_at: datetime | None = moment(default=None)
    passed: str = word(default="")  # why somebody else has it now, see `storage/passing.py`
    written_in: int | None = number(default=None)  # the class the child was in when it was written, if another


class ItemMessage(SQLModel, table=True):
    """One item may hold a minute's worth of messages, and one message may concern two roles."""

    __tablename__ = "item_message"
    __table_args__ = (
        within_school("item_id", "item"),
        within_school("message_id", "message"),
        Index("item_message_message", "school_id", "message_id", "item_id"),
    )
    school_id: int = ident()
    item_id: int = ident()
    message_id: int = ident()


class ItemRole(SQLModel, table=True):
    """Roles that may see an item beside the one that has it: those it was escalated to."""

    __tablename__ = "item_role"
    __table_args__ = (within_school("item_id", "item"),)
    school_id: int = ident()
    item_id: int = ident()
    role: str = key_word()
    since: datetime = moment()


class Conversation(SQLModel, table=True):
    """What the hub remembers about one sender on one account: the open question, the child meant, the last notices.

    `state` is sealed JSON of `bot.domain.conversation.Conversation` under the account's key: it may hold drafts.
    """

    __tablename__ = "conversation"
    __table_args__ = (of_school(), UniqueConstraint("school_id", "account_id", "sender_blind"))
    school_id: int = ident()
    id: int = ident()
    account_id: int = number()
    sender_blind: bytes = blind()
    state: bytes = sealed()
    updated_at: datetime = moment()

"""What belongs to a post: its files, who is in them, what families said to it, and what became of it."""

from datetime import date, datetime, time

from sqlalchemy import Index, UniqueConstraint
from sqlmodel import SQLModel

from storage.columns import blind, ident, key_word, moment, number, sealed, word
from storage.tables.base import within_school


class PostClass(SQLModel, table=True):
    """One of several classes a post is for."""

    __tablename__ = "post_class"
    __table_args__ = (within_school("announcement_id", "announcement"), within_school("class_id", "school_class"))
    school_id: int = ident()
    announcement_id: int = ident()
    class_id: int = ident()


class PostFile(SQLModel, table=True):
    """A picture, film, sound or document of a post. `alt` says what is to be seen, for who cannot see it."""

    __tablename__ = "post_file"
    __table_args__ = (within_school("announcement_id", "announcement"), within_school("media_id", "media"))
    school_id: int = ident()
    announcement_id: int = ident()
    media_id: int = ident()
    place: int = 0
    alt: bytes | None = sealed(default=None)


class PostTag(SQLModel, table=True):
    """A child who can be recognised in a post's pictures."""

    __tablename__ = "post_tag"
    __table_args__ = (
        within_school("announcement_id", "announcement"),
        within_school("pupil_id", "pupil"),
        Index("post_tag_pupil", "school_id", "pupil_id"),
    )
    school_id: int = ident()
    announcement_id: int = ident()
    pupil_id: int = ident()


class PostVersion(SQLModel, table=True):
    """A text as it stood before an edit (DPIA30)."""

    __tablename__ = "post_version"
    __table_args__ = (within_school("announcement_id", "announcement"),)
    school_id: int = ident()
    announcement_id: int = ident()
    version: int = ident()
    body: bytes = sealed()
    staff_id: int | None = number(default=None)  # who replaced it
    at: datetime = moment()


class PostComment(SQLModel, table=True):
    """What an adult wrote under a post. State: waiting (for the teacher), shown (from `shown_from`), removed, refused."""

    __tablename__ = "post_comment"
    __table_args__ = (
        within_school("announcement_id", "announcement"),
        within_school("guardian_id", "guardian"),
        Index("post_comment_post", "school_id", "announcement_id"),
    )
    school_id: int = ident()
    id: int = ident()
    announcement_id: int = number()
    guardian_id: int = number()
    body: bytes = sealed()
    language: str | None = word(default=None)
    at: datetime = moment()
    shown_from: datetime = moment()
    state: str = word(default="shown")
    decided_by: int | None = number(default=None)
    decided_at: datetime | None = moment(default=None)
    reason: str = word(default="")


class PostLike(SQLModel, table=True):
    __tablename__ = "post_like"
    __table_args__ = (within_school("announcement_id", "announcement"), within_school("guardian_id", "guardian"))
    school_id: int = ident()
    announcement_id: int = ident()
    guardian_id: int = ident()
    at: datetime = moment()


class PostReport(SQLModel, table=True):
    """An adult says that a post should not be there. State: open, removed, kept."""

    __tablename__ = "post_report"
    __table_args__ = (
        within_school("announcement_id", "announcement"),
        within_school("guardian_id", "guardian"),
        UniqueConstraint("school_id", "announcement_id", "guardian_id"),
    )
    school_id: int = ident()
    id: int = ident()
    announcement_id: int = number()
    guardian_id: int = number()
    at: datetime = moment()
    state: str = word(default="open")
    decided_by: int | None = number(default=None)
    decided_at: datetime | None = moment(default=None)


class StaffAck(SQLModel, table=True):
    """What a member of staff has confirmed to have read, and which version of it (LT10, DPIA15)."""

    __tablename__ = "staff_ack"
    __table_args__ = (within_school("staff_id", "staff"), Index("staff_ack_staff", "school_id", "staff_id"))
    school_id: int = ident()
    id: int = ident()
    staff_id: int = number()
    class_id: int | None = number(default=None)
    what: str = word()  # photo_list | may_be_stored
    version: str = word(default="")
    at: datetime = moment()


class NeverShown(SQLModel, table=True):
    """A child who appears in no picture whatever a slip says. Why is written nowhere (BNV37, LT9)."""

    __tablename__ = "never_shown"
    __table_args__ = (within_school("pupil_id", "pupil"),)
    school_id: int = ident()
    pupil_id: int = ident()
    at: datetime = moment()
    set_by: int | None = number(default=None)


class Recurring(SQLModel, table=True):
    """A reminder for a class every week at a local time; `next_at` is when it is due next (UTC)."""

    __tablename__ = "recurring"
    __table_args__ = (within_school("class_id", "school_class"), within_school("staff_id", "staff"))
    school_id: int = ident()
    id: int = ident()
    class_id: int = number()
    staff_id: int = number()
    body: bytes = sealed()
    template: str = word(default="")
    weekday: int  # Monday is 0
    at: time
    last_day: date | None = None
    made_at: datetime = moment()
    next_at: datetime | None = moment(default=None)
    ended_at: datetime | None = moment(default=None)


class PageLink(SQLModel, table=True):
    """A private address of one adult's page of news. The token and the code are known by their keyed hashes alone."""

    __tablename__ = "page_link"
    __table_args__ = (
        within_school("guardian_id", "guardian"),
        UniqueConstraint("token_blind"),
        Index("page_link_guardian", "school_id", "guardian_id", "announcement_id"),
    )
    school_id: int = ident()
    id: int = ident()
    guardian_id: int = number()
    announcement_id: int | None = number(default=None)  # the post that it came with; none: what is held about them; 0: their own page
    token_blind: bytes = blind()
    code_blind: bytes = blind()
    made_at: datetime = moment()
    expires_at: datetime = moment()
    tries: int = 0
    opened_at: datetime | None = moment(default=None)
    ended_at: datetime | None = moment(default=None)


class OtherWay(SQLModel, table=True):
    """An adult whom a post did not reach, to be told on paper or by telephone, until somebody says it is done (DPIA49)."""

    __tablename__ = "other_way"
    __table_args__ = (
        within_school("announcement_id", "announcement"),
        within_school("guardian_id", "guardian"),
        within_school("pupil_id", "pupil"),
    )
    school_id: int = ident()
    announcement_id: int = ident()
    guardian_id: int = ident()
    pupil_id: int = number()
    why: str = word()
    made_at: datetime = moment()
    handed_at: datetime | None = moment(default=None)
    handed_by: int | None = number(default=None)


class FamilyChoice(SQLModel, table=True):
    """What an adult chose for themselves: `name` is ours, such as "digest"."""

    __tablename__ = "family_choice"
    __table_args__ = (within_school("guardian_id", "guardian"),)
    school_id: int = ident()
    guardian_id: int = ident()
    name: str = key_word()
    value: str = word(default="")
    at: datetime = moment()

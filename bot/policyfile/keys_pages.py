"""Keys for what the school sends home: posts, photos, names, and how they travel."""

from __future__ import annotations

from datetime import time
from typing import Annotated

from pydantic import BeforeValidator, Field, model_validator

from bot.policyfile import picking, vocabulary
from bot.policyfile.picking import many_of, one_of
from bot.policyfile.types import Group, Own, Text, TimeOfDay

Authors = Annotated[tuple[str, ...], BeforeValidator(many_of(vocabulary.AUTHORS, vocabulary.AUTHORS_TOO))]
Celebrations = Annotated[tuple[str, ...], BeforeValidator(many_of(vocabulary.CELEBRATIONS))]
PostsMode = Annotated[str, BeforeValidator(one_of(vocabulary.POSTS_MODE))]
Window = Annotated[str, BeforeValidator(one_of(vocabulary.COMMENT_WINDOW))]
Sensitive = Annotated[str, BeforeValidator(one_of(vocabulary.SENSITIVE))]
PostTypes = Annotated[tuple[str, ...], BeforeValidator(many_of(vocabulary.POST_TYPES))]
Templates = Annotated[tuple[str, ...], BeforeValidator(many_of(vocabulary.TEMPLATES))]
MediaKinds = Annotated[tuple[str, ...], BeforeValidator(many_of(vocabulary.MEDIA))]
Basis = Annotated[str, BeforeValidator(one_of(vocabulary.BASIS, vocabulary.BASIS_TOO))]
Purposes = Annotated[tuple[str, ...], BeforeValidator(many_of(vocabulary.PURPOSES))]
WithdrawVia = Annotated[str, BeforeValidator(one_of(vocabulary.WITHDRAW_VIA))]
NamesRule = Annotated[str, BeforeValidator(one_of(vocabulary.NAMES_RULE))]
Clash = Annotated[str, BeforeValidator(one_of(vocabulary.CLASH))]
Formats = Annotated[tuple[str, ...], BeforeValidator(many_of(vocabulary.FORMATS))]


class PostsKeys(Group):
    """How often a class page is used."""

    mode: PostsMode = Field("free", description="What is expected of teachers (LT3, PH7, BNV25).")
    reminder_every_days: int = Field(0, ge=0, le=60, description="School days between reminders at most (PH7).")


class FeedKeys(Group):
    """The class page and the school page."""

    class_story: bool = Field(True, description="A page for each class (M1).")
    school_story: bool = Field(True, description="A page for the whole school (PH3).")
    comments: bool = Field(False, description="Families may comment (M4, LT18).")
    comment_window: Window = Field("hours", description="When a comment appears (M4).")
    likes: bool = Field(False, description="Families may like a post (BNV13).")
    parent_posts: bool = Field(False, description="Families may post, after the teacher's yes (DPIA14).")
    class_authors: Authors = Field(("class_teacher",), description="Who posts on a class page (BNV33).")
    school_authors: Authors = Field(("head", "deputy", "office"), description="Who posts for the school (LT22).")
    celebrations_via: Celebrations = Field(("class_story",), description="Where celebrations go (LT5, PH8).")
    posts: PostsKeys = Field(PostsKeys(), description="How often.")
    pictures_per_week: Annotated[tuple[int, int], BeforeValidator(picking.span)] = Field(
        (0, 0), description="Pictures a week, at least and at most (M10); [0, 0]: not counted."
    )
    nudge_at: Annotated[tuple[int, time] | None, BeforeValidator(picking.week_time)] = Field(
        None, description='When a teacher is reminded of them, such as "Fri 14:00" (M10).'
    )
    media: MediaKinds = Field((), description="What a post may carry (PH2).")
    events: bool = Field(False, description="Families may ask for coming events (PH3).")
    types: PostTypes = Field((), description="Kinds of post a teacher chooses from (PH28).")
    templates: Templates = Field((), description="Reminders ready to use (LT4).")
    skip_closed_days: bool = Field(True, description="Recurring reminders rest when the school is closed (LT4).")
    pii_check: bool = Field(True, description="Surnames, numbers and addresses are questioned (PH12, DPIA47).")
    sensitive_check: Sensitive = Field("block_to_private", description="Health and private matters (BNV21, DPIA16).")
    edit_propagates: bool = Field(True, description="A correction reaches everybody who has the post (DPIA30).")


class PhotosKeys(Group):
    """Who may be shown. Nobody without a yes."""

    permissions: Own = Field((), description="Kinds a family is asked about (M23, PH10, BNV38).")
    group_requires: Annotated[str, BeforeValidator(lambda value: (*picking.identifiers(value or []), "")[0])] = Field(
        "", description="A kind that group pictures need besides (M26)."
    )
    basis: Basis = Field("opt_in", description="What counts as a yes (BNV38).")
    purposes: Purposes = Field((), description="What a picture may be for (M23).")
    withdraw_via: WithdrawVia = Field("office", description="How a yes is taken back (BNV22).")
    withdraw_past: bool = Field(True, description="Earlier posts are pulled too (BNV22).")


class NamesKeys(Group):
    """How children are named on a page."""

    rule: NamesRule = Field("any", description="Which names (BNV34).")
    clash: Clash = Field("surname_initial", description="Two with one first name in a class (BNV34).")


class MediaKeys(Group):
    """Pictures."""

    protect: bool = Field(True, description="They cannot be passed on from the chat (M18, LT25).")
    protect_staff: bool = Field(True, description="Nor from the staff chat (BNV39).")
    reminder: bool = Field(True, description="A line asks families not to share them (M18, PH15).")
    owner: Text = Field("", description="Whose property they are, named in the caption (LT25).")


class SmsKeys(Group):
    """Families who have text messages only."""

    photo_link_days: int = Field(7, ge=1, le=60, description="Days their private picture page is open (M2).")


class SendKeys(Group):
    """How staff's messages leave."""

    undo_s: int = Field(30, ge=0, le=600, description="Seconds in which a message can be taken back (DPIA45).")
    confirm_above: int = Field(40, ge=0, description="Above so many families the number must be typed.")
    preview: bool = Field(True, description="Staff see what each family will get (DPIA53).")
    confirm_recipient: bool = Field(True, description="Staff see who will get it (DPIA45).")
    approve_school: bool = Field(True, description="What goes to every family needs a second person's yes.")
    ask_english_only: bool = Field(
        False, description="An answer that would go in English to a family that reads another language waits for its author's choice."
    )
    sms_parts_a_month: int = Field(
        0, ge=0, description="Text message parts a month, after which posts go another way; answers and danger always go. 0: no limit."
    )


class FamilyQuietKeys(Group):
    """When announcements wait so that no family is woken."""

    start: TimeOfDay = Field(time(20, 0), description="From this time on announcements wait.")
    end: TimeOfDay = Field(time(7, 30), description="Until this time.")

    @model_validator(mode="after")
    def _over_midnight(self) -> FamilyQuietKeys:
        if self.end >= self.start != time():
            raise ValueError("quiet hours run over the night: end must be earlier in the day than start")
        return self


class FamilyKeys(Group):
    """The families' own time."""

    quiet_hours: FamilyQuietKeys = Field(FamilyQuietKeys(), description="When announcements wait.")


class TranslationKeys(Group):
    """What may be translated by machine; the engines are the installation's settings."""

    posts: bool = Field(False, description="Announcements and answers, in each family's language (BNV3).")
    inbound: bool = Field(False, description="Parents' texts, only by engines on the installation's own network.")
    max_delay_s: int = Field(60, ge=5, le=600, description="Seconds until the original goes instead (BNV3).")


class AlternativeKeys(Group):
    """Families without an account."""

    required: bool = Field(False, description="A post is not done until they have been told (DPIA49).")
    formats: Formats = Field(("print",), description="How they are told (DPIA49).")

"""Policy groups: what the school sends home: posts, photos, names, and how they travel."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import time


@dataclass(frozen=True, slots=True)
class Feed:
    """The class page and the school page. Authors are role words; `posts_mode`: "free", "guide", "minimum", "target",
    "discretion": only "minimum" and "target" are ever held against anybody (LT3, PH7).

    `pictures_per_week`: at least, at most; (0, 0): not counted. `nudge_at`: weekday (Monday is 0) and local time.
    `sensitive_check`: "warn" or "block_to_private" (BNV21). `comment_window`: "hours" or "any_time" (M4).
    """

    class_story: bool = True
    school_story: bool = True
    comments: bool = False
    comment_window: str = "hours"
    likes: bool = False
    parent_posts: bool = False
    class_authors: tuple[str, ...] = ("class_teacher",)
    school_authors: tuple[str, ...] = ("head", "deputy", "office")
    celebrations_via: tuple[str, ...] = ("class_story",)
    posts_mode: str = "free"
    reminder_every_days: int = 0
    pictures_per_week: tuple[int, int] = (0, 0)
    nudge_at: tuple[int, time] | None = None
    media: tuple[str, ...] = ()
    events: bool = False
    types: tuple[str, ...] = ()
    templates: tuple[str, ...] = ()
    skip_closed_days: bool = True
    pii_check: bool = True
    sensitive_check: str = "block_to_private"
    edit_propagates: bool = True


@dataclass(frozen=True, slots=True)
class Photos:
    """Who may be shown. A child appears only with a yes on record for the kind; a looked-after child never does (LT9,
    BNV37). `permissions` are the kinds a family is asked about; a group picture also needs `group_requires` (M26).
    `basis`: "opt_in" or "written". `withdraw_via`: "office" or "account". `purposes`: what a picture may be for.
    """

    permissions: tuple[str, ...] = ()
    group_requires: str = ""
    basis: str = "opt_in"
    purposes: tuple[str, ...] = ()
    withdraw_via: str = "office"
    withdraw_past: bool = True


@dataclass(frozen=True, slots=True)
class Naming:
    """How children are named on a page: "any", "first_name_only" or "no_names"; `clash`: "surname_initial" or "ask"."""

    rule: str = "any"
    clash: str = "surname_initial"


@dataclass(frozen=True, slots=True)
class MediaRules:
    """`protect`: pictures cannot be passed on from the chat (M18). `owner` is named in the caption when given (LT25)."""

    protect: bool = True
    protect_staff: bool = True
    reminder: bool = True
    owner: str = ""
    photo_link_days: int = 7  # families without the app open a private page for so long (M2)


@dataclass(frozen=True, slots=True)
class Sending:
    undo_s: int = 30
    confirm_above: int = 40  # families; above it the count must be typed (reliability 7.6)
    preview: bool = True
    confirm_recipient: bool = True
    approve_school: bool = True  # what goes to every family needs a second person's yes
    ask_english_only: bool = False  # an answer that its family cannot read waits for its author's choice
    sms_parts_a_month: int = 0  # text message parts in a calendar month, after which posts stop (0: no limit)


@dataclass(frozen=True, slots=True)
class FamilyHours:
    """When announcements may reach a family; replies and danger ignore it."""

    start: time = time(7, 30)
    end: time = time(20, 0)


@dataclass(frozen=True, slots=True)
class Translation:
    """Engines are set by the installation; these are the school's permissions."""

    inbound: bool = False  # parents' texts, only to engines on the installation's own network (law 4)
    outbound: bool = False  # announcements and replies
    max_delay_s: int = 60  # then the original goes, labelled


@dataclass(frozen=True, slots=True)
class Alternative:
    """Families without an account get similar news on paper or by telephone (DPIA49): "print", "letter", "phone"."""

    required: bool = False
    formats: tuple[str, ...] = ("print",)

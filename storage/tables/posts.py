"""What belongs to a post: its files, who is in them, what families said to it, and what became of it."""


from sqlalchemy import Index, UniqueConstraint

from storage.columns import blind, day, ident, key_word, moment, number, sealed, small, time_of_day, word
from storage.tables.base import table, within_school

post_class = table(
    "post_class",
    ident("school_id"),
    ident("announcement_id"),
    ident("class_id"),
    within_school("announcement_id", "announcement"),
    within_school("class_id", "school_class"),
)
"""One of several classes a post is for."""

post_file = table(
    "post_file",
    ident("school_id"),
    ident("announcement_id"),
    ident("media_id"),
    small("place", default=0),
    sealed("alt", null=True),
    within_school("announcement_id", "announcement"),
    within_school("media_id", "media"),
)
"""A picture, film, sound or document of a post. `alt` says what is to be seen, for who cannot see it."""

post_tag = table(
    "post_tag",
    ident("school_id"),
    ident("announcement_id"),
    ident("pupil_id"),
    within_school("announcement_id", "announcement"),
    within_school("pupil_id", "pupil"),
    Index("post_tag_pupil", "school_id", "pupil_id"),
)
"""A child who can be recognised in a post's pictures."""

post_version = table(
    "post_version",
    ident("school_id"),
    ident("announcement_id"),
    ident("version"),
    sealed("body"),
    number("staff_id", null=True),  # who replaced it
    moment("at"),
    within_school("announcement_id", "announcement"),
)
"""A text as it stood before an edit (DPIA30)."""

post_comment = table(
    "post_comment",
    ident("school_id"),
    ident("id"),
    number("announcement_id"),
    number("guardian_id"),
    sealed("body"),
    word("language", null=True),
    moment("at"),
    moment("shown_from"),
    word("state", default="shown"),
    number("decided_by", null=True),
    moment("decided_at", null=True),
    word("reason", default=""),
    within_school("announcement_id", "announcement"),
    within_school("guardian_id", "guardian"),
    Index("post_comment_post", "school_id", "announcement_id"),
)
"""What an adult wrote under a post. State: waiting (for the teacher), shown (from `shown_from`), removed, refused."""

post_like = table(
    "post_like",
    ident("school_id"),
    ident("announcement_id"),
    ident("guardian_id"),
    moment("at"),
    within_school("announcement_id", "announcement"),
    within_school("guardian_id", "guardian"),
)

post_report = table(
    "post_report",
    ident("school_id"),
    ident("id"),
    number("announcement_id"),
    number("guardian_id"),
    moment("at"),
    word("state", default="open"),
    number("decided_by", null=True),
    moment("decided_at", null=True),
    within_school("announcement_id", "announcement"),
    within_school("guardian_id", "guardian"),
    UniqueConstraint("school_id", "announcement_id", "guardian_id"),
)
"""An adult says that a post should not be there. State: open, removed, kept."""

staff_ack = table(
    "staff_ack",
    ident("school_id"),
    ident("id"),
    number("staff_id"),
    number("class_id", null=True),
    word("what"),  # photo_list | may_be_stored
    word("version", default=""),
    moment("at"),
    within_school("staff_id", "staff"),
    Index("staff_ack_staff", "school_id", "staff_id"),
)
"""What a member of staff has confirmed to have read, and which version of it (LT10, DPIA15)."""

never_shown = table(
    "never_shown",
    ident("school_id"),
    ident("pupil_id"),
    moment("at"),
    number("set_by", null=True),
    within_school("pupil_id", "pupil"),
)
"""A child who appears in no picture whatever a slip says. Why is written nowhere (BNV37, LT9)."""

recurring = table(
    "recurring",
    ident("school_id"),
    ident("id"),
    number("class_id"),
    number("staff_id"),
    sealed("body"),
    word("template", default=""),
    small("weekday"),  # Monday is 0
    time_of_day("at"),
    day("last_day", null=True),
    moment("made_at"),
    moment("next_at", null=True),
    moment("ended_at", null=True),
    within_school("class_id", "school_class"),
    within_school("staff_id", "staff"),
)
"""A reminder for a class every week at a local time; `next_at` is when it is due next (UTC)."""

page_link = table(
    "page_link",
    ident("school_id"),
    ident("id"),
    number("guardian_id"),
    number("announcement_id", null=True),  # the post that it came with; none: what is held about them; 0: their own page
    blind("token_blind"),
    blind("code_blind"),
    moment("made_at"),
    moment("expires_at"),
    small("tries", default=0),
    moment("opened_at", null=True),
    moment("ended_at", null=True),
    within_school("guardian_id", "guardian"),
    UniqueConstraint("token_blind"),
    Index("page_link_guardian", "school_id", "guardian_id", "announcement_id"),
)
"""A private address of one adult's page of news. The token and the code are known by their keyed hashes alone."""

other_way = table(
    "other_way",
    ident("school_id"),
    ident("announcement_id"),
    ident("guardian_id"),
    number("pupil_id"),
    word("why"),
    moment("made_at"),
    moment("handed_at", null=True),
    number("handed_by", null=True),
    within_school("announcement_id", "announcement"),
    within_school("guardian_id", "guardian"),
    within_school("pupil_id", "pupil"),
)
"""An adult whom a post did not reach, to be told on paper or by telephone, until somebody says it is done (DPIA49)."""

family_choice = table(
    "family_choice",
    ident("school_id"),
    ident("guardian_id"),
    key_word("name"),
    word("value", default=""),
    moment("at"),
    within_school("guardian_id", "guardian"),
)
"""What an adult chose for themselves: `name` is ours, such as "digest"."""

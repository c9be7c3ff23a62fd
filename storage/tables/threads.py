"""What families write and what becomes of it: threads, messages, items, and each sender's open question."""


from sqlalchemy import Index, UniqueConstraint

from storage.columns import blind, ident, key_word, moment, number, sealed, small, word
from storage.tables.base import of_school, partial, table, within_school

thread = table(
    "thread",
    ident("school_id"),
    ident("id"),
    number("class_id"),
    number("guardian_id"),
    number("pupil_id"),
    number("key_id"),
    moment("opened_at"),
    moment("last_at"),
    moment("staff_wrote_at", null=True),
    within_school("class_id", "school_class"),
    within_school("guardian_id", "guardian"),
    within_school("pupil_id", "pupil"),
    UniqueConstraint("school_id", "guardian_id", "pupil_id", "class_id"),
    Index("thread_class", "school_id", "class_id", "last_at"),
)
"""Private to one adult, about one pupil, in one class. `key_id` seals its messages."""

message = table(
    "message",
    ident("school_id"),
    ident("id"),
    number("thread_id", null=True),
    number("guardian_id", null=True),  # the author, when a family wrote
    number("staff_id", null=True),  # the author, when staff wrote
    word("kind", default="text"),
    sealed("body"),
    word("language", null=True),
    number("replaces", null=True),
    number("inbox_id", null=True),
    blind("carrier_blind", null=True),  # account, chat and the carrier's message id
    moment("sent_at"),  # the carrier's time
    moment("stored_at"),
    within_school("thread_id", "thread"),
    within_school("guardian_id", "guardian"),
    within_school("staff_id", "staff"),
    Index("message_thread", "school_id", "thread_id", "id"),
    Index("message_carrier", "school_id", "carrier_blind"),
    Index("message_stored", "school_id", "stored_at"),
)
"""What one person wrote, once, never changed: an edit is a new row that names the one it replaces.

`thread_id` is NULL while the child is unknown, or for ever when an unknown number wrote of danger; `body` is then
sealed under the adult's key, or the school's.
"""

message_translation = table(
    "message_translation",
    ident("school_id"),
    ident("id"),
    number("message_id"),
    word("language"),
    sealed("body"),
    word("status"),
    word("engine"),
    within_school("message_id", "message"),
    UniqueConstraint("school_id", "message_id", "language"),
)
"""A machine's rendering of a message for readers of one language, made when first needed."""

media = table(
    "media",
    ident("school_id"),
    ident("id"),
    number("message_id"),
    number("account_id"),
    number("key_id"),
    word("kind"),
    word("mime", default=""),
    small("size", null=True),
    small("seconds", null=True),
    sealed("carrier_id"),
    word("state", default="wanted"),  # wanted | stored | refused | gone
    word("blob", null=True),
    small("attempts", default=0),
    moment("retry_at", null=True),
    within_school("message_id", "message"),
    Index("media_message", "school_id", "message_id"),
    partial("media_wanted", "id", where="state = 'wanted'"),
)
"""A file at the carrier and, once fetched, its encrypted blob under a random name."""

item = table(
    "item",
    ident("school_id"),
    ident("id"),
    word("kind", default="message"),  # message | join | call_back | not_reached | meeting | concern … | not_recalled
    word("role"),
    number("class_id", null=True),
    number("thread_id", null=True),
    number("guardian_id", null=True),
    number("pupil_id", null=True),
    word("subject"),
    sealed("because", null=True),
    word("topic", default=""),  # a matter with steps, and which step this is (LT34)
    small("rung", null=True),
    sealed("claim", null=True),  # whose phone is it? the address that used somebody's code
    blind("claim_blind", null=True),
    number("key_id"),
    moment("made_at"),
    moment("visible_from"),
    word("state", default="open"),
    word("outcome", null=True),  # answered | by_phone | meeting | seen | forwarded | done …
    number("taken_by", null=True),
    moment("taken_at", null=True),
    moment("seen_at", null=True),
    moment("answered_at", null=True),
    moment("ended_at", null=True),
    word("passed", default=""),  # why somebody else has it now, see `storage/passing.py`
    number("written_in", null=True),  # the class the child was in when it was written, if another
    of_school(),
    within_school("class_id", "school_class"),
    within_school("thread_id", "thread"),
    within_school("guardian_id", "guardian"),
    within_school("pupil_id", "pupil"),
    partial("item_open", "school_id", "role", "class_id", "visible_from", where="state IN ('open', 'taken')"),
    Index("item_visible", "school_id", "role", "visible_from"),
    partial("item_ended", "school_id", "ended_at", where="ended_at IS NOT NULL"),
    partial("item_danger", "school_id", "ended_at", where="subject = 'safeguarding'"),
    Index("item_thread", "school_id", "thread_id", "id"),
    Index("item_guardian", "school_id", "guardian_id", "made_at"),
)
"""Something for a role to see to. Who the role is gets resolved when it opens, and again at every send.

`visible_from` is the hold; `because` (sealed) says what the hub thinks and why. States: open, taken, done, withdrawn.
"""

item_message = table(
    "item_message",
    ident("school_id"),
    ident("item_id"),
    ident("message_id"),
    within_school("item_id", "item"),
    within_school("message_id", "message"),
    Index("item_message_message", "school_id", "message_id", "item_id"),
)
"""One item may hold a minute's worth of messages, and one message may concern two roles."""

item_role = table(
    "item_role",
    ident("school_id"),
    ident("item_id"),
    key_word("role"),
    moment("since"),
    within_school("item_id", "item"),
)
"""Roles that may see an item beside the one that has it: those it was escalated to."""

conversation = table(
    "conversation",
    ident("school_id"),
    ident("id"),
    number("account_id"),
    blind("sender_blind"),
    sealed("state"),
    moment("updated_at"),
    of_school(),
    UniqueConstraint("school_id", "account_id", "sender_blind"),
)
"""What the hub remembers about one sender on one account: the open question, the child meant, the last notices.

`state` is sealed JSON of `bot.domain.conversation.Conversation` under the account's key: it may hold drafts.
"""

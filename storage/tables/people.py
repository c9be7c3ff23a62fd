"""Classes, pupils, guardians, staff, and the ways to reach them. Pupils hold DPIA9's fields and no other."""


from sqlalchemy import CheckConstraint, Index

from storage.columns import blind, day, flag, ident, moment, number, sealed, small, time_of_day, word
from storage.tables.base import of_school, partial, table, within_school

school_class = table(
    "school_class",
    ident("school_id"),
    ident("id"),
    word("name"),
    word("year"),
    number("key_id"),
    day("ended_on", null=True),
    of_school(),
)
"""`year` is N, R or 1 to 6; a class that ended keeps its row."""

pupil = table(
    "pupil",
    ident("school_id"),
    ident("id"),
    number("key_id"),
    sealed("first_name"),
    sealed("last_name"),
    blind("name_blind"),  # folded "first last", to recognise a pupil at the next import
    day("left_on", null=True),
    of_school(),
    Index("pupil_name", "school_id", "name_blind"),
)

enrolment = table(
    "enrolment",
    ident("school_id"),
    ident("id"),
    number("pupil_id"),
    number("class_id"),
    day("first_day"),
    day("last_day", null=True),
    within_school("pupil_id", "pupil"),
    within_school("class_id", "school_class"),
    Index("enrolment_pupil", "school_id", "pupil_id"),
    Index("enrolment_class", "school_id", "class_id"),
)
"""A pupil in a class from the first day to the last, both included; open-ended while `last_day` is NULL."""

rollover = table(
    "rollover",
    ident("school_id"),
    ident("id"),
    day("day"),
    sealed("plan", null=True),
    sealed("answers", null=True),
    word("state", default="prepared"),
    moment("made_at"),
    number("made_by", null=True),
    moment("ended_at", null=True),
    of_school(),
)
"""New classes prepared for a day to come: a whole import, sealed until it takes effect or is taken back.

States: prepared, done, undone, stopped (the lists fitted no more on the day).
"""

guardian = table(
    "guardian",
    ident("school_id"),
    ident("id"),
    number("key_id"),
    sealed("first_name"),
    sealed("last_name"),
    blind("name_blind"),
    word("language", null=True),
    day("left_on", null=True),
    moment("suspended_at", null=True),
    of_school(),
    Index("guardian_name", "school_id", "name_blind"),
)
"""`language` is a BCP 47 tag, NULL when nobody told the school."""

guardianship = table(
    "guardianship",
    ident("school_id"),
    ident("id"),
    number("guardian_id"),
    number("pupil_id"),
    word("relation"),  # mother, father, carer, grandparent … normalised
    word("responsibility"),  # parental | care | none
    small("priority", default=1),
    flag("restricted", default=False),
    day("ended_on", null=True),
    within_school("guardian_id", "guardian"),
    within_school("pupil_id", "pupil"),
    Index("guardianship_pupil", "school_id", "pupil_id"),
    Index("guardianship_guardian", "school_id", "guardian_id"),
)
"""An adult's tie to a pupil. `restricted` (a court order) blocks every path; `priority` 1 is rung first."""

staff = table(
    "staff",
    ident("school_id"),
    ident("id"),
    number("key_id"),
    sealed("first_name"),
    sealed("last_name"),
    blind("name_blind"),
    moment("left_at", null=True),
    of_school(),
    Index("staff_name", "school_id", "name_blind"),
)

staff_role = table(
    "staff_role",
    ident("school_id"),
    ident("id"),
    number("staff_id"),
    word("role"),
    day("first_day", null=True),
    day("last_day", null=True),
    within_school("staff_id", "staff"),
    Index("staff_role_role", "school_id", "role"),
)

duty = table(
    "duty",
    ident("school_id"),
    ident("id"),
    number("staff_id"),
    number("class_id"),
    word("kind"),
    small("weekdays", default=0),
    day("first_day", null=True),
    day("last_day", null=True),
    time_of_day("start", null=True),
    time_of_day("end", null=True),
    number("instead_of", null=True),
    moment("made_at"),
    within_school("staff_id", "staff"),
    within_school("class_id", "school_class"),
    Index("duty_class", "school_id", "class_id"),
)
"""A member of staff at a class: see `bot.domain.people.Duty`. `weekdays` is a bit mask, Monday is 1."""

contact = table(
    "contact",
    ident("school_id"),
    ident("id"),
    word("side"),
    number("guardian_id", null=True),
    number("staff_id", null=True),
    word("carrier"),  # telegram | sms | phone (a landline: people ring it, the hub never does)
    sealed("value"),
    blind("value_blind"),
    number("account_id", null=True),
    word("state", default="listed"),
    moment("state_at"),
    word("proof", null=True),  # contact_share | sender_number | child_and_class | office
    within_school("guardian_id", "guardian"),
    within_school("staff_id", "staff"),
    CheckConstraint("(guardian_id IS NULL) <> (staff_id IS NULL)", name="contact_of_one_person"),
    Index("contact_value", "value_blind", "carrier"),
    Index("contact_guardian", "school_id", "guardian_id"),
    Index("contact_staff", "school_id", "staff_id"),
    partial("contact_one_owner", "school_id", "carrier", "value_blind", "side", where="state = 'verified'", unique=True),
)
"""A person's place on a carrier, or a number only the office may ring.

States: listed (from the roll, unproved), verified, blocked (they blocked us or texted STOP), quarantined (may have a
new owner), ended. `account_id` is the account they wrote to, which answers them.
"""

invite = table(
    "invite",
    ident("school_id"),
    ident("id"),
    number("guardian_id", null=True),
    number("staff_id", null=True),
    number("pupil_id", null=True),
    blind("code_blind"),
    blind("link_blind"),
    word("code_hash"),
    flag("handed_over", default=False),  # given in person: the child's first name and class may be the second fact
    moment("made_at"),
    number("made_by", null=True),
    moment("expires_at"),
    moment("used_at", null=True),
    moment("revoked_at", null=True),
    small("failures", default=0),
    within_school("guardian_id", "guardian"),
    within_school("staff_id", "staff"),
    within_school("pupil_id", "pupil"),
    CheckConstraint("(guardian_id IS NULL) <> (staff_id IS NULL)", name="invite_of_one_person"),
    Index("invite_code", "code_blind", unique=True),
    Index("invite_link", "link_blind", unique=True),
    Index("invite_guardian", "school_id", "guardian_id"),
)
"""A single-use code bound to one adult (and, for families, one pupil). Only hashes are kept.

`code_blind` and `link_blind` find it (keyed hashes of the typed code and of the 128-bit link token); `code_hash`
is argon2id of the typed code, which is short enough to need one.
"""

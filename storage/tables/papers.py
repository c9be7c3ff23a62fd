"""What people agreed to: published texts, signings and their lines, refusals, approvals; and a trial's extensions."""


from sqlalchemy import CheckConstraint, Index, UniqueConstraint

from storage.columns import blind, day, flag, ident, moment, number, sealed, word
from storage.tables.base import of_school, table, within_school

paper_version = table(
    "paper_version",
    ident("school_id"),
    ident("id"),
    word("audience"),  # families | staff
    word("label"),  # "2025-02"
    word("lines"),
    flag("renews", default=True),  # whoever agreed to an earlier text is asked again
    moment("published_at"),
    number("published_by", null=True),
    of_school(),
    UniqueConstraint("school_id", "audience", "label"),
)
"""A published text of the families' or the staff's agreement. `lines` is JSON of our own words and public wording."""

slip = table(
    "slip",
    ident("school_id"),
    ident("id"),
    number("guardian_id", null=True),
    number("staff_id", null=True),
    number("pupil_id", null=True),
    number("class_id", null=True),
    word("version"),
    number("version_id"),
    word("language"),
    word("channel"),  # telegram | sms | office
    word("form"),  # paper | e_slip
    sealed("signer", null=True),
    day("signed_on", null=True),
    number("recorded_by", null=True),
    moment("at"),
    within_school("guardian_id", "guardian"),
    within_school("staff_id", "staff"),
    within_school("pupil_id", "pupil"),
    within_school("class_id", "school_class"),
    CheckConstraint("(guardian_id IS NULL) <> (staff_id IS NULL)", name="slip_of_one_person"),
    Index("slip_guardian", "school_id", "guardian_id"),
    Index("slip_staff", "school_id", "staff_id"),
    Index("slip_pupil", "school_id", "pupil_id"),
)
"""One signing; never changed. `version_id` 0 is the text that came with the policy. `signer` as on the paper."""

slip_line = table(
    "slip_line",
    ident("school_id"),
    ident("slip_id"),
    word("line", primary_key=True),
    word("answer"),
    within_school("slip_id", "slip"),
)
"""One line's answer: yes, no or withdrawn."""

refusal = table(
    "refusal",
    ident("school_id"),
    ident("id"),
    number("guardian_id"),
    word("channel"),
    moment("at"),
    moment("ended_at", null=True),
    within_school("guardian_id", "guardian"),
    Index("refusal_guardian", "school_id", "guardian_id"),
)
"""An adult who does not want to be asked (DPIA4). `ended_at`: they changed their mind."""

extra_adult = table(
    "extra_adult",
    ident("school_id"),
    ident("id"),
    number("guardian_id"),
    number("pupil_id"),
    number("approved_by", null=True),
    word("approved_as"),  # the role that approved
    sealed("reason"),
    moment("at"),
    moment("used_at", null=True),
    within_school("guardian_id", "guardian"),
    within_school("pupil_id", "pupil"),
    Index("extra_adult_guardian", "school_id", "guardian_id"),
)
"""Leave for one adult more than the policy's cap, for one child and one time (BNV12)."""

pupil_number = table(
    "pupil_number",
    ident("school_id"),
    ident("id"),
    number("pupil_id"),
    blind("value_blind"),
    within_school("pupil_id", "pupil"),
    UniqueConstraint("school_id", "value_blind"),
)
"""A young person's own number, as a keyed hash only: nobody is ever linked with it (PH19, BNV10)."""

trial_choice = table(
    "trial_choice",
    ident("school_id"),
    ident("id"),
    day("ends"),
    day("until", null=True),
    sealed("reason", null=True),
    number("made_by", null=True),
    moment("at"),
    of_school(),
)
"""The head's decision about a trial that was to end on `ends` (M8). Without `until` it is closed."""

chore = table(
    "chore",
    ident("school_id"),
    word("name", primary_key=True),
    moment("at"),
    of_school(),
)
"""What the hub does once: a term's reminder, the first asking about a new text. The name says which."""

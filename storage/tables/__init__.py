"""The schema, by subject. Keys of a school's tables are (school_id, time-ordered id); see `storage/columns.py`."""

from storage.tables.calendar import Closure, OpeningPeriod, PolicyVersion, Term
from storage.tables.installation import Alert, CarrierAccount, Clock, Inbox, Lease, School, SenderClaim
from storage.tables.papers import (
    Chore,
    ExtraAdult,
    PaperVersion,
    PupilNumber,
    Refusal,
    Slip,
    SlipLine,
    TrialChoice,
)
from storage.tables.people import (
    Contact,
    Duty,
    Enrolment,
    Guardian,
    Guardianship,
    Invite,
    Pupil,
    SchoolClass,
    Staff,
    StaffRole,
)
from storage.tables.records import Audit, ConductEntry
from storage.tables.sending import Announcement, AnnouncementText, Outbox, Recipient
from storage.tables.threads import (
    Conversation,
    Item,
    ItemMessage,
    ItemRole,
    Media,
    Message,
    MessageTranslation,
    Thread,
)

# The only tables without a NOT NULL school_id (a test holds the list): what exists before a school is known.
INSTALLATION_TABLES = frozenset({"school", "carrier_account", "inbox", "sender_claim", "lease", "clock", "alert"})

__all__ = [
    "INSTALLATION_TABLES",
    "Alert",
    "Announcement",
    "AnnouncementText",
    "Audit",
    "CarrierAccount",
    "Chore",
    "Clock",
    "Closure",
    "ConductEntry",
    "Contact",
    "Conversation",
    "Duty",
    "Enrolment",
    "ExtraAdult",
    "Guardian",
    "Guardianship",
    "Inbox",
    "Invite",
    "Item",
    "ItemMessage",
    "ItemRole",
    "Lease",
    "Media",
    "Message",
    "MessageTranslation",
    "OpeningPeriod",
    "Outbox",
    "PaperVersion",
    "PolicyVersion",
    "Pupil",
    "PupilNumber",
    "Recipient",
    "Refusal",
    "School",
    "SchoolClass",
    "SenderClaim",
    "Slip",
    "SlipLine",
    "Staff",
    "StaffRole",
    "Term",
    "Thread",
    "TrialChoice",
]

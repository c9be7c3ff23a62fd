"""A school's policy as small frozen groups. `bot/policyfile/` reads and checks the TOML; these only hold it.

Every key is read by a rule (a test looks). An empty policy turns nothing
risky on: default deny (DPIA31).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from bot.domain.people import Role
from bot.domain.policy_conduct import Conduct, Governance, Monitoring, Reports, Retention, Rights
from bot.domain.policy_joining import Consent, Enrolment, Staffing
from bot.domain.policy_messages import Absences, Meetings, Messages, Receipts, Replies, Routing
from bot.domain.policy_pages import Alternative, FamilyHours, Feed, MediaRules, Naming, Photos, Sending, Translation
from bot.domain.policy_school import Contacts, Hours, InScope, Office, Safeguarding, SchoolFacts
from bot.domain.policy_triage import Thresholds
from bot.domain.policy_values import Clock, Desk, Document, GroupHours, Period, Place, Step

__all__ = [
    "Absences",
    "Alternative",
    "Clock",
    "Conduct",
    "Consent",
    "Contacts",
    "Desk",
    "Document",
    "Enrolment",
    "FamilyHours",
    "Feed",
    "Governance",
    "GroupHours",
    "Hours",
    "InScope",
    "MediaRules",
    "Meetings",
    "Messages",
    "Monitoring",
    "Naming",
    "Office",
    "Period",
    "Photos",
    "Place",
    "Policy",
    "Receipts",
    "Replies",
    "Reports",
    "Retention",
    "Rights",
    "Routing",
    "Safeguarding",
    "SchoolFacts",
    "Sending",
    "Staffing",
    "Step",
    "Thresholds",
    "Translation",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Policy:
    """Everything a school decides. `channels`: "telegram", "sms", "web". `titles`: what the school calls a role."""

    school: SchoolFacts = field(default_factory=SchoolFacts)
    mode: str = "announcements_only"  # or "two_way"
    channels: tuple[str, ...] = ("telegram", "sms")
    contacts: Contacts = field(default_factory=Contacts)
    scope: InScope = field(default_factory=InScope)
    hours: Hours = field(default_factory=Hours)
    office_hours: Hours = field(default_factory=Hours)
    office: Office = field(default_factory=Office)
    routing: Routing = field(default_factory=Routing)
    triage: Thresholds = field(default_factory=Thresholds)
    safeguarding: Safeguarding = field(default_factory=Safeguarding)
    messages: Messages = field(default_factory=Messages)
    replies: Replies = field(default_factory=Replies)
    receipts: Receipts = field(default_factory=Receipts)
    meetings: Meetings = field(default_factory=Meetings)
    absence: Absences = field(default_factory=Absences)
    enrol: Enrolment = field(default_factory=Enrolment)
    consent: Consent = field(default_factory=Consent)
    staff: Staffing = field(default_factory=Staffing)
    feed: Feed = field(default_factory=Feed)
    photos: Photos = field(default_factory=Photos)
    names: Naming = field(default_factory=Naming)
    media: MediaRules = field(default_factory=MediaRules)
    send: Sending = field(default_factory=Sending)
    family: FamilyHours = field(default_factory=FamilyHours)
    translation: Translation = field(default_factory=Translation)
    alternative: Alternative = field(default_factory=Alternative)
    conduct: Conduct = field(default_factory=Conduct)
    monitor: Monitoring = field(default_factory=Monitoring)
    reports: Reports = field(default_factory=Reports)
    governance: Governance = field(default_factory=Governance)
    retention: Retention = field(default_factory=Retention)
    rights: Rights = field(default_factory=Rights)
    titles: Mapping[Role, str] = field(default_factory=dict)
    texts: Mapping[str, Mapping[str, str]] = field(default_factory=dict)  # language → key → the school's own wording

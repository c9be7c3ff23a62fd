"""The record of processing (DPIA5): each activity with what is done, why, on which basis, from whom, to whom, how long."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from bot.domain.policy import Policy

PURPOSES: Mapping[str, str] = {
    "learning": "to support pupils' learning",
    "progress": "to follow and report on their progress",
    "pastoral_care": "to give pastoral care",
    "service": "to assess how well the school's services do",
    "statutory": "to meet duties laid down by law",
    "safeguarding": "to keep children safe",
    "assessing": "to help assess how schools do",
}
"""What records are kept for (M28). Every activity names one of them."""

BASES: Mapping[str, str] = {
    "public_task": "a task in the public interest",
    "legal_duty": "a duty laid down by law",
    "consent": "consent",
    "contract": "a contract of work",
    "vital_interest": "somebody's vital interests",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Activity:
    """`keeps` is the retention category, see `bot.domain.protection.keeping`."""

    name: str
    does: str
    purpose: str
    basis: str
    source: str
    recipients: str
    keeps: str


def _activity(name: str, does: str, why: tuple[str, str], source: str, recipients: str, keeps: str) -> Activity:
    purpose, basis = why
    return Activity(
        name=name, does=does, purpose=purpose, basis=basis, source=source, recipients=recipients, keeps=keeps
    )


ACTIVITIES: Mapping[str, Activity] = {
    one.name: one
    for one in (
        _activity("roll", "collect, structure, store, retrieve", ("pastoral_care", "public_task"),
            "the school's roll", "office, class staff", "leaver"),
        _activity("contact", "collect, store, retrieve", ("service", "public_task"),
            "the roll; the person", "office, carriers", "leaver"),
        _activity("joining", "collect, compare", ("service", "consent"), "the person", "office", "leaver"),
        _activity("messages", "collect, store, copy, retrieve, delete", ("pastoral_care", "public_task"),
            "the person", "class staff, office, carriers", "leaver"),
        _activity("feedback", "store, copy, delete", ("learning", "public_task"),
            "class staff", "the family, carriers", "feedback"),
        _activity("photos", "collect, store, copy, delete", ("learning", "consent"),
            "the person", "class staff, carriers", "leaver"),
        _activity("translation", "copy, delete", ("learning", "public_task"),
            "what was written", "translators in the register", "leaver"),
        _activity("news", "store, copy, retrieve", ("learning", "public_task"),
            "class staff, the head", "families of the class, carriers", "class_posts"),
        _activity("absences", "collect, store, retrieve", ("statutory", "legal_duty"),
            "the family", "office", "leaver"),
        _activity("safeguarding", "collect, store, retrieve", ("safeguarding", "vital_interest"),
            "whoever writes", "safeguarding leads", "leaver"),
        _activity("conduct", "store, retrieve", ("service", "public_task"),
            "staff", "the head, senior leaders", "leaver"),
        _activity("consents", "collect, store, retrieve", ("statutory", "legal_duty"),
            "the person", "office", "leaver"),
        _activity("staffing", "collect, store, retrieve", ("service", "contract"),
            "the school", "office", "staff_leaver"),
        _activity("running", "store, delete", ("service", "public_task"),
            "the hub", "the technician, without words", "running"),
        _activity("record", "store, retrieve", ("statutory", "legal_duty"), "the hub", "the head, the DPO", "record"),
        _activity("rights", "collect, store, retrieve", ("statutory", "legal_duty"),
            "the person", "the DPO, the office", "record"),
        _activity("governance", "store, retrieve", ("statutory", "legal_duty"),
            "the school", "the head, the DPO", "record"),
    )
}  # fmt: skip

FEATURES: Mapping[str, str] = {
    "messages.parent_to_teacher": "messages",
    "feed.class_story": "news",
    "feed.school_story": "news",
    "feed.comments": "messages",
    "feed.parent_posts": "photos",
    "translation.inbound": "translation",
    "translation.outbound": "translation",
    "absence.first_day_question": "absences",
    "staff.direct_messages": "messages",
    "conduct.report": "conduct",
}
"""What a policy can turn on that handles personal data, and the activity it belongs to."""


def unregistered(
    policy: Policy, activities: Mapping[str, Activity] = ACTIVITIES, features: Mapping[str, str] = FEATURES
) -> Iterator[str]:
    """Features this policy turns on whose activity has no purpose or no basis on record: no function creep (DPIA5)."""
    for key, name in features.items():
        group, attr = key.split(".")
        found = activities.get(name)
        known = found is not None and found.purpose in PURPOSES and found.basis in BASES
        if getattr(getattr(policy, group), attr) and not known:
            yield key

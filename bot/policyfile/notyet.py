"""What a policy may ask for that Bookbag does not do yet: said apart, so that nobody signs a promise that is not kept."""

from __future__ import annotations

from collections.abc import Iterator

from bot.domain.policy import Policy
from bot.policyfile.english import listed, upper

NOT_YET: dict[str, str] = {
    "channels": "the private web page",
    "feed.parent_posts": "the class page",
    "governance.privacy_notice": "governance",
    "photos.withdraw_via": "photos",
    "staff.devices": "rules for staff",
    "staff.personal_device": "rules for staff",
    "staff.push": "rules for staff",
}
"""Key → the part of Bookbag it waits for. The list shrinks; it never grows. A test holds it against the code."""


TOPICS: dict[str, tuple[str, ...]] = {
    "Channels": ("channels",),
    "Comments": ("conduct.comment",),
    "Pictures shared elsewhere": ("conduct.image_breach",),
    "Messages shared elsewhere": ("conduct.sharing",),
    "Unsuitable posts": ("conduct.remove_roles",),
    "Pages": ("feed.class_story", "feed.school_story"),
    "Who posts": ("feed.class_authors", "feed.school_authors"),
    "Families on a page": ("feed.comments", "feed.comment_window", "feed.likes"),
    "Families' own posts": ("feed.parent_posts",),
    "How often": ("feed.posts_mode", "feed.reminder_every_days", "feed.pictures_per_week", "feed.nudge_at"),
    "Celebrations": ("feed.celebrations_via",),
    "What a post may carry": ("feed.media",),
    "Checks before posting": ("feed.pii_check", "feed.sensitive_check"),
    "Kinds of post": ("feed.types",),
    "Ready reminders": ("feed.templates", "feed.skip_closed_days"),
    "Events": ("feed.events",),
    "Corrections": ("feed.edit_propagates",),
    "Review": ("governance.policy_review", "governance.review_owner", "governance.next_review"),
    "Privacy notice": ("governance.privacy_notice",),
    "Who is shown": ("photos.basis", "photos.group_requires", "staff.photo_list_ack"),
    "Taking back a yes": ("photos.withdraw_via",),
    "Earlier posts": ("photos.withdraw_past",),
    "What pictures are for": ("photos.purposes",),
    "Passing pictures on": ("media.protect", "media.protect_staff", "media.reminder", "media.owner"),
    "Pictures by text message": ("media.photo_link_days",),
    "Names on a page": ("names.rule", "names.clash"),
    "Staff's hours": ("staff.quiet_hours",),
    "Staff's devices": ("staff.devices", "staff.personal_device", "staff.push"),
    "Training": ("staff.training_months",),
    "What staff write": ("staff.sar_notice",),
}
"""Statement → the keys it speaks of. While one of them waits it is no statement of what is in force."""


def waits(topic: str) -> bool:
    """Whether a statement speaks of something that is not done yet."""
    return any(key in NOT_YET for key in TOPICS.get(topic, ()))


def asked(policy: Policy, topic: str) -> bool:
    """Whether the school asks for what a statement says."""
    return not {key for key in TOPICS.get(topic, ()) if key in NOT_YET}.isdisjoint(_asked_for(policy))


def not_yet(policy: Policy) -> list[str]:
    """One sentence for each part still to come that this policy asks something of; empty when there is none.

    A key asks when the school gave it a value of its own, and when it promises something by being on from the start.
    """
    asked: dict[str, list[str]] = {}
    for key in _asked_for(policy):
        asked.setdefault(NOT_YET[key], []).append(key)
    return [f"{upper(part)}: Bookbag does not do this yet ({listed(keys)})." for part, keys in asked.items()]


def _asked_for(policy: Policy) -> Iterator[str]:
    silent = Policy()
    for key in NOT_YET:
        value = _value(policy, key)
        if value is True or value != _value(silent, key):
            yield key


def _value(policy: Policy, key: str) -> object:
    found: object = policy
    for name in key.split("."):
        found = getattr(found, name)
    return found

"""A key of the policy that no rule reads is a promise nobody keeps: each must be read somewhere, or be named here."""

from __future__ import annotations

from tests.policy.reads import keys, keys_read

NOT_YET: dict[str, str] = {
    "channels": "the private web page",
    "conduct.comment": "conduct",
    "conduct.image_breach": "conduct",
    "conduct.remove_roles": "conduct",
    "conduct.sharing": "conduct",
    "consent.transfer": "agreements and consents",
    "feed.celebrations_via": "the class page",
    "feed.class_authors": "the class page",
    "feed.class_story": "the class page",
    "feed.comment_window": "the class page",
    "feed.comments": "the class page",
    "feed.edit_propagates": "the class page",
    "feed.events": "the class page",
    "feed.likes": "the class page",
    "feed.media": "the class page",
    "feed.nudge_at": "the class page",
    "feed.parent_posts": "the class page",
    "feed.pictures_per_week": "the class page",
    "feed.pii_check": "the class page",
    "feed.posts_mode": "the class page",
    "feed.reminder_every_days": "the class page",
    "feed.school_authors": "the class page",
    "feed.school_story": "the class page",
    "feed.sensitive_check": "the class page",
    "feed.skip_closed_days": "the class page",
    "feed.templates": "the class page",
    "feed.types": "the class page",
    "governance.next_review": "governance",
    "governance.policy_review": "governance",
    "governance.privacy_notice": "governance",
    "governance.review_owner": "governance",
    "media.owner": "photos",
    "media.photo_link_days": "photos",
    "media.protect": "photos",
    "media.protect_staff": "photos",
    "media.reminder": "photos",
    "meetings.by_appointment": "meetings",
    "monitor.every_days": "oversight of class pages",
    "monitor.roles": "oversight of class pages",
    "names.clash": "names on a page",
    "names.rule": "names on a page",
    "office.desks": "the office queue",
    "office.log_channels": "the office queue",
    "photos.basis": "photos",
    "photos.group_requires": "photos",
    "photos.purposes": "photos",
    "photos.withdraw_past": "photos",
    "photos.withdraw_via": "photos",
    "receipts.seen": "seen marks",
    "reports.effectiveness": "reports of counts",
    "reports.teacher_load": "reports of counts",
    "retention.backup_purge_days": "data protection",
    "retention.feedback_days": "data protection",
    "retention.inactive_months": "data protection",
    "retention.inactive_notice_days": "data protection",
    "rights.contact": "data protection",
    "rights.due_months": "data protection",
    "rights.self_service": "data protection",
    "send.confirm_recipient": "preview before sending",
    "send.preview": "preview before sending",
    "staff.devices": "rules for staff",
    "staff.direct_messages": "rules for staff",
    "staff.personal_device": "rules for staff",
    "staff.photo_list_ack": "rules for staff",
    "staff.push": "rules for staff",
    "staff.quiet_hours": "rules for staff",
    "staff.sar_notice": "rules for staff",
    "staff.training_months": "rules for staff",
    "titles": "letters to families",
}
"""Key → what it waits for. The list shrinks; it never grows."""


def test_every_policy_key_is_read_by_a_rule() -> None:
    assert sorted(keys() - keys_read() - set(NOT_YET)) == []


def test_a_key_that_a_rule_reads_leaves_the_list() -> None:
    assert sorted(set(NOT_YET) & keys_read()) == []
    assert set(NOT_YET) <= keys()

"""Rows of what people wrote and were sent."""

from __future__ import annotations

from bot.domain.protection.datamap import table

WRITTEN = (
    table(
        "thread", "messages", "messages", by={"guardian": "guardian_id", "pupil": "pupil_id"},
        gives="opened_at last_at staff_wrote_at", people="guardian_id pupil_id", ours="school_id id class_id key_id",
    ),
    table(
        "item", "messages", "messages", by={"guardian": "guardian_id", "pupil": "pupil_id", "thread": "thread_id"},
        gives="kind role subject because topic made_at visible_from state outcome taken_at seen_at answered_at ended_at passed",
        people="guardian_id pupil_id taken_by",
        ours="school_id id class_id thread_id claim claim_blind key_id rung written_in",
    ),
    table("item_message", "messages", "messages", by={"item": "item_id"}, ours="school_id item_id message_id", leads={"message": "message_id"}),
    table("item_role", "messages", "messages", by={"item": "item_id"}, gives="role since", ours="school_id item_id"),
    table("search_token", "messages", "messages", by={"item": "item_id"}, ours="school_id item_id token"),
    table("search_wanted", "messages", "messages", by={"item": "item_id"}, ours="school_id item_id mark"),
    table(
        "message", "messages", "messages",
        by={"guardian": "guardian_id", "thread": "thread_id", "staff": "staff_id", "message": "id"},
        gives="kind body language sent_at stored_at", people="guardian_id staff_id",
        ours="school_id id thread_id replaces inbox_id carrier_blind", stays="staff",
    ),
    table(
        "message_translation", "messages", "translation", by={"message": "message_id"},
        gives="language body status engine", ours="school_id id message_id", stays="staff",
    ),
    table(
        "media", "photos", "photos", by={"message": "message_id"}, gives="kind mime size seconds state",
        ours="school_id id message_id account_id key_id carrier_id blob attempts retry_at", stays="staff",
    ),
    table(
        "meeting", "messages", "messages", by={"guardian": "guardian_id", "pupil": "pupil_id", "item": "item_id"},
        gives="role state starts_at made_at", people="guardian_id pupil_id staff_id",
        ours="school_id id item_id class_id first_digit",
    ),
    table("meeting_time", "messages", "messages", by={"meeting": "meeting_id"}, gives="starts_at", ours="school_id meeting_id place"),
    table(
        "conversation", "messages", "running", by={"sender": "sender_blind"}, gives="updated_at",
        ours="school_id id account_id sender_blind state",  # a working copy of messages
    ),
    table(
        "inbox", "messages", "running", by={"sender": "sender_blind"}, gives="payload state received_at handled_at",
        ours="id account_id provider_id school_id sender_blind payload_hash attempts trouble",
        stays="guardian pupil staff", empties="payload sender_blind",  # else a carrier's list would bring it in again
    ),
    table(
        "recipient", "comments", "news", by={"guardian": "guardian_id"}, gives="route", people="guardian_id",
        ours="school_id id announcement_id", leads={"announcement": "announcement_id"},
    ),
    table("announcement_pick", "comments", "news", by={"guardian": "guardian_id"}, people="guardian_id", ours="school_id announcement_id"),
    table(
        "post_tag", "photos", "photos", by={"pupil": "pupil_id"}, people="pupil_id", ours="school_id announcement_id",
        leads={"announcement": "announcement_id"},
    ),
    table(
        "announcement", "comments", "news", by={"announcement": "id", "staff": "staff_id", "pupil": "pupil_id"},
        gives="body language state made_at sent_at kind audience purpose happens_on edited_at removed_at",
        people="staff_id pupil_id approved_by removed_by",
        ours="school_id id class_id due_at reported_at checked version removed_why origin_blind",
        stays="guardian pupil staff", empties="pupil_id",
    ),
    table("post_class", "comments", "news", by={"announcement": "announcement_id"}, ours="school_id announcement_id class_id"),
    table(
        "post_file", "photos", "photos", by={"announcement": "announcement_id"}, gives="place alt",
        ours="school_id announcement_id media_id", stays="guardian pupil staff", leads={"media": "media_id"},
    ),
    table(
        "post_version", "comments", "news", by={"announcement": "announcement_id"}, gives="version body at",
        people="staff_id", ours="school_id announcement_id", stays="guardian pupil staff",
    ),
    table(
        "post_comment", "comments", "news", by={"guardian": "guardian_id"}, gives="body language at shown_from state reason decided_at",
        people="guardian_id decided_by", ours="school_id id announcement_id",
    ),
    table("post_like", "comments", "news", by={"guardian": "guardian_id"}, gives="at", people="guardian_id", ours="school_id announcement_id"),
    table(
        "post_report", "comments", "news", by={"guardian": "guardian_id"}, gives="at state decided_at",
        people="guardian_id decided_by", ours="school_id id announcement_id",
    ),
    table(
        "page_link", "contact_route", "news", by={"guardian": "guardian_id"}, gives="made_at expires_at opened_at ended_at",
        people="guardian_id", ours="school_id id announcement_id token_blind code_blind tries",
    ),
    table(
        "other_way", "contact_route", "news", by={"guardian": "guardian_id", "pupil": "pupil_id"}, gives="why made_at handed_at",
        people="guardian_id pupil_id handed_by", ours="school_id announcement_id",
    ),
    table("family_choice", "contact_route", "news", by={"guardian": "guardian_id"}, gives="name value at", people="guardian_id", ours="school_id"),
    table("never_shown", "photos", "photos", by={"pupil": "pupil_id"}, gives="at", people="pupil_id set_by", ours="school_id"),
    table(
        "staff_ack", "staff", "photos", by={"staff": "staff_id"}, gives="what version at", people="staff_id",
        ours="school_id id class_id",
    ),
    table(
        "recurring", "comments", "news", by={"staff": "staff_id"}, gives="body template weekday at last_day made_at ended_at",
        people="staff_id", ours="school_id id class_id next_at", stays="staff",
    ),
    table(
        "announcement_text", "comments", "news", by={"announcement": "announcement_id"},
        gives="language body status engine", ours="school_id id announcement_id", stays="guardian pupil staff",
    ),
    table(
        "outbox", "messages", "messages",
        by={"guardian": "guardian_id", "contact": "contact_id sent_contact_id", "item": "item_id", "message": "message_id"},
        gives="content due_at state parts made_at sent_at ended_at", people="guardian_id staff_id",
        ours="school_id id intent lane account_id contact_id role class_id to_value item_id message_id announcement_id "
        "expires_at attempts resent lease_owner lease_until retry_at sent_ref sent_blind sent_contact_id trouble",
        stays="staff",
    ),
)  # fmt: skip

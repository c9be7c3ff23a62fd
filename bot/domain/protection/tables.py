"""The map itself, tables in the order in which somebody's rows are found: what leads to others stands before them."""

from __future__ import annotations

from collections.abc import Mapping

from bot.domain.protection.datamap import Table, table

_PEOPLE = (
    table(
        "guardian", "names", "roll", by={"guardian": "id"}, gives="first_name last_name language left_on suspended_at",
        ours="school_id id key_id name_blind",
    ),
    table(
        "pupil", "names", "roll", by={"pupil": "id"}, gives="first_name last_name left_on",
        ours="school_id id key_id name_blind",
    ),
    table(
        "staff", "names", "staffing", by={"staff": "id"}, gives="first_name last_name left_at",
        ours="school_id id key_id name_blind", stays="staff",
    ),
    table(
        "guardianship", "names", "roll", by={"guardian": "guardian_id", "pupil": "pupil_id"},
        gives="relation responsibility priority ended_on", people="guardian_id pupil_id",
        ours="school_id id restricted",
    ),
    table(
        "enrolment", "names", "roll", by={"pupil": "pupil_id"}, gives="first_day last_day", people="pupil_id",
        ours="school_id id class_id",
    ),
    table("staff_role", "staff", "staffing", by={"staff": "staff_id"}, gives="role first_day last_day", people="staff_id"),
    table(
        "duty", "staff", "staffing", by={"staff": "staff_id"},
        gives="kind weekdays first_day last_day start end made_at", people="staff_id",
        ours="school_id id class_id instead_of", stays="staff",
    ),
    table("lead_rota", "staff", "staffing", by={"staff": "staff_id"}, gives="first_day last_day made_at", people="staff_id"),
    table(
        "opening_period", "staff", "staffing", by={"staff": "staff_id"}, gives="who weekday start end",
        people="staff_id", ours="school_id id class_id",
    ),
    table(
        "contact", "contact_route", "contact", by={"guardian": "guardian_id", "staff": "staff_id"},
        gives="carrier value state state_at proof side", people="guardian_id staff_id",
        ours="school_id id value_blind account_id",
    ),
    table(
        "invite", "contact_route", "joining",
        by={"guardian": "guardian_id", "staff": "staff_id", "pupil": "pupil_id"},
        gives="made_at expires_at used_at revoked_at handed_over failures",
        people="guardian_id staff_id pupil_id made_by", ours="school_id id code_blind link_blind code_hash",
    ),
    table(
        "console_account", "staff", "staffing", by={"staff": "staff_id"}, gives="login made_at proved_at",
        people="staff_id",
        ours="school_id id login_blind password_hash totp totp_step failures locked_until",
    ),
    table(
        "console_session", "staff", "staffing", by={"console_account": "account_id"}, gives="state made_at seen_at ends_at",
        ours="school_id id account_id token_blind tries flash",
    ),
    table(
        "console_recovery", "staff", "staffing", by={"console_account": "account_id"}, gives="used_at",
        ours="school_id id account_id code_blind",
    ),
    table(
        "console_invite", "staff", "staffing", by={"staff": "staff_id"}, gives="made_at expires_at used_at revoked_at",
        people="staff_id", ours="school_id id code_blind",
    ),
    table("pupil_number", "contact_route", "joining", by={"pupil": "pupil_id"}, people="pupil_id", ours="school_id id value_blind"),
)  # fmt: skip

_WRITTEN = (
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

_KEPT = (
    table(
        "slip", "consents", "consents", by={"guardian": "guardian_id", "staff": "staff_id", "pupil": "pupil_id"},
        gives="version language channel form signer signed_on at", people="guardian_id staff_id pupil_id recorded_by",
        ours="school_id id class_id version_id",
    ),
    table("slip_line", "consents", "consents", by={"slip": "slip_id"}, gives="line answer", ours="school_id slip_id"),
    table("refusal", "consents", "consents", by={"guardian": "guardian_id"}, gives="channel at ended_at", people="guardian_id"),
    table(
        "extra_adult", "consents", "joining", by={"guardian": "guardian_id", "pupil": "pupil_id"},
        gives="approved_as reason at used_at", people="guardian_id pupil_id approved_by",
    ),
    table(
        "conduct_entry", "conduct", "conduct", by={"guardian": "guardian_id", "item": "item_id"}, gives="outcome at",
        people="guardian_id staff_id", ours="school_id id item_id",
    ),
    table(
        "conduct_case", "conduct", "conduct", by={"guardian": "guardian_id", "staff": "staff_id"},
        gives="words made_at ended_at", people="guardian_id staff_id made_by",
    ),
    table(
        "case_line", "conduct", "conduct", by={"conduct_case": "case_id"}, gives="kind at words made_at", people="made_by",
        ours="school_id id case_id",
    ),
    table(
        "absence", "absences", "absences", by={"pupil": "pupil_id"},
        gives="day session code state differs confirmed_at made_at", people="pupil_id confirmed_by",
        ours="school_id id class_id",
    ),
    table(
        "absence_report", "absences", "absences",
        by={"guardian": "guardian_id", "pupil": "pupil_id", "item": "item_id"},
        gives="source reason first_day last_day part back_on open_end unconfirmed words made_at withdrawn_at",
        people="pupil_id guardian_id staff_id", ours="school_id id class_id item_id key_id",
    ),
    table(
        "absence_source", "absences", "absences", by={"absence": "absence_id", "absence_report": "report_id"},
        ours="school_id absence_id report_id",
    ),
    table("sign_in", "absences", "absences", by={"pupil": "pupil_id"}, gives="day at", people="pupil_id staff_id"),
    table(
        "absence_ask", "absences", "absences", by={"pupil": "pupil_id", "guardian": "guardian_id"},
        gives="day kind state due_at outcome made_at ended_at", people="pupil_id guardian_id staff_id",
        stays="guardian", empties="guardian_id",
    ),
    table(
        "absence_asked", "absences", "absences", by={"guardian": "guardian_id", "absence_ask": "ask_id"}, gives="at",
        people="guardian_id", ours="school_id ask_id",
    ),
    table(
        "rights_request", "rights", "rights", by={"guardian": "person_id", "pupil": "person_id", "staff": "person_id"},
        gives="kind channel identity asked_at due_on state outcome ended_at", people="checked_by ended_by",
        ours="school_id id person_kind person_id item_id reminded", stays="guardian pupil staff",
    ),
    table(
        "rights_hold", "rights", "rights", by={"guardian": "person_id", "pupil": "person_id", "staff": "person_id"},
        gives="kind until made_at ended_at", people="owner_id", ours="school_id id person_kind person_id item_id reason",
    ),
    table(
        "amendment", "rights", "rights", by={"guardian": "person_id", "pupil": "person_id", "staff": "person_id"},
        gives="field old new at", people="made_by", ours="school_id id person_kind person_id",
    ),
    table(
        "person_switch", "rights", "rights", by={"guardian": "guardian_id"}, gives="kind purpose since until",
        people="guardian_id made_by",
    ),
    table(
        "retention_notice", "rights", "rights",
        by={"guardian": "person_id", "pupil": "person_id", "staff": "person_id"},
        gives="category told_at deletes_on state", ours="school_id id person_kind person_id outbox_id",
    ),
    table(
        "audit", "record", "record", by={"guardian": "subject_id actor_id", "pupil": "subject_id", "staff": "subject_id actor_id"},
        gives="at action reason", people="actor_id",
        ours="school_id id actor_kind subject_kind subject_id detail chain", stays="guardian pupil staff",
    ),
    table(
        "disclosure_person", "rights", "governance",
        by={"guardian": "person_id", "pupil": "person_id", "staff": "person_id"},
        ours="school_id disclosure_id person_kind person_id", leads={"disclosure": "disclosure_id"},
        stays="guardian pupil staff",
    ),
    table(
        "disclosure", "rights", "governance", by={"disclosure": "id"}, gives="processor at", people="approved_by",
        ours="school_id id what", stays="guardian pupil staff",
    ),
    table(
        "register_entry", "record", "governance", by={"staff": "staff_id"}, gives="book day until outcome at",
        people="staff_id made_by", ours="school_id id detail", stays="staff",
    ),
)  # fmt: skip

_NOBODYS = (
    table("rights_review", "rights", "rights", ours="school_id request_id place row_id why decision decided_by decided_at"),
    table("erasure", "rights", "rights", ours="school_id id person_kind person_id reason data_keys counts outside made_by at"),
    table("provider_copy", "contact_route", "running", ours="school_id id erasure_id account_id carrier place why state attempts retry_at ended_at"),
    table("retention_run", "none", "rights", ours="school_id day category number at"),
    table(
        "processor", "none", "governance",
        ours="school_id id name kind country purpose safeguard valid_to contract_on certificate sub_processors keeps "
        "no_training content basis made_by made_at ended_at",
    ),
    table(
        "breach", "rights", "governance",
        ours="school_id id opened_at what opened_by detail affected contained_at assessed_at decision told_at reminded closed_at",
    ),
    table("school", "none", "roll", ours="id slug key_id made_at"),
    table("school_class", "none", "roll", ours="school_id id name year key_id ended_on"),
    table("rollover", "names", "roll", ours="school_id id day plan answers state made_at made_by ended_at"),
    table("term", "none", "running", ours="school_id id first_day last_day"),
    table("closure", "none", "running", ours="school_id id kind first_day last_day start class_id"),
    table("policy_version", "none", "governance", ours="school_id id document in_force_from made_at made_by reason"),
    table("paper_version", "none", "consents", ours="school_id id audience label lines renews published_at published_by"),
    table("trial_choice", "none", "governance", ours="school_id id ends until reason made_by at"),
    table("chore", "none", "running", ours="school_id name at"),
    table("correction", "none", "running", ours="school_id day subject language kind by number"),
    table(
        "carrier_account", "none", "running",
        ours="id school_id carrier side external_id cursor last_heard_at paused_until trouble key_id",
    ),
    table("console_once", "none", "running", ours="school_id id at"),
    table("sender_claim", "none", "running", ours="account_id sender_blind owner until"),
    table("lease", "none", "running", ours="name owner until"),
    table("alert", "none", "running", ours="name since told_level told_at"),
    table("clock", "none", "running", ours="id offset_s"),
    table("revision", "none", "running", ours="name value"),
)  # fmt: skip

TABLES: tuple[Table, ...] = (*_PEOPLE, *_WRITTEN, *_KEPT, *_NOBODYS)
BY_NAME: Mapping[str, Table] = {one.name: one for one in TABLES}

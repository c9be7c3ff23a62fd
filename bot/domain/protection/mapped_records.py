"""Rows of what is on record of people: consents, absences, conduct and the like."""

from __future__ import annotations

from bot.domain.protection.datamap import table

KEPT = (
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

"""Rows of people themselves: who they are, how they are reached, what they may."""

from __future__ import annotations

from bot.domain.protection.datamap import table

PEOPLE = (
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

"""Rows that are nobody's: of the school as such, and of the hub at work."""

from __future__ import annotations

from bot.domain.protection.datamap import table

NOBODYS = (
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
    table("boot", "none", "running", ours="boot zero ahead_s seen_at"),
    table("revision", "none", "running", ours="name value"),
)  # fmt: skip

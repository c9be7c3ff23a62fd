"""The declared map is the running schema: a table or column nobody placed fails here (M24, DPIA2)."""

from __future__ import annotations

from bot.domain.policy import Messages, Policy
from bot.domain.protection.activities import ACTIVITIES, BASES, FEATURES, PURPOSES, unregistered
from bot.domain.protection.datamap import PEOPLE, problems, table
from bot.domain.protection.tables import TABLES
from storage import tables

SCHEMA = {one.name: frozenset(one.columns.keys()) for one in tables.METADATA.tables.values()}


def test_every_table_and_column_is_on_a_line_of_the_inventory() -> None:
    assert list(problems(TABLES, SCHEMA, frozenset(ACTIVITIES))) == []


def test_an_unmapped_column_table_or_line_is_named() -> None:
    grown = {**SCHEMA, "pupil": SCHEMA["pupil"] | {"religion"}, "diary": frozenset({"words"})}
    found = list(problems((*TABLES, table("ghost", "nowhere", "roll")), grown, frozenset(ACTIVITIES)))
    assert "pupil.religion is on no line of the inventory" in found
    assert "diary.words is on no line of the inventory" in found
    assert "ghost is in the map and not in the schema" in found
    assert "ghost names no line of the inventory, or no activity" in found


def test_no_column_stands_in_two_places() -> None:
    for one in TABLES:
        assert len(one.columns) == len([*one.gives, *one.people, *one.ours]), one.name


def test_what_a_person_wrote_is_found_by_somebody_or_says_why_not() -> None:
    """A sealed column whose rows no person leads to would be in no export."""
    nobodys = {"rollover", "policy_version", "trial_choice", "provider_copy", "processor", "breach"}
    for one in TABLES:
        sealed = [column.name for column in tables.METADATA.tables[one.name].columns if column.info.get("sealed")]
        if sealed and not one.by:
            assert one.name in nobodys, one.name
        given = {*one.gives}
        for name in sealed:
            # `totp` is a secret the hub drew, and `flash` its own answer to be shown once: nobody wrote either.
            technical = {"carrier_id", "claim", "to_value", "sent_ref", "detail", "state", "reason", "what"} | {"totp", "flash"}
            assert one.name in nobodys or name in given | technical, f"{one.name}.{name}"


def test_the_order_of_the_map_leads_before_it_follows() -> None:
    known = {*PEOPLE, "sender"}
    for one in TABLES:
        for source in one.by:
            led = {target for earlier in TABLES for target in earlier.leads}
            assert source in known | led | {one.name}, (one.name, source)
        known.add(one.name)


def test_every_activity_names_a_purpose_and_a_basis_and_a_feature_without_one_is_named() -> None:
    assert {one.purpose for one in ACTIVITIES.values()} <= set(PURPOSES)
    assert {one.basis for one in ACTIVITIES.values()} <= set(BASES)
    assert set(FEATURES.values()) <= set(ACTIVITIES)
    talks = Policy(messages=Messages(parent_to_teacher=True))
    assert list(unregistered(talks)) == []
    assert "messages.parent_to_teacher" in unregistered(talks, activities={})

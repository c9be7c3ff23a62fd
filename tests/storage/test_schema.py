"""The schema holds the house's rules: sealed or ours, per school, current."""

from __future__ import annotations

import re
from typing import Any

import pytest
from alembic.script import ScriptDirectory
from sqlalchemy import BigInteger, Boolean, Date, Float, Integer, LargeBinary, Time, inspect, text

from storage import schema, tables
from storage.columns import Moment
from storage.engine import Engines
from storage.tables import INSTALLATION_TABLES

TABLES = sorted(tables.METADATA.tables.values(), key=lambda table: table.name)
# Texts that are our own words, ids given by carriers, or public labels; each looked at by a person.
PLAIN_TEXT = {
    "absence": {"code", "session", "state"},
    "absence_ask": {"kind", "outcome", "state"},
    "absence_report": {"part", "reason", "source"},
    "alert": {"name"},
    "other_way": {"why"},
    "amendment": {"field", "person_kind"},
    "announcement": {"audience", "checked", "kind", "language", "purpose", "removed_why", "state"},
    "announcement_text": {"engine", "language", "status"},
    "audit": {"action", "actor_kind", "reason", "subject_kind"},
    "boot": {"boot"},
    "breach": {"decision", "what"},
    "carrier_account": {"carrier", "cursor", "external_id", "side", "trouble"},
    "case_line": {"kind"},
    "chore": {"name"},
    "closure": {"kind"},
    "conduct_entry": {"outcome"},
    "console_account": {"password_hash"},
    "console_session": {"state"},
    "contact": {"carrier", "proof", "side", "state"},
    "correction": {"by", "kind", "language", "subject"},
    "disclosure": {"processor"},
    "disclosure_person": {"person_kind"},
    "duty": {"kind"},
    "erasure": {"counts", "data_keys", "outside", "person_kind", "reason"},
    "extra_adult": {"approved_as"},
    "family_choice": {"name", "value"},
    "guardian": {"language"},
    "guardianship": {"relation", "responsibility"},
    "inbox": {"provider_id", "state", "trouble"},
    "invite": {"code_hash"},
    "item": {"kind", "outcome", "passed", "role", "state", "subject", "topic"},
    "item_role": {"role"},
    "lease": {"name", "owner"},
    "media": {"blob", "kind", "mime", "state"},
    "meeting": {"role", "state"},
    "message": {"kind", "language"},
    "message_translation": {"engine", "language", "status"},
    "opening_period": {"who"},
    "outbox": {"content", "intent", "lease_owner", "role", "state", "trouble"},
    "paper_version": {"audience", "label", "lines"},
    "person_switch": {"kind", "purpose"},
    "post_comment": {"language", "reason", "state"},
    "post_report": {"state"},
    "policy_version": {"document"},
    "processor": {"certificate", "content", "country", "keeps", "kind", "name", "purpose", "safeguard", "sub_processors"},
    "provider_copy": {"carrier", "state", "why"},
    "recipient": {"route"},
    "recurring": {"template"},
    "refusal": {"channel"},
    "register_entry": {"book", "outcome"},
    "retention_notice": {"category", "person_kind", "state"},
    "retention_run": {"category"},
    "rights_hold": {"kind", "person_kind"},
    "rights_request": {"channel", "identity", "kind", "outcome", "person_kind", "state"},
    "rights_review": {"decision", "place", "why"},
    "revision": {"name"},
    "rollover": {"state"},
    "school": {"slug"},
    "school_class": {"name", "year"},
    "sender_claim": {"owner"},
    "slip": {"channel", "form", "language", "version"},
    "slip_line": {"answer", "line"},
    "staff_ack": {"version", "what"},
    "staff_role": {"role"},
}


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_every_column_is_sealed_blind_or_one_of_our_own_words(table: object) -> None:
    for column in table.columns:  # type: ignore[attr-defined]
        if isinstance(column.type, LargeBinary):
            assert column.info.get("sealed") or column.info.get("blind"), column
        elif not isinstance(column.type, BigInteger | Integer | Moment | Boolean | Date | Time | Float):
            assert column.name in PLAIN_TEXT.get(table.name, set()), f"{column}: may it hold what a person wrote?"  # type: ignore[attr-defined]


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_every_school_table_has_the_school_first_in_its_key(table: object) -> None:
    if table.name in INSTALLATION_TABLES:  # type: ignore[attr-defined]
        return
    names = [column.name for column in table.primary_key.columns]  # type: ignore[attr-defined]
    assert names[0] == "school_id"
    assert not table.columns["school_id"].nullable  # type: ignore[attr-defined]


def test_the_migrations_make_exactly_todays_tables(engines: Engines) -> None:
    assert schema.is_current(engines.write)
    found = inspect(engines.write)
    assert set(found.get_table_names()) - {"alembic_version"} == set(tables.METADATA.tables)
    for table in TABLES:
        assert {column["name"] for column in found.get_columns(table.name)} == set(table.columns.keys())


def test_the_migrations_make_exactly_todays_indexes_with_their_conditions(engines: Engines) -> None:
    found = inspect(engines.write)
    for table in TABLES:
        there = {
            str(one["name"]): (one["column_names"], bool(one["unique"]), _words(_condition(dict(one))))
            for one in found.get_indexes(table.name)
            if not one.get("duplicates_constraint")
        }
        wanted = {
            str(one.name): ([column.name for column in one.columns], bool(one.unique), _words(one.info.get("where", "")))
            for one in table.indexes
        }
        assert there == wanted


def _condition(index: dict[str, Any]) -> str:
    options = index.get("dialect_options", {})
    return str(options.get("sqlite_where", options.get("postgresql_where", "")))


def _words(condition: str) -> set[str]:
    """Of a condition, which PostgreSQL writes its own way: columns, quoted words and whether it is about nothing."""
    said = re.sub(r"::[a-z ]+(?:\[\])?|[()]", " ", condition)
    return {word for word in re.findall(r"'[^']*'|\w+", said) if word not in {"IN", "ANY", "ARRAY", "LIKE"}}


def test_files_of_migrations_are_named_by_their_revisions_in_order() -> None:
    scripts = ScriptDirectory.from_config(schema._config())
    assert {known.revision for known in scripts.walk_revisions()} == schema._revisions()
    assert scripts.get_current_head() == max(schema._revisions())


def test_a_database_of_a_newer_version_is_left_alone(engines: Engines) -> None:
    with engines.write.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(schema.NewerSchema, match="schema 9999, of a newer Bookbag"):
        schema.upgrade(engines.write)


@pytest.mark.usefixtures("durable")
def test_sqlite_keeps_what_it_committed(engines: Engines) -> None:
    if not engines.sqlite:
        pytest.skip("SQLite's own settings")
    for engine in (engines.write, engines.read):
        with engine.connect() as connection:
            assert connection.execute(text("PRAGMA synchronous")).scalar() == 2
            assert connection.execute(text("PRAGMA journal_mode")).scalar() == "wal"
            assert connection.execute(text("PRAGMA foreign_keys")).scalar() == 1

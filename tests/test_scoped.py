"""The watch over statements sees one that forgets the school, in any of its tables, and takes none for one that has it."""

from __future__ import annotations

import pytest

from tests.scoped import unscoped

SAID: tuple[tuple[str, list[str]], ...] = (
    ("SELECT item.id FROM item WHERE item.id = ?", ["item"]),
    ("SELECT item.id FROM item WHERE item.school_id = ? AND item.id = ?", []),
    ("SELECT a.id FROM item AS a JOIN thread ON thread.id = a.thread_id WHERE a.school_id = ?", ["thread"]),
    ("SELECT a.id FROM item AS a JOIN thread ON thread.school_id = a.school_id AND thread.id = a.thread_id WHERE a.school_id = ?", []),
    ("SELECT item.id FROM item, thread WHERE item.school_id = ?", ["thread"]),
    ("UPDATE outbox SET state=? WHERE outbox.id = ?", ["outbox"]),
    ("UPDATE outbox SET state=? WHERE outbox.school_id IN (?, ?)", []),
    ("DELETE FROM search_token WHERE search_token.item_id = ?", ["search_token"]),
    ("SELECT item.id FROM item WHERE item.school_id = ? AND item.id IN (SELECT item_message.item_id FROM item_message)", ["item_message"]),
    ("SELECT inbox.id FROM inbox WHERE inbox.state = ?", []),  # of an account
)


@pytest.mark.parametrize(("statement", "expected"), SAID)
def test_who_forgets_the_school_is_seen(statement: str, expected: list[str]) -> None:
    assert list(unscoped(statement)) == expected

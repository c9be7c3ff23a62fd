"""Who may send a row, and what is left of it when the sender dies: on either database."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from bot.domain.access import Scope
from bot.domain.people import Role
from bot.domain.sending import Card, Lane, Parcel, Teaser, Words
from bot.domain.wording import say
from storage import accounts, leases, on_phones, outbox, sending
from storage.db import Db
from storage.ids import new_id
from storage.outbox import OutboxRow

NOW = datetime(2024, 3, 5, 10, 0, tzinfo=UTC)
LATER = NOW + timedelta(minutes=5)


@pytest.fixture
def scope(db: Db) -> Scope:
    return Scope(accounts.add_school(db, "oak-lane", NOW).id, None, Role.SYSTEM, "test")


def _queue(scope: Scope, db: Db, staff_id: int, lane: Lane = Lane.TALK) -> int:
    made = new_id()
    outbox.add(scope, db, Parcel(content=Words((say("empty"),)), due_at=NOW, staff_id=staff_id, lane=lane), made, NOW)
    return made


def _claim(db: Db, owner: str = "here", at: datetime = NOW, most: int = 8) -> list[OutboxRow]:
    return sending.claim(db, owner, at, at, 60.0, most)


def test_a_row_that_a_dead_process_had_only_claimed_is_sent_as_if_nothing_had_been(scope: Scope, db: Db) -> None:
    made = _queue(scope, db, staff_id=1)
    assert [row.id for row in _claim(db)] == [made]
    assert _claim(db, "there") == []
    leases.end_of(db, "here", NOW)
    assert sending.adopt_stale(db, "there", NOW, 60.0) == []  # nobody wonders whether it left
    assert [row.id for row in _claim(db, "there")] == [made]


def test_a_row_that_a_dead_process_was_sending_is_in_doubt(scope: Scope, db: Db) -> None:
    _queue(scope, db, staff_id=1)
    (row,) = _claim(db)
    assert sending.begin(db, row, "here", NOW, 60.0)
    leases.end_of(db, "here", NOW)
    assert _claim(db, "there") == []
    assert [found.id for found in sending.adopt_stale(db, "there", NOW, 60.0)] == [row.id]


def test_a_claim_that_ran_out_is_anybodys_and_no_longer_the_first_ones(scope: Scope, db: Db) -> None:
    _queue(scope, db, staff_id=1)
    (row,) = _claim(db)
    assert len(_claim(db, "there", LATER)) == 1
    assert not sending.begin(db, row, "here", LATER, 60.0)
    assert sending.begin(db, row, "there", LATER, 60.0)


def test_what_is_taken_back_while_it_waits_its_turn_does_not_leave(scope: Scope, db: Db) -> None:
    _queue(scope, db, staff_id=1)
    (row,) = _claim(db)
    outbox.cancel(scope, db, row.id, NOW)
    assert not sending.begin(db, row, "here", NOW, 60.0)
    sending.postpone(db, row, NOW)
    assert _claim(db, "there", LATER) == []


def test_one_persons_long_queue_keeps_nobody_waiting_and_danger_goes_first(scope: Scope, db: Db) -> None:
    ones = [_queue(scope, db, staff_id=1) for _ in range(6)]
    other = _queue(scope, db, staff_id=2)
    danger = _queue(scope, db, staff_id=3, lane=Lane.DANGER)
    assert [row.id for row in _claim(db)] == [danger, ones[0], other]


def test_a_phone_is_brought_up_to_date_once_however_much_is_added_before_it_is(scope: Scope, db: Db) -> None:
    item, made = new_id(), new_id()
    outbox.add(scope, db, Parcel(content=Teaser(item), due_at=NOW, staff_id=1), made, NOW)
    (card,) = _claim(db)
    content = on_phones.refreshed(card)
    assert content == Card(item, replaces=made, opened=False)
    assert not on_phones.waits(scope, db, card, content)
    outbox.add(scope, db, Parcel(content=content, due_at=NOW, staff_id=1), new_id(), NOW)
    assert on_phones.waits(scope, db, card, content)
    _claim(db, "there")
    assert not on_phones.waits(scope, db, card, content)  # it may be composed already: what is added now needs another

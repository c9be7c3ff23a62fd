"""What is remembered between two tries, and that memory has an end."""

from __future__ import annotations

from dataclasses import replace

from bot.channels.resume import Progress, Remembered
from bot.domain.messages import Address, Carrier, Outgoing

LONG = Outgoing(to=Address(Carrier.SMS, "+447700900123"), text="long", reference="9")


def test_parts_sent_are_remembered_for_this_text_to_this_person_until_it_is_done() -> None:
    progress = Progress()
    progress.note(LONG, ("1", "2"))
    assert progress.of(LONG) == ("1", "2")
    for other in (
        replace(LONG, text="other"),
        replace(LONG, reference="10"),
        replace(LONG, to=Address(Carrier.SMS, "+1")),
    ):
        assert progress.of(other) == ()
    progress.done(LONG)
    assert progress.of(LONG) == ()


def test_without_a_reference_two_equal_messages_are_two() -> None:
    progress = Progress()
    progress.note(replace(LONG, reference=""), ("1",))
    assert progress.of(replace(LONG, reference="")) == ()


def test_the_oldest_unfinished_messages_are_forgotten_first() -> None:
    progress = Progress()
    for number in range(600):
        progress.note(replace(LONG, reference=str(number)), ("1",))
    assert progress.of(replace(LONG, reference="0")) == ()
    assert progress.of(replace(LONG, reference="599")) == ("1",)


def test_the_oldest_ids_are_forgotten_first() -> None:
    known = Remembered(room=2)
    for carrier_id in ("a", "b", "c"):
        known.add(carrier_id)
    assert ("a" in known, "b" in known, "c" in known) == (False, True, True)

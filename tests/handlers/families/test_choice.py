"""A digit or a button answers the one open question; a late one never acts."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest

from bot.domain.conversation import Asked, Conversation
from bot.domain.effects.items import AttributeItem, MoveItem, OpenItem, ThreadOf
from bot.domain.effects.telling import Notify
from bot.domain.messages import Kind
from bot.domain.people import Role
from bot.domain.subjects import Subject
from bot.handlers.families import choice
from tests.handlers.builders import BETH, NIGHT, NOW, OPENING, asked, item, office_item, outcome, parent, press, waiting

WHICH = asked(Asked.WHICH_CHILD, "p11", "p12", "all", "ring", item_ids=(51,))
OFFER = asked(Asked.NOT_THAT, "child", "not_that", item_ids=(51,))
VOICE = asked(Asked.VOICE_SUBJECT, "absence", "urgent", "note", "ring", item_ids=(51,))


@pytest.mark.parametrize("answer", [{"text": "2"}, {"text": "٢"}, press("q.1.p12")])
def test_a_digit_of_any_script_or_a_button_names_the_child(answer: dict[str, Any]) -> None:
    context = parent(**answer, conversation=WHICH, burst_items=(waiting(),))
    assert choice.matches(context)
    found = outcome(choice.handle, context)
    moved = found.one(MoveItem)
    assert (moved.role, moved.class_id, moved.thread) == (Role.CLASS_TEACHER, 5, ThreadOf(21, 12, 5))
    assert found.said == ["passed.to", "about.names", "passed.when_lessons_allow"]
    assert found.remembered.pupil_ids == (12,)


def test_all_gives_each_class_an_item() -> None:
    found = outcome(choice.handle, parent(conversation=WHICH, burst_items=(waiting(),), **press("q.1.all")))
    assert found.one(MoveItem).class_id == 3
    assert found.one(OpenItem).class_id == 5
    assert found.one(OpenItem).message_ids == (71,)


@pytest.mark.parametrize(
    "text,named,matches",
    [
        ("Ola", {11}, True),
        ("ola i jan", {11, 12}, True),
        ("3B", {11}, True),
        ("Ola ill", {11}, False),
        ("Piotr", set(), False),
    ],
)
def test_a_name_answers_and_a_sentence_with_a_name_is_a_message(text: str, named: set[int], matches: bool) -> None:
    context = parent(text, conversation=WHICH, mentioned=frozenset(named), burst_items=(waiting(),))
    assert choice.matches(context) is matches
    if matches:
        found = outcome(choice.handle, context)
        assert found.kept == [text]
        given = [one.pupil_id for one in found.all(MoveItem)] + [one.pupil_id for one in found.all(OpenItem)]
        assert set(given) == named


def test_names_mean_nothing_when_no_child_was_asked_about() -> None:
    assert not choice.matches(parent("Ola", conversation=OFFER, mentioned=frozenset({11})))
    assert not choice.matches(parent("Ola", kind=Kind.VOICE, conversation=WHICH))


def test_what_the_office_has_already_only_learns_the_child() -> None:
    listed = office_item(pupil_id=None, thread=None, state="taken")
    found = outcome(choice.handle, parent("1", conversation=WHICH, burst_items=(listed,)))
    assert found.one(AttributeItem).thread == ThreadOf(21, 11, 3)
    assert found.all(MoveItem) == []


def test_urgent_waits_in_two_items_that_take_one_place_each() -> None:
    conversation = asked(Asked.WHICH_CHILD, "p11", "p12", item_ids=(51, 52))
    items = (
        office_item(pupil_id=None, thread=None, subject=Subject.URGENT),
        waiting(id=52, subject=Subject.URGENT),
    )
    found = outcome(choice.handle, parent("1", conversation=conversation, burst_items=items))
    assert found.one(AttributeItem).item_id == 51
    assert (found.one(MoveItem).item_id, found.one(MoveItem).role) == (52, Role.CLASS_TEACHER)
    assert found.one(Notify).urgent


def test_a_third_waiting_item_shares_a_place_when_none_is_left() -> None:
    conversation = asked(Asked.WHICH_CHILD, "p11", item_ids=(51, 52))
    items = (waiting(), waiting(id=52))
    found = outcome(choice.handle, parent("1", conversation=conversation, burst_items=items))
    assert [(one.item_id, one.role) for one in found.all(MoveItem)] == [
        (51, Role.CLASS_TEACHER),
        (52, Role.CLASS_TEACHER),
    ]


def test_an_answer_about_something_dealt_with_is_noted() -> None:
    done = waiting(state="done")
    found = outcome(choice.handle, parent("1", conversation=WHICH, burst_items=(done,), now=NIGHT))
    assert found.said == ["choice.child_noted", "about.names", "emergency.office_later"]
    assert found.all(MoveItem) == []


def test_not_that_goes_to_where_unsorted_messages_go_and_is_on_record() -> None:
    context = parent("2", of=BETH, conversation=OFFER, burst_items=(office_item(),))
    found = outcome(choice.handle, context)
    moved = found.one(MoveItem)
    assert (moved.role, moved.class_id, moved.subject) == (Role.CLASS_TEACHER, 3, Subject.NOTE)
    assert found.said == ["corrected", "passed.to", "passed.when_lessons_allow"]
    assert found.recorded == ["corrected_by_parent"]


def test_not_that_about_no_child_at_night_is_held_and_said_once() -> None:
    unknown = office_item(thread=None, pupil_id=None)
    first = outcome(choice.handle, parent("2", conversation=OFFER, burst_items=(unknown,), now=NIGHT))
    assert first.one(MoveItem).visible_from == OPENING
    assert first.said[:3] == ["corrected", "received", "held.until"]
    known = OFFER.__class__(question=OFFER.question, questions=1, held_since=first.remembered.held_since)
    again = outcome(choice.handle, parent("2", conversation=known, burst_items=(unknown,), now=NIGHT))
    assert again.said == ["corrected", "emergency.office_later"]


def test_not_that_comes_too_late_for_what_is_done() -> None:
    found = outcome(choice.handle, parent("2", conversation=OFFER, burst_items=(office_item(state="done"),)))
    assert found.said == ["choice.already_dealt_with"]


def test_another_child_is_asked_about_again() -> None:
    found = outcome(choice.handle, parent("1", conversation=OFFER))
    assert (found.said, found.offers) == (["ask.which_child"], ["p11", "p12", "all", "ring"])
    assert found.remembered.question is not None
    assert found.remembered.question.item_ids == (51,)


@pytest.mark.parametrize(
    "digit,role,subject",
    [
        ("1", Role.OFFICE, Subject.ABSENCE),
        ("2", Role.OFFICE, Subject.URGENT),
        ("3", Role.CLASS_TEACHER, Subject.NOTE),
    ],
)
def test_a_voice_note_goes_where_its_sender_says(digit: str, role: Role, subject: Subject) -> None:
    voice = office_item(subject=Subject.OTHER, pupil_id=13, thread=ThreadOf(22, 13, 3))
    found = outcome(choice.handle, parent(digit, of=BETH, conversation=VOICE, burst_items=(voice,)))
    assert (found.one(MoveItem).role, found.one(MoveItem).subject) == (role, subject)
    assert [one.role for one in found.all(OpenItem)] == ([Role.CLASS_TEACHER] if digit == "2" else [])
    assert found.remembered.question is None


def test_a_voice_note_of_nobody_known_yet_is_sorted_and_then_asked_about() -> None:
    found = outcome(choice.handle, parent("2", conversation=VOICE, burst_items=(waiting(subject=Subject.OTHER),)))
    assert found.one(MoveItem).visible_from == NOW
    assert found.one(OpenItem).visible_from == NOW + timedelta(minutes=10)
    assert found.said == ["ask.which_child"]


def test_a_voice_note_in_quiet_hours_is_held_and_said_once() -> None:
    voice = waiting(subject=Subject.OTHER, pupil_id=13, thread=ThreadOf(22, 13, 3))
    first = outcome(choice.handle, parent("3", of=BETH, conversation=VOICE, burst_items=(voice,), now=NIGHT))
    assert "held.until" in first.said
    told = VOICE.__class__(question=VOICE.question, questions=1, held_since=first.remembered.held_since)
    again = outcome(choice.handle, parent("3", of=BETH, conversation=told, burst_items=(voice,), now=NIGHT))
    assert again.said == ["choice.child_noted", "emergency.office_later"]


def test_a_voice_note_dealt_with_meanwhile_is_only_said_to_be() -> None:
    found = outcome(choice.handle, parent("1", conversation=VOICE, burst_items=()))
    assert found.said == ["choice.already_dealt_with"]


def test_ring_me_ends_any_question() -> None:
    found = outcome(choice.handle, parent(conversation=WHICH, **press("q.1.ring")))
    assert found.opened == [("office", "admin")]
    assert found.remembered.question is None


def test_a_late_button_asks_the_open_question_again_or_says_there_is_none() -> None:
    again = outcome(choice.handle, parent(conversation=WHICH, **press("q.0.p11")))
    assert again.said == ["ask.which_child"]
    nothing = outcome(choice.handle, parent(**press("q.0.p11")))
    assert (nothing.said, nothing.kept) == (["choice.nothing_open"], [])


def test_a_late_digit_is_kept_and_never_acts() -> None:
    found = outcome(choice.handle, parent("2"))
    assert (found.said, found.kept) == (["choice.nothing_open"], ["2"])


@pytest.mark.parametrize(
    "conversation,wrote,late",
    [
        (Conversation(), {}, True),
        (Conversation(), {11: NOW - timedelta(days=1)}, False),  # it may answer a question of the teacher's
        (Conversation(), {11: NOW - timedelta(days=3)}, True),
        (OFFER, {11: NOW - timedelta(days=1)}, False),
        (VOICE, {11: NOW - timedelta(days=1)}, True),
    ],
)
def test_a_digit_while_teacher_and_family_talk_is_a_message(
    conversation: Conversation, wrote: dict[int, datetime], late: bool
) -> None:
    assert choice.matches(parent("7", conversation=conversation, staff_wrote=wrote)) is late


def test_an_option_of_a_question_this_handler_does_not_know_changes_nothing() -> None:
    found = outcome(choice.handle, parent("1", conversation=asked(Asked.JOIN_PROOF, "x"), burst_items=(item(),)))
    assert found.decision.effects == ()

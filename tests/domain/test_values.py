"""Small values: stored text, button data, delivery states, open questions, names in texts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import permutations

import pytest

from bot.domain.codec import Codec
from bot.domain.conversation import (
    CONVERSATION,
    REPLY_CAP,
    REPLY_WINDOW,
    Asked,
    Burst,
    Conversation,
    Question,
    may_reply,
    replied,
    typed_digit,
)
from bot.domain.delivery import after_report, retry_after
from bot.domain.mentions import mentioned
from bot.domain.messages import SendState
from bot.domain.people import Role
from bot.domain.refs import button, pressed, short
from bot.domain.sending import CONTENT, Card, Letter, Teaser, Words
from bot.domain.wording import Name, Option, RoleName, When, Who, say

NOW = datetime(2024, 3, 5, 10, tzinfo=UTC)


def test_what_an_outbox_row_means_survives_being_stored() -> None:
    phrase = say("x", when=When(NOW), place=RoleName(Role.OFFICE), who=Name(Who.PUPIL, 7), n=2)
    for value in (Words((phrase,), (Option(phrase, "q.1.2", 9),), True), Teaser(5), Card(5, 6, False), Letter(8)):
        assert CONTENT.load(CONTENT.dump(value)) == value


def test_a_conversation_survives_being_stored() -> None:
    question = Question(id=3, kind=Asked.WHICH_CHILD, options=(Option("Ola", "q.3.p1"),), expires_at=NOW, data={"a": 1})
    burst = Burst(started_at=NOW, text="hello", message_ids=(1, 2))
    value = Conversation(question=question, burst=burst, pupil_ids=(4,), pupil_until=NOW)
    assert CONVERSATION.load(CONVERSATION.dump(value)) == value


@dataclass(frozen=True)
class Stranger:
    a: int = 1


def test_only_known_classes_are_stored_or_come_back() -> None:
    codec = Codec(Teaser)
    with pytest.raises(TypeError, match="Stranger"):
        codec.dump(Stranger(2))
    with pytest.raises(ValueError, match="not a stored value"):
        codec.load('["Stranger", {"a": 2}]')
    assert codec.load('["Teaser", {"item_id": 5, "dropped": 1}]') == Teaser(5)


@pytest.mark.parametrize("number", [0, 1, 35, 36, 2**62])
def test_button_data_comes_back_as_it_went(number: int) -> None:
    assert pressed(button("open", number)) == ("open", (number,))
    assert int(short(number), 36) == number
    assert len(button("office", 2**63 - 1).encode()) <= 64


@pytest.mark.parametrize("data", [None, "", "open.!!", "..", "open.\ud800"])
def test_foreign_button_data_means_nothing(data: str | None) -> None:
    assert pressed(data)[1] == ()


STATES = [SendState.SENT, SendState.DELIVERED, SendState.FAILED, SendState.UNKNOWN]


@pytest.mark.parametrize("order", list(permutations(STATES)))
def test_reports_in_any_order_and_twice_end_in_the_same_state(order: tuple[SendState, ...]) -> None:
    state = SendState.SENDING
    for report in (*order, *order):
        state = after_report(state, report)
    assert state is SendState.DELIVERED


def test_a_cancelled_row_keeps_its_state_whatever_is_reported() -> None:
    assert after_report(SendState.CANCELLED, SendState.DELIVERED) is SendState.CANCELLED
    assert after_report(SendState.SENT, SendState.EXPANDED) is SendState.SENT


def test_retries_double_from_two_seconds_to_ten_minutes() -> None:
    assert [retry_after(n).total_seconds() for n in (0, 1, 2, 3, 20)] == [2, 2, 4, 8, 600]


@pytest.mark.parametrize("text", ["1", " 1. ", "١", "۱", "੧", "১", "૧", "１", "1)", "1!"])
def test_digits_of_every_script_count(text: str) -> None:
    assert typed_digit(text) == 1


@pytest.mark.parametrize("text", ["", "one", "1 a", "123", "²", "1/2", "-1"])
def test_other_texts_are_no_digit(text: str) -> None:
    assert typed_digit(text) is None


def test_an_option_is_chosen_by_its_digit_its_place_or_its_button() -> None:
    options = (Option("Ola", "q.1.a"), Option("Jan", "q.1.b"), Option("ring", "q.1.c", 0))
    question = Question(id=1, kind=Asked.WHICH_CHILD, options=options, expires_at=NOW + timedelta(minutes=1))
    assert question.chosen("2", None) is options[1]
    assert question.chosen("٠", None) is options[2]
    assert question.chosen(None, "q.1.a") is options[0]
    assert question.chosen("3", None) is None
    assert question.chosen("Ola", None) is None
    assert question.chosen("1", "q.9.z") is None
    conversation = Conversation().ask(question)
    assert conversation.open_question(NOW) is question
    assert conversation.open_question(NOW + timedelta(minutes=1)) is None
    assert conversation.settled().open_question(NOW) is None


def test_two_machines_cannot_talk_for_ever() -> None:
    conversation = Conversation()
    for _ in range(REPLY_CAP):
        assert may_reply(conversation, NOW)
        conversation = replied(conversation, NOW)
    assert not may_reply(conversation, NOW)
    assert may_reply(conversation, NOW + REPLY_WINDOW + timedelta(seconds=1))
    assert replied(conversation, NOW + REPLY_WINDOW + timedelta(seconds=1)).replies == 1


def test_a_burst_lasts_its_seconds_and_a_remembered_child_its_hours() -> None:
    burst = Burst(started_at=NOW, text="a", message_ids=(1,))
    conversation = Conversation(burst=burst, pupil_ids=(4,), pupil_until=NOW)
    assert conversation.running_burst(NOW + timedelta(seconds=60), 60) is burst
    assert conversation.running_burst(NOW + timedelta(seconds=61), 60) is None
    assert Conversation().running_burst(NOW, 60) is None
    assert conversation.remembered(NOW - timedelta(seconds=1)) == (4,)
    assert conversation.remembered(NOW) == ()


FAMILY = {1: "Ola", 2: "Jan"}


@pytest.mark.parametrize(
    "text,expected",
    [
        ("Ola jest chora", {1}),
        ("OLA!", {1}),
        ("dla Oli i Jana", {1, 2}),
        ("Jana nie będzie", {2}),
        ("Ola i Jan", {1, 2}),
        ("oboje chorzy", set()),
        ("January is cold", set()),
        ("", set()),
    ],
)
def test_children_are_recognised_however_their_names_are_bent(text: str, expected: set[int]) -> None:
    found = mentioned(text, FAMILY)
    assert found == expected or (expected == {1, 2} and found == set())


def test_two_part_names_and_classes_are_found() -> None:
    names = {1: "Anna Maria", 2: "Jean-Luc"}
    assert mentioned("Anna has a cold", names) == {1}
    assert mentioned("anna maria has a cold", names) == {1}
    assert mentioned("jean luc is late", names) == {2}
    assert mentioned("my child in 3B", {1: "3B", 2: "5A"}) == {1}
    assert mentioned("hello", {1: ""}) == set()

"""Possible safeguarding: to the lead at once, whoever wrote, and one neutral answer a minute."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from bot.domain.conversation import Burst, Conversation
from bot.domain.effects.items import AddToItem, Keep, OpenItem, ThreadOf
from bot.domain.effects.telling import Send
from bot.domain.messages import Kind
from bot.domain.people import Guardian, Role
from bot.domain.policy import Safeguarding
from bot.domain.sending import Lane
from bot.domain.subjects import Subject
from bot.handlers.families import danger
from bot.handlers.known import Version
from tests.handlers.builders import BETH, MARTA, NIGHT, NOW, about, changed, invite, office_item, outcome, parent

ALARM = about(Subject.SAFEGUARDING, sure=0.3)


@pytest.mark.parametrize("adult", [BETH, replace(BETH, suspended=True), None])
@pytest.mark.parametrize("now", [NOW, NIGHT])
def test_the_lead_hears_at_any_hour_from_anybody(adult: Guardian | None, now: datetime) -> None:
    found = outcome(danger.handle, parent("He hits him", of=adult, now=now, triage=ALARM))
    opened = found.one(OpenItem)
    assert (opened.role, opened.visible_from) == (Role.DSL, now)
    assert opened.thread == (ThreadOf(22, 13, 3) if adult else None)
    assert found.said[0] == "received"  # on a shared phone it looks like any other answer
    assert found.one(Send).parcel.lane is Lane.DANGER


def test_every_lead_of_the_policy_gets_an_item() -> None:
    context = changed(
        parent("He hits him", of=BETH, triage=ALARM), safeguarding=Safeguarding(lead=(Role.DSL, Role.HEAD))
    )
    assert outcome(danger.handle, context).opened == [("dsl", "safeguarding"), ("head", "safeguarding")]


def test_which_of_two_children_is_never_a_question_that_delays() -> None:
    found = outcome(danger.handle, parent("He hits them", of=MARTA, triage=ALARM))
    assert found.one(OpenItem).thread is None
    assert found.said[0] == "received"


def test_the_second_half_of_a_minute_goes_along_without_a_second_answer() -> None:
    burst = Burst(
        started_at=NOW - timedelta(seconds=20), text="He hits", message_ids=(70,), pupil_ids=(13,), item_ids=(50,),
        places=("dsl::!",), answered=True,
    )  # fmt: skip
    there = (office_item(id=50, role=Role.DSL, subject=Subject.SAFEGUARDING),)
    said = parent("every night", of=BETH, triage=ALARM, conversation=Conversation(burst=burst), burst_items=there)
    found = outcome(danger.handle, said)
    assert found.one(AddToItem).item_id == 50
    assert (found.opened, found.said) == ([], [])


def test_what_came_before_the_alarm_is_shown_with_it() -> None:
    burst = Burst(started_at=NOW, text="Hello", message_ids=(70,), pupil_ids=(13,))
    found = outcome(danger.handle, parent("He hits him", of=BETH, triage=ALARM, conversation=Conversation(burst=burst)))
    assert found.one(OpenItem).message_ids == (70, found.one(Keep).id)


def test_an_edit_of_what_the_lead_has_is_a_new_version_there() -> None:
    version = Version(message_id=70, thread=ThreadOf(22, 13, 3), lead_item_ids=(50,))
    found = outcome(danger.handle, parent("He beats him", of=BETH, kind=Kind.EDIT, triage=ALARM, earlier=(version,)))
    assert found.one(Keep).replaces == 70
    assert found.one(AddToItem).item_id == 50
    assert found.said == []


def test_an_edit_that_turns_a_note_into_an_alarm_tells_the_lead() -> None:
    version = Version(message_id=70, thread=ThreadOf(22, 13, 3), item_ids=(49,))
    found = outcome(danger.handle, parent("He beats him", of=BETH, kind=Kind.EDIT, triage=ALARM, earlier=(version,)))
    assert found.opened == [("dsl", "safeguarding")]


def test_without_an_alarm_there_is_nothing_to_do() -> None:
    context = parent("Hello", of=BETH)
    assert not danger.matches(context)
    assert outcome(danger.handle, context).decision.effects == ()


def test_a_joining_code_that_looks_like_danger_is_a_code_and_three_short_words_are_not() -> None:
    issued = parent("HURT-HELP-KIDS", of=None, triage=ALARM, invite=invite(typed=True))
    assert not danger.matches(issued)
    waits_for_proof = parent("help hurt kids", of=None, triage=ALARM, invite=invite())
    assert danger.matches(waits_for_proof)
    assert danger.matches(parent("help hurt kids", of=None, triage=ALARM))

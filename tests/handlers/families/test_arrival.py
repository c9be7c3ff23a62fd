"""A note: whose child, which place, one answer; and the minute that is understood as one."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest

from bot.domain.conversation import Asked, Burst, Conversation
from bot.domain.effects.items import AddToItem, Keep, OpenItem, SettleItem, ThreadOf
from bot.domain.effects.telling import CancelSend, Send
from bot.domain.messages import Kind, MediaRef
from bot.domain.people import Role
from bot.domain.policy import Messages, Place, Routing
from bot.domain.sending import Lane
from bot.domain.subjects import Subject, Triage
from bot.handlers.base import FamilyContext
from bot.handlers.families import decide, note
from tests.handlers.builders import (
    BETH,
    MARTA,
    NIGHT,
    NOW,
    OPENING,
    POLICY,
    about,
    asked,
    changed,
    item,
    outcome,
    parent,
    waiting,
)

OFFICE_SICK, TEACHER = "office::13", "class_teacher:3:13"


def minute(text: str = "Hello", **more: Any) -> Conversation:
    """Beth wrote half a minute ago."""
    facts: dict[str, Any] = {
        "started_at": NOW - timedelta(seconds=30), "text": text, "message_ids": (70,), "pupil_ids": (13,),
        "item_ids": (50,), "places": (TEACHER,), "answered": True,
    }  # fmt: skip
    return Conversation(burst=Burst(**(facts | more)))


def test_the_only_child_need_not_be_asked_about() -> None:
    found = outcome(note.handle, parent("The reading book is lost", of=BETH))
    assert found.kept == ["The reading book is lost"]
    assert found.opened == [("class_teacher", "note")]
    assert found.one(OpenItem).thread == ThreadOf(22, 13, 3)
    assert found.said == ["passed.to", "about.names", "passed.when_lessons_allow"]


def test_a_parent_of_two_is_asked_which_and_the_note_waits_hidden_with_the_office() -> None:
    found = outcome(note.handle, parent("Is there swimming tomorrow?"))
    assert found.said == ["ask.which_child"]
    assert found.offers == ["p11", "p12", "all", "ring"]
    opened = found.one(OpenItem)
    assert (opened.role, opened.pupil_id) == (Role.OFFICE, None)
    assert opened.visible_from == NOW + timedelta(minutes=10)


@pytest.mark.parametrize(
    "more,pupils",
    [
        ({"mentioned": frozenset({12})}, [12]),
        ({"mentioned": frozenset({11, 12})}, [11, 12]),
        ({"answers_about": 12}, [12]),
        ({"staff_wrote": {11: NOW - timedelta(hours=1), 12: NOW - timedelta(minutes=40)}}, [12]),
        ({"conversation": Conversation(pupil_ids=(12,), pupil_until=NOW + timedelta(hours=1))}, [12]),
        (  # the child meant last, after staff wrote about the other
            {
                "conversation": Conversation(pupil_ids=(12,), pupil_until=NOW + timedelta(hours=3)),
                "staff_wrote": {11: NOW - timedelta(hours=2)},
            },
            [12],
        ),
        (  # staff wrote since
            {
                "conversation": Conversation(pupil_ids=(12,), pupil_until=NOW + timedelta(hours=2)),
                "staff_wrote": {11: NOW - timedelta(hours=1)},
            },
            [11],
        ),
        ({"staff_wrote": {11: NOW - timedelta(hours=5)}}, []),
    ],
)
def test_who_a_message_is_about(more: dict[str, Any], pupils: list[int]) -> None:
    wanted: list[int | None] = [*pupils] or [None]
    found = outcome(note.handle, parent("See you later", **more))
    assert [one.pupil_id for one in found.all(OpenItem)] == wanted


def test_a_remembered_child_comes_with_the_offer_of_another() -> None:
    remembered = Conversation(pupil_ids=(12,), pupil_until=NOW + timedelta(hours=1))
    found = outcome(note.handle, parent("And his shoes", conversation=remembered))
    assert found.offers == ["child"]
    assert found.remembered.pupil_until == NOW + timedelta(hours=4)


def test_a_dinner_matter_goes_to_the_office_and_can_be_put_right() -> None:
    found = outcome(note.handle, parent("Finn has packed lunch", of=BETH, triage=about(Subject.DINNERS)))
    assert found.opened == [("office", "dinners")]
    assert found.offers == ["not_that"]
    assert found.said == ["passed.to", "about.both", "passed.office_answers"]


def test_an_offer_of_correction_does_not_displace_a_real_question() -> None:
    open_question = asked(Asked.VOICE_SUBJECT, "absence")
    found = outcome(
        note.handle, parent("Finn is ill", of=BETH, triage=about(Subject.SICKNESS), conversation=open_question)
    )
    assert found.offers == []
    assert found.remembered.question == open_question.question


def test_what_goes_where_unsorted_messages_go_anyway_needs_no_correction() -> None:
    context = changed(
        parent("Finn has packed lunch", of=BETH, triage=about(Subject.DINNERS)),
        routing=Routing(places={Subject.DINNERS: Place(Role.OFFICE)}, default=Place(Role.OFFICE)),
    )
    assert outcome(note.handle, context).offers == []


def test_an_urgent_matter_leads_with_the_number_to_ring_and_jumps_the_queue() -> None:
    found = outcome(note.handle, parent("Her aunt collects Finn today", of=BETH, triage=about(Subject.URGENT)))
    assert found.opened == [("office", "urgent"), ("class_teacher", "urgent")]
    assert found.said[0] == "urgent.phone_now"
    assert [send.parcel.lane for send in found.all(Send)] == [Lane.DANGER]


def test_at_night_one_held_notice_names_the_opening_and_the_next_text_hears_nothing() -> None:
    first = outcome(note.handle, parent("Hello", of=BETH, now=NIGHT))
    assert first.said == ["received", "held.until", "held.nobody_reads", "emergency.office_later"]
    assert first.one(OpenItem).visible_from == OPENING
    later = parent("One more thing", of=BETH, now=NIGHT + timedelta(hours=1), conversation=first.remembered)
    assert outcome(note.handle, later).said == []


def test_a_long_note_hears_about_appointments_where_the_policy_wants_it() -> None:
    context = changed(parent("word " * 50, of=BETH), messages=Messages(parent_to_teacher=True, brief_chars=100))
    assert "brief.appointment" in outcome(note.handle, context).said
    assert "brief.appointment" not in outcome(note.handle, parent("word " * 50, of=BETH)).said


def test_no_automatic_reply_while_the_teacher_is_writing() -> None:
    found = outcome(note.handle, parent("Thank you", of=BETH, staff_wrote={13: NOW - timedelta(minutes=20)}))
    assert found.said == []
    assert found.opened == [("class_teacher", "note")]


def test_more_of_the_same_minute_joins_the_item_and_is_not_answered_again() -> None:
    found = outcome(note.handle, parent("and his cap", of=BETH, conversation=minute()))
    assert found.opened == []
    assert found.one(AddToItem).item_id == 50
    assert found.said == []
    assert found.remembered.burst is not None
    assert found.remembered.burst.text == "Hello\nand his cap"


def test_hello_and_then_a_fever_leaves_the_teacher_out() -> None:
    context = parent("Finn has a fever", of=BETH, triage=about(Subject.SICKNESS), conversation=minute())
    found = outcome(note.handle, context)
    assert found.opened == [("office", "sickness")]
    withdrawn = found.one(SettleItem)
    assert (withdrawn.item_id, withdrawn.state, withdrawn.only_if_unseen) == (50, "withdrawn", True)
    assert found.one(OpenItem).message_ids == (70, found.one(Keep).id)


def _sick(text: str, burst: Conversation, **more: Any) -> FamilyContext:
    return parent(text, of=BETH, triage=about(Subject.SICKNESS), conversation=burst, **more)


def test_an_acknowledgement_that_has_not_left_stays_here_when_the_minute_goes_to_the_office() -> None:
    held = replace(minute(told=(900,)), held_since=NOW)
    joined = outcome(note.handle, _sick("Finn has a fever", held))
    assert [one.outbox_id for one in joined.all(CancelSend)] == [900]
    assert joined.remembered.held_since is None
    other = minute(told=(900,), pupil_ids=(13, 11), item_ids=(50, 52), places=(TEACHER, "class_teacher:3:11"))
    assert outcome(note.handle, _sick("Finn has a fever", other)).all(CancelSend) == []  # it speaks of Ola's note, too


def test_a_complaint_after_an_absence_goes_its_own_way_and_takes_the_absence_nowhere() -> None:
    by_procedure = {**POLICY.routing.places, Subject.COMPLAINT: Place(Role.OFFICE, advise="procedure")}
    policy = replace(POLICY, routing=replace(POLICY.routing, places=by_procedure))
    sick = item(id=50, guardian_id=22, pupil_id=13, subject=Subject.SICKNESS)
    said: dict[str, Any] = {"triage": Triage(), "alone": about(Subject.COMPLAINT), "conversation": minute(), "burst_items": (sick,)}
    found = outcome(decide, parent("I complain formally", of=BETH, policy=policy, **said))
    assert (found.by, found.all(SettleItem)) == ("redirect", [])
    assert "kept.not_passed" in found.said


@pytest.mark.parametrize("alone,earlier", [(Subject.SICKNESS, []), (Subject.NOTE, [70])])
def test_what_was_told_to_be_with_the_teacher_goes_along_only_where_the_rest_says_nothing_without_it(
    alone: Subject, earlier: list[int]
) -> None:
    found = outcome(note.handle, _sick("a fever", minute(told=(900,)), alone=about(alone), burst_told=True))
    assert found.opened == [("office", "sickness")]
    assert [*found.one(OpenItem).message_ids] == [*earlier, found.one(Keep).id]
    assert (found.all(SettleItem), found.all(CancelSend)) == ([], [])
    assert found.remembered.burst is not None
    assert found.remembered.burst.places == (TEACHER, OFFICE_SICK)
    assert found.remembered.burst.told == (900,)


def test_a_minute_that_sounds_like_a_note_again_takes_nothing_from_the_office_and_loses_nothing() -> None:
    first = outcome(
        note.handle, parent("Finn has a fever", of=BETH, triage=about(Subject.SICKNESS), conversation=minute())
    )
    back = outcome(note.handle, parent("his cap is blue", of=BETH, conversation=first.remembered))
    assert back.all(SettleItem) == []
    opened = back.one(OpenItem)  # the item of the first "Hello" is withdrawn: nothing is added to it
    assert opened.role is Role.CLASS_TEACHER
    assert opened.message_ids == (back.one(Keep).id,)  # what is at the office stays there
    again = outcome(
        note.handle, parent("and 39", of=BETH, triage=about(Subject.SICKNESS), conversation=back.remembered)
    )
    assert again.all(SettleItem) == []  # the office's item is the old one: it has not the words about the cap
    assert [one.item_id for one in again.all(AddToItem)] == [first.one(OpenItem).id]


def test_within_a_minute_the_other_child_is_sorted_by_their_own_words() -> None:
    fever = minute("Ola has a fever", pupil_ids=(11,), item_ids=(50,), places=("office::11",))
    context = parent(
        "Jan lost his shoe", mentioned=frozenset({12}), triage=about(Subject.SICKNESS), alone=about(Subject.NOTE),
        conversation=fever,
    )  # fmt: skip
    found = outcome(note.handle, context)
    assert [(one.role, one.pupil_id) for one in found.all(OpenItem)] == [(Role.CLASS_TEACHER, 12)]
    assert found.all(SettleItem) == []  # Ola's item is not Jan's to withdraw


def test_an_unanswered_question_takes_the_rest_of_the_minute_with_it() -> None:
    asking = minute(pupil_ids=(), item_ids=(), places=())
    found = outcome(note.handle, parent("in the morning", conversation=asking, burst_items=(waiting(),)))
    assert [(one.item_id) for one in found.all(AddToItem)] == [51]
    assert found.opened == []
    assert found.said == []


def test_the_fever_in_the_second_text_is_listed_at_the_office_and_asked_about() -> None:
    asking = minute(pupil_ids=(), item_ids=(), places=())
    context = parent("a fever", conversation=asking, burst_items=(waiting(),), triage=about(Subject.SICKNESS))
    found = outcome(note.handle, context)
    assert found.opened == [("office", "sickness")]
    assert found.one(OpenItem).visible_from == NOW
    assert found.one(OpenItem).message_ids[0] == 70
    assert found.said == ["ask.which_child"]


def test_a_question_about_something_urgent_gives_the_number_first() -> None:
    found = outcome(note.handle, parent("Her aunt collects her today", triage=about(Subject.URGENT)))
    assert found.said == ["urgent.phone_now", "ask.which_child"]
    assert [str(one.role) for one in found.all(OpenItem)] == ["office", "office"]
    night = outcome(note.handle, parent("Her aunt collects her", triage=about(Subject.URGENT), now=NIGHT))
    assert night.said[:1] == ["emergency.office_later"]


def test_a_known_item_of_the_question_is_not_opened_twice() -> None:
    asking = minute(pupil_ids=(), item_ids=(), places=())
    listed = waiting(subject=Subject.SICKNESS)
    context = parent("still a fever", conversation=asking, burst_items=(listed,), triage=about(Subject.SICKNESS))
    assert outcome(note.handle, context).opened == []


def test_an_adult_without_a_child_on_roll_reaches_the_office_never_a_class() -> None:
    nobody = MARTA.__class__(29, "Ida", "Holm", "en")
    found = outcome(note.handle, parent("Hello", of=nobody, now=NIGHT))
    assert found.opened == [("office", "other")]
    assert found.said == ["no_child", "emergency.office_later"]


@pytest.mark.parametrize("now,said", [(NOW, ["empty"]), (NIGHT, ["empty", "emergency.office_later"])])
def test_an_empty_text_is_answered_and_not_kept(now: datetime, said: list[str]) -> None:
    found = outcome(note.handle, parent(" \n", of=BETH, now=now))
    assert (found.said, found.kept) == (said, [])


def test_a_picture_without_a_word_is_not_empty() -> None:
    picture = (MediaRef(Kind.PHOTO, "AgAD"),)
    found = outcome(note.handle, parent("", of=BETH, kind=Kind.PHOTO, media=picture))
    assert found.one(Keep).media == picture


def test_a_reader_knows_only_threads_of_a_known_adult() -> None:
    stranger: FamilyContext = parent("Hello", of=None)
    with pytest.raises(ValueError, match="known adult"):
        stranger.thread(BETH.pupils[0])


@pytest.mark.parametrize("advise,last", [("phone_office", "urgent.phone_now"), ("appointment", "brief.appointment")])
def test_the_reply_adds_what_the_policy_asks_of_the_parent(advise: str, last: str) -> None:
    places = {Subject.DINNERS: Place(Role.OFFICE, advise=advise)}
    context = changed(parent("packed lunch", of=BETH, triage=about(Subject.DINNERS)), routing=Routing(places=places))
    assert outcome(note.handle, context).said[-1] == last


def test_two_children_of_two_classes_are_told_of_the_class_teacher_in_one_reply() -> None:
    found = outcome(note.handle, parent("Ola and Jan need shoes", mentioned=frozenset({11, 12})))
    assert len(found.opened) == 2
    assert found.said == ["passed.to", "about.names", "passed.when_lessons_allow"]


def test_closed_hours_give_the_line_of_the_policy_too() -> None:
    context = changed(
        parent("packed lunch", of=BETH, now=NIGHT, triage=about(Subject.DINNERS)),
        safeguarding=POLICY.safeguarding.__class__(out_of_hours_line="01632 960999"),
    )
    found = outcome(note.handle, context)
    assert found.said == [
        "passed.to",
        "about.both",
        "held.nobody_reads",
        "emergency.office_later",
        "emergency.out_of_hours",
    ]


def test_the_cap_on_replies_silences_two_machines_that_talk_to_each_other() -> None:
    capped = Conversation(replies=20, replies_since=NOW - timedelta(minutes=5))
    found = outcome(note.handle, parent("Auto-reply", of=BETH, conversation=capped))
    assert found.said == []
    assert "reply_capped" in found.recorded
    assert found.kept == ["Auto-reply"]

"""Announcing: which class, what it reaches, the typed count, the undo; and text that answers nothing."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from bot.domain.conversation import Asked
from bot.domain.effects.items import Keep
from bot.domain.effects.news import ConfirmAnnouncement, DraftAnnouncement, DropAnnouncement
from bot.domain.effects.telling import Send
from bot.domain.messages import Kind
from bot.domain.people import Duty, DutyKind, Role, Staff
from bot.domain.policy import Sending
from bot.domain.posting import Draft
from bot.domain.refs import button
from bot.domain.sending import Letter, Preview
from bot.handlers.base import StaffContext
from bot.handlers.known import DraftFacts
from bot.handlers.staff import decide, meaning, post, post_rights
from tests.handlers.builders import NIGHT, NOW, ORLA, POLICY, asked, item, member, outcome, press

HEAD = Staff(33, "Hollis", "Wood", frozenset({Role.HEAD}))
POST = Draft(id=7, staff_id=31, body="Trip on Friday", class_id=3, kind="notice")
DRAFT = DraftFacts(id=7, class_id=3, state="draft", families=25, due_at=None, post=POST)
COUNTING = asked(Asked.ANNOUNCE_COUNT, draft=7)


def test_with_one_class_the_preview_comes_at_once() -> None:
    found = outcome(post.start, member("/announce Trip on Friday"))
    drafted = found.one(DraftAnnouncement)
    assert (drafted.class_id, drafted.staff_id, drafted.body) == (3, 31, "Trip on Friday")
    assert found.one(Send).parcel.content == Preview(drafted.id)
    assert found.remembered.draft_id == drafted.id


def test_with_several_classes_it_asks_which() -> None:
    alone = replace(POLICY, feed=replace(POLICY.feed, school_story=False))
    found = outcome(post.start, member("Announce: Trip on Friday", of=HEAD, policy=alone))
    assert (found.said, found.offers) == (["staff.which_class"], ["class3", "class5", "cancel"])
    assert found.kept == ["Trip on Friday"]


def test_who_writes_to_the_whole_school_may_choose_several_classes() -> None:
    found = outcome(post.start, member("Announce: Trip on Friday", of=HEAD))
    drafted = found.one(DraftAnnouncement)
    assert (found.said, drafted.audience) == (["staff.which_class"], "")
    assert len(found.offers) == 5  # two classes, several, the whole school, none


@pytest.mark.parametrize(
    "context,said",
    [(member("/announce Trip", of=ORLA), "staff.no_class"), (member("/announce"), "staff.announce_how")],
)
def test_what_cannot_be_announced_is_said(context: StaffContext, said: str) -> None:
    assert outcome(post.start, context).said == [said]


def test_support_staff_post_to_their_class_where_the_school_says_so() -> None:
    helper = Staff(34, "Alex", "Moor")
    named = replace(POLICY, feed=replace(POLICY.feed, class_authors=("class_teacher", "support_staff")))
    found = outcome(post.start, member("/announce PE kit", of=helper, policy=named))
    assert found.one(DraftAnnouncement).class_id == 3
    assert outcome(post.start, member("/announce PE kit", of=helper)).said == ["staff.no_class"]


def confirm(verb: str, draft: DraftFacts | None = DRAFT, **more: Any) -> StaffContext:
    return member(draft=draft, **press(button(verb, 7)), **more)


def test_publishing_leaves_after_the_undo_window_within_the_families_hours() -> None:
    found = outcome(decide, confirm("publish"))
    assert found.one(ConfirmAnnouncement) == ConfirmAnnouncement(7, NOW + timedelta(seconds=30))
    assert (found.said, found.recorded) == (["staff.announcement_leaves"], ["announced"])
    late = outcome(decide, confirm("publish", now=NIGHT)).one(ConfirmAnnouncement)
    assert (late.due_at.hour, late.due_at.minute) == (7, 30)


def test_many_families_want_the_number_typed() -> None:
    policy = replace(POLICY, send=Sending(confirm_above=20))
    found = outcome(decide, confirm("publish", policy=policy))
    assert (found.said, found.all(ConfirmAnnouncement)) == (["staff.type_count"], [])
    assert found.remembered.question is not None


@pytest.mark.parametrize(
    "verb,state,said",
    [
        ("publish", "confirmed", "staff.announcement_already"),
        ("publish", "sent", "staff.announcement_already"),
        ("discard", "draft", "staff.announcement_undone"),
        ("recall", "confirmed", "staff.announcement_undone"),
        ("recall", "sent", "staff.announcement_gone"),
    ],
)
def test_a_second_press_and_an_undo(verb: str, state: str, said: str) -> None:
    found = outcome(decide, confirm(verb, replace(DRAFT, state=state)))
    assert found.said == [said]
    assert bool(found.all(DropAnnouncement)) is (said == "staff.announcement_undone")


@pytest.mark.parametrize("draft", [None, replace(DRAFT, class_id=5)])
def test_an_announcement_of_somebody_else_stays_as_it_is(draft: DraftFacts | None) -> None:
    found = outcome(decide, confirm("publish", draft))
    assert (found.said, found.all(ConfirmAnnouncement)) == (["staff.not_yours"], [])


@pytest.mark.parametrize(
    "text,draft,said",
    [
        ("25", DRAFT, "staff.announcement_leaves"),
        ("25 adults", DRAFT, "staff.announcement_leaves"),
        ("24", DRAFT, "staff.count_differs"),
        ("twenty-five", DRAFT, "staff.count_differs"),
        ("25", replace(DRAFT, state="undone"), "staff.announcement_gone"),
        ("25", None, "staff.announcement_gone"),
        ("25", replace(DRAFT, class_id=5), "staff.not_yours"),
    ],
)
def test_the_typed_count_confirms_only_when_it_is_right(text: str, draft: DraftFacts | None, said: str) -> None:
    found = outcome(decide, member(text, draft=draft, conversation=COUNTING))
    assert (found.by, found.said) == ("announce_count", [said])
    asked = found.remembered.question
    assert (asked is not None and asked.kind is Asked.ANNOUNCE_COUNT) is (said == "staff.count_differs")  # it can be typed again


def test_a_number_in_reply_to_a_card_is_an_answer_and_a_sentence_is_no_count() -> None:
    assert outcome(decide, member("25", reply_to="9", item=item(), conversation=COUNTING)).by == "answer"
    assert outcome(decide, member("Swimming is on", draft=DRAFT, conversation=COUNTING)).by == "meaning"


def test_text_that_answers_no_card_is_sent_nowhere_by_guess() -> None:
    unanswerable = item(id=52, guardian_id=None), item(id=53, pupil_id=None), item(id=54, class_id=5)
    found = outcome(meaning.handle, member("Swimming is on", opened=(item(), *unanswerable[:2])))
    assert found.said == ["staff.what_is_this"]
    assert found.offers == ["item51", "class3", "cancel"]
    assert found.one(Keep).kind == "draft"
    assert [type(send.parcel.content).__name__ for send in found.all(Send)] == ["Words"]
    assert outcome(meaning.handle, member("Swimming", opened=(unanswerable[2],))).offers == ["class3", "cancel"]


@pytest.mark.parametrize(
    "more,said",
    [
        ({"kind": Kind.EDIT, "text": "x"}, "staff.edit_changes_nothing"),
        ({"kind": Kind.VOICE}, "staff.only_text"),
        ({"text": "  "}, "staff.only_text"),
    ],
)
def test_what_is_no_text_is_said_and_not_kept(more: dict[str, Any], said: str) -> None:
    found = outcome(meaning.handle, member(more.pop("text", ""), **more))
    assert (found.said, found.kept) == ([said], [])


MEANING = asked(Asked.STAFF_MEANING, "item51", "class3", "cancel", message=70)


@pytest.mark.parametrize("wanted,on,effect", [("class3", None, DraftAnnouncement), ("item51", item(), Keep)])
def test_a_tap_says_what_was_meant(wanted: str, on: Any, effect: type[object]) -> None:
    context = member(conversation=MEANING, kept_text="Swimming is on", item=on, **press(f"q.1.{wanted}"))
    found = outcome(decide, context)
    assert found.one(effect).body == "Swimming is on"  # type: ignore[attr-defined]
    if on is not None:
        assert isinstance(found.all(Send)[0].parcel.content, Letter)


@pytest.mark.parametrize(
    "wanted,on,said",
    [
        ("cancel", None, "staff.cancelled"),
        ("item51", None, "staff.cancelled"),
        ("item51", item(class_id=5), "staff.not_yours"),
    ],
)
def test_cancel_and_what_is_not_theirs_any_more_send_nothing(wanted: str, on: Any, said: str) -> None:
    context = member(conversation=MEANING, kept_text="Swimming", item=on, **press(f"q.1.{wanted}"))
    assert outcome(decide, context).said == [said]


def test_a_choice_that_nobody_offered_is_cancelled_and_an_old_one_is_no_choice() -> None:
    assert outcome(meaning.chosen, member()).said == ["staff.cancelled"]
    assert outcome(decide, member(conversation=MEANING, **press("q.7.class3"))).by == "meaning"
    elsewhere = asked(Asked.ANNOUNCE_COUNT, "class3", draft=7)
    assert outcome(decide, member(conversation=elsewhere, **press("q.1.class3"))).by == "meaning"


def test_a_cover_of_the_day_announces_too() -> None:
    covers = Duty(staff_id=36, class_id=5, kind=DutyKind.COVERS)
    found = outcome(post.start, member("/announce PE", of=Staff(36, "Cass", "Weir"), duties=(covers,)))
    assert found.one(DraftAnnouncement).class_id == 5


def test_nobody_announces_without_being_somebody() -> None:
    assert post_rights.classes(member(of=None)) == ()
    assert outcome(meaning.handle, member("Trip", of=HEAD)).offers == ["class3", "class5", "cancel"]

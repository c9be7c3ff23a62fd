"""Opening an item, one tap on it, and answering it: who may, what the family hears, what is on record."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from bot.domain.effects.items import Keep, MoveItem, OpenItem, ReopenItem, SettleItem, ThreadOf
from bot.domain.effects.people import LinkClaim
from bot.domain.effects.telling import CancelSend, HastenSend, Notify, RefreshCards, Send
from bot.domain.messages import Kind
from bot.domain.people import Duty, DutyKind, Role, Staff
from bot.domain.policy import Hours, Place, Replies, Routing, Safeguarding, Sending
from bot.domain.refs import button
from bot.domain.sending import Card, Letter, Retraction, Welcome
from bot.domain.subjects import Subject
from bot.handlers.base import StaffContext
from bot.handlers.known import ItemFacts
from bot.handlers.staff import answer, correct, decide, queue
from tests.handlers.builders import (
    DUTIES,
    NIGHT,
    NOW,
    OPENING,
    ORLA,
    POLICY,
    TESS,
    Outcome,
    changed,
    item,
    letter,
    member,
    office_item,
    outcome,
    press,
)

DANA = Staff(35, "Dana", "Brook", frozenset({Role.DSL}))


def tap(verb: str, of: Staff, on: ItemFacts | None, **more: Any) -> Outcome:
    return outcome(decide, member(of=of, item=on, **press(button(verb, 51)), **more))


def test_opening_a_card_shows_it_in_place_and_is_on_record() -> None:
    found = tap("open", TESS, item(), answered=letter(outbox_id=90))
    assert found.one(SettleItem) == SettleItem(item_id=51, seen=True, staff_id=31)
    assert found.one(Send).parcel.content == Card(51, replaces=90)
    assert found.recorded == ["read"]
    assert tap("open", TESS, item()).one(Send).parcel.content == Card(51)


@pytest.mark.parametrize("verb", ["open", "seen", "office", "phone"])
@pytest.mark.parametrize(
    "on",
    [
        None,
        office_item(),
        item(class_id=5, thread=ThreadOf(21, 12, 5)),
        item(role=Role.DSL, subject=Subject.SAFEGUARDING),
    ],
)
def test_what_is_not_theirs_shows_no_word_and_is_on_record(verb: str, on: ItemFacts | None) -> None:
    found = tap(verb, TESS, on)
    assert (found.said, found.recorded, found.all(SettleItem)) == (["staff.not_yours"], ["refused"], [])


def test_a_held_item_cannot_be_opened_before_its_time() -> None:
    assert tap("open", TESS, item(visible_from=NOW + timedelta(hours=1))).said == ["staff.not_yours"]


@pytest.mark.parametrize("subject,becomes", [(Subject.NOTE, Subject.ADMIN), (Subject.DINNERS, Subject.DINNERS)])
def test_one_tap_sends_it_to_the_office_and_tells_the_family(subject: Subject, becomes: Subject) -> None:
    found = tap("office", TESS, item(subject=subject))
    assert (found.one(MoveItem).role, found.one(MoveItem).subject) == (Role.OFFICE, becomes)
    assert found.one(Notify).role is Role.OFFICE
    assert found.said == ["moved.to_office", "about.names"]


@pytest.mark.parametrize(
    "verb,outcome_,said",
    [
        ("phone", "by_phone", ["please_phone", "about.names"]),
        ("meet", "meeting", ["meet", "about.names"]),
        ("seen", "seen", []),
    ],
)
def test_a_teachers_tap_settles_it(verb: str, outcome_: str, said: list[str]) -> None:
    found = tap(verb, TESS, item())
    assert (found.one(SettleItem).state, found.one(SettleItem).outcome) == ("done", outcome_)
    assert found.one(RefreshCards).item_id == 51
    assert found.said == said


def test_nobody_is_told_where_no_adult_is_known() -> None:
    assert tap("phone", TESS, item(guardian_id=None)).said == []


def test_a_take_shows_to_all_and_the_family_hears_that_somebody_has_it() -> None:
    found = tap("take", ORLA, office_item())
    assert (found.one(SettleItem).state, found.one(SettleItem).staff_id) == ("taken", 32)
    assert found.said == ["office_has_it", "about.names"]


def test_what_a_colleague_took_is_not_taken_twice_and_ones_own_may_be() -> None:
    assert tap("take", ORLA, office_item(taken_by=99, state="taken")).said == ["staff.already_taken"]
    assert tap("take", ORLA, office_item(taken_by=32, state="taken")).one(SettleItem).state == "taken"


def test_taking_a_danger_item_tells_no_family() -> None:
    found = tap("take", DANA, office_item(role=Role.DSL, subject=Subject.SAFEGUARDING))
    assert found.said == []
    assert tap("done", DANA, office_item(role=Role.DSL, subject=Subject.SAFEGUARDING)).one(SettleItem).state == "done"


@pytest.mark.parametrize("state", ["done", "withdrawn"])
def test_a_button_of_an_old_card_does_nothing(state: str) -> None:
    assert tap("done", ORLA, office_item(state=state)).said == ["staff.already_done"]


def test_back_goes_to_the_class_or_without_one_to_the_doubtful_place() -> None:
    assert tap("back", ORLA, office_item()).one(MoveItem).class_id == 3
    lead = office_item(role=Role.DSL, thread=None, class_id=None, pupil_id=None)
    assert tap("back", DANA, lead).one(MoveItem).role is Role.OFFICE
    nowhere = office_item(thread=None, class_id=None, pupil_id=None)
    assert tap("back", ORLA, nowhere).said == ["staff.nowhere_else"]


def test_staff_raise_what_triage_missed_and_it_leaves_the_class() -> None:
    policy = replace(POLICY, safeguarding=Safeguarding(lead=(Role.DSL, Role.HEAD)))
    found = tap("danger", TESS, item(), policy=policy)
    assert (found.one(MoveItem).role, found.one(MoveItem).subject) == (Role.DSL, Subject.SAFEGUARDING)
    assert found.one(OpenItem).role is Role.HEAD
    assert found.one(OpenItem).message_ids == (71,)
    assert found.said == []


def test_the_office_links_the_very_phone_that_used_the_code() -> None:
    claim = office_item(kind="join", claims=True, subject=Subject.ADMIN)
    found = tap("link", ORLA, claim)
    assert found.one(LinkClaim) == LinkClaim(51, 21)
    assert found.one(Send).parcel.content == Welcome()
    assert tap("link", ORLA, replace(claim, claims=False)).said == ["staff.already_done"]
    assert tap("link", ORLA, replace(claim, guardian_id=None)).said == ["staff.already_done"]


def reply(text: str, on: ItemFacts | None, of: Staff = TESS, **more: Any) -> StaffContext:
    return member(text, of=of, item=on, reply_to="9", **more)


def test_a_reply_to_the_card_is_kept_queued_behind_the_undo_window_and_echoed() -> None:
    found = outcome(answer.handle, reply("Yes, bring a towel", item()))
    kept, sends = found.one(Keep), found.all(Send)
    assert (kept.thread, kept.staff_id, kept.guardian_id) == (ThreadOf(21, 11, 3), 31, None)
    assert sends[0].parcel.content == Letter(kept.id, 51)
    assert (sends[0].parcel.guardian_id, sends[0].parcel.due_at) == (21, NOW + timedelta(seconds=30))
    assert found.said == ["staff.echo", "staff.echo_by", "staff.echo_when", "staff.goes_as.english"]
    assert [option.data.split(".")[0] for option in found.words[0].options] == ["undo", "wrong", "ready", "interpreter"]
    assert (found.one(SettleItem).outcome, found.one(SettleItem).answered) == ("answered", True)


def test_in_quiet_hours_a_teachers_answer_waits_for_the_opening() -> None:
    found = outcome(answer.handle, reply("Yes", item(language="en"), now=NIGHT))
    assert found.all(Send)[0].parcel.due_at == OPENING


@pytest.mark.parametrize("allow,offered", [(True, ["undo", "wrong", "now"]), (False, ["undo", "wrong"])])
def test_now_is_offered_only_where_the_school_allows_it(allow: bool, offered: list[str]) -> None:
    context = changed(reply("Yes", item(language="en"), now=NIGHT), replies=Replies(allow_in_quiet=allow))
    found = outcome(answer.handle, context)
    assert [option.data.split(".")[0] for option in found.words[0].options] == offered


def test_the_office_and_a_school_that_does_not_hold_answer_at_any_hour() -> None:
    soon = NIGHT + timedelta(seconds=30)
    assert answer.leaves_at(reply("Yes", office_item(), of=ORLA, now=NIGHT), office_item()) == soon
    free = changed(reply("Yes", item(), now=NIGHT), hours=replace(POLICY.hours, hold_replies=False))
    assert answer.leaves_at(free, item()) == soon


def test_an_answer_leaves_soon_when_nobody_knows_the_next_opening() -> None:
    context = reply("Yes", item(thread=None), now=NIGHT)
    never = replace(context.calendars, teachers=replace(context.calendars.teachers, periods=()))
    assert answer.leaves_at(replace(context, calendars=never), item(thread=None)) == NIGHT + timedelta(seconds=30)


def test_the_office_may_ask_which_child_it_is() -> None:
    unknown = office_item(thread=None, pupil_id=None, language=None)
    found = outcome(answer.handle, reply("Which child?", unknown, of=ORLA))
    assert (found.one(Keep).thread, found.one(Keep).guardian_id) == (None, 21)


@pytest.mark.parametrize(
    "text,on,said",
    [
        ("Yes", item(guardian_id=None), ["staff.cannot_answer"]),
        (" ", item(), ["staff.empty_answer"]),
        ("Yes", None, ["staff.not_yours"]),
        ("Yes", office_item(), ["staff.not_yours"]),
    ],
)
def test_what_cannot_be_answered_is_said(text: str, on: ItemFacts | None, said: list[str]) -> None:
    found = outcome(answer.handle, reply(text, on))
    assert (found.said, found.kept) == (said, [])


@pytest.mark.parametrize(
    "context,matches",
    [
        (reply("Yes", item()), True),
        (member("Yes", item=item()), False),
        (reply("Yes", None), False),
        (reply("", item(), kind=Kind.VOICE), False),
    ],
)
def test_only_telegrams_own_reply_to_a_card_is_an_answer(context: StaffContext, matches: bool) -> None:
    assert answer.matches(context) is matches


def fix(verb: str, **facts: Any) -> StaffContext:
    return member(letter=letter(**facts), **press(button(verb, 91)))


def test_undo_takes_back_what_has_not_left_and_the_message_waits_again() -> None:
    found = outcome(correct.handle, fix("undo"))
    assert found.one(CancelSend).outbox_id == 91
    assert found.one(ReopenItem).item_id == 51
    assert (found.said, found.recorded) == (["staff.undone"], ["undone"])
    assert outcome(correct.handle, fix("wrong", state="retry", item_id=None)).all(ReopenItem) == []


def test_what_has_left_is_too_late_to_undo_and_a_wrong_recipient_is_on_record() -> None:
    assert outcome(correct.handle, fix("undo", state="sent")).said == ["staff.too_late"]
    back = outcome(correct.handle, fix("wrong", state="sent"))
    assert back.all(Send)[0].parcel.content == Retraction(91)
    assert (back.said, back.recorded) == (["staff.taking_back"], ["wrong_recipient"])
    assert outcome(correct.handle, fix("wrong", state="sent", recallable=False)).said == ["staff.cannot_take_back"]


def test_send_now_only_where_the_school_lets_replies_go_in_quiet_hours() -> None:
    allowed = changed(fix("now", due_at=NOW + timedelta(hours=9)), replies=Replies(allow_in_quiet=True))
    found = outcome(correct.handle, allowed)
    assert found.one(HastenSend) == HastenSend(91, NOW + timedelta(seconds=30))
    assert outcome(correct.handle, fix("now")).said == ["staff.not_in_quiet"]
    assert outcome(correct.handle, fix("now", state="sent")).said == ["staff.gone"]


@pytest.mark.parametrize("context", [member(**press(button("undo", 91))), member(letter=letter(), **press("undo"))])
def test_nobody_elses_answer_can_be_undone(context: StaffContext) -> None:
    assert outcome(correct.handle, context).said == ["staff.not_yours"]


def test_the_list_shows_what_waits_for_me_without_a_name() -> None:
    open_items = (item(), office_item(id=52), office_item(id=53, kind="call_back", thread=None, class_id=None))
    found = outcome(queue.handle, member("/list", open_items=open_items))
    assert found.said == ["staff.queue"]
    assert [option.data for option in found.words[0].options] == [button("open", 51)]
    office = outcome(queue.handle, member("/list", of=ORLA, open_items=open_items))
    assert [option.label.key for option in office.words[0].options] == [  # type: ignore[union-attr]
        "staff.queue_line_class",
        "staff.queue_line",
    ]
    assert outcome(queue.handle, member("/list")).said == ["staff.queue_empty"]


def test_support_staff_never_open_a_familys_message() -> None:
    alex = Staff(34, "Alex", "Moor")
    assert tap("open", alex, item(), duties=DUTIES).said == ["staff.not_yours"]


def test_cover_that_ended_closes_the_card_again() -> None:
    yesterday = Duty(staff_id=36, class_id=3, kind=DutyKind.COVERS, last_day=(NOW - timedelta(days=1)).date())
    cover = Staff(36, "Cass", "Weir")
    assert tap("open", cover, item(), duties=(*DUTIES, yesterday)).said == ["staff.not_yours"]
    today = replace(yesterday, last_day=NOW.date())
    assert tap("open", cover, item(), duties=(*DUTIES, today)).recorded == ["read"]


def test_moving_nowhere_in_particular_is_by_policy() -> None:
    policy = replace(POLICY, routing=Routing(default=Place(Role.SENCO)), hours=Hours())
    assert tap("back", ORLA, office_item(), policy=policy).one(MoveItem).role is Role.SENCO


def test_where_the_school_wants_it_english_that_nobody_reads_waits_for_its_author() -> None:
    asks = replace(POLICY, send=Sending(ask_english_only=True))
    found = outcome(answer.handle, reply("Yes, bring a towel", item(), policy=asks))
    assert (found.said, found.one(Keep).kind) == (["staff.goes_as.english"], "draft")
    assert [option.data.split(".")[0] for words in found.words for option in words.options] == [
        "ready",
        "interpreter",
        "q",
        "q",
    ]


@pytest.mark.parametrize(
    ("text", "language", "facts"),
    [
        ("Yes, bring a towel", "pl", {"by_engine": True}),
        ("Yes, bring a towel", "en", {}),
        ("Thank you for telling us.", "pl", {"by_hand": True}),
    ],
)
def test_what_its_family_can_read_waits_for_no_choice(text: str, language: str, facts: dict[str, Any]) -> None:
    asks = replace(POLICY, send=Sending(ask_english_only=True))
    assert outcome(answer.handle, reply(text, item(language=language), policy=asks, **facts)).one(Keep).kind == "text"

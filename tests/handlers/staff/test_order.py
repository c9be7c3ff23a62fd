"""Which handler a member of staff meets first, and who finds nothing here."""

from __future__ import annotations

import pytest

from bot.domain.conversation import Asked
from bot.domain.effects.people import ContactState, InviteFailed, Link, Record
from bot.domain.messages import Kind, SharedContact
from bot.domain.people import Duty, DutyKind, Role, Staff
from bot.domain.refs import button
from bot.handlers.base import StaffContext
from bot.handlers.known import InviteFacts
from bot.handlers.staff import HANDLERS, decide, rights
from tests.handlers.builders import (
    NOW,
    ORLA,
    TESS,
    asked,
    invite,
    item,
    letter,
    member,
    office_item,
    outcome,
    press,
)

CODE = "K7QM 2RWT X9PA"
PROOF = asked(Asked.JOIN_PROOF, invite=81)


@pytest.mark.parametrize(
    "context,handler",
    [
        (member(kind=Kind.BLOCKED), "membership"),
        (member(CODE, of=None, invite=invite(staff_id=31)), "staff_join"),
        (member("/list", of=None), "stranger"),
        (member(**press(button("open", 51)), item=item()), "open_card"),
        (member(**press(button("seen", 51)), item=item()), "seen"),
        (member(**press(button("undo", 91)), letter=letter()), "undo"),
        (member(**press(button("publish", 7))), "publish"),
        (member("25", conversation=asked(Asked.ANNOUNCE_COUNT, draft=7)), "announce_count"),
        (member(**press("q.1.cancel"), conversation=asked(Asked.STAFF_MEANING, "cancel")), "meaning_chosen"),
        (member("Swimming is on", reply_to="9", item=item()), "answer"),
        (member("/announce Trip on Friday"), "post"),
        (member("/list"), "queue"),
        (member("/help"), "staff_help"),
        (member("Trip on Friday"), "meaning"),
    ],
    ids=lambda one: one if isinstance(one, str) else "",
)
def test_each_message_meets_its_handler(context: StaffContext, handler: str) -> None:
    assert outcome(decide, context).by == handler


def test_every_handler_has_a_name_of_its_own() -> None:
    names = [handler.name for handler in HANDLERS]
    assert len(names) == len(set(names))


@pytest.mark.parametrize(
    "context",
    [member("/list", of=None), member("/list", contact_id=None), member("/list", of=Staff(39, "New", "Here"))],
)
def test_who_is_not_linked_staff_is_shown_nothing_and_is_on_record(context: StaffContext) -> None:
    found = outcome(decide, context)
    assert (found.by, found.said, found.kept) == ("stranger", ["staff.stranger"], [])
    assert found.recorded == ["staff_bot_refused"]


def test_a_code_and_the_own_number_make_a_member_of_staff() -> None:
    known = invite(staff_id=31, guardian_id=None, phones=frozenset({"+447700900250"}))
    first = outcome(decide, member(CODE, of=None, invite=known))
    assert first.said == ["staff.share_number"]
    assert first.remembered.join_invite == 81
    shared = SharedContact("447700900250", "5001")
    context = member(of=None, kind=Kind.CONTACT, contact=shared, conversation=PROOF, invite=known)
    found = outcome(decide, context)
    assert (found.one(Link).staff_id, found.one(Link).proof) == (31, "contact_share")
    assert found.said == ["staff.welcome", "staff.no_own_phone", "staff.help", "staff.help.posts", "staff.help.emergency"]


@pytest.mark.parametrize(
    "kind,shared,said,spent",
    [
        (Kind.CONTACT, SharedContact("447700900999", "5001"), "staff.number_unknown", 1),
        (Kind.CONTACT, SharedContact("447700900250", "77"), "staff.share_own_number", 0),  # a colleague's card
        (Kind.CONTACT, SharedContact("447700900250", ""), "staff.share_own_number", 0),  # a card typed by hand
        (Kind.TEXT, None, "staff.share_number", 0),  # the number typed instead
    ],
)
def test_any_other_number_proves_nothing_and_only_a_wrong_number_of_ones_own_spends_the_code(
    kind: Kind, shared: SharedContact | None, said: str, spent: int
) -> None:
    known = invite(staff_id=31, guardian_id=None, phones=frozenset({"+447700900250"}))
    context = member("07700 900250", of=None, kind=kind, contact=shared, conversation=PROOF, invite=known)
    found = outcome(decide, context)
    assert (found.said, found.all(Link), len(found.all(InviteFailed))) == ([said], [], spent)


@pytest.mark.parametrize("found", [None, invite(usable=False, staff_id=31), invite(staff_id=None)])
def test_a_bad_code_is_refused_without_a_reason(found: InviteFacts | None) -> None:
    decided = outcome(decide, member(CODE, of=None, invite=found))
    assert decided.said == ["staff.bad_code"]
    assert decided.recorded == (["code_refused"] if found else [])


def test_twelve_letters_of_a_member_are_no_code_and_a_stray_contact_is_no_proof() -> None:
    assert outcome(decide, member(CODE)).by == "meaning"
    assert outcome(decide, member(CODE, invite=invite(staff_id=31))).by == "staff_join"
    assert outcome(decide, member(kind=Kind.CONTACT, conversation=asked(Asked.STAFF_MEANING))).by == "meaning"
    assert outcome(decide, member(kind=Kind.CONTACT)).by == "meaning"


@pytest.mark.parametrize(
    "kind,effects",
    [
        (Kind.BLOCKED, [ContactState(42, "blocked")]),
        (Kind.UNBLOCKED, [ContactState(42, "verified")]),
        (Kind.MIGRATED, []),
        (Kind.GROUP, [Record(action="group_refused", subject_kind="account", subject_id=3)]),
    ],
)
def test_what_happens_to_a_chat(kind: Kind, effects: list[object]) -> None:
    assert list(outcome(decide, member(kind=kind)).decision.effects) == effects
    assert outcome(decide, member(kind=Kind.BLOCKED, of=None)).decision.effects == ()


def test_roles_come_by_appointment_and_by_duty() -> None:
    covers = Duty(staff_id=32, class_id=3, kind=DutyKind.COVERS)
    assert rights.roles(member(of=ORLA, duties=(covers,))) == {Role.OFFICE, Role.PPA_COVER}
    assert rights.roles(member()) == {Role.CLASS_TEACHER}
    assert rights.roles(member(of=None)) == frozenset()


def test_a_class_belongs_to_its_teacher_and_to_whoever_covers_now() -> None:
    covers = Duty(staff_id=32, class_id=3, kind=DutyKind.COVERS)
    context = member(duties=(Duty(staff_id=31, class_id=3, kind=DutyKind.TEACHES), covers))
    assert rights.stands_at(context, 31, 3)
    assert rights.stands_at(context, 32, 3)
    assert not rights.stands_at(context, 33, 3)
    assert not rights.stands_at(context, 31, None)


def test_facts_about_somebody_unknown_deny() -> None:
    unknown = member(of=None, now=NOW)
    assert not rights.item_facts(unknown, item()).on_duty
    assert not rights.class_facts(unknown, 3).of_class
    assert not rights.item_facts(member(of=TESS), office_item()).on_duty

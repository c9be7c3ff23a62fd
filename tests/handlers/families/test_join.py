"""Joining takes a code and a second fact; until both match nothing about a child is said."""

from __future__ import annotations

from typing import Any

import pytest

from bot.domain.conversation import Asked, Conversation
from bot.domain.effects.items import OpenItem
from bot.domain.effects.people import InviteFailed, Link
from bot.domain.messages import Address, Kind, SharedContact
from bot.domain.sending import Words
from bot.handlers.base import FamilyContext
from bot.handlers.families import join
from bot.handlers.known import InviteFacts
from tests.handlers.builders import BETH, NIGHT, SMS, TELEGRAM, asked, invite, outcome, parent

CODE = "K7QM 2RWT X9PA"
PROOF = asked(Asked.JOIN_PROOF, invite=81)
OWN = SharedContact("447700900104", "5001")


def stranger(text: str = "", *, on: Address = TELEGRAM, **more: Any) -> FamilyContext:
    return parent(text, of=None, sender=on, **more)


@pytest.mark.parametrize(
    "text,code",
    [
        ("/start abcdefghijklmnopqrst_-", "abcdefghijklmnopqrst_-"),
        ("JOIN k7qm-2rwt-x9pa", "K7QM2RWTX9PA"),
        (" k7qm2rwtx9pa ", "K7QM2RWTX9PA"),
        ("/join K7QM 2RWT X9PA", "K7QM2RWTX9PA"),
        ("Hi, my code is k7qm-2rwt-x9pa. Thanks!", "K7QM2RWTX9PA"),
        ("K7QM2RWTX9PA to jest mój kod", "K7QM2RWTX9PA"),
        ("kod: K7QM\u20132RWT\u2013X9PA", "K7QM2RWTX9PA"),  # a keyboard's own dashes
        ("we live at well-known-lane and my mother rings 447700900123", None),
        ("a misunderstandin", None),
        ("hello there", None),
        ("/start", None),
    ],
)
def test_a_code_is_read_as_people_type_it(text: str, code: str | None) -> None:
    assert join.typed_code(text) == code


@pytest.mark.parametrize(
    "context,matches",
    [
        (stranger(CODE), True),
        (stranger("/start"), True),
        (stranger("hello"), False),
        (parent(CODE), False),  # twelve letters of a linked parent may be a message
        (parent(CODE, invite=invite()), True),
        (parent(f"join {CODE}"), True),
        (parent("/start"), False),
        (parent(kind=Kind.CONTACT, contact=OWN), True),
        (stranger("Finn 3B", conversation=PROOF), True),
        (stranger(kind=Kind.VOICE, conversation=PROOF), False),
    ],
)
def test_what_counts_as_an_attempt(context: FamilyContext, matches: bool) -> None:
    assert join.matches(context) is matches


@pytest.mark.parametrize("found", [None, invite(usable=False), invite(guardian_id=None, staff_id=31)])
def test_every_bad_code_hears_the_same_words(found: InviteFacts | None) -> None:
    decided = outcome(join.handle, stranger(CODE, invite=found))
    assert decided.said == ["join.bad_code", "emergency.office"]
    assert decided.recorded == (["code_refused"] if found else [])


def test_an_sms_code_from_the_number_on_the_roll_links_at_once() -> None:
    found = outcome(join.handle, stranger(CODE, on=SMS, invite=invite()))
    assert (found.one(Link).guardian_id, found.one(Link).proof) == (22, "sender_number")
    assert found.said == ["join.done", "join.what_now", "emergency.office"]


def test_telegram_is_asked_to_share_the_number() -> None:
    found = outcome(join.handle, stranger(CODE, invite=invite()))
    assert found.said == ["join.share_number"]
    assert found.words[0] == Words(found.words[0].phrases, (), True)
    assert (found.remembered.join_invite, found.remembered.language) == (81, "en")


def test_a_code_handed_over_in_person_asks_for_child_and_class() -> None:
    elsewhere = invite(handed_over=True, phones=frozenset())
    assert outcome(join.handle, stranger(CODE, on=SMS, invite=elsewhere)).said == ["join.child_and_class"]


def test_an_unknown_number_with_a_posted_code_is_for_the_office_and_says_which_number() -> None:
    found = outcome(join.handle, stranger(CODE, on=SMS, invite=invite(phones=frozenset())))
    opened = found.one(OpenItem)
    assert (opened.kind, opened.claims, opened.guardian_id) == ("join", True, 22)
    assert "+447700900104" in opened.because
    assert found.said == ["join.office_checks", "emergency.office"]


def test_the_office_gets_one_item_for_each_phone() -> None:
    found = outcome(join.handle, stranger(CODE, on=SMS, invite=invite(phones=frozenset()), claimed=True))
    assert found.opened == []
    assert found.said[0] == "join.office_checks"


def _proof(contact: SharedContact | None = None, text: str = "", **facts: Any) -> FamilyContext:
    kind = Kind.CONTACT if contact else Kind.TEXT
    on = facts.pop("on", TELEGRAM)
    return stranger(text, on=on, kind=kind, contact=contact, conversation=PROOF, invite=invite(**facts))


def test_ones_own_shared_number_links() -> None:
    assert outcome(join.handle, _proof(OWN)).one(Link).proof == "contact_share"


@pytest.mark.parametrize("who", ["9999", None])
def test_somebody_elses_contact_proves_nothing(who: str | None) -> None:
    found = outcome(join.handle, _proof(SharedContact("447700900104", who)))
    assert (found.said, found.all(Link)) == (["join.own_number"], [])


def test_a_number_that_is_not_on_the_roll_is_for_the_office() -> None:
    found = outcome(join.handle, _proof(SharedContact("+44 7700 900199", "5001")))
    assert found.one(InviteFailed).invite_id == 81
    assert "+447700900199" in found.one(OpenItem).because


def test_a_number_that_is_not_on_the_roll_may_still_name_child_and_class() -> None:
    asked_again = outcome(join.handle, _proof(SharedContact("447700900199", "5001"), handed_over=True))
    assert asked_again.said == ["join.child_and_class"]


@pytest.mark.parametrize("text", ["Finn 3B", "3b, finn"])
def test_child_and_class_prove_a_code_handed_over(text: str) -> None:
    assert outcome(join.handle, _proof(text=text, handed_over=True)).one(Link).proof == "child_and_class"


@pytest.mark.parametrize("text", ["Finn", "3B", "Ola 3B"])
def test_half_a_proof_goes_to_the_office(text: str) -> None:
    found = outcome(join.handle, _proof(text=text, handed_over=True, on=SMS))
    assert found.all(Link) == []
    assert found.one(InviteFailed)


def test_on_telegram_the_office_reads_that_child_and_class_did_not_match() -> None:
    found = outcome(join.handle, _proof(text="Ola 5A", handed_over=True))
    assert "did not match" in found.one(OpenItem).because


def test_words_where_a_number_is_wanted_are_asked_for_the_number_again() -> None:
    assert outcome(join.handle, _proof(text="Finn 3B")).said == ["join.share_number"]


def test_a_code_used_up_meanwhile_is_a_bad_code() -> None:
    found = outcome(join.handle, _proof(OWN, usable=False))
    assert found.said[0] == "join.bad_code"
    assert found.remembered.question is None


def test_start_without_a_code_explains_how_and_a_shared_contact_of_a_member_changes_nothing() -> None:
    assert outcome(join.handle, stranger("/start", now=NIGHT)).said == ["join.how", "emergency.office_later"]
    assert outcome(join.handle, parent(of=BETH, kind=Kind.CONTACT, contact=OWN)).said == ["join.already"]
    assert outcome(join.handle, stranger("Finn", conversation=PROOF)).said[0] == "join.how"  # the invite is gone
    assert Conversation().join_invite is None


@pytest.mark.parametrize("phone,on", [("+44 7700 900104", True), ("447700900104", True), ("", False), ("0", False)])
def test_a_shared_number_comes_with_or_without_its_plus(phone: str, on: bool) -> None:
    assert join.on_roll(phone, invite()) is on

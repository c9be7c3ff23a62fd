"""What must not be said of a child is found, and ordinary posts go through: planted breaches and clean drafts."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.domain.guarding import Guard, Why, examine, remedies
from bot.domain.policy import Feed, Naming, Policy
from bot.domain.showing import Child

CLASS = (
    Child(1, "Ada", "Kowalska", 4),
    Child(2, "Ada", "Marsh", 4),
    Child(3, "Ben", "Tully", 4),
    Child(4, "Hope", "Green", 4),
    Child(5, "Anna-Maria", "O'Brien-Khan", 4),
    Child(6, "Łukasz", "Nowak", 4),
    Child(7, "Will", "Smith", 4),
    Child(8, "May", "Rose", 4),
    Child(9, "Zoë", "Adams", 4),
    Child(10, "Muhammad", "al-Rashid", 4),
)
ELSEWHERE = (Child(20, "Sam", "Okafor", 5),)
GUARD = Guard(frozenset({"01632960100"}), frozenset({"office@oak.example"}), frozenset({"four", "hatch"}))
STRICT = Policy(names=Naming("first_name_only"), feed=Feed())

PLANTED = [
    ("Well done Ada Kowalska", Why.SURNAME),
    ("WELL DONE ADA KOWALSKA", Why.SURNAME),
    ("ada-kowalska was star of the week", Why.SURNAME),
    ("Ada Maria Kowalska read to us", Why.SURNAME),
    ("Anna-Maria O’Brien is our helper", Why.SURNAME),
    ("Anna Maria Khan is our helper", Why.SURNAME),
    ("Lukasz Nowak jumped furthest", Why.SURNAME),
    ("Zoe Adams sang", Why.SURNAME),
    ("Hope Green won the race", Why.SURNAME),
    ("Will Smith scored", Why.SURNAME),
    ("Thanks to Mrs Nowak for helping", Why.SURNAME),
    ("Kowalska was brilliant today", Why.SURNAME),
    ("Sam Okafor came to visit us", Why.SURNAME),
    ("Muhammad Rashid drew this", Why.SURNAME),
    ("Well done Ada", Why.WHICH),
    ("Ada's model is on show", Why.WHICH),
    ("Ben T. read beautifully", Why.INITIAL),
    ("Ring me on 07700 900123", Why.PHONE),
    ("Ring +44 7700 900123 tonight", Why.PHONE),
    ("Text (01632) 960999 please", Why.PHONE),
    ("Write to ada.mum@mail.example", Why.EMAIL),
    ("The party is at 12 Acacia Avenue", Why.ADDRESS),
    ("Come to Flat 3, 9a High Street", Why.ADDRESS),
    ("Our postcode for the party is NG17 2LH", Why.ADDRESS),
    ("Ada K forgot her inhaler", Why.HEALTH),
    ("Ben has a nut allergy so no peanuts please", Why.HEALTH),
    ("Ben did so well. He has been poorly all week", Why.HEALTH),
    ("Get well soon Zoë, we hope your broken arm mends", Why.HEALTH),
    ("Łukasz is off with chicken pox", Why.HEALTH),
    ("Hope has settled in with her foster family", Why.HEALTH),
]
CLEAN = [
    "PE is on Tuesday, please bring kit",
    "Please bring a coat tomorrow",
    "Remember inhalers for the trip",
    "There is a case of chicken pox in the class",
    "School nurse visits on 5 May 2024 at 9:30",
    "In May we go to the museum",
    "We hope to see you all at the fair",
    "Hope you have a lovely holiday",
    "Will you come to the assembly on Friday?",
    "Will did so well in the spelling test",
    "Well done Ben, Zoë and Łukasz",
    "Well done Ada K and Ada M",
    "May and Will planted beans",
    "Muhammad built a bridge",
    "Adam and Benjamin came to help",
    "Miss Four and Mr Hatch are running the race",
    "The grass is green and the roses are out",
    "The Green team won 3-2",
    "£4.50 by 05/03/2024, in an envelope with the name",
    "Meet at 8:15 at the gate, back by 15:30",
    "Call the office: 01632 960100",
    "Reading: pages 12-14; spelling: list 7",
    "Year 4 swimming, Monday 4 March to Friday 22 March",
    "Anna-Maria and May showed us their pets",
    "The smith made us a horseshoe",
    "Thank you to all the parents who helped at the bake sale",
    "Our class adopted a penguin called Percy",
    "Ben dressed as a doctor for World Book Day",
    "We made a hospital for teddies",
    "Zoë found 3 ladybirds and counted their 21 spots",
    "Rose petals make lovely perfume",
    "Please return slips by 12 March",
]


@pytest.mark.parametrize(("text", "why"), PLANTED)
def test_a_planted_breach_is_found(text: str, why: Why) -> None:
    assert why in {one.why for one in examine(text, CLASS, (*CLASS, *ELSEWHERE), GUARD, STRICT)}


@pytest.mark.parametrize("text", CLEAN)
def test_an_ordinary_post_goes_through(text: str) -> None:
    assert examine(text, CLASS, (*CLASS, *ELSEWHERE), GUARD, STRICT) == ()


@pytest.mark.parametrize(
    ("text", "mended"),
    [
        ("Well done Ada Kowalska!", ["Well done Ada K!"]),
        ("Well done Ada", ["Well done Ada K", "Well done Ada M"]),
        ("Ben T read, Zoe Adams sang", ["Ben read, Zoë sang"]),
        ("Thank Ben's mum, 07700 900123, for cakes", ["Thank Ben's mum, , for cakes"]),
        ("Ada K forgot her inhaler", []),
    ],
)
def test_one_tap_puts_right_what_can_be(text: str, mended: list[str]) -> None:
    found = examine(text, CLASS, CLASS, GUARD, STRICT)
    assert [one.text for one in remedies(text, found)] == mended


def test_a_message_about_one_child_names_no_other() -> None:
    found = examine("Ben sat beside Zoë", CLASS, CLASS, GUARD, STRICT, own=3)
    assert [(one.why, one.words) for one in found] == [(Why.OTHER, "Zoë")]
    assert examine("Ben forgot his inhaler", CLASS, CLASS, GUARD, STRICT, own=3) == ()


def test_a_school_that_names_nobody_stops_every_name_and_one_without_rules_stops_none() -> None:
    nobody = replace(STRICT, names=Naming("no_names"))
    assert [one.why for one in examine("Zoë sang", CLASS, CLASS, GUARD, nobody)] == [Why.NO_NAMES]
    anything = Policy(feed=Feed(pii_check=False))
    assert examine("Ada Kowalska, 07700 900123", CLASS, CLASS, GUARD, anything) == ()
    assert Why.HEALTH.may_be_confirmed(Policy(feed=Feed(sensitive_check="warn")))
    assert not Why.HEALTH.may_be_confirmed(STRICT)

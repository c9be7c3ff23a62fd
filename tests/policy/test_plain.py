"""`bookbag check` says what a policy means, what it forgets and what a change changes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import time

import pytest

from bot.domain.people import Role
from bot.domain.policy import Hours, Place, Policy, Routing
from bot.domain.subjects import Subject
from bot.policyfile import diff, explain, load, warnings
from bot.policyfile.english import ROLE_WORDS, SUBJECT_WORDS, language
from bot.policyfile.words import ROLES

FULL = """
mode = "two_way"
[school]
name = "Oak Lane Primary School"
short_name = "Oak Lane"
office_phone = "01233 555111"
[hours]
open = "08:00"
close = "17:30"
closed_on = ["weekends", "school_holidays", "bank_holidays"]
[office.hours]
periods = [{ open = "08:00", close = "12:00", days = "every day" }, { open = "13:00", close = "24:00", days = "Mon, Wed" }]
open_on = ["inset_days"]
[routing]
urgent = "phone_office"
[routing.redirect]
absence = "reception"
sickness = "reception"
complaint = "complaints_procedure"
[safeguarding]
out_of_hours_line = "01233 555112"
[replies]
promise_hours = 24
"""


def policy(extra: str = "") -> Policy:
    return load(FULL + extra, "policy.toml")


@pytest.mark.parametrize(
    "sentence",
    [
        "The school is Oak Lane Primary School; automatic texts begin “Oak Lane”.",
        "Teachers read messages Monday to Friday from 8:00 until 17:30, but not at weekends, in school holidays,"
        " on bank holidays or on INSET days.",
        "The office answers every day from 8:00 until 12:00 and Monday and Wednesday from 13:00 until midnight.",
        "Urgent messages go to the school office and to the class teacher too; parents are asked to ring the office.",
        "Messages about absence and sickness go to the school office, not to the class teacher. Messages about"
        " complaints are passed to nobody at first: parents are told about the complaints procedure, and may ask the"
        " office to ring them.",
        "All other messages go to the class teacher (or whoever covers the class then).",
        "Parents may expect a reply within 24 hours, counted on school days. The teacher is reminded 4 hours before.",
        "Possible danger to a child goes to the designated safeguarding lead at once, at any hour. If nobody has taken it"
        " within 15 minutes: the deputy safeguarding lead.",
        "Out of hours, parents are given 01233 555112. In danger they are told to call 999.",
        "Families and the school may write to each other.",
    ],
)
def test_a_head_teacher_can_read_what_is_signed(sentence: str) -> None:
    assert sentence in explain(policy())


def test_a_long_promise_is_said_in_days_where_a_day_counts_whole() -> None:
    def said(hours: int, clock: str) -> str:
        return " ".join(explain(load(FULL.replace("promise_hours = 24", f'promise_hours = {hours}\nclock = "{clock}"'), "policy.toml")))

    assert "within 5 days, counted on school days" in said(120, "school_day_24h")
    assert "within 120 hours, counting only the hours" in said(120, "open_hours")


def test_a_school_that_only_announces_hears_nothing_about_teachers_hours() -> None:
    said = " ".join(explain(Policy()))
    assert "Families hear from the school and may not write" in said
    assert "Teachers read" not in said


def test_every_role_and_subject_has_words() -> None:
    assert set(ROLE_WORDS) == set(ROLES.values())
    assert set(SUBJECT_WORDS) == set(Subject)
    assert (language("pl"), language("pt-BR"), language("xx")) == ("Polish", "Portuguese", "xx")


CHANGES: list[tuple[str, Callable[[Policy], Policy]]] = [
    ("School", lambda p: replace(p, school=replace(p.school, short_name="Oak"))),
    ("Office number", lambda p: replace(p, school=replace(p.school, office_phone="01233 555119"))),
    ("Data controller", lambda p: replace(p, school=replace(p.school, controller="A trust"))),
    ("Time zone", lambda p: replace(p, school=replace(p.school, zone="Europe/Dublin"))),
    ("Languages", lambda p: replace(p, school=replace(p.school, languages=("en", "pl")))),
    ("Who may write", lambda p: replace(p, mode="announcements_only")),
    ("Teachers' hours", lambda p: replace(p, hours=replace(p.hours, closed_on=frozenset()))),
    ("Messages outside hours", lambda p: replace(p, hours=replace(p.hours, hold_incoming=False))),
    ("Answers outside hours", lambda p: replace(p, hours=replace(p.hours, hold_replies=False))),
    ("Office hours", lambda p: replace(p, office_hours=Hours())),
    ("Urgent matters", lambda p: replace(p, routing=Routing())),
    ("All others", lambda p: replace(p, routing=replace(p.routing, default=Place(Role.OFFICE)))),
    ("In doubt", lambda p: replace(p, routing=replace(p.routing, doubtful=Place(Role.HEAD)))),
    ("Safeguarding", lambda p: replace(p, safeguarding=replace(p.safeguarding, deputy=()))),
    ("Out of hours", lambda p: replace(p, safeguarding=replace(p.safeguarding, out_of_hours_line=""))),
    ("Reply promise", lambda p: replace(p, replies=replace(p.replies, promise_hours=48))),
    ("Sending in quiet time", lambda p: replace(p, replies=replace(p.replies, allow_in_quiet=True))),
    ("Undo", lambda p: replace(p, send=replace(p.send, undo_s=0))),
    ("Large announcements", lambda p: replace(p, send=replace(p.send, confirm_above=1))),
    ("Announcements", lambda p: replace(p, family=replace(p.family, end=time(0)))),
    ("Translation", lambda p: replace(p, translation=replace(p.translation, outbound=True))),
    ("Translation", lambda p: replace(p, translation=replace(p.translation, inbound=True))),
    ("How many adults", lambda p: replace(p, enrol=replace(p.enrol, max_adults=2))),
    ("Joining", lambda p: replace(p, enrol=replace(p.enrol, code_days=1))),
    ("Long notes", lambda p: replace(p, messages=replace(p.messages, brief_chars=400))),
    ("Several at once", lambda p: replace(p, messages=replace(p.messages, burst_s=1))),
    ("Which child", lambda p: replace(p, messages=replace(p.messages, remember_child_h=1))),
    ("Questions", lambda p: replace(p, messages=replace(p.messages, question_min=1))),
    ("No interrupting", lambda p: replace(p, messages=replace(p.messages, quiet_after_teacher_min=1))),
]


@pytest.mark.parametrize(("topic", "change"), CHANGES)
def test_each_change_is_told_under_its_topic(topic: str, change: Callable[[Policy], Policy]) -> None:
    lines = diff(policy(), change(policy()))
    assert any(line.startswith(f"{topic}: before: ") and " Now: " in line for line in lines)


def test_a_change_of_one_thing_is_one_line() -> None:
    assert diff(policy(), policy("[send]\nundo_s = 60")) == [
        "Undo: before: What staff send can be taken back for 30 seconds. Now: What staff send can be taken back for 60"
        " seconds."
    ]


def test_what_is_no_longer_said_is_told_too() -> None:
    plain = replace(policy(), routing=replace(policy().routing, places={}))
    assert any(line.endswith("Now: nothing is said.") for line in diff(policy(), plain))
    assert any("before: nothing was said." in line for line in diff(plain, policy()))


def test_a_complete_policy_needs_no_warning() -> None:
    assert warnings(policy()) == []


@pytest.mark.parametrize(
    ("change", "warning"),
    [
        (lambda p: replace(p, safeguarding=replace(p.safeguarding, out_of_hours_line="")), "No out-of-hours line"),
        (lambda p: replace(p, safeguarding=replace(p.safeguarding, deputy=())), "No deputy safeguarding lead"),
        (lambda p: replace(p, routing=Routing()), "Set routing.urgent"),
        (lambda p: replace(p, routing=Routing()), "Complaints go to the class teacher"),
        (lambda p: replace(p, routing=Routing(places={Subject.ABSENCE: Place(Role.OFFICE)})), "Set routing.redirect.sickness"),
        (lambda p: replace(p, school=replace(p.school, office_phone="")), "No office number"),
        (lambda p: replace(p, school=replace(p.school, office_phone="01632 960123")), "placeholder"),
        (lambda p: replace(p, school=replace(p.school, office_phone="+44 20 7946 0123")), "placeholder"),
        (lambda p: replace(p, safeguarding=replace(p.safeguarding, out_of_hours_line="0117 496 0000")), "placeholder"),
        (lambda p: replace(p, messages=replace(p.messages, parent_to_teacher=False)), "families cannot write"),
        (lambda p: replace(p, hours=Hours()), "No hours are set"),
        (lambda p: replace(p, office_hours=Hours()), "No office hours are set"),
        (lambda p: replace(p, hours=replace(p.hours, closed_on=frozenset())), "through the school holidays"),
        (lambda p: replace(p, hours=replace(p.hours, closed_on=frozenset())), "through bank holidays"),
        (lambda p: replace(p, school=replace(p.school, name="")), "has no name"),
        (lambda p: replace(p, school=replace(p.school, short_name="Oak Lane Primary School")), "is long (23 letters)"),
        (lambda p: replace(p, send=replace(p.send, undo_s=0)), "cannot be taken back"),
    ],
)
def test_what_a_school_should_know_before_going_live(change: Callable[[Policy], Policy], warning: str) -> None:
    assert any(warning in sentence for sentence in warnings(change(policy())))


def test_complaints_may_go_anywhere_where_the_office_reads_everything() -> None:
    office = replace(policy(), routing=Routing(default=Place(Role.OFFICE)))
    assert not any("Complaints" in sentence for sentence in warnings(office))

"""The five schools' presets say what matrix A of the clauses says, and the demo's what the demo needs."""

from __future__ import annotations

import re
from datetime import time
from typing import NamedTuple

import pytest

from bot import presets
from bot.domain.people import Role
from bot.domain.policy import Clock, Place, Policy
from bot.domain.subjects import Subject
from bot.policyfile import dump, load, warnings

OFFICE = Place(Role.OFFICE)
PHONE_TOO = Place(Role.OFFICE, teacher_too=True, advise="phone_office")
SCHOOLS = ("bentley-new-village", "greenfield", "little-thurrock", "misson", "papworth-hall")


def preset(name: str) -> Policy:
    return load(presets.read(name), f"{name}.toml")


class Row(NamedTuple):
    name: str
    mode: str
    close: time | None
    holds: bool
    promise: tuple[int | None, Clock]
    urgent: Place
    max_adults: int = 0
    posts: bool = False


MATRIX = [
    Row("misson", "two_way", time(18), True, (None, Clock.SCHOOL_DAY), PHONE_TOO),
    Row("little-thurrock", "two_way", time(17, 30), True, (24, Clock.SCHOOL_DAY), PHONE_TOO),
    Row("papworth-hall", "announcements_only", None, True, (None, Clock.SCHOOL_DAY), PHONE_TOO),
    Row(
        "bentley-new-village",
        "two_way",
        time(17),
        True,
        (48, Clock.WORKING_DAY),
        Place(Role.OFFICE, advise="phone_office"),
        max_adults=2,
        posts=True,
    ),
    Row("greenfield", "two_way", time(17), False, (None, Clock.SCHOOL_DAY), PHONE_TOO, posts=True),
]


@pytest.mark.parametrize("row", MATRIX, ids=lambda row: row.name)
def test_a_preset_says_what_the_school_s_document_says(row: Row) -> None:
    policy = preset(row.name)
    closes = policy.hours.periods[0][2] if policy.hours.periods else None
    assert (policy.mode, closes, policy.hours.hold_incoming) == (row.mode, row.close, row.holds)
    assert (policy.replies.promise_hours, policy.replies.clock) == row.promise
    assert policy.routing.places[Subject.URGENT] == row.urgent
    assert policy.messages.parent_to_teacher is (row.mode == "two_way")
    assert (policy.enrol.max_adults, policy.translation.outbound) == (row.max_adults, row.posts)


def test_misson_sends_questions_about_learning_to_the_door_or_an_appointment() -> None:
    assert preset("misson").routing.places[Subject.PROGRESS] == Place(Role.OFFICE, advise="appointment")
    assert preset("misson").messages.brief_chars == 400


def test_little_thurrock_sends_complaints_to_the_procedure_and_administration_to_the_support_officer() -> None:
    places = preset("little-thurrock").routing.places
    assert places[Subject.COMPLAINT] == Place(Role.OFFICE, advise="procedure")
    assert places[Subject.ADMIN] == Place(Role.SUPPORT_OFFICER)


def test_bentley_new_village_sends_the_register_s_matters_to_reception() -> None:
    places = preset("bentley-new-village").routing.places
    for subject in (Subject.ABSENCE, Subject.SICKNESS, Subject.APPOINTMENT, Subject.DINNERS, Subject.COMPLAINT):
        assert places[subject] == OFFICE
    assert places[Subject.PROGRESS] == Place(Role.OFFICE, advise="meeting")


def test_oak_lane_is_the_demo_s_two_way_school() -> None:
    demo = preset("demo")
    taken = {
        Subject.ABSENCE,
        Subject.SICKNESS,
        Subject.LATENESS,
        Subject.APPOINTMENT,
        Subject.DINNERS,
        Subject.COMPLAINT,
    }
    assert {subject for subject, place in demo.routing.places.items() if place == OFFICE} == taken
    assert demo.routing.places[Subject.URGENT].role is Role.OFFICE
    assert (demo.hours.periods[0][1:], demo.office_hours.periods[0][1:]) == (
        (time(8), time(17)),
        (time(8), time(16)),
    )
    assert (demo.school.short_name, demo.safeguarding.lead, len(demo.school.languages)) == ("Oak Lane", (Role.DSL,), 12)


def test_all_presets_are_shipped_and_no_other_name_is() -> None:
    assert set(presets.names()) == {*SCHOOLS, "demo"}
    with pytest.raises(KeyError):
        presets.read("../policyfile/models")


@pytest.mark.parametrize("name", presets.names())
def test_every_number_in_a_preset_is_a_placeholder_and_is_warned_of(name: str) -> None:
    numbers = re.findall(r'"(\d[\d ]{6,})"', presets.read(name))
    assert numbers
    assert all(any(number in sentence for sentence in warnings(preset(name))) for number in numbers)


@pytest.mark.parametrize("name", presets.names())
def test_a_preset_survives_export(name: str) -> None:
    assert load(dump(preset(name)), name) == preset(name)

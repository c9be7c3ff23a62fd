"""What is exported reads back to the same policy, whatever the policy."""

from __future__ import annotations

import tomllib
from dataclasses import replace
from datetime import time

from hypothesis import given
from hypothesis import strategies as st

from bot.domain.people import Role
from bot.domain.policy import (
    Clock,
    Enrolment,
    FamilyHours,
    Hours,
    Messages,
    Period,
    Place,
    Policy,
    Replies,
    Routing,
    Safeguarding,
    SchoolFacts,
    Sending,
    Translation,
)
from bot.domain.subjects import Subject
from bot.policyfile import diff, dump, explain, load
from bot.policyfile.words import ADVICE, CLOSED_ON, LEADS, OPEN_ON, ROLES

TEXT = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=20)
ROUTABLE = [subject for subject in Subject if subject not in {Subject.SAFEGUARDING, Subject.URGENT, Subject.NOTE}]
ANY_ROLE, LEADING = st.sampled_from(sorted(set(ROLES.values()))), st.sampled_from(sorted(set(LEADS.values())))
WALL = st.times().map(lambda at: at.replace(second=0, microsecond=0))


@st.composite
def periods(draw: st.DrawFn) -> Period:
    first, last = sorted(draw(st.lists(WALL, min_size=2, max_size=2, unique=True)))
    return draw(st.frozensets(st.integers(0, 6), min_size=1)), first, last


HOURS = st.builds(
    Hours,
    periods=st.lists(periods(), max_size=3).map(tuple),
    closed_on=st.frozensets(st.sampled_from(CLOSED_ON)),
    open_on=st.frozensets(st.sampled_from(OPEN_ON)),
)
PLACES = st.builds(Place, ANY_ROLE, st.booleans(), st.sampled_from([None, *ADVICE]))
URGENT = PLACES.filter(lambda place: place.role is not Role.OFFICE or place.advise is not None)
POLICIES = st.builds(
    Policy,
    school=st.builds(
        SchoolFacts,
        name=TEXT,
        short_name=TEXT,
        office_phone=st.just("01632 960100"),
        controller=TEXT,
        zone=st.sampled_from(["Europe/London", "Asia/Kathmandu"]),
        languages=st.lists(st.sampled_from(["en", "pl", "pt-BR", "zh-Hans"]), min_size=1, unique=True).map(tuple),
    ),
    mode=st.just("two_way"),
    hours=st.builds(
        lambda hours, first, then: replace(hours, hold_incoming=first, hold_replies=then),
        HOURS,
        st.booleans(),
        st.booleans(),
    ),
    office_hours=HOURS,
    routing=st.builds(
        lambda places, urgent, default, doubtful: Routing(
            places | ({Subject.URGENT: urgent} if urgent else {}), default, doubtful
        ),
        st.dictionaries(st.sampled_from(ROUTABLE), PLACES),
        st.none() | URGENT,
        PLACES,
        PLACES,
    ),
    safeguarding=st.builds(
        Safeguarding,
        lead=st.lists(LEADING, min_size=1, unique=True).map(tuple),
        deputy=st.lists(LEADING, unique=True).map(tuple),
        out_of_hours_line=st.sampled_from(["", "+44 1632 960199"]),
    ),
    messages=st.builds(
        Messages,
        parent_to_teacher=st.booleans(),
        brief_chars=st.integers(0, 10_000),
        burst_s=st.integers(0, 600),
        remember_child_h=st.integers(0, 72),
        question_min=st.integers(1, 1440),
        quiet_after_teacher_min=st.integers(0, 1440),
    ),
    replies=st.builds(Replies, promise_hours=st.none() | st.integers(1, 240), clock=st.sampled_from(Clock)),
    send=st.builds(Sending, undo_s=st.integers(0, 600), confirm_above=st.integers(0, 500)),
    enrol=st.builds(Enrolment, code_days=st.integers(1, 365), max_adults=st.integers(0, 20)),
    family=st.builds(
        FamilyHours,
        start=st.sampled_from([time(0), time(7, 30)]),
        end=st.sampled_from([time(20), time(21, 15), time(0)]),
    ).filter(lambda family: family.start != family.end),
    translation=st.builds(Translation, inbound=st.booleans(), outbound=st.booleans()),
)


@given(POLICIES)
def test_what_is_written_reads_back_the_same(policy: Policy) -> None:
    assert load(dump(policy), "exported.toml") == policy


def test_the_policy_that_turns_nothing_on_reads_back_the_same() -> None:
    assert load(dump(Policy()), "exported.toml") == Policy()


@given(POLICIES)
def test_every_policy_can_be_said_in_plain_sentences(policy: Policy) -> None:
    assert all(sentence[0].isupper() and sentence.endswith(".") for sentence in explain(policy))
    assert diff(policy, policy) == []


def test_one_period_is_written_the_short_way_and_places_by_their_word() -> None:
    routing = Routing({Subject.URGENT: Place(Role.OFFICE, teacher_too=True, advise="phone_office")})
    hours = Hours(periods=((frozenset({0, 1}), time(8), time(0)),))
    written = tomllib.loads(dump(Policy(routing=routing, hours=hours)))
    assert written["routing"]["urgent"] == "phone_office"
    assert written["hours"]["days"] == ["Mon", "Tue"]
    assert (written["hours"]["open"], written["hours"]["close"]) == ("08:00", "00:00")
    assert "redirect" not in written["routing"]

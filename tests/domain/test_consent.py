"""What an adult has agreed to: complete, missing a line or a field, refused, to be renewed; and what is asked next."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from bot.domain.agreeing import FIRST, REVIEW, following, given
from bot.domain.consent import (
    NO,
    WITHDRAWN,
    YES,
    Papers,
    Signed,
    State,
    Version,
    changeable,
    in_the_way,
    lines_of,
    not_shown,
    open_questions,
    standing,
)
from bot.domain.policy import Consent, Enrolment, Photos, Policy

NOW = datetime(2024, 3, 5, 10, tzinfo=UTC)
ITEMS = ("privacy_notice", "images", "account")
POLICY = Policy(
    enrol=Enrolment(requires=("slip",)),
    consent=Consent(
        items=ITEMS, refusable=("images", "account"), record=("signer", "signed_on"), renew_on="new_version"
    ),
    photos=Photos(permissions=("images",)),
)
OLA, JAN = 1, 2


def signed(pupil_id: int | None = OLA, *, version_id: int = 0, channel: str = "sms", **answers: str) -> Signed:
    return Signed(id=1, at=NOW, answers=answers, pupil_id=pupil_id, version_id=version_id, channel=channel)


def full(pupil_id: int = OLA, **more: str) -> Signed:
    return Signed(id=1, at=NOW, answers=dict.fromkeys(ITEMS, YES) | more, pupil_id=pupil_id, channel="sms")


@pytest.mark.parametrize(
    ("papers", "state", "lines"),
    [
        (Papers(), State.NOT_RETURNED, ("privacy_notice", "account")),
        (Papers(signed=(full(),)), State.COMPLETE, ()),
        (Papers(signed=(full(images=NO),)), State.COMPLETE, ()),
        (Papers(signed=(full(privacy_notice=NO),)), State.INCOMPLETE, ("privacy_notice",)),
        (Papers(signed=(full(account=NO),)), State.REFUSED, ()),
        (Papers(signed=(full(account=NO), full())), State.COMPLETE, ()),
        (Papers(signed=(full(), signed(account=WITHDRAWN))), State.REFUSED, ()),
        (Papers(signed=(full(JAN),)), State.NOT_RETURNED, ("account",)),
    ],
)
def test_the_newest_answer_to_each_line_says_where_an_adult_stands(
    papers: Papers, state: State, lines: tuple[str, ...]
) -> None:
    found = standing(POLICY, papers, OLA)
    assert (found.state, found.lines) == (state, lines)


def test_a_paper_lacks_what_the_school_wants_on_record_and_a_phone_never_does() -> None:
    blank = standing(POLICY, Papers(signed=(Signed(id=1, at=NOW, answers=full().answers, pupil_id=OLA),)), OLA)
    assert (blank.state, blank.fields) == (State.INCOMPLETE, ("signer", "signed_on"))
    whole = Signed(id=1, at=NOW, answers=full().answers, pupil_id=OLA, signer="A", signed_on=date(2024, 3, 4))
    assert standing(POLICY, Papers(signed=(whole,)), OLA).state is State.COMPLETE


def test_a_new_text_is_to_be_renewed_and_stops_news_but_not_the_account() -> None:
    new = Version(id=5, label="v2", published_at=NOW)
    found = standing(POLICY, Papers(signed=(full(),), versions=(new,)), OLA)
    assert found.state is State.RENEW
    assert (found.served, found.hears_news) == (True, False)
    minor = Version(id=5, label="v2", published_at=NOW, renews=False)
    assert standing(POLICY, Papers(signed=(full(),), versions=(minor,)), OLA).state is State.COMPLETE


def test_a_school_that_asks_nothing_serves_everybody() -> None:
    found = standing(Policy(), Papers(), OLA)
    assert found.state is State.NOT_ASKED
    assert found.served
    assert in_the_way(Policy(), found) is None


@pytest.mark.parametrize(
    ("papers", "wrong"),
    [
        (Papers(), ("slip", "not_returned")),
        (Papers(signed=(full(privacy_notice=NO),)), ("lines", "privacy_notice")),
        (Papers(signed=(full(account=NO),)), ("refused",)),
        (Papers(signed=(full(),)), None),
    ],
)
def test_what_stands_in_the_way_of_a_code_is_named(papers: Papers, wrong: tuple[str, ...] | None) -> None:
    assert in_the_way(POLICY, standing(POLICY, papers, OLA)) == wrong


def test_a_paper_agreed_by_signing_up_lets_the_code_go_first() -> None:
    by_sign_up = Policy(enrol=Enrolment(requires=("aup",)), consent=Consent(items=("participation",)))
    assert in_the_way(by_sign_up, standing(by_sign_up, Papers(), OLA)) is None


def test_lines_about_the_adult_are_asked_once_and_lines_about_a_child_for_each() -> None:
    lines = lines_of(POLICY)
    asked = [(one.line.name, one.pupil_id) for one in open_questions(Papers(), lines, (OLA, JAN))]
    assert asked == [
        ("privacy_notice", None), ("images", OLA), ("images", JAN), ("account", OLA), ("account", JAN),
    ]  # fmt: skip


def test_nothing_is_asked_twice_in_one_go_and_a_refused_child_is_left_alone() -> None:
    lines = lines_of(POLICY)
    first = open_questions(Papers(), lines, (OLA, JAN))[0]
    after = Papers(signed=(signed(None, privacy_notice=NO),))
    second = following(after, lines, (OLA, JAN), first, FIRST)
    assert second is not None
    assert second.line.name == "images"
    refused = Papers(signed=(signed(OLA, account=NO),))
    assert {one.pupil_id for one in open_questions(refused, lines, (OLA, JAN)) if one.line.of_child} == {JAN}


def test_a_review_asks_what_may_be_said_otherwise_and_a_no_after_a_yes_is_a_withdrawal() -> None:
    lines, papers = lines_of(POLICY), Papers(signed=(full(),))
    every = changeable(lines, (OLA,))
    assert [one.line.name for one in every] == ["images", "account"]
    assert following(papers, lines, (OLA,), every[-1], REVIEW) is None
    assert given(papers, every[0], NO, lines) == WITHDRAWN
    assert given(Papers(), every[0], NO, lines) == NO


def test_one_no_outweighs_any_yes_and_silence_is_no() -> None:
    yes, no = Papers(signed=(full(),)), Papers(signed=(full(images=NO),))
    assert not_shown(POLICY, [(OLA, yes)]) == frozenset()
    assert not_shown(POLICY, [(OLA, yes), (OLA, no)]) == {"images"}
    assert not_shown(POLICY, [(OLA, Papers())]) == {"images"}

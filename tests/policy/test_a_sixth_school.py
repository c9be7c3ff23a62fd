"""Schools nobody here has seen: each wish is a few lines of TOML, never code."""

from __future__ import annotations

from datetime import UTC, date, datetime, time

import pytest

from bot.domain.calendar import build, for_class
from bot.domain.hours import add_working_hours, is_open, next_opening
from bot.domain.people import Role
from bot.domain.policy import Clock, Place, Policy, Step
from bot.domain.subjects import Subject
from bot.policyfile import PolicyProblems, dump, explain, load

TWO_WAY = 'mode = "two_way"\n[school]\nname = "Hill Top"\noffice_phone = "01632 960100"\n'


def school(text: str, head: str = TWO_WAY) -> Policy:
    """Loads, survives export and can be said."""
    policy = load(head + text, "hill-top.toml")
    assert load(dump(policy), "again.toml") == policy
    assert all(sentence.endswith(".") for sentence in explain(policy))
    return policy


def opened(policy: Policy, words: str) -> bool:
    """At a local time of a week without closures."""
    moment = datetime.strptime(f"{words} 2024", "%a %d %b %H:%M %Y").replace(tzinfo=UTC)
    return is_open(build(policy.hours, "UTC"), moment)


def said(policy: Policy, words: str) -> bool:
    return any(words in sentence for sentence in explain(policy))


def test_teachers_who_answer_only_at_lunch_in_two_halves() -> None:
    policy = school('[hours]\nperiods = [{ open = "12:05", close = "12:25" }, { open = "12:45", close = "13:10" }]')
    assert opened(policy, "Mon 4 Mar 12:10")
    assert not opened(policy, "Mon 4 Mar 12:30")
    assert opened(policy, "Mon 4 Mar 12:50")
    assert said(policy, "Monday to Friday from 12:05 until 12:25 and Monday to Friday from 12:45 until 13:10")


def test_a_school_closed_on_wednesday_afternoons() -> None:
    policy = school(
        '[[hours.periods]]\ndays = "Mon, Tue, Thu, Fri"\nopen = "8:00"\nclose = "16:30"\n'
        '[[hours.periods]]\ndays = "Wed"\nopen = "8:00"\nclose = "12:00"'
    )
    assert opened(policy, "Tue 5 Mar 14:00")
    assert not opened(policy, "Wed 6 Mar 14:00")


def test_a_boarding_school_reads_every_evening() -> None:
    policy = school('[hours]\nopen = "7:00"\nclose = "21:30"\ndays = "every day"\n[titles]\nhead = "the housemaster"')
    assert opened(policy, "Sun 3 Mar 20:00")
    assert said(policy, "What follows is decided by the housemaster")


def test_a_nursery_in_the_mornings_only() -> None:
    policy = school(
        '[hours]\nopen = "8:00"\nclose = "16:00"\n[[hours.groups]]\nyears = ["nursery"]\nopen = "8:45"\nclose = "11:45"'
    )
    (nursery,) = policy.hours.groups
    calendar = build(policy.hours, "UTC", class_periods={7: nursery.periods})
    afternoon = datetime(2024, 3, 5, 13, 0, tzinfo=UTC)
    assert is_open(for_class(calendar, 1), afternoon)
    assert not is_open(for_class(calendar, 7), afternoon)
    assert said(policy, "For Nursery it is Monday to Friday from 8:45 until 11:45.")


def test_complaints_go_to_a_named_role_and_each_subject_where_the_school_wants() -> None:
    policy = school(
        '[routing]\ndefault = "class_teacher"\n[routing.redirect]\ncomplaint = "deputy"\nsen = "senco"\n'
        'dinners = "business manager"\n'.replace('"business manager"', '"support_officer"')
        + 'progress = { to = "class_teacher" }\nabuse = "head"\n[titles]\nsupport_officer = "the business manager"'
    )
    places = policy.routing.places
    assert places[Subject.COMPLAINT] == Place(Role.DEPUTY)
    assert (places[Subject.SEN].role, places[Subject.DINNERS].role) == (Role.SENCO, Role.SUPPORT_OFFICER)
    assert said(policy, "Messages about school dinners go to the business manager, not to the class teacher.")


def test_two_offices_with_their_own_numbers_and_hours() -> None:
    policy = school(
        '[[office.desks]]\nname = "Infant office"\nphone = "01632 960111"\nyears = ["R", 1, 2]\nopen = "8:30"\nclose = "15:30"\n'
        '[[office.desks]]\nname = "Junior office"\nphone = "01632 960112"\nyears = [3, 4, 5, 6]'
    )
    assert [desk.phone for desk in policy.office.desks] == ["01632 960111", "01632 960112"]
    assert said(policy, "Infant office (01632 960111) serves Reception and Years 1 to 2, open Monday to Friday")


MONDAY_16 = datetime(2024, 3, 4, 16, 0, tzinfo=UTC)
HOURS = '[hours]\nopen = "8:00"\nclose = "17:00"\n'


@pytest.mark.parametrize(
    ("words", "hours", "clock", "due"),
    [
        ("24 hours", 24, Clock.SCHOOL_DAY, datetime(2024, 3, 5, 16, tzinfo=UTC)),
        ("2 days", 48, Clock.EVERY_HOUR, datetime(2024, 3, 6, 16, tzinfo=UTC)),
        ("3 working days", 72, Clock.WORKING_DAY, datetime(2024, 3, 7, 16, tzinfo=UTC)),
        ("5 school days", 120, Clock.SCHOOL_DAY, datetime(2024, 3, 11, 16, tzinfo=UTC)),
        ("6 open hours", 6, Clock.OPEN_HOURS, datetime(2024, 3, 5, 13, tzinfo=UTC)),
    ],
)
def test_a_promise_is_said_as_people_say_it(words: str, hours: int, clock: Clock, due: datetime) -> None:
    policy = school(f'{HOURS}[replies]\npromise = "{words}"')
    assert (policy.replies.promise_hours, policy.replies.clock) == (hours, clock)
    calendar = build(policy.hours, "UTC")
    assert add_working_hours(calendar, MONDAY_16, hours, clock) == due


def test_a_promise_in_clock_hours_starts_when_the_message_is_passed_on() -> None:
    calendar = build(school(HOURS).hours, "UTC")
    friday_evening = datetime(2024, 3, 1, 18, tzinfo=UTC)
    assert next_opening(calendar, friday_evening) == datetime(2024, 3, 4, 8, tzinfo=UTC)
    assert add_working_hours(calendar, friday_evening, 24, Clock.EVERY_HOUR) == datetime(2024, 3, 5, 8, tzinfo=UTC)
    assert add_working_hours(calendar, friday_evening, 9, Clock.OPEN_HOURS) == datetime(2024, 3, 4, 17, tzinfo=UTC)


def test_open_hours_never_fall_due_where_nothing_ever_opens() -> None:
    assert add_working_hours(build(school("").hours, "UTC"), MONDAY_16, 1, Clock.OPEN_HOURS) is None


@pytest.mark.parametrize("text", ['promise = "soon"', 'promise = "0 days"', 'promise = "99 days"', "promise = 3"])
def test_a_promise_nobody_could_keep_is_refused(text: str) -> None:
    with pytest.raises(PolicyProblems, match="is not a promise"):
        load(f"{TWO_WAY}[replies]\n{text}", "p")


def test_a_promise_is_made_once() -> None:
    with pytest.raises(PolicyProblems, match="not both"):
        load(f'{TWO_WAY}[replies]\npromise = "2 days"\npromise_hours = 24', "p")
    with pytest.raises(PolicyProblems, match="leave clock out"):
        load(f'{TWO_WAY}[replies]\npromise = "2 days"\nclock = "school_day_24h"', "p")


def test_three_strikes() -> None:
    policy = school('[conduct]\nmisuse = ["warning", "warning", "suspension", "removal"]\ndecider = ["head", "deputy"]')
    assert policy.conduct.warnings_before == 2
    assert said(policy, "For misuse of messages: 2 warnings, then suspension, then removal.")
    assert school("[conduct]\nwarnings_before = 2").conduct.misuse == ("warning", "warning", "removal")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ('misuse = ["warning", "removal"]\nwarnings_before = 2', "says 2, yet misuse lists 1"),
        ('misuse = ["removal", "warning"]', "a warning after something harsher"),
    ],
)
def test_steps_that_contradict_themselves_are_refused(text: str, words: str) -> None:
    with pytest.raises(PolicyProblems, match=words):
        load(f"{TWO_WAY}[conduct]\n{text}", "p")


def test_a_school_that_only_announces_takes_absences_by_text() -> None:
    head = 'mode = "announcements_only"\n[school]\nname = "Hill Top"\noffice_phone = "01632 960100"\n'
    policy = school('[messages]\nannouncements_take = ["absence", "sickness"]', head)
    assert policy.messages.announcements_take == {Subject.ABSENCE, Subject.SICKNESS}
    assert said(policy, "Messages about absence and sickness are taken all the same.")


def test_years_and_classes_out_of_scope_and_a_trial_that_ends() -> None:
    policy = school(
        '[scope]\nyears = [3, 4, 5, 6]\nclasses_excluded = "Owls"\ntrial_end = "2026-07-22"\nafter_trial = "closed"'
    )
    assert policy.scope.years == ("3", "4", "5", "6")
    assert policy.scope.trial_end == date(2026, 7, 22)
    assert said(policy, "Families of Years 3 to 6 take part. Owls does not take part.")
    assert said(policy, "This is a trial until 22 July 2026.")


def test_a_ladder_of_one_s_own() -> None:
    policy = school(
        '[routing]\ntopics = ["learning", "sen_physical"]\n[routing.ladder]\n'
        'learning = ["class_teacher", "teacher_meeting", "assistant_head by appointment"]\n'
        'sen_physical = [{ role = "senco", by = "message" }, "head"]\nlast = "the trust_executive via office"'
    )
    assert policy.routing.ladders["learning"] == (
        Step(Role.CLASS_TEACHER, "message"),
        Step(Role.CLASS_TEACHER, "meeting"),
        Step(Role.ASSISTANT_HEAD, "appointment"),
    )
    assert policy.routing.ladders["sen_physical"][1] == Step(Role.HEAD, "appointment")
    assert policy.routing.last_rung == "trust executive"


def test_lines_of_one_s_own_in_the_agreement() -> None:
    policy = school(
        '[consent]\nitems = ["respectful", "book_bag"]\nrefusable = "book_bag"\nwording.book_bag = "I bring the bag back"\n'
        'participation = "required"\n[enrol]\nrequires = ["welcome_form"]'
    )
    assert policy.consent.items == ("respectful", "book_bag", "participation")
    assert said(policy, "Each of these may be refused: “I bring the bag back”.")
    assert said(policy, "Welcome form must be complete first.")


def test_line_managers_by_year_and_lessons() -> None:
    policy = school(
        '[staff]\nline_manager = { R = "assistant_head", others = "deputy" }\n'
        '[hours]\nopen = "8:00"\nclose = "16:00"\nlessons = [{ open = "9:00", close = "10:30" }]'
    )
    assert policy.staff.line_managers == {"R": Role.ASSISTANT_HEAD, "": Role.DEPUTY}
    assert policy.hours.lessons == ((frozenset(range(5)), time(9), time(10, 30)),)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('[scope]\nyears = ["Y9z"]', '"y9z" is not a year. Allowed: N, R, 1'),
        ("[scope]\ntrial_end = 5", "scope.trial_end = 5: is not a date"),
        ("[scope]\nclasses_excluded = [3]", "is not a class"),
        ('[routing.ladder]\nlearning = ["techer"]', 'is not a role; did you mean "teacher"?'),
        ("[routing.ladder]\nlearning = [3]", "is not a step"),
        ('[routing.ladder]\nlearning = ["head (shouting)"]', "is not a way to reach somebody"),
        ("[routing.ladder]\nlast = 3", "is not a person"),
        ('[routing.topic]\nstaff = "class_teacher"', "would show a matter about staff to the class teacher"),
        ('[consent]\nitems = ["respectfull"]', 'has no words; did you mean "respectful"?'),
        ('[consent]\nrefusable = ["photo"]', "is not a line"),
        ('[enrol]\nrequires = ["Our Form"]', "is not a name. Allowed: small letters"),
        ('[photos]\ngroup_requires = "group_photos"', "is not a kind that families are asked about"),
        ('[contacts]\npolicy = { title = "A", link = "gopher" }', "is not a link"),
        ("[contacts]\npolicy = 4", "is not a paper"),
        ('[governance]\nnext_review = "2026-13"', "is not a month"),
        ('[feed]\nnudge_at = "14:00"', "is not a day and time"),
        ("[feed]\npictures_per_week = [5, 2]", "is not a span"),
        ('[[hours.groups]]\nopen = "9:00"\nclose = "10:00"', "say for whom: years or classes"),
        ('[titles]\nhaed = "x"', 'is not a role; did you mean "head"?'),
        ("[titles]\nhead = 3", "has a title that is not text"),
        ("titles = 3", "is not a table"),
        ('[messages]\nto = ["class_teacher", "head"]\nblocked_roles = ["head"]', "is in messages.to as well"),
        ('[messages]\nannouncements_take = ["absence"]', "is for a school that only announces"),
        (
            "[roles]\npupil = true",
            "roles.pupil = true: is the same for every school: Pupils have no accounts. Allowed: false",
        ),
        ("[access]\npublic = true", "Nothing is public"),
        ("[feed]\nlike = true", "did you mean feed.likes?"),
    ],
)
def test_what_cannot_be_is_refused_with_what_can(text: str, expected: str) -> None:
    head = "" if text.startswith("titles") else TWO_WAY
    with pytest.raises(PolicyProblems) as caught:
        load(head + text, "hill-top.toml")
    assert expected in str(caught.value)


def test_what_holds_for_every_school_may_be_written_down() -> None:
    policy = school('[roles]\npupil = false\n[messages]\naccept = "always"\n[agreement]\nlines = ["no_child_access"]')
    assert policy.consent.items == ("no_child_access",)
